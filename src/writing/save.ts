/**
 * Writes drafts of one kind in one transaction: what they refer to is looked up, what they are about is found, what
 * speaks against them is noted, and the others are written through the log.
 */
import { v7 } from 'uuid'
import { missingScope, limitedKey, otherWard } from '../auth/problems.js'
import { may, mayWriteShared, mayWriteWard } from '../auth/principal.js'
import type { RecordKind } from '../db/log.js'
import { put, type Batch, type Row } from '../db/store.js'
import { Problem } from '../http/problems.js'
import { checkOfficial, checkSource } from './bans.js'
import type { Item, Plan, Work } from './item.js'
import { officialPlan } from './officials.js'
import type { Referred } from './references.js'
import { resolutionPlan } from './resolutions.js'
import { idOfSource, indicatorPlan, organisationPlan, sourcePlan } from './shared.js'
import { unitChangePlan, unitPlan } from './units.js'

/** How each kind of shared record is written. */
export const plans = {
  unit: unitPlan,
  'unit-change': unitChangePlan,
  organisation: organisationPlan,
  official: officialPlan,
  resolution: resolutionPlan,
  indicator: indicatorPlan,
  source: sourcePlan
} as const satisfies Partial<Record<RecordKind, Plan<any>>>

export type SharedKind = keyof typeof plans

/**
 * Another record is what this one would be.
 * @param pointer where the draft stands in what was sent, unless it is all of it
 */
export function conflict (id: string, pointer = ''): Problem {
  const detail = {
    en: `The record ${id} is there already and is the same by what identifies it.`,
    vi: `Đã có bản ghi ${id} trùng về các yếu tố nhận diện.`
  }
  return new Problem('conflict', detail, pointer === ''
    ? {}
    : {
        faults: [{ pointer, detail: { en: `is the record ${id}`, vi: `là bản ghi ${id}` } }]
      })
}

const stale = (version: number | undefined) => new Problem('precondition-failed', version === undefined
  ? { en: 'There is no such record any more.', vi: 'Bản ghi này không còn.' }
  : { en: `The record is at version ${version}.`, vi: `Bản ghi đang ở phiên bản ${version}.` })

const unconditional = () => new Problem('precondition-required', {
  en: 'Send If-Match with the ETag of the record that you have seen.',
  vi: 'Hãy gửi If-Match với ETag của bản ghi mà bạn đã thấy.'
})

/** Notes what speaks against a draft because of the record that is there, or is not. */
export function checkPresence (item: Item): void {
  const { before, mode, versions } = item
  if (mode === 'create' && before !== undefined) item.refuse(conflict(item.id))
  if (versions !== null && (before === undefined || (versions !== '*' && !versions.includes(before.version)))) {
    item.refuse(stale(before?.version))
  }
  if (mode === 'replace' && before !== undefined && versions === null) item.refuse(unconditional())
}

/** Notes where a key is not for the ward of a record, or was not for the ward that it had. */
export function checkWard ({ writer }: Work, item: Item, wardId: string): void {
  if (!mayWriteWard(writer, wardId) || (item.before?.wardId != null && !mayWriteWard(writer, item.before.wardId))) {
    item.refuse(otherWard())
  }
}

const statusBefore = (item: Item) => item.before?.content.status as string | undefined

/**
 * The status of a record: as the draft says, else as it was. Only a key that may review confirms what was unverified,
 * and what a limited key proposes for all wards is unverified.
 */
export function statusOf ({ writer }: Work, item: Item, shared: boolean): string {
  const asked = (item.draft as { status?: string }).status
  const status = shared && !mayWriteShared(writer) ? 'unverified' : asked ?? statusBefore(item) ?? 'verified'
  if (status === 'verified' && statusBefore(item) === 'unverified' && !may(writer, 'review')) {
    item.refuse(missingScope('review'))
  }
  return status
}

/** A batch without the records of drafts that something speaks against. */
export function goodOnly ({ kind, rows, parts }: Batch, items: readonly Item[], idOf: (row: Row) => unknown): Batch {
  const bad = new Set(items.filter(item => !item.isGood).map(item => item.id))
  return bad.size === 0 ? { kind, rows, parts } : { kind, rows: rows.filter(row => !bad.has(String(idOf(row)))), parts }
}

/** Whether what is proposed is there under another id, which then is what the proposed one means. */
function standsBack ({ refs }: Work, kind: SharedKind, item: Item, there: string | undefined): boolean {
  const { id } = item.draft as { id?: string }
  if (there === undefined || id === undefined || id === there) return false
  item.id = there
  refs.mean(kind as Referred, id, there)
  return true
}

const PARTS_OF: Partial<Record<SharedKind, string>> = { unit: 'unitId', official: 'officialId', resolution: 'fromId' }

/** Writes drafts of a shared kind; those with a problem are left out. */
export async function saveShared (work: Work, kind: SharedKind, all: readonly Item[]): Promise<void> {
  const { log, tx, refs, writer } = work
  const plan = plans[kind] as Plan<any>
  for (const { draft } of all) plan.want(draft, refs)
  await refs.load(tx)
  const found = await plan.find(work, all)
  const items = all.filter(item => item.mode !== 'propose' || !standsBack(work, kind, item, found.get(item)))
  for (const item of items) {
    const draft = item.draft as { id?: string, code?: string }
    const wanted = (kind === 'source' ? draft.id ?? idOfSource(draft as never) : draft.id ?? draft.code)?.toLowerCase()
    const there = found.get(item)
    if (wanted !== undefined && there !== undefined && wanted !== there) item.refuse(conflict(there))
    item.id = wanted ?? there ?? v7()
    item.made = wanted === undefined && there === undefined
  }
  const made = new Set(items.filter(item => item.made).map(item => item.id))
  const before = await log.touch(kind, items.map(item => item.id), made)
  for (const item of items) {
    item.before = before.get(item.id)
    if (kind === 'official') checkOfficial(work, item as never)
    if (kind === 'source') checkSource(work, item as never)
    checkPresence(item)
    if (!mayWriteShared(writer) && (item.before !== undefined || !['organisation', 'official', 'resolution', 'source']
      .includes(kind))) item.refuse(limitedKey())
  }
  const batch = await plan.rows(work, items)
  const byId = new Map(items.map(item => [item.id, item]))
  const key = kind === 'indicator' ? 'code' : 'id'
  const rows = batch.rows.map(row =>
    'status' in row ? { ...row, status: statusOf(work, byId.get(String(row[key]))!, true) } : row)
  const good = goodOnly({ ...batch, rows }, items, row => row[key])
  const owner = PARTS_OF[kind]
  const ids = new Set(good.rows.map(row => row[key]))
  await put(log, {
    ...good,
    parts: owner === undefined
      ? good.parts
      : good.parts.map(part => ({ ...part, rows: part.rows.filter(row => ids.has(row[owner])) }))
  }, made)
}
