/**
 * The rows of the permission matrix: one for each operation that is no plain read, with a request that succeeds when
 * the right key sends it. test/permissions.test.ts tries each with every wrong key, and fails where a row is missing.
 */
import { v7 } from 'uuid'
import { builtInId, sourceId } from '../../src/domain/ids.js'
import { BEGINNING } from '../../src/domain/changes.js'
import { writePlace } from '../../src/http/cursor.js'
import { another, anotherPatch, newId, writable, writerOf } from './drafts.js'
import { ADMIN_KEY, bearer, type Register } from './register.js'
import { article } from './texts.js'

/** The register that is asked, and by whom; where nothing is said, by the key that was made last. */
export type Asked = Register & { readonly actor?: string }

export interface Permitted {
  /** With real ids in it; a function where something must be made first. Called anew for each try. */
  readonly address: string | ((register: Asked) => Promise<string>)
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

/** The id of a webhook that was made for this, whose address nothing can be sent to. */
async function anyWebhook ({ connection }: Register): Promise<string> {
  const id = v7()
  await connection.pool.query(
    "insert into webhooks (id, url, secret_changed_at) values ($1, 'http://127.0.0.1:1/', now())", [id])
  await connection.pool.query('insert into webhook_states (webhook_id, cursor) values ($1, 0)', [id])
  await connection.pool.query(
    "insert into webhook_secrets (webhook_id, secret, created_at) values ($1, 'whsec_AAAA', now())", [id])
  return id
}

/** The address of a delivery that was made for this. */
async function anyDelivery (register: Register): Promise<string> {
  const [webhook, id] = [await anyWebhook(register), v7()]
  await register.connection.pool.query(`insert into webhook_deliveries
    (webhook_id, seq, id, type, record_id, state, created_at) values ($1, 1, $2, 'a.b', 'c', 'dead', now())`,
  [webhook, id])
  return `/v1/webhooks/${webhook}/deliveries/${id}`
}

/** The id of an import that was made for this, by whoever asks for it: an import is shown to its sender only. */
async function anyImport ({ connection, actor }: Asked): Promise<string> {
  const id = v7()
  await connection.pool.query(`insert into imports
    (id, actor, format, atomic, dry_run, state, started_at, updated_at)
    select $1, coalesce($2, (select 'key:' || id from api_keys order by created_at desc limit 1)),
      'ndjson', 'item', false, 'done', now(), now()`, [id, actor ?? null])
  return id
}

const ofWebhook = (rest = '') => async (register: Register) => `/v1/webhooks/${await anyWebhook(register)}${rest}`

const ANY_SOURCE = sourceId('482f45cb0db47bf443b12b80e7bea31a841cf84d861f1325495aa3347738af4b')
const anyOfficial = builtInId('official', 'pham-duy-phong')
const correction = { kind: 'official', id: anyOfficial, wanted: 'correction', message: 'a test' }
const takedown = { kind: 'source', id: ANY_SOURCE, reason: 'a test' }

let texts = 0
/** The address of a review that was made for this: of a text about Hà Khánh, or about a ward that nobody knows. */
const anyReview = (rest = '', ward?: string) => async (register: Register) => {
  const text = article({
    day: 1 + texts % 31, title: `Bài thử ${++texts}`, ...ward === undefined ? {} : { ward: `phường ${ward}` }
  })
  const told = ward === undefined ? text : text.replaceAll('Hà Khánh', ward)
  return `/v1/reviews/${await made(register, '/v1/sources', { title: 'a test', text: told })}${rest}`
}

/** The id of what was made for this. */
const made = async ({ ask }: Register, url: string, body: object): Promise<string> =>
  (await ask('POST', url, bearer(ADMIN_KEY), body)).body.id

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

const office = { organisation: { name: 'Đảng ủy phường Hà Khánh' }, role: 'bt', title: 'Bí thư' }
/** The address of an office that was made for this. */
const anyOffice = async (register: Register) => {
  const { id } = await writerOf(register).make('/v1/officials', another('official'))
  const { id: appointment } = await writerOf(register).make(`/v1/officials/${id}/appointments`, office)
  return `/v1/officials/${id}/appointments/${appointment}`
}

/** By operationId, in the order of src/auth/permissions.ts. */
export const permitted: Readonly<Record<string, Permitted>> = {
  ...Object.assign({}, ...writable.map(writesOf)) as Record<string, Permitted>,
  createAppointment: {
    address: async register => (await anyOffice(register)).replace(/[^/]*$/, ''),
    body: { ...office, role: 'uv-bch', title: 'Đảng ủy viên' },
    status: 201
  },
  upsertAppointment: { address: anyOffice, body: office, headers: { 'if-match': '*' }, status: 200 },
  updateAppointment: { address: anyOffice, body: { title: 'Bí thư' }, headers: { 'if-match': '*' }, status: 200 },
  deleteAppointment: {
    address: async register => `${await anyOffice(register)}?reason=nham`, headers: { 'if-match': '*' }, status: 204
  },
  mergeOfficials: {
    address: async register =>
      `/v1/officials/${await made(register, '/v1/officials', { name: 'Nguyễn Văn Thử' })}/merge`,
    body: { into: anyOfficial, reason: 'a test' },
    headers: { 'if-match': '*' },
    status: 200
  },
  listReviews: { address: '/v1/reviews', status: 200 },
  getReview: { address: anyReview(), ward: 'ha-khanh', status: 200 },
  acceptFindings: {
    address: anyReview('/accept'), body: {}, headers: { 'if-match': '*' }, ward: 'ha-khanh', status: 200
  },
  rejectFindings: {
    address: anyReview('/reject'),
    body: { reason: 'a test' },
    headers: { 'if-match': '*' },
    ward: 'ha-khanh',
    status: 200
  },
  correctFinding: {
    address: async register => {
      const review = await anyReview()(register)
      const { body: { findings } } = await register.get(review, bearer(ADMIN_KEY))
      return `${review}/findings/task/${findings.find(({ kind }: { kind: string }) => kind === 'task').id}`
    },
    body: { assignee: 'các chi bộ' },
    headers: { 'if-match': '*' },
    ward: 'ha-khanh',
    status: 200
  },
  placeReview: {
    address: anyReview('/place', 'Suối Mẫu'),
    body: { ward: 'ha-khanh' },
    headers: { 'if-match': '*' },
    ward: 'ha-khanh',
    status: 200
  },
  verifySource: { address: `/v1/sources/${ANY_SOURCE}/verify`, body: { text: 'a test' }, status: 200 },
  resolveReferences: {
    address: '/v1/resolutions/resolve', body: { references: [{ ref: '21-NQ/TU' }] }, status: 200
  },
  extractText: { address: '/v1/extractions', body: { text: 'a test' }, status: 200 },
  createCorrection: { address: '/v1/corrections', body: correction, status: 202 },
  getCorrection: {
    address: async register => `/v1/corrections/${await made(register, '/v1/corrections', correction)}`, status: 200
  },
  listCorrections: { address: '/v1/corrections', status: 200 },
  answerCorrection: {
    address: async register => `/v1/corrections/${await made(register, '/v1/corrections', correction)}/answer`,
    body: { outcome: 'rejected', reason: 'a test' },
    status: 200
  },
  createTakedown: { address: '/v1/takedowns', body: takedown, status: 201 },
  listTakedowns: { address: '/v1/takedowns', status: 200 },
  getTakedown: {
    address: async register => `/v1/takedowns/${await made(register, '/v1/takedowns', takedown)}`, status: 200
  },

  importRecords: {
    address: '/v1/imports',
    body: async () => Buffer.from('{}'),
    headers: { 'content-type': 'application/x-ndjson' },
    status: 200
  },
  listImports: { address: '/v1/imports', status: 200 },
  getImport: { address: async register => `/v1/imports/${await anyImport(register)}`, status: 200 },
  listImportFailures: { address: async register => `/v1/imports/${await anyImport(register)}/failures`, status: 200 },

  checkCoverage: {
    address: '/v1/wards/ha-khanh/coverage/2019', body: { checkedOn: '2026-01-05' }, ward: 'ha-khanh', status: 200
  },
  uncheckCoverage: { address: '/v1/wards/ha-khanh/coverage/2019', ward: 'ha-khanh', status: 204 },

  getMetrics: { address: '/metrics', status: 200 },

  listKeys: { address: '/v1/keys', status: 200 },
  getKey: { address: async register => `/v1/keys/${await anyKey(register)}`, status: 200 },
  createKey: { address: '/v1/keys', body: { name: 'a test', scopes: ['read'] }, status: 201 },
  revokeKey: { address: async register => `/v1/keys/${await anyKey(register)}/revoke`, status: 200 },
  listWebhooks: { address: '/v1/webhooks', status: 200 },
  getWebhook: { address: ofWebhook(), status: 200 },
  createWebhook: { address: '/v1/webhooks', body: { url: 'https://1.1.1.1/' }, status: 201 },
  updateWebhook: { address: ofWebhook(), body: { active: false }, status: 200 },
  deleteWebhook: { address: ofWebhook(), status: 204 },
  rotateWebhookSecret: { address: ofWebhook('/rotate-secret'), status: 200 },
  testWebhook: { address: ofWebhook('/test'), status: 200 },
  replayWebhook: { address: ofWebhook('/replay'), body: { after: writePlace(BEGINNING) }, status: 200 },
  listWebhookDeliveries: { address: ofWebhook('/deliveries'), status: 200 },
  redeliverToWebhook: { address: async register => `${await anyDelivery(register)}/redeliver`, status: 200 }
}
