/**
 * Extraction over HTTP: a text, or a file, and what is found in it; nothing is kept. And sources whose text comes as a
 * file. Files that are made to harm end with a problem that says why.
 */
import t from 'tap'
import { builtInId } from '../src/domain/ids.js'
import { toTcvn3 } from './helpers/encodings.js'
import { docx, paragraph, pdf, run, zip } from './helpers/packages.js'
import { ADMIN_KEY, bearer, openRegister } from './helpers/register.js'
import { article, textsOf } from './helpers/texts.js'

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const WARD = { id: builtInId('unit', 'ward:ha-khanh'), slug: 'ha-khanh', name: 'Phường Hà Khánh' }
const admin = bearer(ADMIN_KEY)
const text = article()

const register = await openRegister(t)
const { ask, statementsOf, connection: { pool } } = register
const extractJson = async (text: string, headers = {}) => await ask('POST', '/v1/extractions', headers, { text })
const extractFile = async (bytes: Buffer | string, type: string, headers = {}) =>
  await ask('POST', '/v1/extractions', { ...headers, 'content-type': type }, bytes)
const rows = async () => (await pool.query(`select
  (select count(*) from sources) + (select count(*) from meetings) + (select count(*) from changes) as n`)).rows[0].n
const before = await rows()

t.test('a text is read, and what is found in it told with its passages', async t => {
  const { status, headers, body } = await extractJson(text)
  t.strictSame([status, headers['cache-control']], [200, 'no-store'])
  const at = (quote: string, from = 0) => {
    const start = text.indexOf(quote, from)
    return { start, end: start + quote.length }
  }
  const sure = (confidence: number, ...spans: object[]) => ({ spans, confidence, inferred: [] })
  t.strictSame(body, {
    ward: {
      name: 'Hà Khánh',
      kind: 'phường',
      within: [{ kind: 'thành phố', name: 'Hạ Long' }],
      ward: WARD,
      candidates: [],
      span: at('phường Hà Khánh'),
      confidence: 0.95,
      inferred: []
    },
    meeting: {
      heldOn: '2024-07-05',
      endsOn: null,
      session: 'morning',
      type: 'so-ket',
      reviews: '2024-H1',
      plans: '2024-H2',
      title: 'Đảng ủy phường Hà Khánh sơ kết công tác 6 tháng đầu năm 2024',
      ...sure(0.9, at('Sáng ngày 5/7/2024'), at('sơ kết'))
    },
    officials: [
      {
        name: 'Nguyễn Văn Thử',
        roles: [
          { title: 'Bí thư Đảng ủy', code: 'bt', body: 'Đảng ủy' },
          { title: 'Chủ tịch HĐND phường', code: 'ct-hdnd', body: 'HĐND phường' }
        ],
        chair: true,
        ...sure(0.95, at('Nguyễn Văn Thử, Bí thư Đảng ủy, Chủ tịch HĐND phường'),
          at('Nguyễn Văn Thử', text.indexOf('Kết luận')))
      },
      {
        name: 'Trần Việt Hùng',
        roles: [{ title: 'Chủ tịch UBND phường', code: 'ct-ubnd', body: 'UBND phường' }],
        chair: false,
        ...sure(0.95, at('Trần Việt Hùng, Chủ tịch UBND phường'))
      }
    ],
    documents: [
      {
        symbol: '21-NQ/TU',
        type: 'NQ',
        number: '21',
        issuer: 'TU',
        issuedOn: '2020-12-31',
        issuedBy: 'Ban Thường vụ Thành ủy Hạ Long',
        title: null,
        state: false,
        ...sure(0.98, at('Nghị quyết số 21-NQ/TU ngày 31/12/2020 của Ban Thường vụ Thành ủy Hạ Long'))
      },
      {
        symbol: '07-NQ/ĐU',
        type: 'NQ',
        number: '07',
        issuer: 'ĐU',
        issuedOn: '2024-01-15',
        issuedBy: 'Đảng ủy phường',
        title: 'phát triển kinh tế',
        state: false,
        ...sure(0.98, at('Nghị quyết số 07-NQ/ĐU ngày 15/01/2024 của Đảng ủy phường'))
      }
    ],
    indicators: body.indicators,
    tasks: [{
      text: 'rà soát hộ nghèo còn sót',
      assignee: 'các chi bộ',
      ...sure(0.85, at('rà soát hộ nghèo còn sót'))
    }],
    warnings: [],
    input: null
  })
  t.equal(body.indicators.length, 2)
  const { label, ...figure } = body.indicators[0]
  t.match(label, /giải quyết việc làm/)
  t.strictSame(figure, {
    code: 'jobs-created',
    value: 165,
    valueText: null,
    unit: 'lao động',
    target: 160,
    percentOfTarget: 103,
    changePercent: null,
    comparator: 'eq',
    estimate: false,
    period: '2024-H1',
    kind: 'actual',
    dimensions: {},
    flags: [],
    ...sure(0.9, at('giải quyết việc làm cho 165/160 lao động, đạt 103%')),
    inferred: [{ property: 'period', reason: 'Kỳ mà hội nghị đánh giá' }]
  })
})

