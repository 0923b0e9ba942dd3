/**
 * The change feed: every change of every record in the order of commits, in the exchange form; by kind and ward, from
 * any place on, waiting for what comes, and as Server-Sent Events.
 */
import { sql, type SQL } from 'drizzle-orm'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import { recorded, type RecordKind } from '../src/db/log.js'
import type { recordKinds } from '../src/domain/changes.js'
import { builtInId, sourceId } from '../src/domain/ids.js'
import { readPlace, writePlace } from '../src/http/cursor.js'
import { claimId, haKhanh } from './helpers/expected.js'
import { LOADED_AT, openRegister } from './helpers/register.js'

const { app, ask, connection: { db, pool }, get } = await openRegister(t, { settings: { FOLLOWERS: '2' } })
const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }))
const base = `http://127.0.0.1:${port}`

interface Change {
  cursor: string
  act: string
  kind: string
  id: string
  ward: string | null
  version: number
  transaction: string
  record: Record<string, any> | null
}
interface Feed { data: Change[], page: { limit: number, next: string, more: boolean } }

const AT = new Date('2026-02-01T10:00:00.000Z')
const latest = async (): Promise<string> => (await get('/v1/changes?after=latest')).body.page.next
const feed = async (query: Record<string, string | number>): Promise<Feed> => {
  const { status, body } = await get(`/v1/changes?${new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]))}`)
  t.equal(status, 200, JSON.stringify(query))
  return body
}

/** One act: statements that write some records. */
const write = async (records: Array<[RecordKind, string]>, ...statements: SQL[]) =>
  await recorded(db, { actor: 'a clerk', reason: 'đính chính', at: AT }, async log => {
    for (const [kind, id] of records) await log.touch(kind, [id])
    for (const statement of statements) await log.tx.execute(statement)
  })

/** Names an organisation anew. */
const organisation = builtInId('organisation', 'dang-uy-phuong-ha-khanh')
let renamed = 0
const rename = async () => await write([['organisation', organisation]],
  sql`update organisations set short_name = ${`Đảng ủy ${++renamed}`} where id = ${organisation}`)

const meeting = haKhanh.meeting.id
const task = claimId('task', 'ha-khanh-2024-01-06', 0)
const official = builtInId('official', 'tran-viet-hung')

// ── What it says ─────────────────────────────────────────────────────────────────────────────────────────────────

t.test('it starts at the beginning, and its pages are the whole log, in order', async t => {
  const { rows } = await pool.query(`select kind, record_id as id, act, version, ward_id as ward, actor
    from changes order by seq`)
  const whole = await feed({ limit: 1000 })
  t.strictSame(whole.page, { limit: 1000, next: await latest(), more: false })
  t.strictSame(whole.data.map(({ kind, id, act, version, ward }) => ({ kind, id, act, version, ward })),
    rows.map(({ actor, ...row }) => row))
  t.ok(rows.length > 300)
  const pages: Change[] = []
  for (let next: string | undefined, more = true; more;) {
    const { data, page } = await feed({ limit: 70, ...next === undefined ? {} : { after: next } })
    pages.push(...data);
    ({ next, more } = page)
    if (more) t.equal(next, data.at(-1)!.cursor, 'a page ends with its last entry')
  }
  t.strictSame(pages, whole.data)
})

t.test('an entry says all of a record, in the exchange form', async t => {
  const { data } = await feed({ limit: 1000, kind: 'meeting', ward: 'ha-khanh' })
  t.equal(data.length, 1)
  const { cursor, transaction, record, ...entry } = data[0]!
  t.match(transaction, /^\d+$/)
  t.strictSame(entry, {
    at: LOADED_AT,
    act: 'created',
    kind: 'meeting',
    id: meeting,
    ward: haKhanh.ward.id,
    version: 1,
    actor: null,
    reason: null
  })
  const { evidence, inferred, summary, title, ...rest } = record!
  t.equal(title, haKhanh.meeting.title)
  t.strictSame(rest, {
    id: meeting,
    ward: haKhanh.ward.id,
    status: 'verified',
    sourceSystem: null,
    externalId: null,
    type: 'lam-viec',
    alsoTypes: [],
    heldOn: '2024-01-06',
    endsOn: null,
    session: 'morning',
    host: builtInId('organisation', 'dang-uy-phuong-ha-khanh'),
    counterpart: builtInId('organisation', 'chi-bo-khu-pho-2-ha-khanh'),
    reviews: '2023',
    plans: '2024'
  })
  t.strictSame(evidence[0], {
    property: evidence[0].property,
    source: sourceId('2853e2ed84c139146808991fb755e47f38494f1335cee2360e606570103c046c'),
    start: evidence[0].start,
    end: evidence[0].end,
    quote: null,
    method: 'manual',
    confidence: 1,
    confirmedBy: null
  })
  t.strictSame(evidence, evidence.toSorted((a: any, b: any) => a.start - b.start || a.end - b.end))
})

