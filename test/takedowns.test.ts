/**
 * Takedowns: an invented person is written in every place and every way in which a name can be written, taken down, and
 * then looked for in every column of every table. What was taken down does not come back by any door.
 */
import { createHash } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import t, { type Test } from 'tap'
import type { Database } from '../src/db/connect.js'
import { builtInId, sourceId } from '../src/domain/ids.js'
import { fold } from '../src/domain/text.js'
import { loadRecords } from '../src/records/load.js'
import { claimId } from './helpers/expected.js'
import { ADMIN_KEY, bearer, openRegister, type Register } from './helpers/register.js'

const admin = bearer(ADMIN_KEY)
const UNKNOWN = '0197a3c2-5b1e-7c44-9d0f-3a5e8b7c6d21'
const NAME = 'Nguyễn Thử Hòa'
const PARTY = builtInId('organisation', 'dang-uy-phuong-tay-son')
const reason = 'yêu cầu của chủ thể dữ liệu'

/** The ways to write the name, and other people's names. */
const WRITTEN = [
  NAME, 'Nguyễn Thử Hoà', NAME.normalize('NFD'), NAME.toUpperCase(), 'NGUYỄN THỬ HOÀ', 'Nguyen Thu Hoa',
  'nguyễn  thử\nhòa',
  'Nguyễn\u00A0Thử\u00A0Hòa', 'nguyen-thu-hoa', 'Ngu\u00ADyễn Thử Hòa'
]
const OTHERS = 'Nguyễn Thử Hà và Trần Nguyễn Thử'
const all = `Có mặt: ${WRITTEN.join('; ')}. Không phải: ${OTHERS}.`
const TEXT = `Sáng 12/7, phường Tây Sơn họp. ${all} Hết.`
const SHA = createHash('sha256').update(TEXT).digest('hex')

/** Where in the database a name stands, in whichever way it is written: table and column. */
async function placesOf ({ connection: { pool } }: Register, name: string): Promise<string[]> {
  const { rows: tables } = await pool.query(`select table_schema as schema, table_name as name
    from information_schema.tables where table_schema in ('public', 'drizzle') order by 2`)
  const found = new Set<string>()
  for (const { schema, name: table } of tables) {
    const { rows } = await pool.query(
      `select cell.key, cell.value from "${schema}"."${table}" as t, json_each_text(row_to_json(t)) as cell`)
    for (const { key, value } of rows) {
      const words = ` ${fold((value ?? '').replace(/\u00AD|\\u00ad/g, '').replace(/\\[nr]/g, ' '))} `
      if (words.includes(` ${fold(name)} `)) found.add(`${table}.${key}`)
    }
  }
  return [...found].sort()
}

