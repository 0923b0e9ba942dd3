/**
 * The search over HTTP: what a result is, how results are ordered, filtered, counted and paged, and that it knows of
 * every write at once.
 */
import t from 'tap'
import { builtInId } from '../../src/domain/ids.js'
import { exampleOf, writerOf } from '../helpers/drafts.js'
import { linesOf } from '../helpers/files.js'
import { ADMIN_KEY, bearer, openRegister, type Register } from '../helpers/register.js'

const admin = bearer(ADMIN_KEY)
const register = await openRegister(t)
const { get, ask } = register

const address = (q: string, more = '') => `/v1/search?q=${encodeURIComponent(q)}${more}`
const search = async (q: string, more = '', { get } = register as Pick<Register, 'get'>) =>
  (await get(address(q, more))).body
const titles = async (q: string, more = '') => (await search(q, more)).data.map(({ title }: any) => title)

const { make, patch, remove, send } = writerOf(register)

const newMeeting = async (more: object) => await make('/v1/meetings', {
  ward: 'ha-khanh', title: 'Hội nghị thử', type: 'giao-ban', heldOn: '2024-05-05', status: 'verified', ...more
})

t.test('a result says what was found, why, and where', async t => {
  const id = builtInId('meeting', 'phung-chi-kien-2021-07-07')
  const { status, body } = await get('/v1/search?q=68,7%25')
  t.equal(status, 200)
  t.strictSame(body, {
    data: [{
      kind: 'meeting',
      id,
      address: `/v1/meetings/${id}`,
      title: 'Hội nghị sơ kết công tác Đảng 6 tháng đầu năm, triển khai nhiệm vụ 6 tháng cuối năm 2021',
      titleHighlights: [],
      ward: { id: builtInId('unit', 'ward:phung-chi-kien'), slug: 'phung-chi-kien', name: 'Phường Phùng Chí Kiên' },
      day: '2021-07-07',
      type: 'so-ket',
      status: 'verified',
      match: { spelling: 'exact', words: 'all', place: 'text', adjacent: false },
      snippet: body.data[0].snippet
    }],
    page: { limit: 20, next: null },
    didYouMean: null
  })
  const { property, text, start, end, highlights: [{ start: from, end: to }] } = body.data[0].snippet
  t.strictSame([property, text.slice(from, to), end - start], ['observations', '68,7', text.length])
})

t.test('every result leads to its record', async t => {
  const kinds = new Set<string>()
  for (const q of ['hà khánh', 'thu ngân sách', 'nghị quyết 21']) {
    for (const { kind, address } of (await search(q)).data) {
      kinds.add(kind)
      t.equal((await get(address)).status, 200, address)
    }
  }
  t.strictSame([...kinds].sort(),
    ['indicator', 'meeting', 'official', 'organisation', 'resolution', 'source', 'task', 'ward'])
})

t.test('the spelling that was typed comes before others, titles before texts, neighbours before what is apart',
  async t => {
    for (const title of ['Chợ Hoa Lài', 'Chợ Hòa Lai', 'Lài và hoa ở chợ']) await newMeeting({ title })
    t.same(await titles('hòa lai'), ['Chợ Hòa Lai', 'Chợ Hoa Lài', 'Lài và hoa ở chợ'])
    t.same(await titles('hoà lai'), ['Chợ Hòa Lai', 'Chợ Hoa Lài', 'Lài và hoa ở chợ'], 'either tone placement')
    t.same(await titles('hoa lài'), ['Chợ Hoa Lài', 'Lài và hoa ở chợ', 'Chợ Hòa Lai'])
    await newMeeting({ title: 'Việc khác', summary: 'Bàn về chợ hoa lài.', heldOn: '2025-01-01' })
    t.same(await titles('cho hoa lai'), ['Chợ Hoa Lài', 'Chợ Hòa Lai', 'Lài và hoa ở chợ', 'Việc khác'])
    const { data } = await search('chợ hoa lài')
    t.same(data.map(({ match }: any) => Object.values(match).join(' ')), [
      'exact all title true', 'exact all title false', 'exact all text true', 'folded all title true'])
  })

t.test('records with all words come before those with most of them', async t => {
  await newMeeting({ title: 'Nạo vét kênh mương thôn Thử Một' })
  await newMeeting({ title: 'Nạo vét kênh mương', heldOn: '2025-02-02' })
  const { data } = await search('nạo vét kênh mương thôn thử')
  t.same(data.map(({ title, match }: any) => [title, match.words]),
    [['Nạo vét kênh mương thôn Thử Một', 'all'], ['Nạo vét kênh mương', 'some']])
  t.same(await titles('nạo vét kênh mương 2031'), [], 'but never without a number')
  t.same(await titles('"nạo vét kênh mương thôn bên"'), [], 'nor without a part of a phrase')
})

