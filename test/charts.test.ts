/**
 * Charts: SVG that stands alone, tells in words what it shows, and shows plans as marks, hedged figures hollow and
 * missing periods as gaps.
 */
import sax from 'sax'
import t from 'tap'
import { writerOf, type Draft } from './helpers/drafts.js'
import { openRegister } from './helpers/register.js'

const register = await openRegister(t)
const { ask, get, statementsOf } = register
const { make } = writerOf(register)

interface Element { name: string, attributes: Record<string, string>, text: string, inside: Element[] }

/** Reads XML strictly: an entity or a tag that is none is an error. */
function readXml (xml: string): Element {
  const root: Element = { name: '', attributes: {}, text: '', inside: [] }
  const open = [root]
  const parser = sax.parser(true)
  parser.onopentag = ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, text: '', inside: [] }
    open.at(-1)!.inside.push(element)
    open.push(element)
  }
  parser.ontext = text => { for (const element of open) element.text += text }
  parser.onclosetag = () => { open.pop() }
  parser.onerror = error => { throw error }
  parser.write(xml).close()
  return root.inside[0]!
}

const all = (element: Element, name: string): Element[] =>
  [...element.name === name ? [element] : [], ...element.inside.flatMap(part => all(part, name))]

async function chart (query: string, code = 'jobs-created') {
  const { status, headers, body } = await get(`/v1/indicators/${code}/chart.svg${query === '' ? '' : `?${query}`}`)
  if (status !== 200) throw new Error(JSON.stringify(body))
  const svg = readXml(body)
  /** Marks, each with the attributes of the group that it stands in. */
  const under = (name: string) => (group: Element): Element[] => group.inside.flatMap(part => [
    ...part.name === name ? [{ ...part, attributes: { ...group.attributes, ...part.attributes } }] : [],
    ...under(name)(part)
  ])
  return {
    headers,
    body: body as string,
    svg,
    title: svg.inside[0]!.text,
    description: svg.inside[1]!.text,
    texts: all(svg, 'text').map(({ text }) => text),
    /** Points of lines, and bars: whether each is hollow, and what it says. */
    points: under('circle')(svg).map(point => [point.attributes.fill === '#ffffff', point.text]),
    bars: under('rect')(svg).filter(({ text }) => text !== '')
      .map(bar => [bar.attributes.fill === '#ffffff', bar.text]),
    lines: all(svg, 'path').map(({ attributes }) => attributes.d!)
  }
}

const text = 'Báo cáo thử'
const source = await make('/v1/sources', { title: text, text, publishedOn: '2025-01-03' })
let place = 0
const told = async (ward: string, period: string, changes: Draft, indicator = 'jobs-created') =>
  await make('/v1/observations', {
    ward, indicator, period, source: source.id, place: place++, asReported: 'thử', ...changes
  })

for (const [period, figure] of [
  ['2018', { value: 100 }], ['2019', { value: 120, comparator: 'gt' }], ['2020', { value: 130, target: 150 }],
  ['2022', { value: 90, estimate: true }]
] as const) {
  await told('tay-son', period, figure)
}
await told('nghi-hoa', '2020', { value: 70 })
await told('nghi-hoa', '2020', { kind: 'target', value: 80 })

t.test('a bar for each ward where there is one period', async t => {
  const { title, description, bars, texts } = await chart('wards=ha-khanh,tay-son,nghi-hoa&periods=2023')
  t.equal(title, 'Giải quyết, giới thiệu việc làm mới (người; năm 2023)')
  t.equal(description, 'Biểu đồ cột. Phường Hà Khánh: năm 2023: 165 người (kế hoạch 160 người). ' +
    'Phường Nghi Hòa: năm 2023: báo cáo của kỳ không nêu. Phường Tây Sơn: năm 2023: chưa kiểm tra.')
  t.strictSame(bars, [[false, 'Phường Hà Khánh, năm 2023: 165 người (kế hoạch 160 người)']])
  for (const word of ['Phường Hà Khánh', 'Phường Nghi Hòa', '165 người', 'báo cáo của kỳ không nêu', 'chưa kiểm tra']) {
    t.ok(texts.includes(word), word)
  }
})