/** Writes the person everywhere. */
async function write (register: Register) {
  const { ask, key } = register
  const writer = bearer(await key({ scopes: ['write'] }))
  const send = async (method: string, url: string, body?: object, headers: Record<string, string> = {}) => {
    const answer = await ask(method, url, { ...writer, ...headers }, body)
    if (answer.status >= 300) throw new Error(`${method} ${url} ${JSON.stringify(answer.body)}`)
    return answer
  }
  const official = {
    name: NAME,
    appointments: [{ organisation: PARTY, role: 'bt', title: 'Bí thư Đảng ủy', observedFrom: '2023-07-12' }]
  }
  const person = (await send('POST', '/v1/officials', official, { 'idempotency-key': 'official-1' })).body
  const source = {
    title: `Bài viết về ${NAME}`,
    author: NAME,
    url: 'https://tayson.example.vn/nguyen-thu-hoa.html',
    text: TEXT
  }
  const { id: sourceOf } = (await send('POST', '/v1/sources', source)).body
  const passage = { source: sourceOf, start: 31, end: 60, quote: TEXT.slice(31, 60) }
  const meeting = {
    ward: 'tay-son',
    title: `Hội nghị do ${NAME} chủ trì`,
    type: 'so-ket',
    heldOn: '2023-08-01',
    host: PARTY,
    summary: all,
    inferred: [{ property: 'heldOn', reason: `theo ${NAME}` }],
    evidence: [{ ...passage, property: 'heldOn' }],
    participants: [
      { official: person.id, capacity: 'chair', titles: ['Bí thư Đảng ủy'], evidence: [passage] },
      { group: `Đoàn của ${NAME}` }
    ],
    citations: [{ asCited: `Nghị quyết do ${NAME} ký`, issuerAsStated: NAME }],
    observations: [{
      indicator: 'jobs-created', period: '2023', source: sourceOf, value: 1, subject: NAME, asReported: `1 (${NAME})`
    }],
    tasks: [{ text: `Giao ${NAME} theo dõi`, setBy: `${NAME} (Bí thư)`, setByOfficial: person.id, assignee: NAME }]
  }
  const held = (await send('POST', '/v1/meetings?reason=theo+Nguy%E1%BB%85n+Th%E1%BB%AD+H%C3%B2a', meeting,
    { 'idempotency-key': 'meeting-1' })).body
  // What is deleted stands in the log.
  const second = (await send('POST', '/v1/meetings', {
    ...meeting, heldOn: '2023-09-01', observations: [{ ...meeting.observations[0], place: 5 }]
  })).body
  await send('DELETE', `/v1/meetings/${second.id}?reason=nh%E1%BA%A7m`, undefined, { 'if-match': '*' })
  await ask('POST', '/v1/corrections', {}, {
    kind: 'official', id: person.id, wanted: 'removal', message: `Xin xóa ${NAME}`, contact: `${NAME}, thu@example.vn`
  })
  return { writer, send, person, official, source, sourceOf, meeting, held, second }
}

const takeDown = async ({ ask }: Register, body: object) =>
  await ask('POST', '/v1/takedowns', admin, { reason, ...body })

