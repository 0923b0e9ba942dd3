/**
 * The writes that every kind of record has over HTTP: made, created or replaced, patched, deleted and restored. A slice
 * says in one call what is its own: the draft, how a record is read, and where.
 */
import { sql } from 'drizzle-orm'
import type { FastifyRequest } from 'fastify'
import type { FastifyInstance } from 'fastify'
import { Type, type TObject, type TSchema } from 'typebox'
import { authorOf, principalOf } from '../auth/request.js'
import type { Database } from '../db/connect.js'
import { exchanged } from '../db/exchange.js'
import { locks } from '../db/locks.js'
import { Log } from '../db/log.js'
import { createdResponse, noContent, operation, recordResponse, type tags } from '../http/operation.js'
import { queryOf } from '../http/parameters.js'
import {
  idempotencyKey, ifMatch, ifNoneMatch, reasonParameter, requiredReason, versionsFrom
} from '../http/preconditions.js'
import { invalidBody, notFound, Problem, type Fault } from '../http/problems.js'
import { ref } from '../http/schemas.js'
import { deleteRecord, draftOfDeleted, goneProblem } from './delete.js'
import { Item, say, withoutNulls, type Mode, type Versions, type Work } from './item.js'
import { merged, patchOf } from './patch.js'
import { headerOf, perform, reasonOf, repeatableOf, send, type AnswerOf } from './perform.js'
import { beforePatch } from './resolutions.js'
import { idOfSource } from './shared.js'
import { draftFaults, drafts, type DraftKind } from './validate.js'
import { retried, save, workOf } from './write.js'

export interface Writable {
  readonly kind: DraftKind
  /** Where its records are, with their id as the last part: `/meetings/:id`. */
  readonly address: `/${string}/:${string}`
  /** As it stands in the names of operations: `Meeting` gives createMeeting, upsertMeeting … */
  readonly name: string
  /** What one is called in sentences. */
  readonly noun: string
  readonly tag: typeof tags[number]['name']
  readonly params: TObject
  /** The record as it is answered. */
  readonly record: TSchema
  /** Reads a record, whoever may be named in it. */
  readonly read: (db: Database, id: string) => Promise<object | null>
  /** The id that stands in the address, where that can be another word for it. */
  readonly idOf?: (word: string) => Promise<string | null>
  /** Speaks against drafts that belong elsewhere. */
  readonly check?: (item: Item) => void
  /** What making one does besides, in the same transaction, and the parameters that steer it. */
  readonly making?: {
    readonly query: Record<string, TSchema>
    /** Types of files that are read in the stead of a draft. */
    readonly files: readonly string[]
    readonly description: string
    /** Looks at the parameters, before there is a transaction; what it returns is handed on. */
    readonly prepare: (request: FastifyRequest) => Promise<unknown>
    readonly then: (work: Work, item: Item, prepared: unknown) => Promise<void>
  }
}

/** A whole meeting or the text of a source is longer than other bodies. */
const BODY_LIMIT = 16 * 1024 * 1024

/** What the id of a record can be. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const CODE = /^[a-z0-9]+(-[a-z0-9]+)*$/

/** Writers of one id take turns, also where there is no record yet whose row they could lock. */
async function takeTurns ({ tx }: Work, kind: DraftKind, id: string | undefined): Promise<void> {
  if (id === undefined) return
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${kind} ${id.toLowerCase()}`}, ${locks.ids}))`)
}

/** The id that a draft brings, or that follows from what it says. */
function idOfDraft (kind: DraftKind, draft: object): string | undefined {
  const { id, code } = draft as { id?: string, code?: string }
  return kind === 'indicator' ? code : id ?? (kind === 'source' ? idOfSource(draft as never) : undefined)
}

/** The draft of a request, under the id of its address. */
function draftAt (id: string, kind: DraftKind, body: unknown): object {
  const property = kind === 'indicator' ? 'code' : 'id'
  const given = (body as Record<string, unknown>)[property]
  if (given !== undefined && String(given).toLowerCase() !== id) {
    throw invalidBody([{
      pointer: `/${property}`, detail: say('is another than that of the address', 'khác với mã trong địa chỉ')
    }])
  }
  return { ...body as object, [property]: id }
}

const both = (schema: TSchema, noun: string) => ({
  ...recordResponse(schema, `The ${noun} as it is now`),
  ...createdResponse(schema, `The ${noun}, which was not there before`)
})

