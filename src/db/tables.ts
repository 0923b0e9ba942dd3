/**
 * The data model on one page. Shared tables are small and read everywhere; ward-owned tables grow with the country:
 * each carries ward_id, its primary key is (ward_id, id), and references among them include ward_id, so that they can
 * be distributed by ward. Sources and the log of changes belong to neither family.
 *
 * Besides the indexes whose query is named, every list has one for its order by last change (*_updated), which
 * followers ask by, and one for its words (*_search).
 *
 * Rules that keep it so: no unique constraint on a ward-owned table without ward_id, no reference from a shared table
 * to a ward-owned one, no triggers on ward-owned tables.
 */
import { sql } from 'drizzle-orm'
import {
  bigint, boolean, check, date, doublePrecision, foreignKey, index, integer, jsonb, numeric, pgTable, primaryKey, text,
  unique, uniqueIndex, uuid, type AnyPgColumn
} from 'drizzle-orm/pg-core'
import { acts } from '../domain/changes.js'
import { documentTypes } from '../domain/documents.js'
import { capacities, meetingTypes, sessions } from '../domain/meetings.js'
import { comparators, observationKinds } from '../domain/observations.js'
import { roles } from '../domain/roles.js'
import { unitChangeExtents, unitChangeKinds } from '../domain/units.js'
import { codes } from '../domain/vocabulary.js'
import { instant, lexemes, periodCode, searchable, termCode, transactionId, versioned, wordVector } from './columns.js'

/** A text of a record, with the property in which it stands. */
export interface Field { readonly property: string, readonly text: string }
/** What a record is called, other names that count as much, and what else is said in it. */
export interface Document {
  readonly title: string
  readonly names: readonly Field[]
  readonly fields: readonly Field[]
}
/** A property that no source states, and why it is believed. */
export interface Inference { property: string, reason: string }
/** Something that a check found about a figure. */
export interface Flag { code: string, message: string }

const amount = (name: string) => numeric(name, { mode: 'number' })
const inferred = () => jsonb('inferred').$type<Inference[]>().notNull().default([])
const status = () => text('status', { enum: statuses }).notNull().default('verified')
const oneOf = (column: AnyPgColumn, values: readonly string[]) =>
  sql`${column} in (${sql.raw(values.map(value => `'${value}'`).join(', '))})`

// What the columns of choices may hold; those that the field has words for stand in its vocabularies.
const statuses = ['verified', 'unverified'] as const
const reviewStates = ['open', 'closed'] as const
const unitLevels = ['province', 'district', 'ward'] as const
const families = ['party', 'state'] as const
const relationKinds = ['continues', 'implements', 'replaces'] as const
const indicatorKinds = ['count', 'amount', 'rate', 'ratio', 'grade', 'rank'] as const
const natures = ['flow', 'stock', 'event'] as const
const methods = ['manual', 'extracted'] as const
const importStates = ['running', 'done', 'failed', 'interrupted'] as const
const stops = ['failing', 'gone'] as const
const deliveryStates = ['pending', 'delivered', 'dead'] as const
const wishes = ['correction', 'removal'] as const
const correctionStatuses = ['open', 'accepted', 'rejected'] as const

// ── Shared tables ────────────────────────────────────────────────────────────────────────────────────────────────

/** Administrative units of every level, as they are now or were on their last day. */
export const units = pgTable('units', {
  id: uuid('id').primaryKey(),
  level: text('level', { enum: unitLevels }).notNull(),
  slug: text('slug').notNull(),
  name: text('name').notNull(),
  sortKey: text('sort_key').notNull(),
  kind: text('kind').notNull(),
  code: text('code'),
  parentId: uuid('parent_id').references((): AnyPgColumn => units.id),
  provinceId: uuid('province_id').references((): AnyPgColumn => units.id),
  validFrom: date('valid_from'),
  validTo: date('valid_to'),
  inferred: inferred(),
  ...searchable(),
  ...versioned
}, t => [
  unique('units_slug').on(t.level, t.slug),
  uniqueIndex('units_present_code').on(t.level, t.code).where(sql`${t.validTo} is null`),
  check('units_level', oneOf(t.level, unitLevels)),
  check('units_validity', sql`${t.validFrom} <= ${t.validTo}`),
  check('units_has_province', sql`(${t.level} = 'province') = (${t.provinceId} is null)`),
  // /v1/wards by name, page by page, of all the country
  index('units_order').on(t.level, t.sortKey, t.id),
  index('units_updated').on(t.updatedAt, t.id),
  index('units_search').using('gin', t.search)
])

/** What changed about a unit over time; the last version repeats the unit's present row. */
export const unitVersions = pgTable('unit_versions', {
  id: uuid('id').primaryKey(),
  unitId: uuid('unit_id').notNull().references(() => units.id),
  name: text('name').notNull(),
  kind: text('kind').notNull(),
  code: text('code'),
  parentId: uuid('parent_id').references(() => units.id),
  provinceId: uuid('province_id').references(() => units.id),
  validFrom: date('valid_from'),
  validTo: date('valid_to'),
  legalAct: text('legal_act')
}, t => [
  unique('unit_versions_start').on(t.unitId, t.validFrom).nullsNotDistinct(),
  check('unit_versions_validity', sql`${t.validFrom} <= ${t.validTo}`)
])