t.test('a line over years: gaps, hollow points, plans', async t => {
  const { title, description, points, lines, texts } = await chart('wards=tay-son')
  t.equal(title, 'Giải quyết, giới thiệu việc làm mới, Phường Tây Sơn (người; năm 2018 – năm 2022)')
  t.equal(description, 'Biểu đồ đường. Phường Tây Sơn: năm 2018: 100 người; năm 2019: trên 120 người; ' +
    'năm 2020: 130 người (kế hoạch 150 người); năm 2021: chưa kiểm tra; năm 2022: ước 90 người.')
  t.strictSame(points, [
    [false, 'Phường Tây Sơn, năm 2018: 100 người'],
    [false, 'Phường Tây Sơn, năm 2020: 130 người'],
    [true, 'Phường Tây Sơn, năm 2019: trên 120 người'],
    [true, 'Phường Tây Sơn, năm 2022: ước 90 người']
  ])
  t.match(lines[0], /^M[^M]*L[^M]*L[^M]*M[^ML]*$/, 'three years are joined, and one stands alone')
  t.match(lines[1], /^M-9,0L9,0$/, 'the plan')
  for (const word of ['2018', '2021', '100', '130']) t.ok(texts.includes(word), word)
  t.ok(texts.some(word => word.includes('kế hoạch') && word.includes('số liệu ước') && word.includes('chỗ trống')))
})

t.test('several wards have their names at their lines, and those without figures are named', async t => {
  const { texts, description } = await chart('wards=tay-son,nghi-hoa,duc-xuan&from=2018-01-01&to=2022-12-31')
  for (const word of ['Phường Tây Sơn', 'Phường Nghi Hòa', 'Chưa có số liệu: Phường Đức Xuân']) {
    t.ok(texts.includes(word), word)
  }
  t.match(description, /Phường Nghi Hòa: năm 2018: chưa kiểm tra; .*năm 2020: 70 người \(kế hoạch 80 người\)/)
})

t.test('money is in tỷ đồng, with the decimal comma', async t => {
  const { title, texts, bars } = await chart('periods=2023-H1&wards=tay-son', 'budget-revenue')
  t.equal(title, 'Tổng thu ngân sách nhà nước trên địa bàn, Phường Tây Sơn (tỷ đồng; 6 tháng đầu năm 2023)')
  t.ok(texts.includes('ước trên 49,687 tỷ đồng'))
  t.strictSame(bars, [[true, 'Phường Tây Sơn, 6 tháng đầu năm 2023: ước trên 49,687 tỷ đồng']])
})

t.test('halves, quarters and months have their names below the axis', async t => {
  for (const [period, value] of [['2016-H1', 1], ['2016-H2', 2], ['2016-Q1', 1], ['2016-Q4', 4], ['2016-01', 1],
    ['2016-02', 2], ['2016-9M', 3], ['2011/2015', 5], ['2016/2020', 6]] as const) {
    await told('duc-xuan', period, { value }, 'projects-completed')
  }
  const cases = {
    'half-year': ['6 tháng đầu', '6 tháng cuối'],
    quarter: ['Quý I', 'Quý IV'],
    month: ['Tháng 1', 'Tháng 2'],
    months: ['9 tháng'],
    term: ['2011–2015', '2016–2020']
  }
  for (const [granularity, words] of Object.entries(cases)) {
    const { texts } = await chart(`wards=duc-xuan&kind=line&granularity=${granularity}`, 'projects-completed')
    for (const word of words) t.ok(texts.some(text => text.startsWith(word)), `${granularity} ${word}`)
  }
})

t.test('where nothing was told, the picture says so', async t => {
  for (const query of ['wards=cao-xanh', 'wards=ha-khanh&periods=1999', 'periods=1999']) {
    const { texts, description, points } = await chart(query)
    t.ok(texts.includes('Không có số liệu để vẽ'), query)
    t.match(description, /Không có số liệu\.$/)
    t.strictSame(points, [])
  }
  t.ok((await chart('wards=ha-khanh', 'party-organisation-grade')).texts.includes('Không có số liệu để vẽ'),
    'a grade is no number')
})