t.test('a person who is taken down is nowhere in the database any more', async t => {
  const register = await openRegister(t)
  const { ask, get } = register
  const { writer, person, official, source, sourceOf, meeting, held, second } = await write(register)
  const before = await placesOf(register, NAME)
  for (const place of ['answers.body', 'changes.after', 'changes.before', 'changes.reason', 'citations.as_cited',
    'correction_contacts.contact', 'corrections.message', 'evidence.quote', 'meetings.inferred', 'meetings.summary',
    'meetings.title', 'observations.subject', 'officials.name', 'participants.group_name', 'sources.author',
    'sources.text', 'sources.title', 'sources.url', 'tasks.assignee', 'tasks.set_by', 'tasks.text']) {
    t.ok(before.includes(place), `it was in ${place}`)
  }
  const others = (await get('/v1/meetings?ward=ha-khanh&include=participants,tasks,observations')).body

  const { status, headers, body } = await takeDown(register, { kind: 'official', id: person.id })
  t.equal(status, 201, JSON.stringify(body))
  t.equal(headers.location, `/v1/takedowns/${body.id}`)
  t.match(body, { kind: 'official', recordId: person.id, reason, actor: 'admin' })
  t.match(body.changed, { records: 8, answers: 2, corrections: 1 })
  t.strictSame(await placesOf(register, NAME), [])
  t.strictSame((await get(`/v1/takedowns/${body.id}`, admin)).body, body)
  t.strictSame((await get('/v1/takedowns?kind=official&total=true', admin)).body,
    { data: [body], page: { limit: 20, next: null, total: 1 } })
  t.strictSame((await get('/v1/takedowns?kind=source', admin)).body.data, [])

  const gone = await get(`/v1/officials/${person.id}`)
  t.match([gone.status, gone.body.type, gone.body.detail], [410, '/problems/gone', reason])
  t.match(gone.body.detail, /taken down/)
  t.strictSame((await get(`/v1/officials?q=${encodeURIComponent(NAME)}`)).body.data, [])
  for (const list of ['tasks', 'meetings', 'sources', 'citations']) {
    t.strictSame((await get(`/v1/${list}?q=${encodeURIComponent(NAME)}`)).body.data, [], list)
  }
  const now = (await get(`/v1/meetings/${held.id}?include=participants,tasks,observations,resolutions,evidence`)).body
  t.equal(now.version, held.version + 1)
  t.equal(now.title, 'Hội nghị do [………………………………] chủ trì'.replace(/…+/, '…'.repeat(NAME.length - 2)))
  t.ok(now.summary.includes(OTHERS), 'other people keep their names')
  t.equal(now.summary.length, all.length)
  t.equal(now.counts.participants, 1)
  t.match(now.participants, [{ official: null, capacity: 'chair', titles: ['Bí thư Đảng ủy'] }])
  t.match(now.tasks[0], { setBy: /^\[…+\] \(Bí thư\)$/, setByOfficial: null, text: /^Giao \[…+\] theo dõi$/ })
  t.equal(now.participants[0].evidence[0].quote.length, 29)
  t.match((await get(`/v1/sources/${sourceOf}`)).body, { sha256: SHA, hasText: false, author: /^\[…+\]$/, url: null })
  t.strictSame((await get('/v1/meetings?ward=ha-khanh&include=participants,tasks,observations')).body, others)

  const { rows } = await register.connection.pool.query(
    "select kind, before, after is null as gone from changes where act = 'redacted' order by kind")
  t.strictSame(rows.map(({ kind, before, gone }) => [kind, before, gone]), [
    ['citation', null, false], ['meeting', null, false], ['observation', null, false], ['official', null, true],
    ['participant', null, false], ['participant', null, false], ['source', null, false], ['task', null, false]
  ])

  // No door lets it back in.
  const doors: ReadonlyArray<[string, string, object | undefined, Record<string, string>?]> = [
    ['POST', '/v1/officials', official],
    ['POST', '/v1/officials', { ...official, name: 'NGUYỄN THỬ HOÀ' }],
    ['POST', '/v1/officials', { ...official, name: 'Nguyen Thu Hoa' }],
    ['POST', '/v1/officials', { name: NAME }],
    ['POST', '/v1/officials', official, { 'idempotency-key': 'official-1' }],
    ['PUT', `/v1/officials/${person.id}`, official],
    ['PUT', `/v1/officials/${person.id}`, { ...official, name: 'Trần Văn Khác' }, { 'if-match': '*' }],
    ['POST', `/v1/officials/${person.id}/restore`, undefined],
    ['POST', '/v1/meetings', meeting],
    ['POST', '/v1/meetings', { ...meeting, participants: [], heldOn: '2024-01-01', summary: null }],
    ['POST', '/v1/meetings', {
      ward: 'tay-son',
      title: 'Hội nghị',
      type: 'so-ket',
      heldOn: '2024-01-01',
      participants: [{ official: { name: NAME, organisation: PARTY } }]
    }],
    ['POST', '/v1/tasks', { meeting: held.id, text: 'Giao NGUYEN THU HOA theo dõi' }],
    ['PATCH', `/v1/meetings/${held.id}`, { summary: NAME.normalize('NFD') }, { 'if-match': '*' }],
    ['POST', '/v1/sources', source],
    ['PATCH', `/v1/sources/${sourceOf}`, { author: NAME }, { 'if-match': '*' }],
    ['POST', '/v1/sources', { title: 'Bản khác', text: `${TEXT}\n` }]
  ]
  for (const [method, url, body, more] of doors) {
    const { status, body: said } = await ask(method, url, { ...writer, ...more }, body)
    t.strictSame([status, said.type], [410, '/problems/gone'], `${method} ${url} ${JSON.stringify(said)}`)
  }
  t.match((await ask('POST', '/v1/officials', writer, official)).body.detail, body.id, 'it names the takedown')
  t.strictSame(await placesOf(register, NAME), [])

  // What is left goes on: it can be changed, deleted, restored, also what was deleted before.
  const patched = await ask('PATCH', `/v1/meetings/${held.id}`, { ...writer, 'if-match': '*' }, { session: 'morning' })
  t.equal(patched.status, 200, JSON.stringify(patched.body))
  const back = await ask('POST', `/v1/meetings/${second.id}/restore`, writer)
  t.equal(back.status, 201, JSON.stringify(back.body))
  t.equal((await ask('DELETE', `/v1/meetings/${held.id}?reason=a`, { ...writer, 'if-match': '*' })).status, 204)
  t.equal((await ask('POST', `/v1/meetings/${held.id}/restore`, writer)).status, 201)
  t.strictSame(await placesOf(register, NAME), [])
  const organisation = builtInId('organisation', 'dang-uy-phuong-ha-khanh')
  const namesake = { ...official, appointments: [{ ...official.appointments[0], organisation }] }
  t.equal((await ask('POST', '/v1/officials', writer, namesake)).status, 201, 'elsewhere it is another person')

  t.match((await takeDown(register, { kind: 'official', id: person.id })).body, { status: 410 }, 'once is enough')
})

