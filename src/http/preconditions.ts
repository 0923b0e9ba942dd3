/** What a write says of the state that it builds on: `If-Match` and `If-None-Match`, `Idempotency-Key`, and why. */
import { Type } from 'typebox'

const optional = Type.Optional

export const ifMatch = {
  'if-match': optional(Type.String({
    maxLength: 1000,
    description: 'The `ETag` of the record as you have seen it; needed to change a record that is there. What stands ' +
      'before the dot is its version, and only that is compared',
    examples: ['"1.Zx8Jt7sCq1b0Qm2cB3oXgA"']
  }))
}

export const ifNoneMatch = {
  'if-none-match': optional(Type.String({
    maxLength: 1000, description: '`*`: only where there is no such record yet', examples: ['*']
  }))
}

export const idempotencyKey = {
  'idempotency-key': optional(Type.String({
    minLength: 1,
    maxLength: 200,
    description: 'A text of your own, new for each act: a request that is repeated with it is answered as the first ' +
      'time, and nothing is done twice. Kept for 7 days',
    examples: ['6f1c2c1e-5a55-4b0c-8a53-3f0d5b2e7b11']
  }))
}

/** Why a record is changed; it goes into the log. */
export const reasonParameter = optional(Type.String({
  minLength: 1, maxLength: 1000, pattern: '\\S', description: 'Why; it is kept in the log', examples: ['đính chính']
}))

export const requiredReason = Type.String({
  minLength: 1,
  maxLength: 1000,
  pattern: '\\S',
  description: 'Why; it is kept in the log and told to whoever asks for the record',
  examples: ['nhập nhầm']
})

/** The versions that an `If-Match` names; null where there is none. Weak tags match nothing. */
export function versionsFrom (header: string | undefined): readonly number[] | '*' | null {
  if (header === undefined) return null
  if (header.trim() === '*') return '*'
  return header.split(',').flatMap(tag => {
    const version = /^\s*"(\d{1,9})\.[^"]*"\s*$/.exec(tag)?.[1]
    return version === undefined ? [] : [Number(version)]
  })
}
