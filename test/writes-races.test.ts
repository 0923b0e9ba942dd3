/**
 * Writers at the same moment: of several that would make or change the same record one does, and the others are told;
 * none sees an error of ours. On the embedded engine they take turns; on PostgreSQL they really meet.
 */
import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import { another, newId, writable, writerOf, type Draft } from './helpers/drafts.js'
import { openRegister } from './helpers/register.js'

const register = await openRegister(t)
const { connection: { pool } } = register
const { send, make, read } = writerOf(register)

const AT_ONCE = 5
const atOnce = async (act: (n: number) => Promise<Draft>): Promise<Draft[]> =>
  await Promise.all(Array.from({ length: AT_ONCE }, async (_, n) => await act(n)))

/** That one was answered so, and all others with one of these. */
function onlyOne (t: Test, answers: Draft[], done: number, others: readonly number[], name: string) {
  const statuses = answers.map(({ status }) => status)
  t.equal(statuses.filter(status => status === done).length, 1, `${name}: ${statuses.join(' ')}`)
  t.strictSame(statuses.filter(status => status !== done && !others.includes(status)), [],
    `${name}: ${JSON.stringify(answers.find(({ status }) => status >= 500)?.body)}`)
}

for (const [name, kind, list] of writable) {
  t.test(`${name}: the same record, made several times at once, is made once`, async t => {
    const draft = another(kind)
    onlyOne(t, await atOnce(async () => await send('POST', list, draft)), 201, [409], 'POST')
    const put = another(kind)
    const url = `${list}/${newId(kind, put)}`
    onlyOne(t, await atOnce(async () => await send('PUT', url, put)), 201, [409, 428], 'PUT')
    const third = another(kind)
    const address = `${list}/${newId(kind, third)}`
    onlyOne(t, await atOnce(async () => await send('PUT', address, third, { 'if-none-match': '*' })),
      201, [409, 412], 'PUT, only where there is none')
    const { rows } = await pool.query("select record_id from changes where act = 'created' and record_id = $1",
      [url.split('/').at(-1)])
    t.equal(rows.length, 1)
  })

  t.test(`${name}: of several that have seen the same version, one changes it`, async t => {
    const draft = another(kind)
    const { id = draft.code } = await make(list, draft)
    const url = `${list}/${String(id)}`
    const { headers } = await send('GET', url)
    const tag = { 'if-match': headers.etag! }
    onlyOne(t, await atOnce(async () => await send('DELETE', `${url}?reason=a`, undefined, tag)),
      204, [410, 412], 'DELETE')
    onlyOne(t, await atOnce(async () => await send('POST', `${url}/restore`)), 201, [200, 409], 'restore')
  })
}

const plain = (n: number) =>
  ({ ward: 'ha-khanh', title: 'Cùng lúc', type: 'giao-ban', heldOn: `2024-06-${String(n).padStart(2, '0')}` })

t.test('of several patches of one version one is taken', async t => {
  const { id } = await make('/v1/meetings', plain(1))
  const answers = await atOnce(async n =>
    await send('PATCH', `/v1/meetings/${id}`, { summary: `lần ${n}` }, { 'if-match': '"1.x"' }))
  onlyOne(t, answers, 200, [412], 'PATCH')
  const record = await read(`/v1/meetings/${id}`)
  t.strictSame(record, answers.find(({ status }) => status === 200)!.body)
})

t.test('patches that name no version are all taken, one after the other', async t => {
  const { id } = await make('/v1/meetings', plain(2))
  const answers = await atOnce(async n =>
    await send('PATCH', `/v1/meetings/${id}`, { summary: `lần ${n}` }, { 'if-match': '*' }))
  t.strictSame(answers.map(({ status, body }) => [status, body.version]).sort(),
    [[200, 2], [200, 3], [200, 4], [200, 5], [200, 6]])
})

t.test('a meeting that several systems send whole at once is there once, with all that hangs on it once', async t => {
  const draft = {
    ...plain(3),
    participants: [{ group: 'Đoàn' }],
    citations: [{ asCited: 'Nghị quyết 1' }],
    observations: [{ ...another('observation'), meeting: undefined }],
    tasks: [{ text: 'Làm' }]
  }
  onlyOne(t, await atOnce(async () => await send('POST', '/v1/meetings', draft)), 201, [409], 'POST')
  const { data } = await read('/v1/meetings?from=2024-06-03&to=2024-06-03')
  t.strictSame(data.map(({ counts }: Draft) => counts),
    [{ participants: 0, resolutions: 1, observations: 1, tasks: 1 }])
  const [{ id }] = data
  const answers = await atOnce(async n => await send('PUT', `/v1/meetings/${id}`,
    { ...draft, tasks: [{ text: 'Làm' }, { text: `Thêm ${n}` }] }, { 'if-match': '*' }))
  t.strictSame(answers.map(({ status }) => status), answers.map(() => 200))
  t.equal((await read(`/v1/meetings/${id}`)).counts.tasks, 2)
})