/** Succession: which unit became which, wholly or in part. */
export const unitChanges = pgTable('unit_changes', {
  id: uuid('id').primaryKey(),
  fromId: uuid('from_id').notNull().references(() => units.id),
  toId: uuid('to_id').notNull().references(() => units.id),
  kind: text('kind', { enum: codes(unitChangeKinds) }).notNull(),
  extent: text('extent', { enum: codes(unitChangeExtents) }).notNull(),
  effectiveOn: date('effective_on').notNull(),
  legalBasis: text('legal_basis'),
  ...versioned
}, t => [
  unique('unit_changes_identity').on(t.fromId, t.toId, t.effectiveOn),
  index('unit_changes_to').on(t.toId),
  check('unit_changes_kind', oneOf(t.kind, codes(unitChangeKinds))),
  check('unit_changes_extent', oneOf(t.extent, codes(unitChangeExtents))),
  check('unit_changes_distinct', sql`${t.fromId} <> ${t.toId}`)
])

/** Party, State and Front bodies of every level. */
export const organisations = pgTable('organisations', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  sortKey: text('sort_key').notNull(),
  shortName: text('short_name'),
  kind: text('kind').notNull(),
  level: text('level').notNull(),
  parentId: uuid('parent_id').references((): AnyPgColumn => organisations.id),
  /** The unit whose body it is; null for central bodies. */
  unitId: uuid('unit_id').references(() => units.id),
  status: status(),
  ...searchable(),
  ...versioned
}, t => [
  unique('organisations_identity').on(t.kind, t.name, t.unitId).nullsNotDistinct(),
  check('organisations_status', oneOf(t.status, statuses)),
  index('organisations_unit').on(t.unitId),
  index('organisations_updated').on(t.updatedAt, t.id),
  index('organisations_search').using('gin', t.search)
])

/** Persons who hold a public office. Names are not unique. */
export const officials = pgTable('officials', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  sortKey: text('sort_key').notNull(),
  /** Set by an explicit merge of two records; both ids go on answering. */
  mergedInto: uuid('merged_into').references((): AnyPgColumn => officials.id),
  status: status(),
  ...searchable(),
  ...versioned
}, t => [
  check('officials_merge', sql`${t.mergedInto} <> ${t.id}`),
  check('officials_status', oneOf(t.status, statuses)),
  index('officials_merged').on(t.mergedInto),
  index('officials_order').on(t.sortKey, t.id),
  index('officials_updated').on(t.updatedAt, t.id),
  index('officials_search').using('gin', t.search)
])

/** An official in an office of an organisation: from and to where a source states them, else when seen in office. */
export const appointments = pgTable('appointments', {
  id: uuid('id').primaryKey(),
  officialId: uuid('official_id').notNull().references(() => officials.id),
  organisationId: uuid('organisation_id').notNull().references(() => organisations.id),
  role: termCode('role', roles).notNull(),
  title: text('title').notNull(),
  from: date('from_on'),
  to: date('to_on'),
  observedFrom: date('observed_from'),
  observedTo: date('observed_to')
}, t => [
  unique('appointments_identity').on(t.officialId, t.organisationId, t.role, t.from).nullsNotDistinct(),
  index('appointments_organisation').on(t.organisationId),
  check('appointments_dates', sql`${t.from} <= ${t.to}`),
  check('appointments_observed', sql`${t.observedFrom} <= ${t.observedTo}`)
])

/** Party and State documents. The symbol is no identity: numbers restart with every term or year of a committee. */
export const resolutions = pgTable('resolutions', {
  id: uuid('id').primaryKey(),
  family: text('family', { enum: families }).notNull(),
  symbol: text('symbol').notNull(),
  type: termCode('type', documentTypes).notNull(),
  number: integer('number').notNull(),
  suffix: text('suffix').notNull(),
  /** The body that issued it, such as a standing committee. */
  issuerId: uuid('issuer_id').notNull().references(() => organisations.id),
  /** The committee whose register numbers it. */
  committeeId: uuid('committee_id').notNull().references(() => organisations.id),
  issuedOn: date('issued_on'),
  /** What lists go by: a document whose day is not known stands at the beginning of time. */
  orderedOn: date('ordered_on').notNull().generatedAlwaysAs(sql`coalesce(issued_on, '0001-01-01'::date)`),
  term: text('term'),
  year: integer('year'),
  title: text('title').notNull(),
  aliases: text('aliases').array().notNull().default([]),
  url: text('url'),
  inForce: boolean('in_force'),
  replacedById: uuid('replaced_by_id').references((): AnyPgColumn => resolutions.id),
  status: status(),
  ...searchable(),
  ...versioned
}, t => [
  uniqueIndex('resolutions_party_identity')
    .on(t.committeeId, t.type, t.number, t.term)
    .where(sql`${t.family} = 'party'`),
  uniqueIndex('resolutions_state_identity')
    .on(t.committeeId, t.type, t.number, t.year)
    .where(sql`${t.family} = 'state'`),
  index('resolutions_symbol').on(t.symbol),
  // What a citation may mean (citing/candidates.ts): of one number, type and suffix the newest, or those of a day.
  index('resolutions_numbered').on(t.number, t.type, t.suffix, t.orderedOn, t.id),
  // What a document took the place of, in its graph.
  index('resolutions_replaced_by').on(t.replacedById).where(sql`${t.replacedById} is not null`),
  index('resolutions_order').on(t.orderedOn, t.id),
  index('resolutions_updated').on(t.updatedAt, t.id),
  // Documents of an organisation, which issued them or whose register numbers them.
  index('resolutions_issuer').on(t.issuerId),
  index('resolutions_committee').on(t.committeeId),
  index('resolutions_search').using('gin', t.search),
  check('resolutions_family', oneOf(t.family, families)),
  check('resolutions_span',
    sql`case ${t.family} when 'party' then ${t.term} is not null else ${t.year} is not null end`),
  check('resolutions_status', oneOf(t.status, statuses)),
  check('resolutions_number', sql`${t.number} > 0`)
])

