/**
 * Figures as they are written: arithmetic flags them against each other, at once and on both sides; and records that
 * are filed elsewhere, figures and all.
 */
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { writerOf, type Draft } from './helpers/drafts.js'
import { openRegister } from './helpers/register.js'

const register = await openRegister(t)
const { connection: { pool }, get } = register
const { send, make, replace, patch, remove, read } = writerOf(register)
const indicators = new Set((await read('/v1/indicators?limit=200')).data.map(({ code }: Draft) => code))

const text = async (text: string) => await make('/v1/sources', { title: text, text })
const [one, two] = [await text('Báo cáo thử một'), await text('Báo cáo thử hai')]

let day = 0
/** A meeting of a ward, with figures. */
const meeting = async (observations: Draft[], ward = 'ha-khanh') => await make('/v1/meetings', {
  ward, title: 'Thử', type: 'giao-ban', heldOn: `2025-01-${String(++day).padStart(2, '0')}`, observations
})
let place = 0
const figure = (indicator: string, changes: Draft = {}): Draft =>
  ({ indicator, period: '2024', source: one.id, place: place++, asReported: 'thử', ...changes })

/** The codes of the flags of each figure of a meeting, in order, with its version. */
const flagsOf = async ({ id }: Draft) =>
  (await read(`/v1/meetings/${id}?include=observations`)).observations.map(({ flags, version }: Draft) =>
    [...flags.map(({ code }: Draft) => code), version])
const figuresOf = async ({ id }: Draft): Promise<Draft[]> =>
  (await read(`/v1/meetings/${id}?include=observations`)).observations

t.test('a percentage that is not value ÷ target is flagged, and no longer when it is put right', async t => {
  const made = await meeting([
    figure('jobs-created', { value: 165, target: 160, percentOfTarget: 103 }),
    figure('jobs-created', { period: '2023', value: 165, target: 160, percentOfTarget: 113 }),
    figure('jobs-created', { period: '2022', value: 165, percentOfTarget: 110 }),
    figure('jobs-created', { period: '2022', kind: 'target', value: 160 })
  ])
  t.strictSame(await flagsOf(made), [[1], ['percent-mismatch', 1], ['percent-mismatch', 1], [1]])
  const [, wrong, , target] = await figuresOf(made)
  t.equal(wrong!.flags[0].message, '165 ÷ 160 = 103,1 %, nguồn nêu 113 %')
  const { data } = await read('/v1/observations?ward=ha-khanh&period=2023&flagged=true&indicator=jobs-created')
  t.strictSame(data, [wrong])
  await patch(`/v1/observations/${wrong!.id}`, { percentOfTarget: 103 })
  await patch(`/v1/observations/${target!.id}`, { value: 150 })
  t.strictSame(await flagsOf(made), [[1], [2], [2], [2]], 'the figure beside it moves with what it is held against')
  t.equal((await read(`/v1/meetings/${made.id}`)).version, 3)
  await remove(`/v1/observations/${target!.id}`)
  t.strictSame(await flagsOf(made), [[1], [2], [2]])
})

t.test('parts that do not add up are flagged at the total', async t => {
  const badges = (badgeYears: number | null, value: number) =>
    figure('party-badges-awarded', { value, dimensions: badgeYears === null ? {} : { badgeYears } })
  const made = await meeting([badges(null, 10), badges(30, 6), badges(40, 3)])
  t.strictSame(await flagsOf(made), [['sum-mismatch', 1], [1], [1]])
  const fifty = await make('/v1/observations', { meeting: made.id, ...badges(50, 1) })
  t.strictSame(await flagsOf(made), [[2], [1], [1], [1]], 'a part that is added')
  await remove(`/v1/observations/${fifty.id}`)
  t.strictSame(await flagsOf(made), [['sum-mismatch', 3], [1], [1]], 'a part that is deleted')
  await send('POST', `/v1/observations/${fifty.id}/restore`)
  t.strictSame(await flagsOf(made), [[4], [1], [1], [3]], 'a part that comes back')
  const other = await meeting([])
  await patch(`/v1/observations/${fifty.id}`, { meeting: other.id })
  t.strictSame([await flagsOf(made), await flagsOf(other)], [[['sum-mismatch', 5], [1], [1]], [[4]]],
    'a part that is filed at another meeting')
  await patch(`/v1/observations/${fifty.id}`, { meeting: made.id, indicator: 'jobs-created' })
  t.equal((await flagsOf(made))[0][0], 'sum-mismatch', 'a part that turns out to be of something else')
})