t.test('nothing is kept, and no more than the ward is looked up', async t => {
  t.equal(await statementsOf(async () => await extractJson(text)), 2)
  t.equal(await statementsOf(async () => await extractJson('Trời hôm nay nắng đẹp.')), 0)
  t.equal(await rows(), before)
})

t.test('when it was published tells the year of a day without one', async t => {
  const text = 'Sáng 12/7, Đảng ủy phường Hà Khánh tổ chức hội nghị giao ban.'
  t.match((await ask('POST', '/v1/extractions', {}, { text, publishedOn: '2022-07-13' })).body.meeting,
    { heldOn: '2022-07-12' })
  t.match((await extractJson(text)).body.meeting, { heldOn: null })
  t.match((await ask('POST', '/v1/extractions', {}, { text, publishedOn: '13/7/2022' })),
    { status: 400, body: { errors: [{ pointer: '/publishedOn' }] } })
})

t.test('a text about nothing has nothing', async t => {
  t.strictSame((await extractJson('Trời hôm nay nắng đẹp.')).body, {
    ward: null, meeting: null, officials: [], documents: [], indicators: [], tasks: [], warnings: [], input: null
  })
})

t.test('a ward that the register does not know, or of which it knows two', async t => {
  const unknown = (await extractJson(article({ ward: 'phường Suối Mẫu' }).replaceAll('Hà Khánh', 'Suối Mẫu'))).body
  t.match(unknown.ward, { name: 'Suối Mẫu', ward: null, candidates: [] })
  const twice = (await extractJson('Kết quả năm 2023 của phường Cao Xanh\n\nPhường Cao Xanh kết nạp 5 đảng viên.')).body
  t.match(twice.ward, { name: 'Cao Xanh', ward: null })
  t.strictSame(twice.ward.candidates.map(({ slug }: { slug: string }) => slug), ['cao-xanh', 'cao-xanh-quang-ninh'])
})

t.test('offsets are those of the text as it was given', async t => {
  for (const given of [text.normalize('NFD'), text.replaceAll('\n', '\r\n'), `\uFEFF${text}`]) {
    const { body } = await extractJson(given)
    const [{ start, end }] = body.tasks[0].spans
    t.equal(given.slice(start, end).normalize('NFC'), 'rà soát hộ nghèo còn sót')
  }
})

// ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────

const [title, ...paragraphs] = text.trim().split(/\n+/)