/** What each kind says in the exchange form, and nothing else. */
const properties: Record<typeof recordKinds[number], string[]> = {
  unit: ['id', 'slug', 'inferred', 'versions'],
  'unit-change': ['id', 'from', 'to', 'kind', 'extent', 'effectiveOn', 'legalBasis'],
  organisation: ['id', 'name', 'shortName', 'kind', 'level', 'parent', 'unit', 'status'],
  official: ['id', 'name', 'mergedInto', 'status', 'appointments'],
  resolution: ['id', 'family', 'symbol', 'type', 'number', 'suffix', 'issuer', 'committee', 'issuedOn', 'term', 'year',
    'title', 'aliases', 'url', 'inForce', 'replacedBy', 'status', 'relations'],
  indicator: ['code', 'name', 'nameEn', 'unit', 'category', 'kind', 'nature', 'dimensions', 'partOf'],
  source: ['id', 'title', 'publisher', 'author', 'publishedOn', 'url', 'language', 'sha256', 'licence', 'text'],
  meeting: ['id', 'ward', 'status', 'sourceSystem', 'externalId', 'title', 'type', 'alsoTypes', 'heldOn', 'endsOn',
    'session', 'host', 'counterpart', 'reviews', 'plans', 'summary', 'inferred', 'evidence'],
  participant: ['id', 'ward', 'status', 'sourceSystem', 'externalId', 'meeting', 'official', 'group', 'capacity',
    'titles', 'organisations', 'position', 'evidence'],
  citation: ['id', 'ward', 'status', 'sourceSystem', 'externalId', 'meeting', 'resolution', 'candidates', 'asCited',
    'issuerAsStated', 'issuedOnAsStated', 'agrees', 'position', 'evidence'],
  observation: ['id', 'ward', 'status', 'sourceSystem', 'externalId', 'meeting', 'source', 'place', 'indicator', 'unit',
    'kind', 'period', 'subject', 'dimensions', 'value', 'valueText', 'target', 'percentOfTarget', 'changePercent',
    'changeBasis', 'comparator', 'estimate', 'measuredOn', 'asReported', 'flags', 'supersededBy', 'position',
    'evidence'],
  task: ['id', 'ward', 'status', 'sourceSystem', 'externalId', 'meeting', 'text', 'setBy', 'setByOfficial', 'assignee',
    'period', 'category', 'position', 'evidence']
}

t.test('each kind has its properties, in every entry', async t => {
  for (const [kind, names] of Object.entries(properties)) {
    const { data } = await feed({ kind, limit: 1000 })
    t.ok(data.length > 0, kind)
    for (const { record } of data) t.strictSame(Object.keys(record!).sort(), [...names].sort(), kind)
  }
})