t.test('a share above 100 % is flagged; what only looks like one is not', async t => {
  const made = await meeting([
    figure('congress-turnout', { value: 101 }), figure('budget-revenue', { value: 5, percentOfTarget: 790.2 })
  ].filter(({ indicator }) => indicators.has(indicator)))
  t.strictSame(await flagsOf(made), [['share-above-100', 1], [1]].slice(indicators.has('congress-turnout') ? 0 : 1))
})

t.test('two sources that disagree are flagged on both sides, as long as they do', async t => {
  const [a, b] = [
    await meeting([figure('jobs-created', { period: '2021', value: 10 })]),
    await meeting([figure('jobs-created', { period: '2021', value: 11, source: two.id })])
  ]
  t.strictSame([await flagsOf(a), await flagsOf(b)], [[['conflicting-reports', 2]], [['conflicting-reports', 1]]])
  const [[left], [right]] = [await figuresOf(a), await figuresOf(b)]
  t.strictSame([left!.flags[0].message, right!.flags[0].message],
    ['nguồn khác nêu 11, nguồn này 10', 'nguồn khác nêu 10, nguồn này 11'])

  await patch(`/v1/observations/${right!.id}`, { value: 10 })
  t.strictSame([await flagsOf(a), await flagsOf(b)], [[[3]], [[2]]])
  await patch(`/v1/observations/${right!.id}`, { value: 12 })
  t.strictSame([await flagsOf(a), await flagsOf(b)], [[['conflicting-reports', 4]], [['conflicting-reports', 3]]])
  await patch(`/v1/observations/${right!.id}`, { period: '2020' })
  t.strictSame([await flagsOf(a), await flagsOf(b)], [[[5]], [[4]]])
  await patch(`/v1/observations/${right!.id}`, { period: '2021' })
  await remove(`/v1/meetings/${b.id}`)
  t.strictSame(await flagsOf(a), [[7]])
  await send('POST', `/v1/meetings/${b.id}/restore`)
  t.strictSame([await flagsOf(a), (await flagsOf(b))[0][0]], [[['conflicting-reports', 8]], 'conflicting-reports'])

  const newer = await make('/v1/observations', {
    meeting: b.id, ...figure('jobs-created', { period: '2021', value: 10, source: two.id })
  })
  await patch(`/v1/observations/${right!.id}`, { supersededBy: newer.id })
  t.strictSame([await flagsOf(a), await flagsOf(b)], [[[9]], [[1]]], 'what was superseded does not count')
  t.match(await read(`/v1/observations/${right!.id}`), { flags: [], supersededBy: newer.id }, 'but stays readable')
})

