/** The contract of keys: what a key may do, where and until when. The secret itself is in one answer only. */
import { Type } from 'typebox'
import { scopes } from '../auth/principal.js'
import { orderParameters, queryOf } from '../http/parameters.js'
import {
  id, INSTANT_PATTERN, instantOf, nullable, oneOf, text, versionedProperties, WardLabel
} from '../http/schemas.js'

const KEY_ID = '0197a3c2-5b1e-7c44-9d0f-3a5e8b7c6d21'

const scopesProperty = Type.Array(oneOf(scopes, 'A scope', 'write'), {
  minItems: 1,
  uniqueItems: true,
  description: '`read`: reads, where reading needs a key. `write`: writes records. `review`: confirms records. ' +
    '`metrics`: reads the metrics of the service. `admin`: all of these, and keys. Each of the others also reads',
  examples: [['write']]
})

const properties = {
  id: id('Id of the key', KEY_ID),
  name: text('Whose key it is', 'Văn phòng Đảng ủy phường Tây Sơn'),
  prefix: text('How the secret begins, to recognise it by', 'sp_x3Kq9aB'),
  scopes: scopesProperty,
  wards: Type.Unsafe<Array<{ id: string, slug: string, name: string }> | null>({
    type: ['array', 'null'],
    items: { $ref: `${(WardLabel as { $id?: string }).$id}#` },
    description: 'The wards whose records it may write; null: every ward, and shared records'
  }),
  expiresAt: nullable(instantOf('From when on it is refused; null: never')),
  revokedAt: nullable(instantOf('When it was revoked; null where it was not')),
  lastUsedAt: nullable(instantOf('When it was last used, to the minute; null: never')),
  ...versionedProperties
}

export const Key = Type.Object(properties, { $id: 'Key', description: 'A key, without its secret' })

export const NewKey = Type.Object({
  key: text('The secret, shown this once: nobody can read it again', 'sp_…'),
  ...properties
}, { $id: 'NewKey', description: 'A key that was just made, with its secret' })

export const KeyInput = Type.Object({
  name: Type.String({
    minLength: 1, maxLength: 200, description: 'Whose key it is', examples: ['Văn phòng Đảng ủy phường Tây Sơn']
  }),
  scopes: scopesProperty,
  wards: Type.Optional(nullable(Type.Array(Type.String({
    minLength: 1, maxLength: 100, description: 'A ward: id, slug or official code', examples: ['tay-son']
  }), {
    minItems: 1,
    maxItems: 1000,
    description: 'Limits it to the records of these wards; without it, or null: every ward, and shared records. ' +
      'Not for the scope `admin`',
    examples: [['tay-son']]
  }))),
  expiresAt: Type.Optional(nullable(Type.String({
    format: 'date-time',
    pattern: INSTANT_PATTERN,
    description: 'From when on it is refused (RFC 3339); without it, or null: never',
    examples: ['2099-01-01T00:00:00Z']
  })))
}, { $id: 'KeyInput', additionalProperties: false, description: 'What a new key is for' })

export const components = [Key, NewKey, KeyInput]

export const KeyQuery = queryOf(orderParameters(['-createdAt', 'createdAt', '-updatedAt', 'updatedAt']))

export const keyParams = Type.Object({ id: id('Id of the key', KEY_ID) })