t.test('the parts of a record are lists in a fixed order, without what only the register needs', async t => {
  const { data } = await feed({ limit: 1000 })
  const of = (id: string) => data.find(change => change.id === id)!.record!
  t.strictSame(of(builtInId('unit', 'ward:nghi-hoa')).versions, [
    {
      name: 'Phường Nghi Hòa',
      kind: 'phuong',
      code: '16726',
      parent: builtInId('unit', 'district:cua-lo'),
      validFrom: null,
      validTo: '2024-11-30',
      legalAct: null
    },
    {
      name: 'Phường Nghi Hòa',
      kind: 'phuong',
      code: '16726',
      parent: builtInId('unit', 'district:vinh'),
      validFrom: '2024-12-01',
      validTo: '2025-06-30',
      legalAct: '1243/NQ-UBTVQH15'
    }
  ])
  const { appointments } = of(builtInId('official', 'pham-duy-phong'))
  t.equal(appointments.length, 3)
  t.strictSame(appointments, appointments.toSorted((a: any, b: any) => a.id < b.id ? -1 : 1))
  for (const appointment of appointments) {
    t.strictSame(Object.keys(appointment),
      ['id', 'organisation', 'role', 'title', 'from', 'to', 'observedFrom', 'observedTo'])
  }
  for (const { record, kind } of data.filter(({ kind }) => kind === 'resolution')) {
    for (const relation of record!.relations) t.strictSame(Object.keys(relation), ['kind', 'to'], kind)
  }
  t.ok(data.some(({ kind, record }) => kind === 'resolution' && record!.relations.length > 0))
  t.equal(of(task).evidence[0].property, undefined, 'only the evidence of meetings is of a property')
})

t.test('a change, a deletion and a return are told as what they are', async t => {
  const after = await latest()
  await write([['task', task]], sql`update tasks set category = 'society' where id = ${task}`)
  const changed = await feed({ after })
  t.match(changed.data, [
    { act: 'updated', kind: 'meeting', id: meeting, version: 2 },
    { act: 'updated', kind: 'task', id: task, version: 2, reason: 'đính chính', record: { category: 'society' } }
  ])
  t.equal(changed.data.length, 2)
  t.equal(new Set(changed.data.map(({ transaction }) => transaction)).size, 1, 'both are one act')

  const indicator = 'poor-fund'
  const { rows: [row] } = await pool.query('select * from indicators where code = $1', [indicator])
  await write([['indicator', indicator]], sql`delete from indicators where code = ${indicator}`)
  await write([['indicator', indicator]], sql`insert into indicators
    (code, name, name_en, unit, category, kind, nature, dimensions, words)
    values (${indicator}, ${row.name}, 'fund', ${row.unit}, ${row.category}, ${row.kind}, ${row.nature}, '{}', '')`)
  const again = (await feed({ after: changed.page.next })).data
  t.match(again, [
    { act: 'deleted', kind: 'indicator', id: indicator, ward: null, version: 2, record: null },
    { act: 'restored', kind: 'indicator', id: indicator, ward: null, version: 3, record: { nameEn: 'fund' } }
  ])
  t.not(again[0]!.transaction, again[1]!.transaction)
})

// ── Places, filters and pages ────────────────────────────────────────────────────────────────────────────────────

t.test('the feed of a ward has its records, and no shared ones', async t => {
  const ofWard = await feed({ ward: 'ha-khanh', limit: 1000 })
  const all = await feed({ limit: 1000 })
  t.strictSame(ofWard.data, all.data.filter(({ ward }) => ward === haKhanh.ward.id))
  t.ok(ofWard.data.length > 10)
  t.strictSame((await feed({ ward: `${haKhanh.ward.id},tay-son`, limit: 1000 })).data,
    all.data.filter(({ ward }) => [haKhanh.ward.id, builtInId('unit', 'ward:tay-son')].includes(ward!)))
  t.strictSame((await feed({ ward: 'ha-khanh', kind: 'task,meeting', limit: 1000 })).data,
    ofWard.data.filter(({ kind }) => ['task', 'meeting'].includes(kind)))
})

t.test('a place is bound to no filter, and where nothing is found it lies at the end of the log', async t => {
  const { page: { next } } = await feed({ kind: 'unit', limit: 3 })
  const rest = await feed({ after: next, kind: 'meeting', limit: 1000 })
  t.ok(rest.data.length >= 5)
  await rename()
  const none = await feed({ after: rest.page.next, kind: 'meeting' })
  t.strictSame(none, { data: [], page: { limit: 100, next: await latest(), more: false } })
})

