/**
 * Column types that the tables share: instants, period codes, codes of vocabularies and search words. A column decodes
 * what the database holds into what the API answers, so that a selected row is the response.
 */
import { sql, type AnyColumn, type SQL } from 'drizzle-orm'
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

/** What the codes of a column stand for. */
export interface Meaning { readonly terms?: readonly Term[], readonly isPeriod?: true }

/** What is known of a column beside its type; nothing where it holds no codes. */
export const meaningOf = (column: AnyColumn): Meaning =>
  (column as unknown as { config: { fieldConfig?: Meaning } }).config.fieldConfig ?? {}

/** A period, stored as its code. */
export const periodCode = (name: string) =>
  customType<{ data: Period, driverData: string, config: Meaning, configRequired: true }>({
    dataType: () => 'text',
    fromDriver: code => parsePeriod(code) ?? { code, from: '', to: '', label: code },
    toDriver: period => period.code
  })(name, { isPeriod: true })

/** A term of a vocabulary, stored as its code. A code of a later release reads as its own label. */
export const termCode = <T extends Term>(name: string, terms: readonly T[]) =>
  customType<{ data: Term, driverData: string, config: Meaning, configRequired: true }>({
    dataType: () => 'text',
    fromDriver: code => {
      const { name, nameEn } = terms.find(term => term.code === code) ?? { name: code, nameEn: code }
      return { code, name, nameEn }
    },
    toDriver: term => term.code
  })(name, { terms })

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