t.test('all records of one person go together, and a load brings nobody back', async t => {
  const register = await openRegister(t)
  const { ask, get, connection: { db } } = register
  const writer = bearer(await register.key({ scopes: ['write'] }))
  const kept = builtInId('official', 'tran-viet-hung')
  const { id: other } = (await ask('POST', '/v1/officials', writer, {
    name: 'Trần Thử Hùng', appointments: [{ organisation: PARTY, role: 'pbt', title: 'Phó Bí thư Đảng ủy' }]
  })).body
  const merged = await ask(
    'POST', `/v1/officials/${other}/merge`, { ...writer, 'if-match': '*' }, { into: kept, reason })
  t.equal(merged.status, 200, JSON.stringify(merged.body))
  t.ok((await placesOf(register, 'Trần Việt Hùng')).includes('tasks.set_by'))

  t.equal((await takeDown(register, { kind: 'official', id: other })).status, 201)
  for (const name of ['Trần Việt Hùng', 'Trần Thử Hùng']) t.strictSame(await placesOf(register, name), [], name)
  for (const id of [kept, other]) t.equal((await get(`/v1/officials/${id}`)).status, 410)
  const was = await get('/v1/meetings?ward=ha-khanh&include=participants,tasks')
  for (const at of [1, 2]) {
    const outcome = await loadRecords(db as Database, new Date(`2026-02-0${at}T00:00:00Z`))
    t.match(outcome, { created: 0, updated: 0 })
  }
  t.strictSame((await get('/v1/meetings?ward=ha-khanh&include=participants,tasks')).body, was.body)
  // Also where a later release has something new about the person.
  await register.connection.pool.query("delete from changes where kind = 'participant'")
  await register.connection.pool.query('delete from evidence where participant_id is not null')
  await register.connection.pool.query('delete from participants')
  await loadRecords(db as Database, new Date('2026-03-01T00:00:00Z'))
  t.strictSame(await placesOf(register, 'Trần Việt Hùng'), [])
  t.match((await get('/v1/meetings?ward=ha-khanh&include=participants')).body.data[0].participants[0].official, null)
})

t.test('words are masked in a record, its meeting and their sources, and nowhere else', async t => {
  const register = await openRegister(t)
  const { ask, get } = register
  const { writer, send, held, meeting } = await write(register)
  const elsewhere = (await send('POST', '/v1/meetings', {
    ward: 'ha-khanh', title: `Hội nghị của ${NAME}`, type: 'so-ket', heldOn: '2023-08-01'
  })).body
  const { body: { tasks: [task] } } = await get(`/v1/meetings/${held.id}?include=tasks`)
  const done = await takeDown(register, { kind: 'task', id: task.id, words: 'nguyễn thử hòa' })
  t.equal(done.status, 201, JSON.stringify(done.body))
  const now = (await get(`/v1/meetings/${held.id}?include=tasks,participants`)).body
  t.match([now.tasks[0].text, now.title], [/^Giao \[…+\]/, /do \[…+\]/])
  t.match(now.participants[0].official, { name: NAME }, 'it is no takedown of the person')
  t.equal((await get(`/v1/meetings/${elsewhere.id}`)).body.title, `Hội nghị của ${NAME}`)
  t.equal((await ask('POST', '/v1/meetings', writer, { ...meeting, heldOn: '2025-01-01' })).status, 410)

  const again = await takeDown(register, { kind: 'task', id: task.id, words: NAME })
  t.match([again.status, again.body.errors?.[0].pointer], [400, '/words'], 'it stands nowhere any more')
})