t.test('it stands alone and can be embedded anywhere', async t => {
  const { headers, body, svg } = await chart('wards=tay-son')
  t.equal(headers['content-type'], 'image/svg+xml; charset=utf-8')
  t.equal(headers['access-control-allow-origin'], '*')
  t.match(headers['content-security-policy'], /default-src 'none'.*sandbox/)
  t.match(headers.link, /rel="license"/)
  t.match(svg.attributes, { role: 'img', lang: 'vi', width: '800', viewBox: /^0 0 800 \d+$/ })
  const [title, desc] = svg.inside
  t.equal(svg.attributes['aria-labelledby'], `${title!.attributes.id} ${desc!.attributes.id}`)
  t.notMatch(body, /<script|javascript:|href|url\(|@import|<style|<foreignObject|\s(?:on\w+|style)=/)
  t.strictSame(all(svg, 'svg').length, 1)
})

t.test('the same figures give the same bytes, told by the same tag', async t => {
  const address = '/v1/indicators/jobs-created/chart.svg?wards=tay-son'
  const [one, two] = [await get(address), await get(address)]
  t.equal(one.body, two.body)
  t.match(one.headers.etag, /^"[\w-]{22}"$/)
  const again = await get(address, { 'if-none-match': one.headers.etag! })
  t.strictSame([again.status, again.body], [304, ''])
  await told('tay-son', '2024', { value: 1 })
  t.not((await get(address)).headers.etag, one.headers.etag)
  const then = await get(`${address}&knownAt=2026-01-10T00:00:00Z`)
  t.match(then.body, 'Không có số liệu để vẽ')
  t.equal((await ask('HEAD', address)).body, '')
  t.equal(await statementsOf(async () => await get(address)), 1)
})

t.test('names are written as text, whatever they are', async t => {
  await make('/v1/indicators', {
    code: 'a-trap',
    name: '<script>alert("&")</script> ]]> 𐐀',
    nameEn: 'a trap',
    unit: '"người" & <b>',
    category: 'society',
    kind: 'count',
    nature: 'flow'
  })
  await told('tay-son', '2024', { value: 3 }, 'a-trap')
  const { svg, title } = await chart('wards=tay-son', 'a-trap')
  t.equal(title, '<script>alert("&")</script> ]]> 𐐀, Phường Tây Sơn ("người" & <b>; năm 2024)')
  t.strictSame([all(svg, 'script'), all(svg, 'b')], [[], []])
})

t.test('what is not understood is refused by name', async t => {
  const cases: ReadonlyArray<readonly [string, number, string | undefined, string]> = [
    ['periods=2023,2023-H1', 400, 'periods',
      'A chart has periods of one form, such as years: say which by granularity.'],
    ['periods=2022,2023&kind=bar', 400, 'kind', 'A bar chart is of one period, and these are 2: name one in periods.'],
    ['width=100', 400, 'width', 'width must be at least 320.'],
    ['height=5000', 400, 'height', 'height must be at most 2000.'],
    ['kind=pie', 400, 'kind', 'kind must be one of: line, bar.'],
    ['wards=hang-bac', 400, 'wards', "No ward is known as 'hang-bac': give an id, a slug or an official code."],
    ['colour=red', 400, 'colour', 'colour is not a parameter here.']
  ]
  for (const [query, expected, parameter, detail] of cases) {
    const { status, body } = await get(`/v1/indicators/jobs-created/chart.svg?${query}`)
    t.strictSame([status, body.errors?.[0]?.parameter, body.detail], [expected, parameter, detail], query)
  }
  const { status, body } = await get('/v1/indicators/jobs/chart.svg')
  t.strictSame([status, body.type], [404, '/problems/not-found'])
})

t.test('more wards than there is room for are refused', async t => {
  const wards = (await get('/v1/wards?limit=60')).body.data.map(({ id }: Draft) => id)
  t.ok(wards.length > 13)
  const address = `/v1/indicators/jobs-created/chart.svg?wards=${wards.slice(0, 13).join(',')}`
  const { status, body } = await get(`${address}&periods=2020,2021`)
  t.strictSame([status, body.detail], [400, 'A line chart has room for 12 wards: name fewer.'])
  t.equal((await get(`${address}&periods=2020`)).status, 200, 'bars have more')
})
