/**
 * One write: drafts of any kind are saved in a transaction. Where two writers meet, the one that the database refused
 * tries again and then finds what the other has written.
 */
import type { Principal } from '../auth/principal.js'
import type { Log, RecordKind } from '../db/log.js'
import { Problem } from '../http/problems.js'
import { loadBans } from './bans.js'
import type { ClaimKind } from './claims.js'
import type { Item, Work } from './item.js'
import { saveMeetings } from './meetings.js'
import { References } from './references.js'
import { saveClaims } from './save-claims.js'
import { plans, saveShared, type SharedKind } from './save.js'

/** Saves drafts of one kind, all in one go; what speaks against a draft is noted with it. */
export async function save (work: Work, kind: RecordKind, items: readonly Item[]): Promise<void> {
  await loadBans(work)
  if (kind === 'meeting') await saveMeetings(work, items as never)
  else if (kind in plans) await saveShared(work, kind as SharedKind, items)
  else await saveClaims(work, kind as ClaimKind, items)
}

interface DatabaseError { readonly code?: string, readonly cause?: unknown }

/** What the database itself said. */
export function databaseError (error: unknown): DatabaseError | null {
  for (let cause = error as DatabaseError | undefined; cause != null; cause = cause.cause as DatabaseError) {
    if (typeof cause.code === 'string' && /^[0-9A-Z]{5}$/.test(cause.code)) return cause
  }
  return null
}

/** Unique and foreign keys, deadlocks and serialisation: somebody else was there at the same moment. */
const MET_ANOTHER = ['23505', '23503', '40P01', '40001']
const ATTEMPTS = 4

/** What is answered where the database refuses a write for good. */
function refused (cause: DatabaseError): Problem | null {
  if (cause.code === '23505') {
    return new Problem('conflict', {
      en: 'Another record is the same by what identifies it.',
      vi: 'Đã có bản ghi khác trùng về các yếu tố nhận diện.'
    }, { cause })
  }
  if (cause.code === '23503') {
    return new Problem('in-use', {
      en: 'Other records refer to it: change or delete those first.',
      vi: 'Còn bản ghi khác tham chiếu đến: hãy sửa hoặc xóa các bản ghi đó trước.'
    }, { cause })
  }
  if (cause.code === '40P01' || cause.code === '40001') {
    return new Problem('unavailable', {
      en: 'Others keep writing what this writes: try again shortly.',
      vi: 'Các bên khác đang ghi cùng bản ghi: hãy thử lại sau giây lát.'
    }, { cause, headers: { 'retry-after': '1' } })
  }
  return null
}

/** Tries again what met another writer. */
export async function retried<T> (attempt: () => Promise<T>): Promise<T> {
  for (let left = ATTEMPTS - 1; ; left--) {
    try {
      return await attempt()
    } catch (error) {
      const said = databaseError(error)
      if (said === null || !MET_ANOTHER.includes(said.code!)) throw error
      if (left === 0) throw refused(said) ?? error
      await new Promise(resolve => setTimeout(resolve, Math.random() * 20 * (ATTEMPTS - left)))
    }
  }
}

export const workOf = (log: Log, writer: Principal, refs = new References()): Work =>
  ({ log, tx: log.tx, refs, writer })
