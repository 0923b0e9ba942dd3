/**
 * Column types that the tables share: instants, period codes, codes of vocabularies and search words. A column decodes
 * what the database holds into what the API answers, so that a selected row is the response.
 */
import { sql, type SQL } from 'drizzle-orm'
import { customType, integer, text, timestamp } from 'drizzle-orm/pg-core'
import { parsePeriod, type Period } from '../domain/periods.js'
import type { Term } from '../domain/vocabulary.js'

/** An instant, to the millisecond, so that a cursor made from it is exact. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

/** What every record has: a version that moves only on real change, and when it was made and last changed. */
export const versioned = {
  version: integer('version').notNull().default(1),
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow()
}

/** A period, stored as its code. */
export const periodCode = customType<{ data: Period, driverData: string }>({
  dataType: () => 'text',
  fromDriver: code => parsePeriod(code) ?? { code, from: '', to: '', label: code },
  toDriver: period => period.code
})

/** A term of a vocabulary, stored as its code. A code of a later release reads as its own label. */
export const termCode = <T extends Term>(name: string, terms: readonly T[]) =>
  customType<{ data: Term, driverData: string }>({
    dataType: () => 'text',
    fromDriver: code => {
      const { name, nameEn } = terms.find(term => term.code === code) ?? { name: code, nameEn: code }
      return { code, name, nameEn }
    },
    toDriver: term => term.code
  })(name)

/** PostgreSQL's transaction id, which never wraps. */
export const transactionId = customType<{ data: string, driverData: string }>({ dataType: () => 'xid8' })

/** Words in a form that the database looks up. */
export const lexemes = customType<{ data: string }>({ dataType: () => 'tsvector' })

/**
 * The vector that the database makes of folded words (domain/text.ts): no language configuration and no extension has
 * a say in it.
 */
export const wordVector = (name: string, words: string) =>
  lexemes(name).generatedAlwaysAs((): SQL => sql`array_to_tsvector(string_to_array(${sql.raw(words)}, ' '))`)

/** The folded words that a record is found by, and their vector. */
export const searchable = () => ({ words: text('words').notNull(), search: wordVector('search', 'words') })
