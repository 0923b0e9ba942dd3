/** What is said where a key is missing, is not valid or does not suffice (RFC 6750), written once. */
import { Problem, type Message } from '../http/problems.js'
import type { Scope } from './principal.js'

const REALM = 'Bearer realm="so-phuong"'

const unauthorized = (detail: Message, challenge = REALM) =>
  new Problem('unauthorized', detail, { headers: { 'www-authenticate': challenge } })

const invalidToken = (description: string) => `${REALM}, error="invalid_token", error_description="${description}"`

/** No key was sent where one is needed. */
export const noKey = () => unauthorized({
  en: 'A key is needed here: send Authorization: Bearer sp_….',
  vi: 'Ở đây cần khóa: hãy gửi Authorization: Bearer sp_….'
})

/** The header is there, but it is not `Bearer` and one key. */
export const noBearer = () => unauthorized({
  en: 'Authorization must be Bearer and one key.', vi: 'Authorization phải gồm Bearer và một khóa.'
}, invalidToken('Authorization must be Bearer and one key'))

/** Nobody has this key; said of whatever is no key at all, too. */
export const unknownKey = () => unauthorized({
  en: 'The key is not valid.', vi: 'Khóa không hợp lệ.'
}, invalidToken('The key is not valid'))

export const expiredKey = (at: Date) => unauthorized({
  en: `The key expired at ${at.toISOString()}.`, vi: `Khóa đã hết hạn lúc ${at.toISOString()}.`
}, invalidToken('The key has expired'))

export const revokedKey = (at: Date) => unauthorized({
  en: `The key was revoked at ${at.toISOString()}.`, vi: `Khóa đã bị thu hồi lúc ${at.toISOString()}.`
}, invalidToken('The key was revoked'))

/** The key is good, but not for this. */
export const missingScope = (scope: Scope) => new Problem('forbidden', {
  en: `A key with the scope ${scope} is needed here.`, vi: `Ở đây cần khóa có quyền ${scope}.`
}, { headers: { 'www-authenticate': `${REALM}, error="insufficient_scope", scope="${scope}"` } })

export const otherWard = () => new Problem('forbidden', {
  en: 'The key is limited to other wards.', vi: 'Khóa chỉ dùng cho các phường khác.'
})

export const limitedKey = () => new Problem('forbidden', {
  en: 'The key is limited to some wards; this needs one for all wards.',
  vi: 'Khóa chỉ dùng cho một số phường; việc này cần khóa dùng cho mọi phường.'
})
