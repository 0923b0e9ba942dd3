/**
 * The id of a request: the one that came with it in `X-Request-Id`, else a new one. It goes back with the answer, and
 * stands in problems and in every line of the log about the request, so that both sides can speak of it.
 */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

export const REQUEST_ID = 'x-request-id'

/** What systems use as ids: short, printable, and harmless wherever it is repeated. */
const acceptable = /^[\w.~:+/=@-]{1,128}$/

/** A new id. */
export const newRequestId = (): string => randomUUID()

/** The id of a request; one that came with it and cannot be repeated safely is left aside. */
export function requestIdOf ({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers[REQUEST_ID]
  return typeof given === 'string' && acceptable.test(given) ? given : newRequestId()
}