t.test('a meeting that is filed under another ward takes everything along, flags of both wards included', async t => {
  const [stays, moves, there] = [
    await meeting([figure('jobs-created', { period: '2019', value: 1 })]),
    await meeting([figure('jobs-created', {
      period: '2019',
      value: 2,
      source: two.id,
      evidence: [
        { source: two.id, start: 1, end: 2 }]
    })]),
    await meeting([figure('jobs-created', { period: '2019', value: 3 })], 'tay-son')
  ]
  await patch(`/v1/meetings/${moves.id}`, { tasks: [{ text: 'Làm' }], participants: [{ group: 'Đoàn' }] })
  t.strictSame([await flagsOf(stays), await flagsOf(moves), await flagsOf(there)],
    [[['conflicting-reports', 2]], [['conflicting-reports', 1]], [[1]]])
  const include = `/v1/meetings/${moves.id}?include=participants,observations,tasks,sources`
  const before = await read(include)

  const moved = await patch(`/v1/meetings/${moves.id}`, { ward: 'tay-son' })
  t.equal(moved.ward.slug, 'tay-son')
  t.strictSame([await flagsOf(stays), await flagsOf(moves), await flagsOf(there)],
    [[[3]], [['conflicting-reports', 2]], [['conflicting-reports', 2]]])
  const after = await read(include)
  const ids = (record: Draft) => [record.tasks, record.observations, record.participants]
    .map(list => list.map(({ id, evidence }: Draft) => [id, evidence]))
  t.strictSame(ids(after), ids(before))
  t.strictSame(after.tasks[0].ward, moved.ward)
  t.strictSame((await read('/v1/wards/tay-son/meetings?from=2025-01-01&q=thu')).data.map(({ id }: Draft) => id).sort(),
    [moves.id, there.id].sort())
  const told = async (id: string) => (await pool.query(`select act, changes.version, slug from changes
    inner join units on units.id = ward_id where record_id = $1 order by seq`, [id])).rows.slice(-2)
  for (const record of [moved, after.tasks[0], after.observations[0]]) {
    t.strictSame(await told(record.id), [
      { act: 'deleted', version: record.version, slug: 'ha-khanh' },
      { act: 'created', version: record.version, slug: 'tay-son' }
    ])
  }
  await replace(`/v1/meetings/${moves.id}`, {
    ward: 'ha-khanh', title: 'Về lại', type: 'giao-ban', heldOn: '2025-02-01', tasks: [], observations: []
  })
  t.strictSame([await flagsOf(stays), await flagsOf(moves), await flagsOf(there)], [[[3]], [], [[3]]])
  t.equal((await get(`/v1/tasks/${after.tasks[0].id}`)).status, 410)
})

t.test('a claim is filed at another meeting, also of another ward', async t => {
  const [from, near, far] = [await meeting([]), await meeting([]), await meeting([], 'tay-son')]
  const source = one.id
  const task = await make('/v1/tasks', { meeting: from.id, text: 'Làm', evidence: [{ source, start: 1, end: 2 }] })
  const url = `/v1/tasks/${task.id}`
  const versions = async () => await Promise.all([from, near, far].map(async ({ id }) =>
    (await read(`/v1/meetings/${id}`)).version))
  t.strictSame(await versions(), [2, 1, 1])
  t.match(await patch(url, { meeting: near.id }), { meeting: { id: near.id }, version: 2, evidence: [{ start: 1 }] })
  t.strictSame(await versions(), [3, 2, 1])
  t.match(await patch(url, { meeting: far.id }),
    { meeting: { id: far.id }, ward: { slug: 'tay-son' }, version: 3, evidence: [{ start: 1 }] })
  t.strictSame(await versions(), [3, 3, 2])
  t.strictSame((await read('/v1/tasks?ward=tay-son&q=Làm&sort=-updatedAt&limit=1')).data[0].id, task.id)
  const { rows } = await pool.query(
    'select act, ward_id from changes where record_id = $1 order by seq desc limit 2', [task.id])
  t.strictSame(rows, [{ act: 'created', ward_id: far.ward.id }, { act: 'deleted', ward_id: from.ward.id }])
  t.strictSame((await send('PATCH', url, { ward: 'ha-khanh' }, { 'if-match': '*' })).body.errors,
    [{ pointer: '/ward', detail: 'is not that of the meeting' }])
  const { status, body } = await send('PUT', `/v1/meetings/${from.id}`, {
    ward: 'ha-khanh', title: 'Thử', type: 'giao-ban', heldOn: from.heldOn, tasks: [{ id: task.id, text: 'Làm' }]
  }, { 'if-match': '*' })
  t.strictSame([status, body.type, body.errors],
    [409, '/problems/conflict', [{ pointer: '/tasks/0/id', detail: 'belongs to another meeting' }]])
})

t.test('what a person stated about a figure stays, whatever arithmetic finds', async t => {
  const stated = { code: 'target-wording', message: 'thử' }
  const made = await meeting([figure('jobs-created', {
    period: '2018', value: 1, target: 2, percentOfTarget: 99, flags: [stated]
  })])
  const [{ id, flags }] = await figuresOf(made) as [Draft]
  t.strictSame(flags.map(({ code }: Draft) => code), ['target-wording', 'percent-mismatch'])
  t.strictSame((await patch(`/v1/observations/${id}`, { percentOfTarget: 50 })).flags, [stated])
  t.strictSame((await patch(`/v1/observations/${id}`, { flags: null })).flags, [])
})

