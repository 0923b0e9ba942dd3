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

/** What can be wrong with an access token beside its end, in both languages and for `WWW-Authenticate`. */
const tokenFaults = {
  form: ['The token cannot be read as a JWT.', 'Không đọc được token như một JWT.'],
  type: [
    'The token is no access token: its typ must be at+jwt or JWT, and ID tokens are not taken.',
    'Token không phải là token truy cập: typ phải là at+jwt hoặc JWT; không nhận ID token.'
  ],
  algorithm: [
    'The token is signed by an algorithm that is not taken.', 'Token được ký bằng thuật toán không được nhận.'
  ],
  key: [
    'The token names no key of the identity provider.', 'Token không nêu khóa nào của hệ thống định danh.'
  ],
  signature: ['The signature of the token is not good.', 'Chữ ký của token không đúng.'],
  issuer: ['The token is of another issuer.', 'Token do nơi khác cấp.'],
  audience: ['The token is meant for another audience.', 'Token được cấp cho dịch vụ khác.'],
  'not-yet': ['The token is not good yet (nbf).', 'Token chưa có hiệu lực (nbf).'],
  'issued-later': ['The token was issued in the future (iat).', 'Token có thời điểm cấp ở tương lai (iat).'],
  age: [
    'The token was issued longer ago than is allowed (iat).', 'Token được cấp đã lâu hơn mức cho phép (iat).'
  ],
  bound: [
    'The token is bound to a key of its client (cnf), which cannot be proved here.',
    'Token gắn với khóa của ứng dụng (cnf), không kiểm chứng được ở đây.'
  ]
} as const
export type TokenFault = keyof typeof tokenFaults

/** The token is not good; nothing that stands in it is repeated. */
export function unusableToken (fault: TokenFault): Problem {
  const [en, vi] = tokenFaults[fault]
  return unauthorized({ en, vi }, invalidToken(en.slice(0, -1)))
}

/** @param at in seconds since 1970, as `exp` says */
export function expiredToken (at: number): Problem {
  const date = new Date(at * 1000)
  const when = Number.isNaN(date.getTime()) ? ['', ''] : [` at ${date.toISOString()}`, ` lúc ${date.toISOString()}`]
  return unauthorized({
    en: `The token expired${when[0]}.`, vi: `Token đã hết hạn${when[1]}.`
  }, invalidToken('The token has expired'))
}

/** @param claim by its name in the standard or in the configuration */
export const unreadableClaim = (claim: string) => unauthorized({
  en: `The claim ${claim} of the token is missing or cannot be read.`,
  vi: `Thiếu hoặc không đọc được thông tin ${claim} trong token.`
}, invalidToken('A claim of the token is missing or cannot be read'))

/** Nothing is known against the token, but nobody can tell whether it is good. */
export const providerAway = (retryAfter: number) => new Problem('unavailable', {
  en: 'The identity provider does not answer, so the token cannot be checked; keys go on working. Try again shortly.',
  vi: 'Hệ thống định danh không trả lời nên chưa kiểm tra được token; khóa vẫn dùng được. Hãy thử lại sau.'
}, { headers: { 'retry-after': String(retryAfter) } })

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