t.test('a page does not end within an act, unless the act alone is longer', async t => {
  const after = await latest()
  const acts = [[official, organisation], [organisation], [official, organisation], [organisation]]
  for (const [at, ids] of acts.entries()) {
    await write(ids.map(id => [id === official ? 'official' : 'organisation', id]),
      ...ids.map(id => id === official
        ? sql`update officials set sort_key = ${`b ${at}`} where id = ${id}`
        : sql`update organisations set short_name = ${`tên ${at}`} where id = ${id}`))
  }
  const sizes = async (limit: number) => {
    const found: number[] = []
    for (let next = after, more = true; more;) {
      const page = await feed({ after: next, limit });
      ({ next, more } = page.page)
      found.push(page.data.length)
    }
    return found
  }
  t.strictSame(await sizes(100), [6])
  t.strictSame(await sizes(4), [3, 3])
  t.strictSame(await sizes(2), [2, 1, 2, 1])
  t.strictSame(await sizes(1), [1, 1, 1, 1, 1, 1])
})

t.test('a place that was never given is refused', async t => {
  const { page: { next } } = await feed({ after: 'latest' })
  const { seq, at } = readPlace(next)
  for (const after of ['abc', '0', '-1', next + '=', 'TE9HIDE', Buffer.from('log -1').toString('base64url'),
    Buffer.from('log 01').toString('base64url'), Buffer.from('log 1e3').toString('base64url'),
    Buffer.from(`log ${seq}`).toString('base64url'), Buffer.from(`log 0${seq} 1`).toString('base64url')]) {
    const { status, body } = await get(`/v1/changes?after=${after}`)
    t.match([status, body.type, body.errors], [400, '/problems/invalid-cursor', [{ parameter: 'after' }]], after)
  }
  for (const place of [{ seq: seq + 1, at }, { seq: 9007199254740, at }, { seq, at: new Date(at!.getTime() + 1) }]) {
    const after = writePlace(place)
    t.match(await get(`/v1/changes?after=${after}`), { status: 410, body: { type: '/problems/place-gone' } }, after)
    t.match(await get('/v1/changes?format=event-stream', { 'last-event-id': after }), { status: 410 }, after)
  }
})

t.test('what is not understood is refused by name', async t => {
  for (const [query, parameter] of [['kind=meetings', 'kind'], ['kind=', 'kind'], ['ward=hang-bac', 'ward'],
    ['limit=0', 'limit'], ['limit=1001', 'limit'], ['wait=61', 'wait'], ['wait=-1', 'wait'], ['format=csv', 'format'],
    ['cursor=abc', 'cursor'], ['after=', 'after']] as const) {
    const { status, body } = await get(`/v1/changes?${query}`)
    t.match([status, body.errors], [400, [{ parameter }]], query)
  }
  t.equal((await get('/v1/changes', { accept: 'text/csv' })).status, 406)
})

// ── Waiting ──────────────────────────────────────────────────────────────────────────────────────────────────────

t.test('a question that waits is answered as soon as something comes', async t => {
  const after = await latest()
  const waiting = feed({ after, wait: 60 })
  await rename()
  t.match((await waiting).data, [{ kind: 'organisation', id: organisation }])
  t.equal((await feed({ after, wait: 60 })).data.length, 1, 'and at once where there is something')
})

t.test('it does not end for what its filters leave out, nor is it skipped', async t => {
  const after = await latest()
  const waiting = feed({ after, kind: 'task', wait: 60 })
  await rename()
  await write([['task', task]], sql`update tasks set category = 'party' where id = ${task}`)
  t.match((await waiting).data, [{ kind: 'task', id: task }])
})

t.test('what another process writes is heard of too', async t => {
  const after = await latest()
  const waiting = feed({ after, wait: 60 })
  await pool.query(`insert into changes (at, actor, act, kind, record_id, version)
    values (now(), 'another process', 'deleted', 'indicator', 'nobody', 1)`)
  t.match((await waiting).data, [{ kind: 'indicator', id: 'nobody', record: null }])
})

t.test('when the time is over, the answer is empty and the place the same', async t => {
  const after = await latest()
  t.strictSame(await feed({ after, wait: 1 }), { data: [], page: { limit: 100, next: after, more: false } })
})