/** Registers the writes of a kind of record. */
export function writeRoutes (app: FastifyInstance, writable: Writable): void {
  const { kind, address, name, noun, tag, params, record, check, making } = writable
  const draft = drafts[kind] as TObject
  const patch = patchOf(draft)
  if (app.getSchema((draft as { $id?: string }).$id!) === undefined) {
    app.addSchema(draft)
    app.addSchema(patch)
  }
  const list = address.replace(/\/:\w+$/, '')
  const common = { tag, problems: ['conflict', 'gone'] } as const
  const guarded = { ...common, problems: [...common.problems, 'precondition-failed', 'precondition-required'] } as const
  const why = queryOf({ reason: reasonParameter })

  async function idIn (request: FastifyRequest): Promise<string> {
    const word = Object.values(request.params as Record<string, string>)[0]!
    const id = await writable.idOf?.(word) ?? (kind === 'indicator' ? word : word.toLowerCase())
    if (!(kind === 'indicator' ? CODE : UUID).test(id)) throw notFound(word)
    return id
  }

  const answerOf: AnswerOf = async (tx, { id }, act) => ({
    status: act === 'created' || act === 'restored' ? 201 : 200,
    recordId: id,
    location: `${app.prefix}${list}/${id}`,
    body: await writable.read(tx, id)
  })

  async function saveOne (work: Work, draft: object, mode: Mode, versions: Versions | null = null): Promise<Item> {
    const item = new Item(draft, { mode, versions })
    check?.(item)
    if (item.isGood) await save(work, kind, [item])
    return item
  }

  app.post(list, {
    bodyLimit: BODY_LIMIT,
    ...making === undefined ? {} : { config: { files: making.files } },
    schema: operation({
      ...common,
      operationId: `create${name}`,
      summary: `Make a ${noun}`,
      description: `Where there is such a ${noun} already (by its id, by its ids in the sending system, or by what ` +
        'identifies its kind), the answer is a 409 that names it. References are ids or what identifies the record.' +
        (making === undefined ? '' : ` ${making.description}`),
      querystring: making === undefined ? why : queryOf({ ...making.query, reason: reasonParameter }),
      headers: Type.Object(idempotencyKey),
      body: ref(draft),
      response: createdResponse(record, `The ${noun}`),
      problems: [
        ...common.problems, 'request-in-progress', 'idempotency-key-reused',
        ...making === undefined ? [] : ['unreadable-file'] as const
      ]
    })
  }, async (request, reply) => {
    const prepared = await making?.prepare(request)
    return send(reply, await perform(app, kind, answerOf, {
      request,
      repeatable: repeatableOf(request),
      write: async work => {
        await takeTurns(work, kind, idOfDraft(kind, request.body as object))
        const item = await saveOne(work, request.body as object, 'create')
        if (item.isGood) await making?.then(work, item, prepared)
        return item
      }
    }))
  })

  app.put(address, {
    bodyLimit: BODY_LIMIT,
    schema: operation({
      ...guarded,
      operationId: `upsert${name}`,
      summary: `Create or replace a ${noun}`,
      description: 'Under the id of the address. To replace a record send `If-Match` with its `ETag`; ' +
        '`If-None-Match: *` only creates. A write that changes nothing moves no version.',
      params,
      querystring: why,
      headers: Type.Object({ ...ifMatch, ...ifNoneMatch }),
      body: ref(draft),
      response: both(record, noun)
    })
  }, async (request, reply) => {
    const id = await idIn(request)
    const onlyNew = headerOf(request, 'if-none-match')?.trim() === '*'
    const draft = draftAt(id, kind, request.body)
    return send(reply, await perform(app, kind, answerOf, {
      request,
      repeatable: null,
      write: async work => {
        await takeTurns(work, kind, id)
        if (onlyNew && (await work.log.touch(kind, [id])).size > 0) {
          throw new Problem('precondition-failed', say('The record is there already.', 'Đã có bản ghi này.'))
        }
        return await saveOne(work, draft, onlyNew ? 'create' : 'replace', versionsFrom(headerOf(request, 'if-match')))
      }
    }))
  })

  app.patch(address, {
    bodyLimit: BODY_LIMIT,
    schema: operation({
      ...guarded,
      operationId: `update${name}`,
      summary: `Change some properties of a ${noun}`,
      description: 'A JSON merge patch (RFC 7396) on the record in the form in which it is sent; lists are replaced ' +
        'as a whole. `If-Match` is needed.' + (kind === 'resolution'
        ? ' What was read from the symbol or the day of issue is read anew where these change.'
        : ''),
      params,
      querystring: why,
      headers: Type.Object(ifMatch),
      body: ref(patch),
      consumes: ['application/merge-patch+json', 'application/json'],
      response: recordResponse(record, `The ${noun} as it is now`)
    })
  }, async (request, reply) => {
    const id = await idIn(request)
    const versions = versionsFrom(headerOf(request, 'if-match'))
    return send(reply, await perform(app, kind, answerOf, {
      request,
      repeatable: null,
      write: async work => {
        const before = (await work.log.touch(kind, [id])).get(id)
        if (before === undefined) throw await goneProblem(work.tx, kind, id) ?? notFound(id)
        const { ward, ...rest } = exchanged(kind, before.content)
        const patch = request.body as object
        // The ward of a claim follows its meeting.
        const base = kind !== 'meeting' && 'meeting' in patch ? rest : { ...rest, ...(ward == null ? {} : { ward }) }
        const kept = kind === 'resolution' ? beforePatch(base as never, patch) : base
        const changed = withoutNulls(merged(kept, patch) as Record<string, unknown>)
        // The text of a source stays unless it is taken away in so many words.
        if (kind === 'source' && 'text' in patch && patch.text === null) Object.assign(changed, { text: null })
        const faults = draftFaults(kind, changed)
        if (faults.length > 0) throw invalidBody(faults)
        return await saveOne(work, changed, 'replace', versions)
      }
    }))
  })

  app.delete(address, {
    schema: operation({
      ...guarded,
      operationId: `delete${name}`,
      summary: `Delete a ${noun}`,
      description: 'With all that hangs on it, and with a reason. What remains is a tombstone: the address answers ' +
        '410, followers are told, and the record can be restored. `If-Match` is needed.',
      params,
      querystring: queryOf({ reason: requiredReason }),
      headers: Type.Object(ifMatch),
      response: noContent('It is deleted'),
      problems: ['in-use', 'gone', 'precondition-failed', 'precondition-required']
    })
  }, async (request, reply) => {
    const id = await idIn(request)
    const author = authorOf(request, reasonOf(request))
    const versions = versionsFrom(headerOf(request, 'if-match'))
    await retried(async () => await app.db.transaction(async tx => {
      const log = new Log(tx as Database, author)
      const item = new Item({}, { mode: 'replace', versions })
      item.id = id
      if (await deleteRecord(workOf(log, principalOf(request)), kind, item) === undefined) {
        throw await goneProblem(tx as Database, kind, id) ?? notFound(id)
      }
      await log.close()
    }))
    if (kind.startsWith('unit')) await app.units.load()
    return await reply.code(204).send()
  })

  app.post(`${address}/restore`, {
    schema: operation({
      ...common,
      operationId: `restore${name}`,
      summary: `Bring back a ${noun} that was deleted`,
      description: 'As it was, with what was deleted along with it; its version goes on. A record that is there is ' +
        'answered as it is.',
      params,
      querystring: why,
      response: both(record, noun),
      problems: [...common.problems, 'reference-gone']
    })
  }, async (request, reply) => {
    const id = await idIn(request)
    return send(reply, await perform(app, kind, answerOf, {
      request,
      repeatable: null,
      write: async work => {
        await takeTurns(work, kind, id)
        const item = new Item({})
        item.id = id
        if ((await work.log.touch(kind, [id])).size > 0) return item
        const draft = await draftOfDeleted(work.tx, kind, id)
        if (draft === null) throw await goneProblem(work.tx, kind, id) ?? notFound(id)
        const restored = await saveOne(work, draft, 'create')
        // The sender said nothing that could be wrong: what is wrong has become so since the deletion.
        if (restored.problem?.code === 'invalid-body') throw referenceGone(restored.faults)
        return restored
      }
    }))
  })
}

const referenceGone = (faults: readonly Fault[]) => new Problem('reference-gone', say(
  'It cannot come back as it was: what it refers to is not there any more. Restore that first.',
  'Không khôi phục được như cũ: bản ghi mà nó tham chiếu không còn. Hãy khôi phục bản ghi đó trước.'), { faults })
