/**
 * How one office of an official is written by itself: the official is written with all offices, of which one is
 * another, so that everything that holds for officials holds for it. Its id and its version are those of the official.
 */
import type { Database } from '../db/connect.js'
import { exchanged } from '../db/exchange.js'
import { notFound, Problem } from '../http/problems.js'
import { goneProblem } from './delete.js'
import { Item, type Versions, type Work } from './item.js'
import { merged } from './patch.js'
import { conflict } from './save.js'
import { draftFaults } from './validate.js'
import { save } from './write.js'

type Office = Record<string, unknown> & { readonly id: string }

/** What becomes of the office of an id, which may not be there yet; null takes it away. */
export type Change = (before: Office | undefined) => Record<string, unknown> | null

/** The record that stands for an official. */
async function keptOf ({ log, tx }: Work, id: string): Promise<string> {
  const before = (await log.touch('official', [id])).get(id)
  if (before === undefined) throw await goneProblem(tx as Database, 'official', id) ?? notFound(id)
  return before.content.merged_into as string | null ?? id
}

const keyOf = ({ role, from }: Record<string, unknown>, organisation: unknown) =>
  JSON.stringify([organisation, role, from ?? null])

/**
 * Changes one office.
 * @param id of the office
 * @returns the official as it was written
 */
export async function saveOffice (
  work: Work, official: string, id: string, change: Change, versions: Versions | null
): Promise<Item> {
  const kept = await keptOf(work, official)
  const before = (await work.log.touch('official', [kept])).get(kept)!
  const { appointments, ...person } = exchanged('official', before.content) as { appointments: Office[] }
  const at = appointments.findIndex(office => office.id === id)
  const office = change(appointments[at])
  const others = appointments.filter(office => office.id !== id)
  const draft = {
    ...person, appointments: [...office === null ? [] : [merged({}, { ...office, id })], ...others]
  }
  // A new office is no change of another: it needs no version, but heeds one.
  const isNew = at < 0
  const item = new Item(merged({}, draft) as object, { mode: isNew ? 'upsert' : 'replace', versions })
  const faults = draftFaults('official', item.draft)
  item.faults.push(...faults)
  if (office !== null && faults.length === 0) await refuseTwin(work, item, office, others)
  if (item.isGood) await save(work, 'official', [item])
  item.faults = item.faults.map(fault => ({ ...fault, pointer: fault.pointer!.replace('/appointments/0', '') }))
  if (item.problem instanceof Problem) throw item.problem
  return item
}

/** The same office under another id is a conflict. */
async function refuseTwin (
  { refs, tx }: Work, item: Item, office: Record<string, unknown>, others: readonly Office[]
): Promise<void> {
  refs.want('organisation', office.organisation as string)
  await refs.load(tx)
  const key = keyOf(office, refs.idOf('organisation', office.organisation as string))
  const twin = others.find(other => keyOf(other, other.organisation) === key)
  if (twin !== undefined) item.refuse(conflict(twin.id))
}
