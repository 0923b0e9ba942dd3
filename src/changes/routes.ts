/** The change feed over HTTP: page by page, waiting for what comes, or as Server-Sent Events. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import accepts from 'accepts'
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { Readable } from 'node:stream'
import { Type, type Static } from 'typebox'
import type { Database } from '../db/connect.js'
import { newestPlace, readFeed, type FeedFilter, type FeedPage as Page } from '../db/feed.js'
import { BEGINNING, type Place } from '../domain/changes.js'
import { placeGone, readPlace, told, writePlace } from '../http/cursor.js'
import { operation } from '../http/operation.js'
import { Problem } from '../http/problems.js'
import { readerOf } from '../http/reader.js'
import { listOf, ref } from '../http/schemas.js'
import { lineageTold, wardsFrom } from '../http/scope.js'
import type { Follower } from '../plugins/followers.js'
import { Change, ChangeQuery, FeedPage } from './schemas.js'

type Query = Static<typeof ChangeQuery>

/** A stream that has nothing to tell says so this often (ms), so that nothing in between takes it for dead. */
const HEARTBEAT = 15_000
/** How long a client waits before it connects anew (ms). */
const RETRY = 2_000
/** How many entries a stream reads at once. */
const CHUNK = 100

/** Whether events are asked for: by parameter, else by the Accept header. */
function wantsEvents (request: FastifyRequest): boolean {
  const { search } = new URL(request.url, 'http://register')
  if (new URLSearchParams(search).has('format')) return (request.query as Query).format === 'event-stream'
  const type = accepts(request.raw).type(['application/json', 'text/event-stream'])
  if (type === false) {
    throw new Problem('not-acceptable', {
      en: 'The feed is answered as application/json or text/event-stream.',
      vi: 'Dòng thay đổi được trả lời dưới dạng application/json hoặc text/event-stream.'
    })
  }
  return type === 'text/event-stream'
}

type Read = (after: Place, limit: number) => Promise<Page>

/** Reads the feed under the filters of a request. */
function reader (request: FastifyRequest, filter: FeedFilter): Read {
  return async (after, limit) => {
    const { server } = request
    const readFrom = async (db: Database) => await readFeed(db, filter, after, limit, readerOf(request))
    // A stream outlives what it was first read from; a place that a replica has not come to may be there all the same.
    const page = await readFrom(server.reading(request).db) ??
      (server.replicas === null ? null : await readFrom(server.db))
    if (page === null) throw placeGone()
    return page
  }
}

/** Reads again and again until there is something, the time (ms) is over or the client has gone. */
async function awaited (read: Read, page: Page, limit: number, time: number, follower: Follower): Promise<Page> {
  const until = Date.now() + time
  for (let left = time; page.entries.length === 0 && left > 0 && !follower.signal.aborted; left = until - Date.now()) {
    await follower.wait(page.next.seq, left)
    page = await read(page.next, limit)
  }
  return page
}

/** Entries as events. A heartbeat brings the place too, so that a client with narrow filters starts not far back. */
async function * events (read: Read, page: Page, follower: Follower) {
  yield `retry: ${RETRY}\n\n`
  while (!follower.signal.aborted) {
    if (page.entries.length > 0) {
      yield page.entries.map(told).map(entry =>
        `id: ${entry.cursor}\nevent: ${entry.kind}\ndata: ${JSON.stringify(entry)}\n\n`).join('')
    }
    if (!page.more) {
      page = await awaited(read, { ...page, entries: [] }, CHUNK, HEARTBEAT, follower)
      if (page.entries.length === 0) yield `: nothing new\nid: ${writePlace(page.next)}\n\n`
    } else {
      page = await read(page.next, CHUNK)
    }
  }
}

const routes: FastifyPluginAsyncTypebox = async app => {
  for (const component of [Change, FeedPage]) app.addSchema(component)

  app.get('/changes', {
    config: { keeps: false },
    schema: operation({
      operationId: 'listChanges',
      tag: 'Changes',
      summary: 'What changed, in the order in which it happened',
      description: 'Every change of every record, each once, in the order of commits: whoever goes on from ' +
        '`page.next` misses nothing, whatever is written meanwhile, and sees no record go backwards. Entries of one ' +
        'act have the same `transaction` and lie together; a page does not end within an act, unless the act alone ' +
        'is longer than a page, so a page may be shorter than `limit` while `more` is true. A record filed under ' +
        'another ward is `deleted` from the one and `created` in the other, as one version. As Server-Sent Events, ' +
        'an event is named after its kind, its `id` is its place, and `Last-Event-ID` goes on from there.',
      querystring: ChangeQuery,
      response: {
        200: {
          description: 'Entries, the oldest first',
          headers: { ETag: { type: 'string', description: 'Tag of this very answer, for `If-None-Match`' } },
          content: {
            'application/json': {
              schema: Type.Object({ data: listOf(Change, 'The entries of this page'), page: ref(FeedPage) })
            },
            'text/event-stream': { schema: Type.String({ description: 'One event an entry, without end' }) }
          }
        }
      },
      problems: ['invalid-cursor', 'place-gone', 'not-acceptable', 'too-many-followers']
    })
  }, async (request, reply) => {
    const { after: given, kind, wait = 0 } = request.query
    const limit = request.query.limit!
    const isStream = wantsEvents(request)
    reply.header('vary', 'accept')
    // A client that connects anew asks at the first address, and says how far it has come.
    const resumed = isStream ? request.headers['last-event-id'] : undefined
    const [place, parameter] = typeof resumed === 'string' && resumed !== ''
      ? [resumed, 'Last-Event-ID']
      : [given, 'after']
    const after = place === undefined ? BEGINNING : place === 'latest' ? null : readPlace(place, parameter)
    const filter = { kinds: kind?.split(','), wardIds: await wardsFrom(request, request.query) }
    const read = reader(request, filter)

    const end = after === null ? await newestPlace(app.db) : null
    let page = end !== null
      ? { entries: [], next: end, more: false }
      : await read(after!, isStream ? CHUNK : limit)
    const isHead = request.method === 'HEAD'
    if (isStream) {
      reply.type('text/event-stream; charset=utf-8')
      reply.headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no' }) // no proxy may hold it back
      return reply.send(isHead ? '' : Readable.from(events(read, page, app.follow(reply))))
    }
    if (page.entries.length === 0 && wait > 0 && !isHead) {
      const follower = app.follow(reply)
      page = await awaited(read, page, limit, wait * 1000, follower).finally(follower.leave)
    }
    return {
      data: page.entries.map(told),
      page: { limit, next: writePlace(page.next), more: page.more, ...lineageTold(request) }
    }
  })
}

export default fp(routes, { name: 'changes' })
