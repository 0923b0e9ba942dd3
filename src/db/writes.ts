/**
 * Who is told that the log has grown, and when: once the transaction that wrote to it is committed, and before whoever
 * wrote goes on. What a transaction within another one wrote is told with the outer one.
 */
import { EventEmitter } from 'node:events'
import type { Database } from './connect.js'

/** Tells `appended` when something was written to a log by this process; other processes are not heard of. */
export const logEvents = new EventEmitter<{ appended: [] }>().setMaxListeners(0)

/** The transactions that wrote to the log, by what they have in common with those within them. */
const wrote = new WeakSet<object>()

const sessionOf = (tx: Database): object => tx._.session

/** Notes that a transaction writes to the log. */
export const noteWrite = (tx: Database): void => { wrote.add(sessionOf(tx)) }

/** A database whose transactions tell when they have written to the log; they end when all have heard it. */
export function tellingWrites<D extends Database> (db: D, listeners: ReadonlySet<() => Promise<void>>): D {
  const begin = db.transaction.bind(db)
  db.transaction = async (work, config) => {
    let hasWritten = false
    try {
      return await begin(async tx => {
        const result = await work(tx)
        hasWritten = wrote.has(sessionOf(tx as Database))
        return result
      }, config)
    } finally {
      // Also where the commit failed: it may have been done, and only its confirmation lost.
      if (hasWritten) {
        await Promise.all([...listeners].map(async listener => { await listener() }))
        logEvents.emit('appended')
      }
    }
  }
  return db
}
