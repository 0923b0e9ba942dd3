/**
 * Merging two records of one person: an explicit act. Both ids go on answering, with the record that is kept; the
 * offices go over to it, and where both show the same office, the days on which it was seen are joined.
 */
import { eq, inArray, or } from 'drizzle-orm'
import { limitedKey } from '../auth/problems.js'
import { mayWriteShared } from '../auth/principal.js'
import { appointments, officials } from '../db/tables.js'
import { searchWords } from '../domain/text.js'
import { badProperty, notFound, Problem } from '../http/problems.js'
import { goneProblem } from './delete.js'
import { say, type Item, type Work } from './item.js'
import { checkPresence } from './save.js'

type Office = typeof appointments.$inferSelect

const earliest = (a: string | null, b: string | null) => a === null ? b : b === null || a < b ? a : b
const latest = (a: string | null, b: string | null) => a === null ? b : b === null || a > b ? a : b

const isSame = (a: Office, b: Office) =>
  a.organisationId === b.organisationId && a.role.code === b.role.code && a.from === b.from

/** Hands the offices of one record over to another. */
async function handOver ({ tx }: Work, from: string, to: string): Promise<void> {
  const rows = await tx.select().from(appointments).where(inArray(appointments.officialId, [from, to]))
  const kept = rows.filter(row => row.officialId === to)
  for (const office of rows.filter(row => row.officialId === from)) {
    const same = kept.find(other => isSame(office, other))
    if (same === undefined) {
      await tx.update(appointments).set({ officialId: to }).where(eq(appointments.id, office.id))
      continue
    }
    await tx.update(appointments).set({
      to: same.to ?? office.to,
      observedFrom: earliest(same.observedFrom, office.observedFrom),
      observedTo: latest(same.observedTo, office.observedTo)
    }).where(eq(appointments.id, same.id))
    await tx.delete(appointments).where(eq(appointments.id, office.id))
  }
}

/**
 * Merges a record into another.
 * @param item has the id of the record that is merged, and the versions of it that the sender has seen
 * @param into id of the other; where that was merged itself, the record that was kept then is meant
 */
export async function mergeOfficials (work: Work, item: Item, into: string): Promise<void> {
  const { log, tx, writer } = work
  if (!mayWriteShared(writer)) throw limitedKey()
  if (into === item.id) throw badProperty('/into', say('is the record itself', 'là chính bản ghi này'))
  const concerned = await tx.select({ id: officials.id, mergedInto: officials.mergedInto }).from(officials)
    .where(or(inArray(officials.id, [item.id, into]), eq(officials.mergedInto, item.id)))
  const keptId = concerned.find(({ id }) => id === into)?.mergedInto ?? into
  // All of them are locked in one order, whoever else merges at this moment.
  const before = await log.touch('official', [...new Set([item.id, keptId, ...concerned.map(({ id }) => id)])].sort())
  item.before = before.get(item.id)
  if (item.before === undefined) throw await goneProblem(tx, 'official', item.id) ?? notFound(item.id)
  if (before.get(into) === undefined || before.get(keptId) === undefined) {
    throw badProperty('/into', say('is not known to the register', 'không có trong sổ'))
  }
  checkPresence(item)
  if (item.problem !== null) throw item.problem
  if (keptId === item.id) {
    throw badProperty('/into', say('was merged into this record', 'đã được gộp vào bản ghi này'))
  }
  const earlier = item.before.content.merged_into
  if (earlier !== null) {
    throw new Problem('conflict', say(
      `The record was merged into ${String(earlier)} already.`, `Bản ghi đã được gộp vào ${String(earlier)}.`))
  }
  if (before.get(keptId)!.content.merged_into !== null) {
    // Merged by another writer a moment ago: the next attempt sees it.
    throw Object.assign(new Error('the kept record was merged meanwhile'), { code: '40001' })
  }
  await handOver(work, item.id, keptId)
  await tx.update(officials).set({ mergedInto: keptId })
    .where(or(eq(officials.id, item.id), eq(officials.mergedInto, item.id)))
  const names = await tx.select({ id: officials.id, name: officials.name }).from(officials)
    .where(or(eq(officials.id, keptId), eq(officials.mergedInto, keptId)))
  // Whoever looks for the one name finds the other, too.
  await tx.update(officials).set({ words: searchWords(...names.map(({ name }) => name)) })
    .where(eq(officials.id, keptId))
}