t.test('files of every kind say the same, and their text comes along', async t => {
  const html = `<html><head><title>${title}</title></head><body><article><h1>${title}</h1>` +
    `${paragraphs.map(words => `<p>${words}</p>`).join('')}</article></body></html>`
  const files: Array<[type: string, format: string, encoding: string, bytes: Buffer]> = [
    ['text/plain', 'text', 'utf-8', Buffer.from(text)],
    ['text/plain; charset=utf-8', 'text', 'utf-16le', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['text/plain', 'text', 'tcvn3', toTcvn3(text)],
    ['text/html', 'html', 'utf-8', Buffer.from(html)],
    [DOCX, 'docx', 'unicode', await docx([title!, ...paragraphs].map(words => paragraph(run(words))).join(''))],
    ['application/pdf', 'pdf', 'unicode', await pdf(document => { document.text(text) })]
  ]
  for (const [type, format, encoding, bytes] of files) {
    const { status, body } = await extractFile(bytes, type)
    t.equal(status, 200, JSON.stringify(body))
    t.match([body.input.format, body.input.encoding], [format, encoding])
    t.strictSame([body.ward.ward, body.meeting.heldOn], [WARD, '2024-07-05'], encoding)
    t.strictSame(body.documents.map(({ symbol }: { symbol: string }) => symbol), ['21-NQ/TU', '07-NQ/ĐU'], format)
    const [{ start, end }] = body.documents[0].spans
    t.match(body.input.text.slice(start, end), /^Nghị quyết số 21-NQ\/TU/)
  }
  t.equal(await rows(), before)
})

t.test('how a text was come by is told in the language of the reader', async t => {
  const notesOf = async (language: string) => (await extractFile(toTcvn3(text), 'text/plain',
    { 'accept-language': language })).body.input.notes
  t.match(await notesOf('en'), [{ code: 'capitals-lost', detail: /^TCVN3 has no capital/ }])
  t.match(await notesOf('vi'), [{ code: 'capitals-lost', detail: /^TCVN3 không có chữ hoa/ }])
})

const refused = async (bytes: Buffer | string, type = 'text/plain') => {
  const { status, body } = await extractFile(bytes, type)
  return [status, body.type, body.detail]
}

t.test('files that cannot be read are refused with the reason', async t => {
  t.strictSame(await refused(Buffer.alloc(0)), [422, '/problems/unreadable-file', 'The file is empty.'])
  t.strictSame(await refused(' \n '), [422, '/problems/unreadable-file', 'The file has no text.'])
  t.strictSame(await refused(Buffer.from('89504e470d0a1a0a', 'hex')),
    [415, '/problems/unsupported-media-type', 'The file is a picture: text in it cannot be read.'])
  t.strictSame(await refused('%PDF-1.7 and no more', 'application/pdf'),
    [422, '/problems/unreadable-file', 'The file is a damaged PDF file: it cannot be opened.'])
  t.strictSame((await refused(await zip({ 'a.txt': 'a' }), DOCX)).slice(0, 2), [422, '/problems/unreadable-file'])
  t.strictSame((await refused('PNG', 'image/png')).slice(0, 2), [415, '/problems/unsupported-media-type'])
  t.strictSame((await extractFile('PNG', 'text/plain', { 'accept-language': 'vi' })).status, 200)
})

t.test('what is too large is refused, also where it only unpacks to that', async t => {
  t.strictSame(await refused(Buffer.alloc(500_001, 'a')),
    [413, '/problems/payload-too-large', 'The text is longer than 500000 characters.'])
  t.strictSame(await refused(Buffer.alloc(34 * 1024 * 1024, 'a')),
    [413, '/problems/payload-too-large', 'The body is larger than this address takes.'])
  const bomb = await docx(paragraph(run('a'.repeat(100 * 1024 * 1024))))
  t.ok(bomb.length < 1_000_000)
  t.strictSame((await refused(bomb, DOCX)).slice(0, 2), [413, '/problems/payload-too-large'])
  const { status, body } = await extractJson('a'.repeat(500_001))
  t.strictSame([status, body.errors],
    [400, [{ pointer: '/text', detail: 'must not be longer than 500000 characters' }]])
})

t.test('what is no text in JSON is named', async t => {
  const errors = async (body: object) => (await ask('POST', '/v1/extractions', {}, body)).body.errors
  t.strictSame(await errors({}), [{ pointer: '/text', detail: 'is required' }])
  t.strictSame(await errors({ text: '' }), [{ pointer: '/text', detail: 'must not be empty' }])
  t.strictSame(await errors({ text: 'a', ward: 'tay-son' }), [{ pointer: '/ward', detail: 'is not a property here' }])
})

// ── Sources ──────────────────────────────────────────────────────────────────────────────────────────────────────

t.test('a source can come as a file, with what is to be said of it in the parameters', async t => {
  const { review } = textsOf(register)
  const query = new URLSearchParams({
    title: 'Sơ kết', publisher: 'Cổng thử', author: 'Thử', publishedOn: '2024-07-06', url: 'https://example.org/1'
  })
  const bytes = await docx([title!, ...paragraphs].map(words => paragraph(run(words))).join(''))
  const { status, body } = await ask('POST', `/v1/sources?${query}`, { ...admin, 'content-type': DOCX }, bytes)
  t.equal(status, 201, JSON.stringify(body))
  const { id, sha256, createdAt, updatedAt, ...source } = body
  t.strictSame(source, {
    title: 'Sơ kết',
    publisher: 'Cổng thử',
    author: 'Thử',
    publishedOn: '2024-07-06',
    url: 'https://example.org/1',
    language: 'vi',
    licence: null,
    hasText: true,
    version: 1
  })
  const { body: { ward, text, open } } = await review(id)
  t.strictSame([ward, open.participants], [WARD, 2])
  t.match(text, /^Đảng ủy phường Hà Khánh sơ kết/)
})

t.test('what the file itself says of it stands, where nothing else is said', async t => {
  const page = `<html><head><title>Hà Khánh họp</title><meta property="article:published_time" content="2024-07-09">
    <link rel="canonical" href="https://example.org/2"></head><body><article><h1>Hà Khánh họp</h1>
    ${article({ day: 9 }).split('\n').map(words => `<p>${words}</p>`).join('')}</article></body></html>`
  const { body } = await ask('POST', '/v1/sources', { ...admin, 'content-type': 'text/html' }, page)
  t.match(body, { title: 'Hà Khánh họp', publishedOn: '2024-07-09', url: 'https://example.org/2' })
  const plain = await ask('POST', '/v1/sources?ward=ha-khanh', { ...admin, 'content-type': 'text/plain' },
    article({ day: 10 }))
  t.match(plain.body, { title, publishedOn: null, url: null })
})

t.test('parameters and files of sources are checked', async t => {
  const send = async (query: string, type: string, body: string | object) => {
    const answer = await ask('POST', `/v1/sources?${query}`, { ...admin, 'content-type': type }, body)
    return [answer.status, answer.body.type, answer.body.errors ?? answer.body.detail]
  }
  t.strictSame(await send('publishedOn=gestern', 'text/plain', article({ day: 11 })),
    [400, '/problems/invalid-parameter',
      [{ parameter: 'publishedOn', detail: 'must be an ISO date such as 2023-07-12' }]])
  t.strictSame(await send('title=a', 'application/json', { title: 'b', text: 'a' }), [400,
    '/problems/invalid-parameter',
    [{ parameter: 'title', detail: 'title goes with a file: in JSON it is a property.' }]])
  t.strictSame(await send('', 'text/plain', ''), [422, '/problems/unreadable-file', 'The file is empty.'])
  const put = await ask('PUT', `/v1/sources/${WARD.id}`, { ...admin, 'content-type': 'text/plain' }, 'a')
  t.strictSame([put.status, put.body.detail], [415, 'Only POST takes files.'])
  const anonymous = await ask('POST', '/v1/sources', { 'content-type': 'text/plain' }, article())
  t.equal(anonymous.status, 401)
  const elsewhere = await ask('POST', '/v1/meetings', { ...admin, 'content-type': 'text/plain' }, 'a')
  t.equal(elsewhere.status, 415)
})
