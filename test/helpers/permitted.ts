/**
 * The rows of the permission matrix: one for each operation that is no plain read, with a request that succeeds when
 * the right key sends it. test/permissions.test.ts tries each with every wrong key, and fails where a row is missing.
 */
import { another, anotherPatch, newId, writable, writerOf } from './drafts.js'
import type { Register } from './register.js'

export interface Permitted {
  /** With real ids in it; a function where something must be made first. Called anew for each try. */
  readonly address: string | ((register: Register) => Promise<string>)
  /** A body that is right; none where the operation takes none. */
  readonly body?: object | ((register: Register) => Promise<object>)
  /** Headers that it needs beside the key, such as If-Match. */
  readonly headers?: Record<string, string> | ((register: Register) => Promise<Record<string, string>>)
  /** The slug of the ward that is written to, for what is on a ward. */
  readonly ward?: string
  /** How it answers the right key. */
  readonly status: number
}

/** The id of a key that was made for this. */
async function anyKey ({ key, connection }: Register): Promise<string> {
  await key({ scopes: ['read'] })
  return (await connection.pool.query('select id from api_keys order by created_at desc, id desc limit 1')).rows[0].id
}

/** The writes that every kind of record has; those of claims go to the example meeting, which is of Hà Khánh. */
function writesOf ([name, kind, list]: typeof writable[number]): Record<string, Permitted> {
  const isShared = !['meeting', 'participant', 'citation', 'observation', 'task'].includes(kind)
  const common = isShared ? {} : { ward: 'ha-khanh' }
  const made = async (register: Register) => {
    const draft = another(kind)
    const { id = draft.code } = await writerOf(register).make(list, draft)
    return `${list}/${String(id)}`
  }
  const headers = { 'if-match': '*' }
  const patch = { ...common, address: made, headers, status: 200 }
  let draft = another(kind)
  return {
    [`create${name}`]: { ...common, address: list, body: async () => another(kind), status: 201 },
    [`upsert${name}`]: {
      ...common,
      address: async () => {
        draft = another(kind)
        return `${list}/${newId(kind, draft)}`
      },
      body: async () => draft,
      status: 201
    },
    [`update${name}`]: { ...patch, body: async () => anotherPatch(kind) },
    [`delete${name}`]: { ...patch, address: async register => `${await made(register)}?reason=nham`, status: 204 },
    [`restore${name}`]: {
      ...common,
      address: async register => {
        const address = await made(register)
        await writerOf(register).remove(address)
        return `${address}/restore`
      },
      status: 201
    }
  }
}

/** By operationId, in the order of src/auth/permissions.ts. */
export const permitted: Readonly<Record<string, Permitted>> = {
  ...Object.assign({}, ...writable.map(writesOf)) as Record<string, Permitted>,

  listKeys: { address: '/v1/keys', status: 200 },
  getKey: { address: async register => `/v1/keys/${await anyKey(register)}`, status: 200 },
  createKey: { address: '/v1/keys', body: { name: 'a test', scopes: ['read'] }, status: 201 },
  revokeKey: { address: async register => `/v1/keys/${await anyKey(register)}/revoke`, status: 200 }
}