t.test('the stored text of a source goes, with the quotations from it', async t => {
  const register = await openRegister(t)
  const { ask, get } = register
  const { writer, source, sourceOf, meeting, held } = await write(register)
  const done = await takeDown(register, { kind: 'source', id: sourceOf })
  t.equal(done.status, 201, JSON.stringify(done.body))
  t.match((await get(`/v1/sources/${sourceOf}`)).body, { hasText: false, title: source.title, sha256: SHA })
  const { rows: [row] } = await register.connection.pool.query(`select
    (select count(*)::int from evidence where source_id = $1 and quote is not null) as quotes,
    (select count(*)::int from changes where after ->> 'text' is not null and kind = 'source') as texts,
    (select count(*)::int from changes where before::text like '%Có mặt%' and kind <> 'meeting') as entries`,
  [sourceOf])
  t.strictSame(row, { quotes: 0, texts: 0, entries: 0 })
  t.equal((await ask('POST', '/v1/sources', writer, source)).status, 410)
  t.equal((await ask('PATCH', `/v1/sources/${sourceOf}`, { ...writer, 'if-match': '*' }, { text: TEXT })).status, 410)
  t.equal((await ask('PATCH', `/v1/sources/${sourceOf}`, { ...writer, 'if-match': '*' }, { title: 'Bài' })).status, 200)
  t.equal((await ask('PUT', `/v1/meetings/${held.id}`, { ...writer, 'if-match': '*' }, meeting)).status, 410,
    'nor do quotations come back')
})

/** A register that fails at a statement. */
async function failing (t: Test, pattern: RegExp) {
  const register = await openRegister(t)
  const { pool } = register.connection
  let isBroken = true
  const connect = pool.connect.bind(pool)
  pool.connect = (async (callback?: never) => {
    if (callback !== undefined) return (connect as (callback: never) => unknown)(callback)
    const client = await (connect as () => Promise<any>)()
    const query = client.query.bind(client)
    client.query = (...given: any[]) => {
      const text = typeof given[0] === 'string' ? given[0] : given[0]?.text
      if (isBroken && pattern.test(text)) throw new Error('the connection is gone')
      return query(...given)
    }
    return client
  }) as never
  return { register, heal: () => { isBroken = false } }
}

t.test('items of an import that wait for others are emptied, and the import tells that they failed', async t => {
  const register = await openRegister(t)
  const { app, connection: { pool } } = register
  const { person } = await write(register)
  const other = { title: 'Bài khác', text: 'Văn bản' }
  const { id: removed } = (await register.ask('POST', '/v1/sources', admin, other)).body
  const meeting = { ward: 'tay-son', sourceSystem: 'thu', externalId: 'chờ' }
  const task = (text: string, more: object = {}) => ({ kind: 'task', data: { meeting, text, ...more } })
  const later = (n: number) => ({
    kind: 'meeting', data: { ward: 'ha-khanh', title: `Sau ${n}`, type: 'giao-ban', heldOn: '2024-02-02' }
  })
  const passage = { source: removed, start: 0, end: 7 }
  const body = new PassThrough()
  const put = (lines: object[]) => body.write(`${lines.map(line => JSON.stringify(line)).join('\n')}\n`)
  const answered = app.inject({
    method: 'POST', url: '/v1/imports', headers: { ...admin, 'content-type': 'application/x-ndjson' }, payload: body
  })
  put([
    task(`Giao ${NAME}`), task(`Giao ${OTHERS}`), task('Việc khác', { assignee: 'nguyen thu hoa' }),
    task('Việc có trích dẫn', { evidence: [{ ...passage, quote: 'Văn bản' }] }),
    ...Array.from({ length: 300 }, (_, n) => later(n))
  ])
  const waiting = async () => (await pool.query('select position, draft from import_deferred order by position')).rows
  while ((await waiting()).length < 4) await wait(20)
  t.ok((await placesOf(register, NAME)).includes('import_deferred.draft'))

  t.equal((await takeDown(register, { kind: 'official', id: person.id })).status, 201)
  t.strictSame(await placesOf(register, NAME), [])
  t.equal((await takeDown(register, { kind: 'source', id: removed })).status, 201)
  t.strictSame((await waiting()).map(({ position, draft }) => [position, draft?.text ?? null]),
    [[1, null], [2, `Giao ${OTHERS}`], [3, null], [4, null]])

  put([{ kind: 'meeting', data: { ...meeting, title: 'Chờ', type: 'giao-ban', heldOn: '2024-02-03' } }])
  body.end()
  const lines = (await answered).payload.trimEnd().split('\n').map(line => JSON.parse(line))
  t.match(lines.filter(({ status }) => status === 'failed').map(({ position, kind, type }) => [position, kind, type]),
    [1, 3, 4].map(position => [position, 'task', '/problems/gone']))
  t.match(lines.at(-1).summary, { created: 302, failed: 3, position: 305 })
  t.strictSame(await waiting(), [])
  const { data } = (await register.get('/v1/meetings?ward=tay-son&from=2024-02-03&include=tasks')).body
  t.strictSame(data[0].tasks.map(({ text }: { text: string }) => text), [`Giao ${OTHERS}`])
})