// ── Server-Sent Events ───────────────────────────────────────────────────────────────────────────────────────────

/** Reads events until there are as many as wanted, then goes. */
async function eventsOf (address: string, wanted: number, headers: Record<string, string> = {}, soon = async () => {}) {
  const controller = new AbortController()
  const response = await fetch(base + address, { headers, signal: controller.signal })
  const events: Array<Record<string, string>> = []
  let text = ''
  const decoder = new TextDecoder()
  await soon()
  for await (const bytes of response.body!) {
    text += decoder.decode(bytes as Uint8Array, { stream: true })
    const blocks = text.split('\n\n')
    text = blocks.pop()!
    for (const block of blocks) {
      const fields = block.split('\n').map(line => /^(\w*): (.*)$/.exec(line)!.slice(1) as [string, string])
      if (fields.some(([name]) => name === 'data')) events.push(Object.fromEntries(fields))
    }
    if (events.length >= wanted) break
  }
  controller.abort()
  return { type: response.headers.get('content-type'), cache: response.headers.get('cache-control'), events }
}

t.test('a stream tells what there is, and then what comes', async t => {
  const { data } = await feed({ ward: 'ha-khanh', limit: 1000 })
  const { type, cache, events } = await eventsOf('/v1/changes?ward=ha-khanh&format=event-stream', data.length + 2, {},
    async () => { await write([['task', task]], sql`update tasks set category = 'society' where id = ${task}`) })
  t.strictSame([type, cache], ['text/event-stream; charset=utf-8', 'no-store'])
  t.strictSame(events.slice(0, data.length),
    data.map(entry => ({ id: entry.cursor, event: entry.kind, data: JSON.stringify(entry) })))
  t.strictSame(events.slice(data.length).map(({ event }) => event), ['meeting', 'task'])
})

t.test('a client that comes again goes on where it was', async t => {
  const accept = 'text/event-stream'
  const { data } = await feed({ limit: 5 })
  const first = await eventsOf('/v1/changes', 2, { accept })
  t.strictSame(first.events.slice(0, 2).map(({ id }) => id), data.slice(0, 2).map(({ cursor }) => cursor))
  const second = await eventsOf('/v1/changes', 3, { accept, 'last-event-id': first.events[1]!.id! })
  t.strictSame(second.events.slice(0, 3).map(({ id }) => id), data.slice(2).map(({ cursor }) => cursor))
  const { status, body } = await get('/v1/changes', { accept, 'last-event-id': 'abc' })
  t.match([status, body.errors], [400, [{ parameter: 'Last-Event-ID' }]])
})

t.test('no more follow at once than the configuration allows, and who goes makes room', async t => {
  const controllers = [new AbortController(), new AbortController()]
  const address = '/v1/changes?after=latest&format=event-stream'
  for (const { signal } of controllers) t.equal((await fetch(base + address, { signal })).status, 200)
  const full = await get('/v1/changes?after=latest&wait=1')
  t.match([full.status, full.body.type], [503, '/problems/too-many-followers'])
  t.equal((await get('/v1/changes?after=latest')).status, 200, 'who does not wait needs no room')
  for (const controller of controllers) controller.abort()
  while ((await get('/v1/changes?after=latest&wait=1')).status === 503) await setTimeout(20)
})

t.test('HEAD does not wait', async t => {
  const { status, headers } = await ask('HEAD', '/v1/changes?format=event-stream')
  t.strictSame([status, headers['content-type']], [200, 'text/event-stream; charset=utf-8'])
  t.equal((await ask('HEAD', '/v1/changes?after=latest&wait=60')).status, 200)
})

t.test('when the service stops, streams end and questions that wait are answered', async t => {
  const stream = await fetch(`${base}/v1/changes?after=latest&format=event-stream`)
  const reader = stream.body!.getReader()
  await reader.read()
  const asked = once(app.server, 'request')
  const waiting = fetch(`${base}/v1/changes?after=latest&wait=60`)
  await asked
  await app.close()
  for (let done = false; !done;) ({ done } = await reader.read())
  const { data } = await (await waiting).json() as Feed
  t.strictSame(data, [])
})
