/**
 * What a migration must not do to a register in use: each statement is looked at, and what would keep others waiting
 * for long, or break instances of the version before, is told. Tables that the same migration makes are nobody's yet.
 */

type Breaks = (statement: string, isNew: (table: string) => boolean) => boolean

interface Rule { readonly name: string, readonly breaks: Breaks }

const words = (statement: string) => statement.replace(/--.*$/gm, '').replace(/["\s]+/g, ' ').trim().toLowerCase()
const altered = (statement: string) => /^alter table (?:only )?(?:if exists )?(?:public\.)?(\S+)/.exec(statement)?.[1]
const indexed = (statement: string) => /^create (?:unique )?index .*? on (?:only )?(?:public\.)?(\S+)/.exec(statement)?.[1]

/** Whether it alters a table that is in use. */
const alters = (statement: string, isNew: (table: string) => boolean) => {
  const table = altered(statement)
  return table !== undefined && !isNew(table)
}

const rules: readonly Rule[] = [
  {
    name: 'an index of a table in use is built concurrently',
    breaks: (statement, isNew) => {
      const table = indexed(statement)
      return table !== undefined && !isNew(table) && !/^create (unique )?index concurrently/.test(statement)
    }
  },
  {
    name: 'an index is dropped concurrently',
    breaks: statement => /^drop index (?!concurrently)/.test(statement)
  },
  {
    name: 'a new column may be null or has a default',
    breaks: (statement, isNew) => alters(statement, isNew) && /add column/.test(statement) &&
      /not null/.test(statement) && !/ default /.test(statement)
  },
  {
    name: 'a default of a new column is the same for all rows',
    breaks: (statement, isNew) => alters(statement, isNew) && /add column/.test(statement) &&
      (/ default (gen_random_uuid|random|clock_timestamp|nextval)/.test(statement) ||
        / (generated |(small|big)?serial)/.test(statement))
  },
  {
    name: 'a column keeps its type',
    breaks: (statement, isNew) => alters(statement, isNew) && /alter column .* type /.test(statement)
  },
  {
    name: 'a column in use is not made not null',
    breaks: (statement, isNew) => alters(statement, isNew) && /set not null/.test(statement)
  },
  {
    name: 'a check or reference of a table in use is added not valid, and validated by itself',
    breaks: (statement, isNew) => alters(statement, isNew) && /add constraint .* (foreign key|check)/.test(statement) &&
      !/not valid$/.test(statement.replace(/;$/, ''))
  },
  {
    name: 'a key of a table in use takes an index that is there',
    breaks: (statement, isNew) => alters(statement, isNew) && /add constraint .* (unique|primary key)/.test(statement) &&
      !/using index/.test(statement)
  },
  {
    name: 'what the version before uses is neither dropped nor renamed',
    breaks: (statement, isNew) => /^drop table/.test(statement) ||
      (alters(statement, isNew) && /( drop column|rename )/.test(statement))
  }
]

/** The rules that the statements of a migration break, in their order. */
export function brokenRules (migration: string): string[] {
  const statements = migration.split('--> statement-breakpoint').map(words)
  const made = new Set(statements.flatMap(statement =>
    /^create table (?:if not exists )?(?:public\.)?([^\s(]+)/.exec(statement)?.[1] ?? []))
  const broken = statements.flatMap(statement =>
    rules.filter(({ breaks }) => breaks(statement, table => made.has(table))).map(({ name }) => name))
  const besides = statements.filter(statement => / concurrently /.test(statement)).length
  return [
    ...broken,
    ...besides > 0 && besides < statements.length ? ['what is done concurrently stands in a migration of its own'] : [],
    ...statements.flatMap((statement, at) => {
      const name = /^create (?:unique )?index concurrently (?:if not exists )?(\S+)/.exec(statement)?.[1]
      const before = name === undefined || statements.slice(0, at)
        .some(other => other.startsWith(`drop index concurrently if exists ${name}`))
      return before ? [] : ['an index that was broken off is dropped before it is built again']
    })
  ]
}