t.test('a phrase is found word for word', async t => {
  await newMeeting({ title: 'Sửa đường, đường làng và làng nghề' })
  t.same(await titles('"đường làng và làng"'), ['Sửa đường, đường làng và làng nghề'])
  t.same(await titles('“sửa đường” “làng nghề”'), ['Sửa đường, đường làng và làng nghề'])
  t.same(await titles('"sửa đường làng"'), [], 'two and two side by side do not make it')
  t.same(await titles('"sửa đườn"'), [], 'the last word of a phrase is finished')
  t.same(await titles('"sửa đường'), ['Sửa đường, đường làng và làng nghề'], 'a quotation mark that is left open')
})

t.test('filters: kind, ward, province, period, status', async t => {
  const kindsOf = async (more: string) =>
    [...new Set((await search('hà khánh', more)).data.map(({ kind }: any) => kind))]
  t.same(await kindsOf('&kind=ward,organisation'), ['ward', 'organisation'])
  t.same(await kindsOf('&ward=tay-son'), [])
  t.same((await kindsOf('&ward=ha-khanh')).sort(), ['meeting', 'official', 'organisation', 'source', 'task', 'ward'])
  t.same(await kindsOf('&province=ninh-binh'), [])
  t.same((await search('hà khánh', '&province=quang-ninh&kind=ward')).data.length, 1)
  t.same((await search('nghị quyết 21', '&ward=ha-khanh&kind=resolution')).data.length, 1, 'cited in the ward')
  t.same((await search('nghị quyết 21', '&ward=tay-son&kind=resolution')).data, [])
  t.same((await search('đảng ủy', '&period=2021&kind=meeting')).data.map(({ day }: any) => day), ['2021-07-07'])
  const { id } = await newMeeting({ title: 'Đề xuất chờ duyệt', status: 'unverified' })
  t.same((await search('đề xuất chờ duyệt')).data, [])
  t.same((await search('đề xuất chờ duyệt', '&status=unverified')).data.map((row: any) => row.id), [id])
  t.same((await search('đề xuất chờ duyệt', '&status=any')).data.map((row: any) => row.id), [id])
})

t.test('facets count all that is found, whatever the page', async t => {
  const { data, facets, page } = await search('tây sơn', '&limit=1&total=true&facets=kind,ward,year,type')
  t.equal(data.length, 1)
  t.same(facets.kind.find(({ value }: any) => value === 'ward'), { value: 'ward', label: null, count: 1 })
  t.equal(facets.kind.reduce((sum: number, { count }: any) => sum + count, 0), page.total)
  t.match(facets.ward[0], { value: builtInId('unit', 'ward:tay-son'), label: 'Phường Tây Sơn' })
  t.match(facets.year[0], { value: '2023' })
  t.ok(facets.type.some(({ value }: any) => value === 'so-ket'))
  t.strictSame(Object.keys((await search('tây sơn', '&facets=year')).facets), ['year'])
  t.notOk('facets' in await search('tây sơn'))
  t.match(await search('xyzabc', '&facets=kind'), { data: [], facets: { kind: [] } })
})

for (const [what, q] of [['few', 'hà khánh'], ['many', 'phường'], ['all', '']] as const) {
  t.test(`pages of ${what} results follow each other without gap or repetition, and so do files`, async t => {
    const first = q === '' ? '/v1/search?limit=7&total=true' : address(q, '&limit=7&total=true')
    const found: string[] = []
    let { body } = await get(first)
    const { total } = body.page
    for (;;) {
      found.push(...body.data.map(({ kind, id }: any) => `${kind} ${id}`))
      if (body.page.next === null) break
      body = (await get(`${first}&cursor=${body.page.next}`)).body
    }
    t.equal(found.length, total)
    t.equal(new Set(found).size, total)
    const lines = linesOf((await register.bytes(`${first}&format=ndjson`)).toString()).map(line => JSON.parse(line))
    t.strictSame(lines.map(({ kind, id }: any) => `${kind} ${id}`), found)
    t.equal((await get(`${first}&format=csv`)).body.trimEnd().split('\r\n').length, total + 1)
  })
}

t.test('a page costs one statement, also with all that can be asked', async t => {
  const cost = async (url: string) => await register.statementsOf(async () => { await get(url) })
  t.equal(await cost(address('hà khánh', '&total=true&facets=kind,ward,year,type&period=2024&ward=ha-khanh')), 1)
  t.equal(await cost(address('phường')), 1)
  t.equal(await cost(address('hà kháhn')), 2, 'a misspelled name takes a second')
})

t.test('a misspelled name is looked for only where nothing else is found', async t => {
  const { data, didYouMean, page } = await search('hà kháhn')
  t.equal(didYouMean, 'Phường Hà Khánh')
  t.match(data[0], {
    kind: 'ward', titleHighlights: [{ start: 0, end: 15 }], match: { spelling: 'misspelled' }, snippet: null
  })
  t.equal(page.next, null)
  t.same(await search('hà kháhn', '&kind=meeting'), { data: [], page: { limit: 20, next: null }, didYouMean: null })
})

