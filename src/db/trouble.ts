/**
 * What is the matter with a database that fails a statement, as far as it is no fault of the statement: read from the
 * codes of PostgreSQL and of the network, wherever in a chain of errors they stand.
 */

/** `away`: it does not answer now; `read-only`: it takes no writes; `full`: it has no room for what is written. */
export type Trouble = 'away' | 'read-only' | 'full'

/** 42P01: no schema yet; 57014: took too long; 55P03: a lock was not to be had in time. */
const AWAY = new RegExp('^(08|42P01|53[2-4]|55P03|57014|57P0|' +
  'ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EPIPE|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN)')

/** What pg says without a code. */
const LOST = new RegExp('^(Connection terminated|timeout (exceeded when trying to connect|expired)|' +
  'Query read timeout|Client (was closed|has encountered a connection error))')

interface Cause { readonly code?: string, readonly message?: string, readonly cause?: unknown }

function troubleIn ({ code = '', message = '' }: Cause): Trouble | null {
  // 55000 is also said of much else; in recovery nothing is written.
  if (code === '25006' || (code === '55000' && message.includes('recovery'))) return 'read-only'
  if (code === '53100' || code === 'ENOSPC') return 'full'
  return AWAY.test(code) || LOST.test(message) ? 'away' : null
}

/** @returns null where the error is of another kind */
export function troubleOf (error: unknown): Trouble | null {
  for (let cause = error as Cause | undefined; cause; cause = cause.cause as never) {
    const trouble = troubleIn(cause)
    if (trouble !== null) return trouble
  }
  return null
}