t.test('whole meetings that bring claims of the same ids at once: one is written, of the others nothing', async t => {
  const elsewhere = ['ha-khanh', 'tay-son', 'nghi-hoa', 'duc-xuan', 'phung-chi-kien']
  for (const [day, wards] of [[21, elsewhere], [22, elsewhere.map(() => 'ha-khanh')], [23, elsewhere]] as const) {
    const claims = {
      participants: [{ id: randomUUID(), group: 'Đoàn' }],
      citations: [{ id: randomUUID(), asCited: 'Nghị quyết 1' }],
      observations: [{ ...another('observation'), meeting: undefined, id: randomUUID() }],
      tasks: [{ id: randomUUID(), text: 'Làm' }]
    }
    const answers = await atOnce(async n =>
      await send('POST', '/v1/meetings', { ...plain(day), ...claims, ward: wards[n], title: `Lần ${n}` }))
    onlyOne(t, answers, 201, [409], wards.join(' '))
    t.strictSame((await read(`/v1/meetings?from=2024-06-${day}&to=2024-06-${day}`)).data,
      answers.filter(({ status }) => status === 201).map(({ body }) => body))
    for (const { body } of answers.filter(({ status }) => status === 409)) {
      // The first one that is found to be taken: where the other is written meanwhile, that need not be the first.
      const [{ pointer, detail }, ...others] = body.errors
      t.match(pointer, /^\/(participants|citations|observations|tasks)\/0\/id$/)
      t.strictSame([detail, others], ['belongs to another meeting', []])
    }
    for (const [list, [claim]] of Object.entries(claims)) {
      const { id } = claim as Draft
      const { rows } = await pool.query(`select ward_id from ${list} where id = $1`, [id])
      t.equal(rows.length, 1, list)
      const { rows: told } = await pool.query('select ward_id from changes where record_id = $1', [id])
      t.strictSame(told, rows, `${list}: the log says the same`)
    }
  }
})

t.test('parts that come at once all hang on the meeting, which moves with each', async t => {
  const { id } = await make('/v1/meetings', plain(4))
  const answers = await atOnce(async n => await send('POST', '/v1/tasks', { meeting: id, text: `Làm ${n}` }))
  t.strictSame(answers.map(({ status }) => status), answers.map(() => 201))
  t.strictSame((await read(`/v1/meetings/${id}`)).version, 1 + AT_ONCE)
})

t.test('figures that contradict each other and come at once are flagged on all sides', async t => {
  const source = async (text: string) => await make('/v1/sources', { title: text, text })
  const sources = [await source('Cùng lúc 1'), await source('Cùng lúc 2')]
  const figure = (n: number) => ({
    ward: 'ha-khanh', indicator: 'jobs-created', period: '2013', value: n, source: sources[n]!.id, asReported: 'thử'
  })
  const answers = await Promise.all([0, 1].map(async n => await send('POST', '/v1/observations', figure(n))))
  t.strictSame(answers.map(({ status }) => status), [201, 201])
  const { data } = await read('/v1/observations?ward=ha-khanh&period=2013')
  t.strictSame(data.map(({ flags }: Draft) => flags.map(({ code }: Draft) => code)),
    [['conflicting-reports'], ['conflicting-reports']])
})

t.test('a record that is deleted while others refer to it anew is either gone or referred to', async t => {
  for (let round = 0; round < 3; round++) {
    const { id } = await make('/v1/officials', another('official'))
    const [gone, taken] = await Promise.all([
      send('DELETE', `/v1/officials/${id}?reason=a`, undefined, { 'if-match': '*' }),
      send('POST', '/v1/meetings', { ...plain(5 + round), participants: [{ official: id }] })
    ])
    t.ok((gone.status === 204 && [400, 409].includes(taken.status)) || (gone.status === 409 && taken.status === 201),
      `${gone.status} ${taken.status}`)
  }
  t.equal((await send('PUT', `/v1/meetings/${randomUUID()}`, plain(20))).status, 201)
})