t.test('what is written, changed, deleted and restored is found at once as it is', async t => {
  const { id } = await newMeeting({ title: 'Khánh thành cầu Quỳnh Xoan' })
  t.same(await titles('cầu quỳnh xoan'), ['Khánh thành cầu Quỳnh Xoan'])
  await patch(`/v1/meetings/${id}`, { title: 'Khánh thành đập Quỳnh Xoan', heldOn: '2024-06-06' })
  t.same(await titles('cầu quỳnh xoan'), [])
  t.match((await search('đập quỳnh xoan')).data, [{ id, day: '2024-06-06' }])

  const task = await make('/v1/tasks', { meeting: id, text: 'Cắm biển Quỳnh Xoan', status: 'verified' })
  t.match((await search('cắm biển quỳnh xoan')).data, [{ id: task.id, day: '2024-06-06' }])
  await patch(`/v1/meetings/${id}`, { heldOn: '2024-07-07' })
  t.match((await search('cắm biển quỳnh xoan')).data, [{ id: task.id, day: '2024-07-07' }], 'with its meeting')

  await remove(`/v1/tasks/${task.id}`)
  await remove(`/v1/meetings/${id}`)
  t.same(await titles('quỳnh xoan', '&status=any'), [])
  t.equal((await ask('POST', `/v1/meetings/${id}/restore`, admin)).status, 201)
  t.match((await search('quỳnh xoan')).data, [{ id }])
})

t.test('a name in letters beyond the first 65,536 is written and found', async t => {
  const { id } = await make('/v1/organisations', { name: '𐀀𠀀', kind: 'c-bch', level: 'x' })
  t.match((await search('𐀀𠀀')).data, [{ id }])
})

t.test('who is named in other records is found there under a new name', async t => {
  const { id } = await make('/v1/organisations', { ...exampleOf('organisation'), name: 'Chi bộ Xoan Đào' })
  const hosted = await newMeeting({ title: 'Sinh hoạt thường kỳ', host: id, type: 'sinh-hoat-chi-bo' })
  t.same((await search('sinh hoạt xoan đào')).data.map((row: any) => row.id), [hosted.id])
  await patch(`/v1/organisations/${id}`, { name: 'Chi bộ Xoan Lim' })
  t.same((await search('sinh hoạt xoan đào')).data, [])
  t.same((await search('sinh hoạt xoan lim')).data.map((row: any) => row.id), [hosted.id])
})

t.test('merged officials are one result, under either name', async t => {
  const official = async (name: string) => await make('/v1/officials', { ...exampleOf('official'), name })
  const [one, other] = [await official('Đỗ Văn Thử Gộp'), await official('Đỗ Thử Gộp Hai')]
  const merge = { into: other.id, reason: 'thử' }
  const { status } = await send('POST', `/v1/officials/${one.id}/merge`, merge, { 'if-match': '*' })
  t.equal(status, 200)
  t.same((await search('đỗ văn thử gộp', '&kind=official')).data.map((row: any) => row.id), [other.id])
  await patch(`/v1/officials/${one.id}`, { mergedInto: null })
  t.same((await search('đỗ văn thử gộp', '&kind=official')).data.map((row: any) => row.id), [one.id],
    'and two when they are parted')
})

t.test('what is searched is a question, whatever it looks like', async t => {
  for (const q of ['a & | ! b', "hà' khánh", 'hà:* <-> khánh', '((((', '!hà', "'; drop table meetings; --", '\\',
    'hà\u0000khánh', '"', '""" hà', '%', 'hà%', 'ﬁ', '🙂 hà', 'x'.repeat(200), '"a" '.repeat(50), 'a '.repeat(100),
    '1-a-1 '.repeat(33)]) {
    const { status, body } = await get(address(q))
    t.ok(status === 200 || (status === 400 && body.errors[0].parameter === 'q'), `${q}: ${status}`)
  }
  t.equal((await get('/v1/meetings')).status, 200)
})

t.test('what cannot be answered is told', async t => {
  const refused = async (query: string) => {
    const { status, body } = await get(`/v1/search?${query}`)
    return [status, body.errors?.[0].parameter]
  }
  t.strictSame(await refused(`q=${'h'.repeat(10_000)}`), [400, 'q'])
  t.strictSame(await refused('q=...'), [400, 'q'], 'only signs')
  t.strictSame(await refused('q='), [400, 'q'])
  t.strictSame(await refused('q=a&kind=person'), [400, 'kind'])
  t.strictSame(await refused('q=a&facets=colour'), [400, 'facets'])
  t.strictSame(await refused('q=a&ward=nowhere'), [400, 'ward'])
  t.strictSame(await refused('q=a&period=2023-H3'), [400, 'period'])
  t.strictSame(await refused('q=a&sort=day'), [400, 'sort'])
  t.strictSame(await refused('q=a&knownAt=2026-01-05T08:00:00Z'), [400, 'knownAt'], 'the past has no words')
  const { next } = (await search('phường', '&limit=1')).page
  t.strictSame(await refused(`q=xã&limit=1&cursor=${next}`), [400, 'cursor'])
})

t.test('an answer has a tag, and is not sent again', async t => {
  const { headers } = await get(address('hà khánh'))
  t.equal((await get(address('hà khánh'), { 'if-none-match': headers.etag! })).status, 304)
})
