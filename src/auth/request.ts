/** What a handler asks of the key behind its request: who writes, in which ward, and what its reader is shown. */
import type { FastifyRequest } from 'fastify'
import type { Offices } from '../db/conditions.js'
import type { Authorship } from '../db/log.js'
import { may, mayWriteShared, mayWriteWard, type Principal } from './principal.js'
import { limitedKey, noKey, otherWard } from './problems.js'

/** The key behind a write: the table of permissions has seen to it that there is one. */
export function principalOf ({ principal }: FastifyRequest): Principal {
  if (principal === null) throw noKey()
  return principal
}

/** Who writes, for the log. */
export const authorOf = (request: FastifyRequest, reason: string | null = null, at = new Date()): Authorship =>
  ({ actor: principalOf(request).actor, reason, at })

/** @throws Problem where the key is limited to other wards */
export function demandWard (request: FastifyRequest, wardId: string): void {
  if (!mayWriteWard(principalOf(request), wardId)) throw otherWard()
}

/** @throws Problem where the key is limited to wards at all */
export function demandShared (request: FastifyRequest): void {
  if (!mayWriteShared(principalOf(request))) throw limitedKey()
}

/** Whose names a reader is shown: holders of a key see all; those of a token, where it has a scope. */
export const officesFor = ({ principal, server }: FastifyRequest): Offices =>
  principal !== null && may(principal, 'read') ? 'all' : server.config.SHOW_OFFICES