t.test('what is no takedown is told, and one that is interrupted was none', async t => {
  const { register, heal } = await failing(t, /insert into "takedowns"/)
  const id = builtInId('official', 'tran-viet-hung')
  const task = claimId('task', 'ha-khanh-2024-01-06', 0)
  const cases: ReadonlyArray<[body: object, pointer: string]> = [
    [{ kind: 'official', id: UNKNOWN }, '/id'],
    [{ kind: 'official', id, words: 'Trần Việt Hùng' }, '/words'],
    [{ kind: 'official', id, reason: 'theo đơn của TRAN VIET HUNG' }, '/reason'],
    [{ kind: 'task', id: task }, '/words'],
    [{ kind: 'task', id: task, words: 'đảng' }, '/words'],
    [{ kind: 'task', id: task, words: 'Nguyễn Văn Thử' }, '/words'],
    [{ kind: 'task', id: task, words: Array(11).fill('a').join(' ') }, '/words'],
    [{ kind: 'ward', id }, '/kind'],
    [{ kind: 'official', id, reason: ' ' }, '/reason'],
    [{ kind: 'official', id, property: 'name' }, '/property']
  ]
  for (const [body, pointer] of cases) {
    const answer = await takeDown(register, body)
    t.strictSame([answer.status, answer.body.errors?.[0].pointer], [400, pointer], JSON.stringify(body))
  }
  t.equal((await register.get(`/v1/takedowns/${UNKNOWN}`, admin)).status, 404)
  t.equal((await register.get(`/v1/officials/${id}`)).status, 200, 'and nothing was done')
  t.equal((await register.get('/v1/takedowns', admin)).body.data.length, 0)

  const before = await placesOf(register, 'Trần Việt Hùng')
  t.equal((await takeDown(register, { kind: 'official', id })).status, 500)
  heal()
  t.strictSame(await placesOf(register, 'Trần Việt Hùng'), before)
  t.equal((await takeDown(register, { kind: 'official', id })).status, 201)
  t.strictSame(await placesOf(register, 'Trần Việt Hùng'), [])
})

t.test('takedowns and writes at the same moment leave nothing behind', async t => {
  const register = await openRegister(t)
  const { ask } = register
  const { writer, person, official, held } = await write(register)
  const statuses = await Promise.all([
    takeDown(register, { kind: 'official', id: person.id }),
    takeDown(register, { kind: 'official', id: person.id }),
    ...[1, 2, 3].map(async n => await ask('POST', '/v1/tasks', writer, { meeting: held.id, text: `${n} ${NAME}` })),
    ask('PATCH', `/v1/meetings/${held.id}`, { ...writer, 'if-match': '*' }, { summary: `Do ${NAME} chủ trì` }),
    ask('POST', '/v1/officials', writer, official)
  ])
  t.strictSame(statuses.slice(0, 2).map(({ status }) => status).sort(), [201, 410])
  for (const { status } of statuses.slice(2)) t.ok([200, 201, 409, 410].includes(status), String(status))
  t.strictSame(await placesOf(register, NAME), [])
  t.equal(sourceId(SHA).length, 36)
})