/** What one document does to another. */
export const resolutionRelations = pgTable('resolution_relations', {
  fromId: uuid('from_id').notNull().references(() => resolutions.id),
  toId: uuid('to_id').notNull().references(() => resolutions.id),
  kind: text('kind', { enum: relationKinds }).notNull()
}, t => [
  primaryKey({ columns: [t.fromId, t.toId, t.kind] }),
  index('resolution_relations_to').on(t.toId),
  check('resolution_relations_kind', oneOf(t.kind, relationKinds))
])

/** The catalogue of indicators: the field's vocabulary, and what an operator adds to it. */
export const indicators = pgTable('indicators', {
  code: text('code').primaryKey(),
  name: text('name').notNull(),
  nameEn: text('name_en').notNull(),
  unit: text('unit').notNull(),
  category: text('category').notNull(),
  kind: text('kind', { enum: indicatorKinds }).notNull(),
  nature: text('nature', { enum: natures }).notNull(),
  dimensions: text('dimensions').array().notNull().default([]),
  /** The total that this figure is a part of. */
  partOf: text('part_of').references((): AnyPgColumn => indicators.code),
  ...searchable(),
  ...versioned
}, t => [
  check('indicators_kind', oneOf(t.kind, indicatorKinds)),
  check('indicators_nature', oneOf(t.nature, natures))
])

/** Keys of the systems that write; only a hash of the secret is kept. */
export const apiKeys = pgTable('api_keys', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  hash: text('hash').notNull().unique(),
  /** How the secret begins, for people to recognise it. */
  prefix: text('prefix').notNull(),
  scopes: text('scopes').array().notNull(),
  /** Null: every ward. */
  wardIds: uuid('ward_ids').array(),
  expiresAt: instant('expires_at'),
  revokedAt: instant('revoked_at'),
  lastUsedAt: instant('last_used_at'),
  ...versioned
}, t => [check('api_keys_scopes', sql`${t.scopes} <@ array['read', 'write', 'review', 'metrics', 'admin']`)])

/** What clients have used of their allowances, as instances tell each other; unlogged: a crash may empty it. */
export const allowances = pgTable('allowances', {
  /** The policy and the client. */
  name: text('name').primaryKey(),
  points: integer('points').notNull(),
  endsAt: instant('ends_at').notNull()
})

/** Addresses that are told of changes. */
export const webhooks = pgTable('webhooks', {
  id: uuid('id').primaryKey(),
  url: text('url').notNull(),
  description: text('description'),
  /** Null: every kind. */
  kinds: text('kinds').array(),
  /** Null: every ward, and shared records. */
  wardIds: uuid('ward_ids').array(),
  active: boolean('active').notNull().default(true),
  /** Why the register itself stopped it; null where it did not. */
  stopped: text('stopped', { enum: stops }),
  secretChangedAt: instant('secret_changed_at').notNull(),
  ...versioned
}, t => [check('webhooks_stopped', sql`${t.stopped} is null or (${oneOf(t.stopped, stops)} and not ${t.active})`)])

// ── Sources and the log ──────────────────────────────────────────────────────────────────────────────────────────

/**
 * What the search finds records by: one entry a record, made from the record in the transaction that writes it
 * (db/entries.ts), and holding nothing that is not in the record.
 */
export const searchEntries = pgTable('search_entries', {
  kind: text('kind').notNull(),
  recordId: text('record_id').notNull(),
  /** Kinds stand in this order where a question fits records of several alike. */
  standing: integer('standing').notNull(),
  wardId: uuid('ward_id'),
  type: text('type'),
  status: text('status', { enum: statuses }).notNull(),
  day: date('day'),
  /** Newest first; what has no day and still holds stands at the end of time, else at its beginning. */
  orderedOn: date('ordered_on').notNull(),
  /** Letter triples of names, by which they are found misspelled; null where it is no name. */
  trigrams: text('trigrams').array(),
  /** What is shown of it; the text of a source stands in the source alone. */
  document: jsonb('document').$type<Document>().notNull(),
  search: lexemes('search').notNull()
}, t => [
  primaryKey({ columns: [t.kind, t.recordId] }),
  // What has the words of a question.
  index('search_entries_search').using('gin', t.search),
  // Names that are like a misspelled one.
  index('search_entries_names').using('gin', t.trigrams).where(sql`${t.trigrams} is not null`)
])

