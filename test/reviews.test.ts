/**
 * What people decide about proposals: accepted, corrected, rejected, one by one or as a whole, by whoever may; nothing
 * is lost between two of them, and what is rejected leaves nothing behind.
 */
import t from 'tap'
import { builtInId } from '../src/domain/ids.js'
import { ADMIN_KEY, bearer, openRegister, type Register } from './helpers/register.js'
import { article, textsOf, told } from './helpers/texts.js'

const WARD = { id: builtInId('unit', 'ward:ha-khanh'), slug: 'ha-khanh', name: 'Phường Hà Khánh' }
const HUNG = builtInId('official', 'tran-viet-hung')
const UNKNOWN = '0197a3c2-5b1e-7c44-9d0f-3a5e8b7c6d21'
const admin = bearer(ADMIN_KEY)
const NONE = { meetings: 0, participants: 0, citations: 0, observations: 0, tasks: 0 }
const meetings = (status: string) =>
  `/v1/meetings?ward=ha-khanh&period=2024-07&status=${status}&include=participants,resolutions,observations,tasks`

/** How many records of each kind are in the register, by their status. */
async function held ({ connection }: Register) {
  const kinds = ['meetings', 'participants', 'citations', 'observations', 'tasks', 'officials', 'organisations',
    'resolutions']
  const found: Record<string, Record<string, number>> = {}
  for (const kind of kinds) {
    const { rows } = await connection.pool.query(
      `select status, count(*)::int as count from ${kind} group by status order by status`)
    found[kind] = Object.fromEntries(rows.map(({ status, count }) => [status, count]))
  }
  return found
}

const idsOf = (review: any, kind: string): string[] =>
  review.findings.filter((finding: any) => finding.kind === kind).map(({ id }: any) => id)

