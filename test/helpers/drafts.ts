/**
 * What tests write: the examples of the drafts as they stand in the OpenAPI document, each time as another record, and
 * the addresses of the kinds that can be written.
 */
import { createHash, randomUUID } from 'node:crypto'
import { sourceId } from '../../src/domain/ids.js'
import type { RecordKind } from '../../src/db/log.js'
import { patchOf } from '../../src/writing/patch.js'
import { drafts } from '../../src/writing/validate.js'
import { ADMIN_KEY, bearer, type Answer, type Register } from './register.js'

export type Draft = Record<string, any>

type WritableKind = keyof typeof drafts

/** The example of a draft, or of its patch, as the document has it. */
export const exampleOf = (kind: WritableKind): Draft =>
  structuredClone((drafts[kind] as unknown as { examples: [Draft] }).examples[0])

/** The example of the patch of a kind. */
export const examplePatchOf = (kind: WritableKind): Draft =>
  (patchOf(drafts[kind] as never) as unknown as { examples: [Draft] }).examples[0]

/** The same, so that it makes no record of one that is there. */
export const anotherPatch = (kind: WritableKind): Draft =>
  kind === 'official' ? other.official(made++) : examplePatchOf(kind)

const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10)

/** What makes an example another record. */
const other: Record<WritableKind, (n: number) => Draft> = {
  unit: n => ({
    versions: [{
      name: 'Phường Thử Nghiệm', kind: 'phuong', code: String(90_000 + n), parent: 'province:quang-ninh'
    }]
  }),
  'unit-change': n => ({ effectiveOn: day(n) }),
  organisation: n => ({ name: `Chi bộ thử nghiệm ${n}` }),
  official: n => ({ name: `Nguyễn Văn Thử ${n}` }),
  resolution: n => ({ symbol: `${n}-NQ/ĐU` }),
  indicator: n => ({ code: `example-${n}` }),
  source: n => ({ text: `Văn bản thử nghiệm số ${n}.` }),
  meeting: n => ({ heldOn: day(n), observations: [{ ...exampleOf('observation'), meeting: undefined, place: n }] }),
  participant: n => ({ group: `Đảng viên khu phố thử nghiệm ${n}` }),
  citation: n => ({ asCited: `Nghị quyết 21-NQ/TU (ví dụ ${n})` }),
  observation: n => ({ place: n }),
  task: n => ({ text: `Nhiệm vụ thử nghiệm ${n}` })
}

let made = 100

/** A draft of a record that no register has yet. */
export const another = (kind: WritableKind): Draft => ({ ...exampleOf(kind), ...other[kind](made++) })

/** The id under which a new record can be put. */
export const newId = (kind: RecordKind, draft: Draft): string =>
  kind === 'source'
    ? sourceId(createHash('sha256').update(draft.text).digest('hex'))
    : kind === 'indicator' ? draft.code : randomUUID()

/** The kinds that can be written, by the name that they have in operations. */
export const writable = [
  ['Ward', 'unit', '/v1/wards'],
  ['Unit', 'unit', '/v1/units'],
  ['UnitChange', 'unit-change', '/v1/unit-changes'],
  ['Organisation', 'organisation', '/v1/organisations'],
  ['Official', 'official', '/v1/officials'],
  ['Resolution', 'resolution', '/v1/resolutions'],
  ['Indicator', 'indicator', '/v1/indicators'],
  ['Source', 'source', '/v1/sources'],
  ['Meeting', 'meeting', '/v1/meetings'],
  ['Participant', 'participant', '/v1/participants'],
  ['Citation', 'citation', '/v1/citations'],
  ['Observation', 'observation', '/v1/observations'],
  ['Task', 'task', '/v1/tasks']
] as const satisfies ReadonlyArray<readonly [name: string, kind: WritableKind, address: string]>

/** Writes for a register, by an administrator unless another key is given; what is not asked for otherwise succeeds. */
export function writerOf ({ ask, get }: Pick<Register, 'ask' | 'get'>, key = ADMIN_KEY) {
  const send = async (method: string, url: string, body?: object, headers: Record<string, string> = {}) =>
    await ask(method, url, { ...bearer(key), ...headers }, body)
  const done = ({ status, body, headers }: Answer): Answer => {
    if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`)
    return { status, body, headers }
  }
  return {
    send,
    /** Makes a record. */
    make: async (url: string, draft: Draft): Promise<Draft> => done(await send('POST', url, draft)).body,
    /** Replaces a record as it is. */
    replace: async (url: string, draft: Draft): Promise<Draft> =>
      done(await send('PUT', url, draft, { 'if-match': '*' })).body,
    patch: async (url: string, patch: Draft): Promise<Draft> =>
      done(await send('PATCH', url, patch, { 'if-match': '*' })).body,
    remove: async (url: string, reason = 'thử'): Promise<void> => {
      done(await send('DELETE', `${url}?reason=${encodeURIComponent(reason)}`, undefined, { 'if-match': '*' }))
    },
    read: async (url: string): Promise<Draft> => done(await get(url, bearer(key))).body
  }
}
