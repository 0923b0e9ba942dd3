/**
 * Which claims are the same: what is said several times at one meeting is told apart by where it stands in its sources,
 * whether it comes alone, in an import or in a whole meeting.
 */
import t from 'tap'
import { writerOf, type Draft } from './helpers/drafts.js'
import { ADMIN_KEY, bearer, openRegister } from './helpers/register.js'

const register = await openRegister(t)
const { ask } = register
const { send, make, replace, patch, read } = writerOf(register)

const source = { sha256: '2853e2ed84c139146808991fb755e47f38494f1335cee2360e606570103c046c' }
const at = (start: number) => [{ source, start, end: start + 9 }]

let day = 10
const plain = (more: Draft = {}): Draft =>
  ({ ward: 'ha-khanh', title: 'Hội nghị thử', type: 'giao-ban', heldOn: `2024-05-${day++}`, ...more })

const importOf = async (kind: string, records: Draft[]): Promise<Draft> => {
  const lines = records.map(record => JSON.stringify(record)).join('\n')
  const { body } = await ask('POST', `/v1/imports?kind=${kind}`,
    { ...bearer(ADMIN_KEY), 'content-type': 'application/x-ndjson' }, lines)
  const { created, updated, unchanged, failed } = JSON.parse(body.trim().split('\n').at(-1)).summary
  return { created, updated, unchanged, failed }
}

for (const [list, kind, words] of [
  ['citations', 'citation', { asCited: 'Nghị quyết 21-NQ/TU' }],
  ['tasks', 'task', { text: 'Tiếp tục thực hiện' }],
  ['participants', 'participant', { titles: ['Chủ tịch UBND phường'] }]
] as const) {
  const claims = async (meeting: string): Promise<Draft[]> =>
    (await read(`/v1/${list}?meeting=${meeting}`)).data.map(({ id, evidence, version }: Draft) =>
      ({ id, version, start: evidence.map(({ start }: Draft) => start) }))
  const byStart = async (meeting: string) => (await claims(meeting)).sort((a, b) => a.start[0] - b.start[0])

  t.test(`${list}: the same words elsewhere in the source are another record, also where they come alone`, async t => {
    const { id: meeting } = await make('/v1/meetings', plain())
    const first = await make(`/v1/${list}`, { meeting, ...words, evidence: at(10) })
    const second = await make(`/v1/${list}`, { meeting, ...words, evidence: at(50) })
    t.not(first.id, second.id)
    for (const evidence of [at(10), at(50), [...at(50), ...at(90)], [], undefined]) {
      const { status, body } = await send('POST', `/v1/${list}`, { meeting, ...words, evidence })
      t.strictSame([status, body.type], [409, '/problems/conflict'])
    }
    t.match((await send('POST', `/v1/${list}`, { meeting, ...words, evidence: at(50) })).body.detail, second.id,
      'the answer names the one that it is')
    const both = [{ id: first.id, version: 1, start: [10] }, { id: second.id, version: 1, start: [50] }]
    t.strictSame(await byStart(meeting), both)
  })

  t.test(`${list}: imported one by one again they change nothing`, async t => {
    const { id: meeting } = await make('/v1/meetings', plain())
    const lines = [10, 50].map(start => ({ meeting, ...words, evidence: at(start) }))
    t.strictSame(await importOf(kind, lines), { created: 2, updated: 0, unchanged: 0, failed: 0 })
    const before = await byStart(meeting)
    for (const again of [lines, [...lines].reverse(), [lines[1]!]]) {
      t.match(await importOf(kind, again), { created: 0, updated: 0, failed: 0, unchanged: again.length })
    }
    t.strictSame(await byStart(meeting), before)
  })

  t.test(`${list}: a whole meeting in another order, or with less, leaves each its id`, async t => {
    const draft = plain({ [list]: [10, 50, 90].map(start => ({ ...words, evidence: at(start) })) })
    const { id } = await make('/v1/meetings', draft)
    const [one, two, three] = await byStart(id)
    await replace(`/v1/meetings/${id}`, { ...draft, [list]: [draft[list][2], draft[list][1]] })
    t.strictSame((await byStart(id)).map(({ id }) => id), [two!.id, three!.id])
    t.equal((await send('GET', `/v1/${list}/${one!.id}`)).status, 410)
    await replace(`/v1/meetings/${id}`, { ...draft, [list]: [{ ...words, evidence: at(70) }, draft[list][2]] })
    t.strictSame((await byStart(id)).map(({ id, start }) => [id, start]), [[two!.id, [70]], [three!.id, [90]]],
      'in a whole list a passage may be corrected')
  })
}

const figure = (place: number, more: Draft = {}): Draft =>
  ({ indicator: 'jobs-created', period: '2024', value: place, asReported: String(place), source, place, ...more })

t.test('a meeting that is sent back as it is shown keeps the figures that were superseded', async t => {
  const draft = plain({ observations: [figure(1), figure(2)] })
  const { id } = await make('/v1/meetings', draft)
  const shown = async () => (await read(`/v1/meetings/${id}?include=observations`)).observations
  const [older, newer] = await shown()
  const superseded = await patch(`/v1/observations/${older.id}`, { supersededBy: newer.id })
  t.strictSame((await shown()).map(({ id }: Draft) => id), [newer.id])

  const back = { ...draft, observations: [{ ...figure(2), id: newer.id }] }
  const { version } = await replace(`/v1/meetings/${id}`, back)
  await replace(`/v1/meetings/${id}`, { ...back, observations: [figure(2)] })
  t.strictSame(await importOf('meeting', [{ ...back, id }]), { created: 0, updated: 0, unchanged: 1, failed: 0 })
  t.strictSame(await read(`/v1/observations/${older.id}`), superseded)
  t.equal((await read(`/v1/meetings/${id}`)).version, version, 'nothing has changed')

  await replace(`/v1/meetings/${id}`, { ...draft, observations: [figure(3)] })
  for (const gone of [older, newer]) t.equal((await send('GET', `/v1/observations/${gone.id}`)).status, 410)
})

t.test('a figure that one of another meeting superseded stays, whatever its own meeting is sent with', async t => {
  const { id } = await make('/v1/meetings', plain({ observations: [figure(11), figure(12)] }))
  const [older] = (await read(`/v1/meetings/${id}?include=observations`)).observations
  const newer = await make('/v1/observations', { ward: 'ha-khanh', ...figure(13) })
  await patch(`/v1/observations/${older.id}`, { supersededBy: newer.id })
  await patch(`/v1/meetings/${id}`, { observations: [] })
  t.strictSame((await read(`/v1/meetings/${id}`)).counts.observations, 0)
  t.match(await read(`/v1/observations/${older.id}`), { supersededBy: newer.id, meeting: { id } })
})