t.test('a review tells the text, what was found in it, and what could not become a record', async t => {
  const register = await openRegister(t)
  const { take, review, list } = textsOf(register)
  const text = article()
  const id = await take(text)
  const { status, headers, body } = await review(id)
  t.equal(status, 200)
  t.match(headers.etag, /^"1\./)
  t.equal(headers['cache-control'], 'private, no-cache')
  const { findings, ...rest } = told(body)
  const at = text.indexOf('trồng 35')
  t.strictSame(rest, {
    source: { id, title: 'Bài thử', publisher: 'Cổng thử', publishedOn: null, url: null },
    state: 'open',
    ward: WARD,
    candidates: [],
    meeting: {
      id: '#1', title: 'Đảng ủy phường Hà Khánh sơ kết công tác 6 tháng đầu năm 2024', heldOn: '2024-07-05'
    },
    confidence: 0.75,
    open: { meetings: 1, participants: 2, citations: 2, observations: 1, tasks: 1 },
    closedAt: null,
    version: 1,
    createdAt: 'now',
    updatedAt: 'now',
    text,
    unplaced: [{
      kind: 'indicator',
      label: 'trồng tuyến đường tự quản',
      reason: 'Danh mục chưa có chỉ tiêu này; hãy chọn chỉ tiêu hoặc bỏ qua.',
      start: at,
      end: at + 'trồng 35 tuyến đường tự quản'.length
    }]
  })
  t.strictSame(findings.map(({ kind, status, label }: any) => [kind, status, label]), [
    ['meeting', 'open', 'Đảng ủy phường Hà Khánh sơ kết công tác 6 tháng đầu năm 2024 (2024-07-05)'],
    ['participant', 'open', 'Nguyễn Văn Thử – Bí thư Đảng ủy, Chủ tịch HĐND phường (chủ trì)'],
    ['participant', 'open', 'Trần Việt Hùng – Chủ tịch UBND phường'],
    ['citation', 'open', 'Nghị quyết số 21-NQ/TU ngày 31/12/2020 của Ban Thường vụ Thành ủy Hạ Long → 21-NQ/TU'],
    ['citation', 'open', 'Nghị quyết số 07-NQ/ĐU ngày 15/01/2024 của Đảng ủy phường → 07-NQ/ĐU'],
    ['observation', 'open', 'Giải quyết, giới thiệu việc làm mới: 165/160 lao động, 103 % chỉ tiêu'],
    ['task', 'open', 'rà soát hộ nghèo còn sót']
  ])
  const { record, passages, ...finding } = findings[5]
  t.strictSame(finding, {
    kind: 'observation',
    id: finding.id,
    status: 'open',
    label: 'Giải quyết, giới thiệu việc làm mới: 165/160 lao động, 103 % chỉ tiêu'
  })
  const quote = 'giải quyết việc làm cho 165/160 lao động, đạt 103%'
  const start = text.indexOf(quote)
  t.strictSame(passages, [{ start, end: start + quote.length, quote, property: null, confidence: 0.9 }])
  t.match(record, { id: finding.id, indicator: 'jobs-created', value: 165, status: 'unverified', source: id })
  for (const { passages } of findings) {
    for (const { start, end, quote } of passages) t.equal(text.slice(start, end), quote)
  }
  t.strictSame((await list('/v1/reviews')).map(told),
    [(({ text, unplaced, ...line }) => line)(rest)])
})

t.test('the queue can be narrowed and ordered', async t => {
  const register = await openRegister(t)
  const { take, decide } = textsOf(register)
  const closed = await take(article())
  const open = await take(article({ day: 8 }))
  const elsewhere = await take(article({ day: 9, ward: 'phường Suối Mẫu' }).replaceAll('Hà Khánh', 'Suối Mẫu'))
  await decide(closed, 'reject', { reason: 'thử' })
  const ids = async (query: string, by = ADMIN_KEY) =>
    (await register.get(`/v1/reviews${query}`, bearer(by))).body.data.map(({ source }: any) => source.id)
  t.strictSame(await ids(''), [open, elsewhere])
  t.strictSame(await ids('?sort=-createdAt'), [elsewhere, open])
  t.strictSame(await ids('?state=closed'), [closed])
  t.strictSame((await ids('?state=any')).length, 3)
  t.strictSame(await ids('?ward=ha-khanh'), [open])
  t.strictSame(await ids('?ward=tay-son'), [])
  t.strictSame(await ids('?minConfidence=0.99'), [])
  t.strictSame((await ids('?maxConfidence=0.99&sort=confidence')).length, 2)
  t.strictSame(await ids('', await register.key({ scopes: ['review'], wards: ['ha-khanh'] })), [open])
  t.strictSame(await ids('', await register.key({ scopes: ['review'], wards: ['tay-son'] })), [])
  t.equal((await register.get('/v1/reviews?state=waiting', admin)).status, 400)
})

// ── Accepted ─────────────────────────────────────────────────────────────────────────────────────────────────────

t.test('all that is accepted is verified, with what it refers to, and the log says by whom', async t => {
  const register = await openRegister(t)
  const { take, decide, list } = textsOf(register)
  const id = await take(article())
  const before = await held(register)
  const { status, body } = await decide(id, 'accept', {}, await register.key({ scopes: ['review'] }))
  t.strictSame([status, body.state, body.open, body.version], [200, 'closed', NONE, 2])
  t.type(body.closedAt, 'string')
  t.ok(body.findings.every(({ status }: any) => status === 'accepted'))
  const after = await held(register)
  for (const kind of Object.keys(before)) {
    const { verified = 0, unverified = 0 } = before[kind]!
    t.strictSame(after[kind], { verified: verified + unverified }, kind)
  }
  const [{ id: meeting, participants, observations }] = await list(meetings('verified'))
  t.strictSame(participants.length, 2)
  t.strictSame(observations.map(({ status, value }: any) => [status, value]), [['verified', 165]])
  const { data } = (await register.get(`/v1/meetings/${meeting}/revisions`, admin)).body
  t.match(data, [{ act: 'updated', actor: /^key:/ }, { act: 'created', actor: 'admin' }])
  const { rows } = await register.connection.pool.query(
    'select distinct confirmed_by from evidence where source_id = $1', [id])
  t.strictSame(rows, [{ confirmed_by: 'a test' }])
})

t.test('one claim brings its meeting along, and the rest waits', async t => {
  const register = await openRegister(t)
  const { take, review, decide } = textsOf(register)
  const id = await take(article())
  const [observation] = idsOf((await review(id)).body, 'observation')
  const { status, body } = await decide(id, 'accept', { findings: [{ kind: 'observation', id: observation }] })
  t.strictSame([status, body.state, body.open],
    [200, 'open', { meetings: 0, participants: 2, citations: 2, observations: 0, tasks: 1 }])
  t.strictSame(body.findings.filter(({ status }: any) => status === 'accepted').map(({ kind }: any) => kind),
    ['meeting', 'observation'])
  const again = await decide(id, 'accept', { findings: [{ kind: 'observation', id: observation }] })
  t.strictSame([again.status, again.body.errors],
    [400, [{ pointer: '/findings/0', detail: 'is no open finding of this text' }]])
})

t.test('offices that a text shows are added to those of a person who is known', async t => {
  const register = await openRegister(t)
  const { take, decide } = textsOf(register)
  const officesOf = async () => (await register.get(`/v1/officials/${HUNG}`)).body.appointments
    .map(({ organisation, role, observedFrom, observedTo }: any) =>
      [organisation.name, role.code, observedFrom, observedTo])
  const before = await officesOf()
  await decide(await take(article()), 'accept', {})
  const after = await officesOf()
  t.strictSame(after.filter(([, role]: string[]) => role !== 'ct-ubnd'),
    before.filter(([, role]: string[]) => role !== 'ct-ubnd'))
  t.strictSame(after.find(([, role]: string[]) => role === 'ct-ubnd').slice(1), ['ct-ubnd', '2024-01-06', '2024-07-05'])
})

t.test('a key of one ward confirms what is of the ward alone, and nothing that others share', async t => {
  const register = await openRegister(t)
  const { take, decide, list } = textsOf(register)
  const guest = 'Dự hội nghị có đồng chí Phạm Văn Mẫu, Phó Bí thư Thành ủy;'
  const id = await take(article().replace('Dự hội nghị có', guest))
  const names = async (kind: string, status: string, q: string) =>
    (await list(`/v1/${kind}?status=${status}${q === '' ? '' : `&q=${q}`}`))
      .map(({ name, symbol = name }: any) => symbol)
  const { status, body } = await decide(id, 'accept', {},
    await register.key({ scopes: ['review'], wards: ['ha-khanh'] }))
  t.strictSame([status, body.state, body.open], [200, 'closed', NONE])
  t.strictSame(await names('officials', 'unverified', ''), ['Phạm Văn Mẫu'], 'who holds office in the city')
  t.strictSame(await names('officials', 'verified', 'nguyen van thu'), ['Nguyễn Văn Thử'])
  t.strictSame(await names('organisations', 'verified', 'hoi dong nhan dan phuong ha khanh'),
    ['Hội đồng nhân dân phường Hà Khánh'])
  t.strictSame(await names('resolutions', 'verified', '07-NQ/ĐU'), ['07-NQ/ĐU'])
})

t.test('a figure that people have placed waits for nobody', async t => {
  const register = await openRegister(t)
  const { ask } = register
  const { take, review } = textsOf(register)
  const source = await take(article())
  const { body: { meeting, unplaced: [{ start, end }] } } = await review(source)
  const { status } = await ask('POST', '/v1/observations', admin, {
    meeting: meeting.id,
    source,
    place: start,
    indicator: 'jobs-created',
    period: '2024-H1',
    value: 35,
    asReported: '35 tuyến đường',
    evidence: [{ source, start, end }]
  })
  t.equal(status, 201)
  t.strictSame((await review(source)).body.unplaced, [])
})

// ── Corrected ────────────────────────────────────────────────────────────────────────────────────────────────────

t.test('what is corrected is accepted as it is corrected, with its passages', async t => {
  const register = await openRegister(t)
  const { take, review, decide } = textsOf(register)
  const id = await take(article())
  const [observation] = idsOf((await review(id)).body, 'observation')
  const { status, body } = await decide(id, `observation/${observation}`, { value: 166, subject: 'phường Hà Khánh' })
  t.equal(status, 200)
  const { record, passages, ...finding } = body.findings.find(({ kind }: any) => kind === 'observation')
  t.match(finding, { id: observation, status: 'accepted' })
  t.match(record, { value: 166, subject: 'phường Hà Khánh', target: 160, status: 'verified' })
  t.equal(passages.length, 1)
  const { data } = (await register.get(`/v1/observations/${observation}/revisions`, admin)).body
  t.match(data, [{ act: 'updated', actor: 'admin' }, { act: 'created' }])
})

t.test('a correction says what it may say', async t => {
  const register = await openRegister(t)
  const { take, review, decide } = textsOf(register)
  const id = await take(article())
  const { body } = await review(id)
  const [observation] = idsOf(body, 'observation')
  const errors = async (finding: string, patch: object) => {
    const { status, body } = await decide(id, finding, patch)
    return [status, body.errors]
  }
  t.strictSame(await errors(`observation/${observation}`, { colour: 'red' }),
    [400, [{ pointer: '/colour', detail: 'is not a property here' }]])
  t.strictSame(await errors(`observation/${observation}`, { id: UNKNOWN, meeting: null, status: 'unverified' }), [400, [
    { pointer: '/id', detail: 'cannot be changed' },
    { pointer: '/status', detail: 'cannot be changed' },
    { pointer: '/meeting', detail: 'cannot be changed' }
  ]])
  t.strictSame(await errors(`observation/${observation}`, { indicator: 'no-such' }),
    [400, [{ pointer: '/indicator', detail: 'is not known to the register' }]])
  t.equal((await decide(id, `task/${observation}`, { text: 'a' })).status, 404)
  t.equal((await decide(id, `observation/${UNKNOWN}`, { value: 1 })).status, 404)
  t.strictSame((await review(id)).body, body, 'and nothing has happened')
})

t.test('a person who was taken for another leaves nobody behind', async t => {
  const register = await openRegister(t)
  const { take, review, decide, list } = textsOf(register)
  const id = await take(article())
  const { body } = await review(id)
  const chair = body.findings.find(({ record }: any) => record.capacity === 'chair').id
  const right = builtInId('official', 'pham-duy-phong')
  const answer = await decide(id, `participant/${chair}`, { official: right })
  t.equal(answer.status, 200, JSON.stringify(answer.body))
  t.strictSame(await list('/v1/officials?status=unverified'), [])
})

// ── Rejected ─────────────────────────────────────────────────────────────────────────────────────────────────────

t.test('all that is rejected goes, and leaves nothing that was only proposed with it', async t => {
  const register = await openRegister(t)
  const { take, decide } = textsOf(register)
  for (const wards of [undefined, ['ha-khanh']]) {
    const before = await held(register)
    const id = await take(article({ day: wards === undefined ? 5 : 6 }))
    const reviewer = await register.key({ scopes: ['review'], ...wards === undefined ? {} : { wards } })
    const { status, body } = await decide(id, 'reject', { reason: 'đọc sai' }, reviewer)
    t.strictSame([status, body.state, body.open, body.findings, body.meeting], [200, 'closed', NONE, [], null])
    t.strictSame(await held(register), before)
  }
  const { rows } = await register.connection.pool.query(
    "select kind, reason, actor like 'key:%' as by_key from changes where act = 'deleted' order by seq limit 1")
  t.strictSame(rows, [{ kind: 'task', reason: 'đọc sai', by_key: true }])
})

t.test('a meeting that is rejected takes its claims along, and what was proposed with them', async t => {
  const register = await openRegister(t)
  const { take, review, decide } = textsOf(register)
  const before = await held(register)
  const id = await take(article())
  const [meeting] = idsOf((await review(id)).body, 'meeting')
  const { body } = await decide(id, 'reject', { reason: 'đọc sai', findings: [{ kind: 'meeting', id: meeting }] })
  t.strictSame([body.state, body.findings], ['closed', []])
  t.strictSame(await held(register), before)
})

t.test('what rests on another text too loses the passages of this one only', async t => {
  const register = await openRegister(t)
  const { take, decide, list, review } = textsOf(register)
  const first = await take(article())
  const before = (await list(meetings('unverified')))[0]
  const second = await take(article({ title: 'Hà Khánh họp', jobs: '170/160 lao động, đạt 106%' }))
  const { status, body } = await decide(second, 'reject', { reason: 'bài cũ' })
  t.strictSame([status, body.state, body.open, body.findings], [200, 'closed', NONE, []])
  const after = (await list(meetings('unverified')))[0]
  const plain = ({ version, updatedAt, ...record }: any) => record
  const whole = ({ participants, resolutions, observations, tasks, ...meeting }: any) =>
    ({ ...plain(meeting), claims: [participants, resolutions, observations, tasks].map(list => list.map(plain)) })
  t.strictSame(whole(after), whole(before))
  t.strictSame((await review(first)).body.open,
    { meetings: 1, participants: 2, citations: 2, observations: 1, tasks: 1 })
})

t.test('a claim that was rejected can be restored, and waits again', async t => {
  const register = await openRegister(t)
  const { take, review, decide } = textsOf(register)
  const id = await take(article())
  const [task] = idsOf((await review(id)).body, 'task')
  await decide(id, 'reject', { reason: 'đọc sai', findings: [{ kind: 'task', id: task }] })
  await decide(id, 'accept', {})
  t.equal((await review(id)).body.state, 'closed')
  t.equal((await register.get(`/v1/tasks/${task}`)).status, 410)
  t.equal((await register.ask('POST', `/v1/tasks/${task}/restore`, admin)).status, 201)
  const { body } = await review(id)
  t.strictSame([body.state, body.closedAt, body.open], ['open', null, { ...NONE, tasks: 1 }])
  t.equal((await decide(id, 'accept', {})).body.state, 'closed')
})

t.test('what is decided at the record itself is decided in the queue too', async t => {
  const register = await openRegister(t)
  const { take, review } = textsOf(register)
  const id = await take(article({ task: 'tăng cường' }))
  const { body: { findings } } = await review(id)
  for (const { kind, id } of findings) {
    const { status, body } = await register.ask(
      'PATCH', `/v1/${kind}s/${id}`, { ...admin, 'if-match': '*' }, { status: 'verified' })
    t.equal(status, 200, JSON.stringify(body))
  }
  const { body } = await review(id)
  t.strictSame([body.state, body.open], ['closed', NONE])
  t.type(body.closedAt, 'string')
})

// ── Who, and when ────────────────────────────────────────────────────────────────────────────────────────────────

t.test('who may write may not decide, and who may decide may not write', async t => {
  const register = await openRegister(t)
  const { take, send, decide } = textsOf(register)
  const id = await take(article())
  const [writer, reviewer, elsewhere] = await Promise.all([
    register.key({ scopes: ['write'] }), register.key({ scopes: ['review'] }),
    register.key({ scopes: ['review'], wards: ['tay-son'] })
  ])
  for (const [act, body] of [['accept', {}], ['reject', { reason: 'a' }], ['place', { ward: 'ha-khanh' }]] as const) {
    t.equal((await decide(id, act, body, writer)).status, 403, act)
  }
  for (const act of ['accept', 'reject'] as const) {
    t.equal((await decide(id, act, { reason: 'a' }, elsewhere)).status, act === 'accept' ? 400 : 403, act)
  }
  t.equal((await decide(id, 'accept', {}, elsewhere)).status, 403)
  t.equal((await register.get(`/v1/reviews/${id}`, bearer(elsewhere))).status, 403)
  t.equal((await send(article({ day: 6 }), '', reviewer)).status, 403)
})

t.test('a decision names the review as it was seen', async t => {
  const register = await openRegister(t)
  const { take, review, decide } = textsOf(register)
  const id = await take(article())
  const seen = (await review(id)).headers.etag!
  const [task] = idsOf((await review(id)).body, 'task')
  const without = await register.ask('POST', `/v1/reviews/${id}/accept`, admin, {})
  t.strictSame([without.status, without.body.type], [428, '/problems/precondition-required'])
  t.equal((await decide(id, 'accept', { findings: [{ kind: 'task', id: task }] })).status, 200)
  const stale = await decide(id, 'accept', {}, ADMIN_KEY, seen)
  t.strictSame([stale.status, stale.body.detail], [412, 'The record is at version 2.'])
  t.equal((await decide(id, 'reject', { reason: 'a' }, ADMIN_KEY, '"9.a"')).status, 412)
  t.equal((await decide(UNKNOWN, 'accept', {}, ADMIN_KEY, '"1.a"')).status, 404)
})

t.test('of two who decide at once, one is told that the other was first', async t => {
  const register = await openRegister(t)
  const { take, review, decide } = textsOf(register)
  for (let day = 1; day <= 5; day++) {
    const id = await take(article({ day }))
    const tag = (await review(id)).headers.etag!
    const answers = await Promise.all([
      decide(id, 'accept', {}, ADMIN_KEY, tag), decide(id, 'reject', { reason: 'a' }, ADMIN_KEY, tag)
    ])
    t.strictSame(answers.map(({ status }) => status).sort(), [200, 412])
    const { body } = await review(id)
    t.strictSame([body.state, body.open, body.version], ['closed', NONE, 2])
    t.equal(body.findings.length, answers[0].status === 200 ? 7 : 0)
  }
})

t.test('a text that was never read has nothing to decide about', async t => {
  const register = await openRegister(t)
  const match = { ...admin, 'if-match': '"1.a"' }
  for (const [method, address, body] of [
    ['POST', `/v1/reviews/${UNKNOWN}/accept`, {}],
    ['POST', `/v1/reviews/${UNKNOWN}/reject`, { reason: 'đọc sai' }],
    ['POST', `/v1/reviews/${UNKNOWN}/place`, { ward: 'ha-khanh' }],
    ['PATCH', `/v1/reviews/${UNKNOWN}/findings/task/${UNKNOWN}`, { text: 'a' }]
  ] as const) {
    const answer = await register.ask(method, address, match, body)
    t.strictSame([answer.status, answer.body.type], [404, '/problems/not-found'], address)
  }
})