/** In which version all entries of the search were made; a newer release makes them anew. */
export const searchVersions = pgTable('search_versions', {
  version: integer('version').primaryKey(),
  completedAt: instant('completed_at').notNull()
})

/** Published texts and reports. The id is made from the text's SHA-256, so that one text is one source. */
export const sources = pgTable('sources', {
  id: uuid('id').primaryKey(),
  title: text('title').notNull(),
  publisher: text('publisher'),
  author: text('author'),
  publishedOn: date('published_on'),
  url: text('url'),
  language: text('language').notNull().default('vi'),
  sha256: text('sha256').notNull().unique(),
  licence: text('licence'),
  /** Null where the owner does not allow the text to be kept. */
  text: text('text'),
  ...searchable(),
  ...versioned
}, t => [
  check('sources_sha256', sql`${t.sha256} ~ '^[0-9a-f]{64}$'`),
  index('sources_updated').on(t.updatedAt, t.id),
  // Texts that were published in a span of days.
  index('sources_published').on(t.publishedOn),
  index('sources_search').using('gin', t.search)
])

/** Texts that were read and wait for people: what was proposed from each rests on its passages. */
export const reviews = pgTable('reviews', {
  sourceId: uuid('source_id').primaryKey().references(() => sources.id, { onDelete: 'cascade' }),
  /** The ward that it is about; null while that is not certain. */
  wardId: uuid('ward_id').references(() => units.id),
  /** Wards that may be meant. */
  candidateIds: uuid('candidate_ids').array().notNull().default([]),
  meetingId: uuid('meeting_id'),
  state: text('state', { enum: reviewStates }).notNull().default('open'),
  /** The least sure of its findings. */
  confidence: doublePrecision('confidence').notNull(),
  closedAt: instant('closed_at'),
  ...versioned
}, t => [
  check('reviews_state', oneOf(t.state, reviewStates)),
  index('reviews_waiting').on(t.state, t.createdAt, t.sourceId),
  index('reviews_confidence').on(t.state, t.confidence, t.sourceId),
  index('reviews_ward').on(t.wardId, t.state),
  index('reviews_meeting').on(t.meetingId)
])

/**
 * The log: every write, in the transaction that made it. Entries are appended under a lock that is held until the
 * commit, so that the order of seq is the order of commits: whoever follows it meets no gap that fills later.
 */
