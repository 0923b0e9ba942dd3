/** What a new key may be, whichever way it is made: its wards are known, and it ends in the future. */
import type { UnitDirectory } from '../db/directory.js'
import { badProperty } from '../http/problems.js'
import { wardsOf } from '../http/scope.js'
import type { Scope } from './principal.js'

export interface KeyInput {
  readonly name: string
  readonly scopes: readonly Scope[]
  /** Ids, slugs or codes; null or nothing: every ward. */
  readonly wards?: readonly string[] | null
  readonly expiresAt?: string | null
}

/** @throws Problem that points at what is wrong */
export async function newKeyFrom (
  units: UnitDirectory, { name, scopes, wards = null, expiresAt = null }: KeyInput, now: Date
) {
  if (wards !== null && scopes.includes('admin')) {
    throw badProperty('/wards', {
      en: 'is not for a key with the scope admin', vi: 'không dùng cho khóa có quyền admin'
    })
  }
  const ends = expiresAt === null ? null : new Date(expiresAt)
  if (ends !== null && ends <= now) {
    throw badProperty('/expiresAt', { en: 'must lie in the future', vi: 'phải ở tương lai' })
  }
  return { name, scopes, wardIds: wards === null ? null : await wardsOf(units, wards, '/wards'), expiresAt: ends }
}