t.test('what takes the place of a figure is a figure of the same ward', async t => {
  const made = await meeting([figure('jobs-created', { period: '2017', value: 1 })])
  const [{ id }] = await figuresOf(made) as [Draft]
  const elsewhere = await meeting([figure('jobs-created', { period: '2017', value: 1 })], 'tay-son')
  const other = (await figuresOf(elsewhere))[0]!.id
  const fault = async (supersededBy: string) =>
    (await send('PATCH', `/v1/observations/${id}`, { supersededBy }, { 'if-match': '*' })).body.errors
  t.strictSame(await fault(id), [{ pointer: '/supersededBy', detail: 'is the figure itself' }])
  t.strictSame(await fault(made.id), [{ pointer: '/supersededBy', detail: 'is not known to the register' }])
  t.strictSame(await fault(other), [{ pointer: '/supersededBy', detail: 'is no figure of this ward' }])
})

t.test('a figure and the one that takes its place come together, go together and come back together', async t => {
  const [older, newer] = [randomUUID(), randomUUID()]
  const { id } = await meeting([
    figure('jobs-created', { period: '2012', id: older, value: 1, supersededBy: newer }),
    figure('jobs-created', { period: '2012', id: newer, value: 2 })
  ])
  const url = `/v1/meetings/${id}`
  t.match(await read(`/v1/observations/${older}`), { supersededBy: newer, flags: [] })
  t.strictSame((await figuresOf({ id })).map(({ id }) => id), [newer])
  await remove(url)
  t.equal((await send('POST', `${url}/restore`)).status, 201)
  t.match(await read(`/v1/observations/${older}`), { supersededBy: newer, version: 3 })
  t.equal((await send('DELETE', `/v1/observations/${newer}?reason=a`, undefined, { 'if-match': '*' })).status, 409)
})

t.test('a figure has its place in its source once in a ward, and a conflict says where it is', async t => {
  const same = figure('jobs-created', { period: '2016', value: 1 })
  const made = await meeting([same])
  const [{ id }] = await figuresOf(made) as [Draft]
  const named = `The record ${id} is there already and is the same by what identifies it.`
  const nested = await send('POST', '/v1/meetings', {
    ward: 'ha-khanh',
    title: 'Khác',
    type: 'giao-ban',
    heldOn: '2025-03-01',
    observations: [figure('jobs-created', {
      period: '2015', value: 1
    }), { ...same, value: 2 }]
  })
  t.strictSame([nested.status, nested.body.detail, nested.body.errors],
    [409, named, [{ pointer: '/observations/1', detail: `is the record ${id}` }]])
  t.strictSame((await read('/v1/meetings?period=2025-03')).data, [])
  const alone = await send('POST', '/v1/observations', { ward: 'ha-khanh', ...same })
  t.strictSame([alone.status, alone.body.detail], [409, named])
  for (const another of [{ ...same, place: place++ }, { ...same, source: two.id }, { ...same, subject: 'a' },
    { ...same, dimensions: { a: 1 } }, { ...same, ward: 'tay-son' }]) {
    t.equal((await send('POST', '/v1/observations', { ward: 'ha-khanh', ...another })).status, 201)
  }
  t.strictSame((await send('POST', '/v1/observations', {
    ward: 'ha-khanh', ...same, dimensions: Object.fromEntries([...'abcdefghij'].map(name => [name, 'ế'.repeat(90)]))
  })).body.errors, [{ pointer: '/dimensions', detail: 'are too long' }])
})

t.test('amounts are kept to the last digit', async t => {
  for (const value of [0, 0.1, 0.1 + 0.2, 1e-7, 49687000000.55, 9007199254740, -1.005, 999999999999999]) {
    const made = await make('/v1/observations', { ward: 'ha-khanh', ...figure('budget-revenue', { value }) })
    t.equal((await read(`/v1/observations/${made.id}`)).value, value)
    t.equal((await patch(`/v1/observations/${made.id}`, { value })).version, 1)
  }
})
