/**
 * The exchange form of a record: what it says, under the names in which it is also sent to the register. References are
 * ids and codes; what the register works out itself (sort keys, search words, counters, spans of days, flags that
 * arithmetic raised) is left out.
 */
import { getTableColumns, is, SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { partsOf, tableOf, type Content, type RecordKind } from './log.js'

/** A record in the exchange form. */
export type Exchanged = Record<string, unknown>

/** What references are called here; properties that are not named keep their name. */
const names: Readonly<Record<string, string>> = {
  wardId: 'ward',
  hostId: 'host',
  counterpartId: 'counterpart',
  parentId: 'parent',
  unitId: 'unit',
  organisationId: 'organisation',
  organisationIds: 'organisations',
  officialId: 'official',
  setByOfficialId: 'setByOfficial',
  meetingId: 'meeting',
  resolutionId: 'resolution',
  candidateIds: 'candidates',
  issuerId: 'issuer',
  committeeId: 'committee',
  replacedById: 'replacedBy',
  fromId: 'from',
  toId: 'to',
  sourceId: 'source',
  groupName: 'group',
  statedFlags: 'flags'
}

/** Bookkeeping, and what follows from other properties. */
const derived = ['version', 'createdAt', 'updatedAt', 'sortKey', 'words', 'search', 'assigneeWords', 'assigneeSearch']

/** What else a kind leaves out; of a unit, all that its last version says too. */
const left: Partial<Record<RecordKind, readonly string[]>> = {
  unit: ['level', 'name', 'kind', 'code', 'parentId', 'provinceId', 'validFrom', 'validTo'],
  resolution: ['orderedOn'],
  meeting: ['parts'],
  citation: ['agrees'],
  observation: ['periodFrom', 'periodTo', 'flags']
}

interface Part { readonly properties: readonly string[], readonly order: readonly string[] }

const passage = ['sourceId', 'start', 'end', 'quote', 'method', 'confidence', 'confirmedBy']
const evidence: Part = { properties: passage, order: ['start', 'end', 'sourceId'] }

/** What the items of a part say, and what they are ordered by; nothing comes before something. */
const parts: Partial<Record<RecordKind, Readonly<Record<string, Part>>>> = {
  unit: {
    versions: {
      properties: ['name', 'kind', 'code', 'parentId', 'validFrom', 'validTo', 'legalAct'], order: ['validFrom']
    }
  },
  official: {
    appointments: {
      properties: ['id', 'organisationId', 'role', 'title', 'from', 'to', 'observedFrom', 'observedTo'], order: ['id']
    }
  },
  resolution: { relations: { properties: ['kind', 'toId'], order: ['kind', 'toId'] } },
  meeting: { evidence: { properties: ['property', ...passage], order: [...evidence.order, 'property'] } },
  participant: { evidence },
  citation: { evidence },
  observation: { evidence },
  task: { evidence }
}

/** Some columns of a row. One that the table did not have yet when the row was logged has its default. */
function told (table: PgTable, properties: readonly string[], row: Content): Exchanged {
  const columns = getTableColumns(table)
  return Object.fromEntries(properties.map(property => {
    const { name, default: standard } = columns[property]!
    const value = row[name] ?? (standard === undefined || is(standard, SQL) ? null : standard)
    return [names[property] ?? property, value]
  }))
}

const before = (a: unknown, b: unknown) =>
  a === b ? 0 : a === null || (b !== null && (a as string | number) < (b as string | number)) ? -1 : 1

const byAll = (properties: readonly string[]) => (a: Exchanged, b: Exchanged) => properties
  .map(property => before(a[names[property] ?? property], b[names[property] ?? property]))
  .find(order => order !== 0) ?? 0

/** A record of the log in the exchange form. */
export function exchanged (kind: RecordKind, content: Content): Exchanged {
  const { table, key } = tableOf(kind)
  const properties = Object.entries(getTableColumns(table))
    .filter(([property]) => !derived.includes(property) && left[kind]?.includes(property) !== true)
    .sort(([, a], [, b]) => Number(b === key) - Number(a === key)) // what identifies it comes first
    .map(([property]) => property)
  const lists = partsOf(kind).map(({ name, table: rows }) => {
    const { properties, order } = parts[kind]![name]!
    const items = (content[name] ?? []) as Content[]
    return [name, items.map(item => told(rows, properties, item)).sort(byAll(order))]
  })
  return { ...told(table, properties, content), ...Object.fromEntries(lists) }
}