export const changes = pgTable('changes', {
  seq: bigint('seq', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  transaction: transactionId('transaction').notNull().default(sql`pg_current_xact_id()`),
  at: instant('at').notNull(),
  actor: text('actor').notNull(),
  reason: text('reason'),
  act: text('act', { enum: acts }).notNull(),
  kind: text('kind').notNull(),
  recordId: text('record_id').notNull(),
  wardId: uuid('ward_id'),
  version: integer('version').notNull(),
  before: jsonb('before'),
  after: jsonb('after')
}, t => [
  index('changes_record').on(t.kind, t.recordId, t.seq),
  index('changes_ward').on(t.wardId, t.seq),
  check('changes_act', oneOf(t.act, acts))
])

/**
 * Answers to requests that came with an `Idempotency-Key`, written in the transaction of what they did, so that a
 * request that is repeated is answered as the first time.
 */
export const answers = pgTable('answers', {
  actor: text('actor').notNull(),
  key: text('key').notNull(),
  /** Of the method, the address and the body. */
  fingerprint: text('fingerprint').notNull(),
  status: integer('status').notNull(),
  /** Id of the record that the answer is about: where it is redacted, its answers go. */
  recordId: text('record_id').notNull(),
  location: text('location'),
  body: jsonb('body').notNull(),
  at: instant('at').notNull()
}, t => [primaryKey({ columns: [t.actor, t.key] }), index('answers_at').on(t.at)])

/** Bulk imports: who sent what, how far it came, and what became of it. */
export const imports = pgTable('imports', {
  id: uuid('id').primaryKey(),
  actor: text('actor').notNull(),
  /** What the sender calls it: the name of a file. */
  name: text('name'),
  format: text('format').notNull(),
  atomic: text('atomic', { enum: ['item', 'all'] }).notNull(),
  dryRun: boolean('dry_run').notNull(),
  state: text('state', { enum: importStates }).notNull(),
  /** The last item up to which all were looked at, and what was good is written. */
  position: integer('position').notNull().default(0),
  created: integer('created').notNull().default(0),
  updated: integer('updated').notNull().default(0),
  unchanged: integer('unchanged').notNull().default(0),
  failed: integer('failed').notNull().default(0),
  startedAt: instant('started_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
  endedAt: instant('ended_at')
}, t => [check('imports_state', oneOf(t.state, importStates)), index('imports_started').on(t.startedAt, t.id)])

/** What is wrong with items of an import; nothing of the items themselves. */
export const importFailures = pgTable('import_failures', {
  importId: uuid('import_id').notNull().references(() => imports.id, { onDelete: 'cascade' }),
  position: integer('position').notNull(),
  kind: text('kind'),
  problem: jsonb('problem').notNull()
}, t => [primaryKey({ columns: [t.importId, t.position] })])

/**
 * Items that refer to what has not come yet; they are tried again at the end of their import, and then gone. The draft
 * is null where it bore what was taken down meanwhile.
 */
export const importDeferred = pgTable('import_deferred', {
  importId: uuid('import_id').notNull().references(() => imports.id, { onDelete: 'cascade' }),
  position: integer('position').notNull(),
  kind: text('kind').notNull(),
  place: text('place'),
  draft: jsonb('draft').$type<object | null>().notNull()
}, t => [primaryKey({ columns: [t.importId, t.position] }), index('import_deferred_kind').on(t.importId, t.kind)])

// ── Deliveries ───────────────────────────────────────────────────────────────────────────────────────────────────

const ofWebhook = () => uuid('webhook_id').notNull().references(() => webhooks.id, { onDelete: 'cascade' })

/** What deliveries are signed with. A secret that was replaced signs beside the new one until it expires. */
export const webhookSecrets = pgTable('webhook_secrets', {
  webhookId: ofWebhook(),
  secret: text('secret').notNull(),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at')
}, t => [primaryKey({ columns: [t.webhookId, t.secret] })])

/** How far each webhook is, and which process sends for it now. */
export const webhookStates = pgTable('webhook_states', {
  webhookId: ofWebhook().primaryKey(),
  /** The place in the log up to which deliveries were made out. */
  cursor: bigint('cursor', { mode: 'number' }).notNull(),
  /** Rounds in which nothing arrived, one after the other. */
  failures: integer('failures').notNull().default(0),
  failingSince: instant('failing_since'),
  pausedUntil: instant('paused_until'),
  lease: uuid('lease'),
  leasedUntil: instant('leased_until')
})

/**
 * One entry of the log for one webhook. What is sent is read from the log each time, so that nothing is sent that was
 * redacted meanwhile.
 */
export const webhookDeliveries = pgTable('webhook_deliveries', {
  webhookId: ofWebhook(),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  /** What the receiver knows it by, always the same. */
  id: uuid('id').notNull(),
  type: text('type').notNull(),
  recordId: text('record_id').notNull(),
  state: text('state', { enum: deliveryStates }).notNull().default('pending'),
  attempts: integer('attempts').notNull().default(0),
  /** When it is tried next; it is not while an earlier entry of the same record is pending. */
  nextAttemptAt: instant('next_attempt_at'),
  lastAttemptAt: instant('last_attempt_at'),
  lastStatus: integer('last_status'),
  lastError: text('last_error'),
  deliveredAt: instant('delivered_at'),
  createdAt: instant('created_at').notNull()
}, t => [
  primaryKey({ columns: [t.webhookId, t.seq] }),
  unique('webhook_deliveries_id').on(t.id),
  check('webhook_deliveries_state', oneOf(t.state, deliveryStates)),
  check('webhook_deliveries_next', sql`(${t.state} = 'pending') = (${t.nextAttemptAt} is not null)`),
  index('webhook_deliveries_pending').on(t.webhookId, t.seq).where(sql`${t.state} = 'pending'`),
  index('webhook_deliveries_order').on(t.webhookId, t.recordId, t.seq).where(sql`${t.state} = 'pending'`),
  // What is forgotten after some days.
  index('webhook_deliveries_done').on(t.lastAttemptAt).where(sql`${t.state} <> 'pending'`)
])

/**
 * What was taken down and must not come back. The name itself is nowhere: what is kept of it is a salted hash, against
 * which later writes are held.
 */
export const takedowns = pgTable('takedowns', {
  id: uuid('id').primaryKey(),
  kind: text('kind').notNull(),
  recordId: text('record_id').notNull(),
  reason: text('reason').notNull(),
  actor: text('actor').notNull(),
  at: instant('at').notNull(),
  /** How many records, entries of the log, kept answers and corrections were changed. */
  records: integer('records').notNull(),
  entries: integer('entries').notNull(),
  answers: integer('answers').notNull(),
  corrections: integer('corrections').notNull(),
  salt: text('salt').notNull(),
  /** SHA-256 of the salt and the words, as they are compared. None: the text of the source as a whole. */
  hashes: text('hashes').array().notNull(),
  /** How many words each of them has. */
  lengths: integer('lengths').array().notNull(),
  /** Where the words must not come back: in these wards, in offices of these organisations. */
  wardIds: uuid('ward_ids').array().notNull(),
  organisationIds: uuid('organisation_ids').array().notNull(),
  /** Sources in whose text, title and author they must not come back; without words, the source that keeps no text. */
  sourceIds: uuid('source_ids').array().notNull()
}, t => [index('takedowns_order').on(t.at, t.id)])

/** What citizens and offices ask to have corrected or removed. The id is random, and all that the asker is known by. */
export const corrections = pgTable('corrections', {
  id: uuid('id').primaryKey(),
  kind: text('kind').notNull(),
  recordId: text('record_id').notNull(),
  property: text('property'),
  wanted: text('wanted', { enum: wishes }).notNull(),
  message: text('message').notNull(),
  status: text('status', { enum: correctionStatuses }).notNull().default('open'),
  /** The answer, with its reason. */
  answer: text('answer'),
  answeredAt: instant('answered_at'),
  answeredBy: text('answered_by'),
  ...versioned
}, t => [
  check('corrections_wanted', oneOf(t.wanted, wishes)),
  check('corrections_status', oneOf(t.status, correctionStatuses)),
  check('corrections_answered', sql`(${t.status} = 'open') = (${t.answeredAt} is null)`),
  index('corrections_order').on(t.createdAt, t.id),
  index('corrections_record').on(t.kind, t.recordId)
])

/** How to reach who asked: apart from the rest, so that it can be forgotten. */
export const correctionContacts = pgTable('correction_contacts', {
  correctionId: uuid('correction_id').primaryKey().references(() => corrections.id, { onDelete: 'cascade' }),
  contact: text('contact').notNull()
})

// ── Ward-owned tables ────────────────────────────────────────────────────────────────────────────────────────────

/** A ward. What hangs on a ward-owned record needs none: the key to that record says that it is one. */
const ward = () => uuid('ward_id').notNull().references(() => units.id)

/** What every ward-owned record has. */
const wardOwned = () => ({
  wardId: uuid('ward_id').notNull(),
  id: uuid('id').notNull(),
  status: status(),
  /** The system that sent it, and the id under which that system knows it. */
  sourceSystem: text('source_system'),
  externalId: text('external_id'),
  ...versioned
})

/** A system sends a record under one id; most records have none, and are in no such index. */
const external = (name: string, t: { wardId: AnyPgColumn, sourceSystem: AnyPgColumn, externalId: AnyPgColumn }) => [
  uniqueIndex(`${name}_external`).on(t.wardId, t.sourceSystem, t.externalId).where(sql`${t.externalId} is not null`),
  check(`${name}_external_whole`, sql`(${t.sourceSystem} is null) = (${t.externalId} is null)`)
]

export const meetings = pgTable('meetings', {
  ...wardOwned(),
  wardId: ward(),
  title: text('title').notNull(),
  type: termCode('type', meetingTypes).notNull(),
  alsoTypes: termCode('also_types', meetingTypes).array().notNull().default([]),
  heldOn: date('held_on').notNull(),
  endsOn: date('ends_on'),
  session: text('session', { enum: codes(sessions) }),
  hostId: uuid('host_id').references(() => organisations.id),
  /** The other side of a working session. */
  counterpartId: uuid('counterpart_id').references(() => organisations.id),
  reviews: periodCode('reviews'),
  plans: periodCode('plans'),
  summary: text('summary'),
  inferred: inferred(),
  /** Moves when something that hangs on the meeting changes, so that the meeting's version moves with it. */
  parts: integer('parts').notNull().default(0),
  ...searchable()
}, t => [
  primaryKey({ columns: [t.wardId, t.id] }),
  unique('meetings_identity').on(t.wardId, t.heldOn, t.type, t.hostId, t.title).nullsNotDistinct(),
  ...external('meetings', t),
  check('meetings_session', oneOf(t.session, codes(sessions))),
  // What is unique must fit into an index entry.
  check('meetings_title', sql`char_length(${t.title}) between 1 and 500`),
  check('meetings_dates', sql`${t.heldOn} <= ${t.endsOn}`),
  check('meetings_status', oneOf(t.status, statuses)),
  index('meetings_id').on(t.id),
  // The core query: one ward, a span of days, newest or oldest first.
  index('meetings_ward_held').on(t.wardId, t.heldOn, t.id),
  // The same over the whole country.
  index('meetings_held').on(t.heldOn, t.id),
  index('meetings_updated').on(t.updatedAt, t.id),
  // Meetings of a type, in the order of their list; few have further types.
  index('meetings_type').on(t.type, t.heldOn, t.id),
  index('meetings_also').on(t.heldOn, t.id).where(sql`cardinality(${t.alsoTypes}) > 0`),
  // What an organisation holds, or is met by: meetings of an organisation, and whether one may be deleted.
  index('meetings_host').on(t.hostId),
  index('meetings_counterpart').on(t.counterpartId).where(sql`${t.counterpartId} is not null`),
  // What looks back on a period, or ahead to it.
  index('meetings_reviews').on(t.reviews, t.heldOn, t.id).where(sql`${t.reviews} is not null`),
  index('meetings_plans').on(t.plans, t.heldOn, t.id).where(sql`${t.plans} is not null`),
  index('meetings_search').using('gin', t.search)
])

/** Who took part: a named official, a delegation without names, or (both null) a person who is not named. */
export const participants = pgTable('participants', {
  ...wardOwned(),
  meetingId: uuid('meeting_id').notNull(),
  officialId: uuid('official_id').references(() => officials.id),
  groupName: text('group_name'),
  capacity: text('capacity', { enum: codes(capacities) }).notNull(),
  titles: text('titles').array().notNull().default([]),
  /** The organisations of those titles. */
  organisationIds: uuid('organisation_ids').array().notNull().default([]),
  position: integer('position').notNull()
}, t => [
  primaryKey({ columns: [t.wardId, t.id] }),
  foreignKey({ columns: [t.wardId, t.meetingId], foreignColumns: [meetings.wardId, meetings.id] }),
  ...external('participants', t),
  unique('participants_official').on(t.wardId, t.meetingId, t.officialId),
  check('participants_one', sql`num_nonnulls(${t.officialId}, ${t.groupName}) <= 1`),
  check('participants_capacity', oneOf(t.capacity, codes(capacities))),
  index('participants_id').on(t.id),
  index('participants_by_official').on(t.officialId),
  // Meetings in which somebody of an organisation took part, and whether it may be deleted.
  index('participants_organisations').using('gin', t.organisationIds)
])

/** A task that was set at a meeting. */
export const tasks = pgTable('tasks', {
  ...wardOwned(),
  meetingId: uuid('meeting_id').notNull(),
  text: text('text').notNull(),
  setBy: text('set_by'),
  setByOfficialId: uuid('set_by_official_id').references(() => officials.id),
  assignee: text('assignee'),
  /** Folded words of the assignee. */
  assigneeWords: text('assignee_words').notNull().default(''),
  assigneeSearch: wordVector('assignee_search', 'assignee_words'),
  period: periodCode('period'),
  category: text('category'),
  position: integer('position').notNull(),
  ...searchable()
}, t => [
  primaryKey({ columns: [t.wardId, t.id] }),
  foreignKey({ columns: [t.wardId, t.meetingId], foreignColumns: [meetings.wardId, meetings.id] }),
  ...external('tasks', t),
  index('tasks_id').on(t.id),
  index('tasks_meeting').on(t.wardId, t.meetingId, t.position),
  index('tasks_updated').on(t.updatedAt, t.id),
  // Tasks of a category or a period, in the order of their list.
  index('tasks_category').on(t.category, t.wardId, t.meetingId, t.position, t.id)
    .where(sql`${t.category} is not null`),
  index('tasks_period').on(t.period, t.wardId, t.meetingId, t.position, t.id).where(sql`${t.period} is not null`),
  index('tasks_search').using('gin', t.search),
  index('tasks_assignee').using('gin', t.assigneeSearch)
])

/** One naming of a document at a meeting, as it was stated. */
export const citations = pgTable('citations', {
  ...wardOwned(),
  meetingId: uuid('meeting_id').notNull(),
  /** Null while it is not certain which document is meant. */
  resolutionId: uuid('resolution_id').references(() => resolutions.id),
  candidateIds: uuid('candidate_ids').array().notNull().default([]),
  asCited: text('as_cited').notNull(),
  issuerAsStated: text('issuer_as_stated'),
  issuedOnAsStated: date('issued_on_as_stated'),
  /** Whether what was stated agrees with the document's record; null while no document is known. */
  agrees: boolean('agrees'),
  position: integer('position').notNull(),
  ...searchable()
}, t => [
  primaryKey({ columns: [t.wardId, t.id] }),
  foreignKey({ columns: [t.wardId, t.meetingId], foreignColumns: [meetings.wardId, meetings.id] }),
  ...external('citations', t),
  check('citations_agree', sql`(${t.resolutionId} is null) = (${t.agrees} is null)`),
  index('citations_id').on(t.id),
  index('citations_meeting').on(t.wardId, t.meetingId, t.position),
  // Of a document that is cited all over the country, a page costs what it costs of any other, and citations are
  // counted without a look at the records.
  index('citations_document').on(t.resolutionId, t.wardId, t.meetingId, t.position, t.id, t.status),
  index('citations_updated').on(t.updatedAt, t.id),
  index('citations_search').using('gin', t.search)
])

/** A figure as it was reported. */
export const observations = pgTable('observations', {
  ...wardOwned(),
  wardId: ward(),
  meetingId: uuid('meeting_id'),
  sourceId: uuid('source_id').notNull(),
  /** Where in the source it stands: a source may contradict itself. */
  place: integer('place').notNull(),
  indicator: text('indicator').notNull().references(() => indicators.code),
  /** Where it differs from the indicator's. */
  unit: text('unit'),
  kind: text('kind', { enum: codes(observationKinds) }).notNull(),
  period: periodCode('period'),
  /** The days of the period, or the day of measurement where no period is told: what spans are asked by. */
  periodFrom: date('period_from').notNull(),
  periodTo: date('period_to').notNull(),
  subject: text('subject'),
  dimensions: jsonb('dimensions').$type<Record<string, string | number>>().notNull().default({}),
  value: amount('value'),
  valueText: text('value_text'),
  target: amount('target'),
  percentOfTarget: amount('percent_of_target'),
  changePercent: amount('change_percent'),
  changeBasis: text('change_basis'),
  comparator: text('comparator', { enum: codes(comparators) }).notNull().default('eq'),
  estimate: boolean('estimate').notNull().default(false),
  measuredOn: date('measured_on'),
  asReported: text('as_reported').notNull(),
  /** What whoever reported it says about it. */
  statedFlags: jsonb('stated_flags').$type<Flag[]>().notNull().default([]),
  /** That, and what arithmetic finds. */
  flags: jsonb('flags').$type<Flag[]>().notNull().default([]),
  /** Set when a newer report of the same source took its place. */
  supersededBy: uuid('superseded_by'),
  position: integer('position').notNull()
}, t => [
  primaryKey({ columns: [t.wardId, t.id] }),
  foreignKey({ columns: [t.wardId, t.meetingId], foreignColumns: [meetings.wardId, meetings.id] }),
  ...external('observations', t),
  unique('observations_identity')
    .on(t.wardId, t.indicator, t.kind, t.period, t.subject, t.dimensions, t.sourceId, t.place).nullsNotDistinct(),
  check('observations_kind', oneOf(t.kind, codes(observationKinds))),
  check('observations_comparator', oneOf(t.comparator, codes(comparators))),
  check('observations_subject', sql`char_length(${t.subject}) <= 300`),
  check('observations_period', sql`${t.periodFrom} <= ${t.periodTo}`),
  check('observations_status', oneOf(t.status, statuses)),
  index('observations_id').on(t.id),
  index('observations_meeting').on(t.wardId, t.meetingId, t.position),
  foreignKey({ columns: [t.wardId, t.supersededBy], foreignColumns: [t.wardId, t.id] }),
  // A ward's figures, newest period first. (Nulls come as lists are ordered, or no list could use the index.)
  index('observations_ward_period').on(t.wardId, t.periodTo.desc().nullsFirst(), t.position, t.id),
  // The whole country, newest period first.
  index('observations_period').on(t.periodTo.desc().nullsFirst(), t.position, t.id),
  index('observations_updated').on(t.updatedAt, t.id),
  // Flagged figures, newest period first, and their count (countFlags).
  index('observations_flagged').on(t.periodTo.desc().nullsFirst(), t.position, t.id)
    .where(sql`${t.flags} <> '[]'::jsonb`),
  // One indicator over the whole country.
  index('observations_indicator').on(t.indicator, t.periodTo.desc().nullsFirst(), t.position, t.id)
])

/** That somebody looked for a source of a ward's period and found none. */
export const coverageChecks = pgTable('coverage_checks', {
  wardId: uuid('ward_id').notNull().references(() => units.id),
  id: uuid('id').notNull(),
  period: periodCode('period').notNull(),
  checkedOn: date('checked_on').notNull(),
  ...versioned
}, t => [
  primaryKey({ columns: [t.wardId, t.id] }),
  unique('coverage_checks_period').on(t.wardId, t.period),
  index('coverage_checks_id').on(t.id)
])

/**
 * A passage on which a claim rests. Exactly one claim: a participant, citation, observation or task, or (all four null)
 * a property of the meeting itself. No reference to sources: they are distributed by another key.
 */
export const evidence = pgTable('evidence', {
  wardId: uuid('ward_id').notNull(),
  id: uuid('id').notNull(),
  sourceId: uuid('source_id').notNull(),
  /** The meeting to which the claim belongs, so that all passages of a meeting are one range. */
  meetingId: uuid('meeting_id'),
  property: text('property'),
  participantId: uuid('participant_id'),
  citationId: uuid('citation_id'),
  observationId: uuid('observation_id'),
  taskId: uuid('task_id'),
  /** UTF-16 code units of the source's text, end exclusive. */
  start: integer('start_at').notNull(),
  end: integer('end_at').notNull(),
  quote: text('quote'),
  method: text('method', { enum: methods }).notNull(),
  confidence: doublePrecision('confidence').notNull(),
  confirmedBy: text('confirmed_by')
}, t => [
  primaryKey({ columns: [t.wardId, t.id] }),
  ...([
    [t.meetingId, meetings], [t.participantId, participants], [t.citationId, citations],
    [t.observationId, observations], [t.taskId, tasks]
  ] as const).map(([column, claims]) =>
    foreignKey({ columns: [t.wardId, column], foreignColumns: [claims.wardId, claims.id] }).onDelete('cascade')),
  check('evidence_one_claim', sql`
    case num_nonnulls(${t.participantId}, ${t.citationId}, ${t.observationId}, ${t.taskId})
      when 0 then ${t.meetingId} is not null and ${t.property} is not null
      when 1 then ${t.property} is null
      else false
    end`),
  check('evidence_span', sql`0 <= ${t.start} and ${t.start} < ${t.end}`),
  check('evidence_method', oneOf(t.method, methods)),
  check('evidence_confidence', sql`${t.confidence} between 0 and 1`),
  index('evidence_meeting').on(t.wardId, t.meetingId),
  // A passage has one claim: each index holds those of its kind alone.
  ...([
    ['participant', t.participantId], ['citation', t.citationId], ['observation', t.observationId], ['task', t.taskId]
  ] as const).map(([claim, column]) =>
    index(`evidence_${claim}`).on(t.wardId, column).where(sql`${column} is not null`)),
  index('evidence_source').on(t.sourceId)
])
