/** The resolver: a citation comes to its document by all that is known of both, or says what it lacks. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { builtInId } from '../src/domain/ids.js'
import { articles } from '../src/records/index.js'
import { organisation } from './helpers/expected.js'
import { exampleOf, writerOf, type Draft } from './helpers/drafts.js'
import { openRegister } from './helpers/register.js'

const register = await openRegister(t)
const { ask, get, statementsOf } = register
const { make } = writerOf(register)

const letter = exampleOf('resolution')
const vinh = await make('/v1/organisations', {
  name: 'Thành ủy Thử Nghiệm', kind: 'c-bch', level: 'h', unit: 'district:cua-lo'
})

type Asked = Record<string, string>

async function resolve (ref: string, asked: Asked = {}, headers: Record<string, string> = {}): Promise<Draft> {
  const { status, body } = await get(`/v1/resolutions/resolve?${new URLSearchParams({ ref, ...asked })}`, headers)
  if (status !== 200) throw new Error(JSON.stringify(body))
  return body
}

/** What came of it, in short: the document, the likeliest first, and what speaks for and against each. */
const short = ({ outcome, resolution, candidates, needs }: Draft) => ({
  outcome,
  id: resolution?.id ?? null,
  candidates: candidates.map(({ resolution: { id }, reasons }: Draft) => [id, reasons.map(({ code }: Draft) => code)]),
  needs
})
const idOf = (key: string) => builtInId('resolution', key)
const nobody = { outcome: 'unknown', id: null, candidates: [], needs: [] }

const haLong21 = {
  id: idOf('21-nq-tu-ha-long-2020'),
  symbol: '21-NQ/TU',
  title: 'Về đầu tư, cải tạo, nâng cấp hạ tầng các khu dân cư, khu đô thị hình thành trước năm 2005 trên địa bàn ' +
    'các phường thuộc thành phố',
  issuer: organisation('ban-thuong-vu-thanh-uy-ha-long', 'Ban Thường vụ Thành ủy Hạ Long'),
  issuedOn: '2020-12-31'
}
const inHaKhanh = { ward: 'ha-khanh', date: '2024-01-06' }

t.test('a messy citation comes to its parts and its document, with reasons in either language', async t => {
  const reasons = (...details: string[]) => [
    { code: 'symbol', weight: 0.5, detail: details[0] },
    { code: 'only-one', weight: 0.2, detail: details[1] },
    { code: 'issuer-of-ward', weight: 0.5, detail: details[2] },
    { code: 'term', weight: 0.3, detail: details[3] },
    { code: 'issued-before', weight: -0.03, detail: details[4] }
  ]
  const answer = {
    ref: 'NQ số 21 – NQ/ TU',
    outcome: 'resolved',
    resolution: haLong21,
    parts: {
      symbol: '21-NQ/TU',
      family: 'party',
      types: [{ code: 'NQ', name: 'Nghị quyết', nameEn: 'resolution' }],
      number: 21,
      suffix: 'TU',
      year: null,
      issuedOn: null,
      issuer: null,
      name: null,
      plenum: null,
      congress: null,
      term: null,
      clause: null,
      unread: []
    },
    needs: []
  }
  const candidate = { resolution: haLong21, score: 0.834 }
  t.strictSame(await resolve(answer.ref, inHaKhanh), {
    ...answer,
    candidates: [{
      ...candidate,
      reasons: reasons('type, number and suffix match 21-NQ/TU', 'the register knows no other document that fits',
        'issuer inferred from the ward’s city or district: Thành ủy Hạ Long', 'the date lies in its term, 2020–2025',
        'issued 3 years before the date')
    }]
  })
  t.strictSame(await resolve(answer.ref, inHaKhanh, { 'accept-language': 'vi' }), {
    ...answer,
    candidates: [{
      ...candidate,
      reasons: reasons('trùng loại, số và ký hiệu cơ quan: 21-NQ/TU', 'kho dữ liệu không có văn bản nào khác phù hợp',
        'cơ quan ban hành suy từ thành phố, quận, huyện của phường: Thành ủy Hạ Long',
        'thời điểm trích dẫn thuộc nhiệm kỳ 2020–2025 của văn bản', 'ban hành 3 năm trước thời điểm trích dẫn')
    }]
  })
})

/** Every wording of the built-in citations, and their passages where the articles stand beside the project. */
const folder = new URL('../../shared/articles/', import.meta.url)
const files = existsSync(folder) ? readdirSync(folder) : []
const wordings = articles.flatMap(({ meeting, citations }) => {
  const ward = meeting.ward.slice('ward:'.length)
  const file = files.find(name => name.startsWith('real-') && name.endsWith(`-${ward}.txt`))
  const text = file === undefined ? null : readFileSync(new URL(file, folder), 'utf8')
  return citations.flatMap(({ resolution, asCited, at }) => {
    const passages = text === null ? [] : at.map(([start, end]) => text.slice(start, end).slice(0, 500))
    return [asCited, ...passages].map(ref => ({ ref, ward, date: meeting.heldOn, key: resolution }))
  })
})
if (files.length === 0) t.comment('the articles do not stand beside the project: their passages are not resolved')

t.test('every wording of the built-in articles means its document, and those without number none', async t => {
  t.ok(wordings.length >= 25)
  for (const { ref, ward, date, key } of wordings) {
    const { outcome, resolution } = await resolve(ref, { ward, date })
    t.strictSame([resolution?.id ?? null, outcome === 'resolved'], [key === null ? null : idOf(key), key !== null], ref)
  }
})

t.test('many at once are answered alike, in their order, by as many statements as one', async t => {
  const references = wordings.map(({ ref, ward, date }, n) => ({ id: String(n), ref, ward, date }))
  let answer: Draft = {}
  const statements = await statementsOf(async () => {
    answer = (await ask('POST', '/v1/resolutions/resolve', {}, { references })).body
  })
  t.equal(statements, 1)
  t.equal(await statementsOf(async () => await resolve('21-NQ/TU')), 1)
  t.strictSame(answer.data.map(({ id, problem }: Draft) => [id, problem]), references.map(({ id }) => [id, null]))
  for (const [n, { ref, ward, date }] of references.entries()) {
    t.strictSame(answer.data[n].result, await resolve(ref, { ward, date }), ref)
  }
})

t.test('a bad item is told in its place, and hinders no other', async t => {
  const { status, body, headers } = await ask('POST', '/v1/resolutions/resolve', {}, {
    references: [
      { id: 'a', ref: '21-NQ/TU', ward: 'hang-bac' },
      { id: 'b', ref: '', colour: 'red', date: '2023-02-30' },
      5,
      { ref: 'CT05', ward: null }
    ]
  })
  t.strictSame([status, headers['cache-control'], headers.vary], [200, 'no-store', 'accept-language'])
  const detail = "names no ward that is known: 'hang-bac'"
  t.strictSame(body.data[0], {
    id: 'a',
    result: null,
    problem: { type: '/problems/invalid-body', detail: `/ward ${detail}.`, errors: [{ pointer: '/ward', detail }] }
  })
  const pointers = ({ id, result, problem }: Draft) => [id, result, problem.errors.map((fault: Draft) => fault.pointer)]
  t.strictSame([pointers(body.data[1]), pointers(body.data[2])],
    [['b', null, ['/colour', '/ref', '/date']], [null, null, ['']]])
  t.strictSame([body.data[3].id, body.data[3].problem, body.data[3].result], [null, null, await resolve('CT05')])
})

t.test('what is wrong with the whole is a problem', async t => {
  const parts: ReadonlyArray<readonly [body: object, pointer: string]> = [
    [{}, '/references'], [{ references: [] }, '/references'], [{ references: 'x' }, '/references'],
    [{ references: [{ ref: '21' }], colour: 'red' }, '/colour'],
    [{ references: Array.from({ length: 501 }, () => ({ ref: '21' })) }, '/references']
  ]
  for (const [sent, pointer] of parts) {
    const { status, body } = await ask('POST', '/v1/resolutions/resolve', {}, sent)
    t.strictSame([status, body.errors.map((fault: Draft) => fault.pointer)], [400, [pointer]], pointer)
  }
  t.equal((await ask('POST', '/v1/resolutions/resolve?colour=red', {}, { references: [{ ref: '21' }] })).status, 400)
  const many = { references: Array.from({ length: 500 }, (_, n) => ({ ref: `${n}-NQ/TU` })) }
  t.equal((await ask('POST', '/v1/resolutions/resolve', {}, many)).body.data.length, 500)
})

t.test('parameters are strict', async t => {
  const wrong: ReadonlyArray<readonly [query: string, parameter: string]> = [
    ['', 'ref'], ['ref=', 'ref'], [`ref=${'a'.repeat(501)}`, 'ref'], ['ref=21&ward=hang-bac', 'ward'],
    ['ref=21&date=2023-02-30', 'date'], ['ref=21&colour=red', 'colour'], ['ref=21&ref=22', 'ref']
  ]
  for (const [query, parameter] of wrong) {
    const { status, body } = await get(`/v1/resolutions/resolve?${query}`)
    t.strictSame([status, body.errors.map((fault: Draft) => fault.parameter)], [400, [parameter]], query)
  }
})

t.test('what nobody could find says so', async t => {
  const unreadable = { outcome: 'unreadable', id: null, candidates: [], needs: ['number'] }
  for (const ref of ['xin chào', 'Nghị quyết', '…', 'Nghị quyết HĐND phường', 'T.Ư']) {
    t.strictSame(short(await resolve(ref)), unreadable, ref)
  }
  for (const ref of ['987-NQ/TU', '21/NQ-HĐND', 'Nghị quyết hằng tháng', '99999999999999-NQ/TU', '21-DA/TU']) {
    t.strictSame(short(await resolve(ref)), nobody, ref)
  }
})

t.test('a number by itself is not sure; what would make it sure is told', async t => {
  t.strictSame(short(await resolve('Chỉ thị 05')), {
    outcome: 'ambiguous',
    id: null,
    candidates: [[idOf('05-ct-tw-2016'), ['type-and-number', 'only-one']]],
    needs: ['symbol', 'date', 'issuer']
  })
  t.match(short(await resolve('Chỉ thị 05', { issuer: 'Bộ Chính trị' })), {
    outcome: 'resolved', id: idOf('05-ct-tw-2016')
  })
})

t.test('TW for TU is told as another document that may be meant, never taken', async t => {
  t.strictSame(short(await resolve('05-CT/TU')), {
    outcome: 'unknown', id: null, candidates: [[idOf('05-ct-tw-2016'), ['symbol', 'suffix-differs']]], needs: []
  })
  t.equal((await resolve('05-CT/TƯ')).resolution.id, idOf('05-ct-tw-2016'))
})

t.test('nothing is cited before it was issued', async t => {
  t.strictSame(short(await resolve('21-NQ/TU', { ward: 'ha-khanh', date: '2020-12-30' })), {
    outcome: 'unknown',
    id: null,
    candidates: [[haLong21.id, ['symbol', 'only-one', 'issuer-of-ward', 'issued-after']]],
    needs: []
  })
  t.equal((await resolve('21-NQ/TU', { ward: 'ha-khanh', date: '2020-12-31' })).outcome, 'resolved')
})

t.test('after the ward was merged, its city of before is still believed', async t => {
  t.match(short(await resolve('21-NQ/TU', { ward: 'ha-khanh', date: '2025-03-01' })), { outcome: 'resolved' })
  const successor = (await get('/v1/wards/ha-khanh')).body.successors[0].slug
  const { candidates } = await resolve('21-NQ/TU', { ward: successor, date: '2025-08-01' })
  t.strictSame(candidates[0].reasons.map(({ code }: Draft) => code),
    ['symbol', 'only-one', 'issuer-of-ward-before', 'term', 'issued-before'])
})

t.test('a plenum and a name are found through the names that a document goes by', async t => {
  const ordinal = 'nghị quyết hội nghị lần thứ sáu bch trung ương khoá x'
  for (const ref of ['Nghị quyết Trung ương 6 khóa X', 'NQTW6 khóa X', ordinal]) {
    t.match(short(await resolve(ref)), { outcome: 'resolved', id: idOf('22-nq-tw-2008') }, ref)
  }
  t.strictSame(short(await resolve('Nghị quyết Trung ương 6 khóa XII')), nobody)
  t.strictSame(short(await resolve('Nghị quyết Trung ương 5 khóa X')), nobody)
  const { candidates } = await resolve('Nghị quyết về hạ tầng các khu dân cư, khu đô thị')
  t.equal(candidates[0].resolution.id, haLong21.id)
})

/** Writes a document of that committee, and tells its id. */
async function write (symbol: string, issuedOn: string, more: Draft = {}): Promise<string> {
  const numbered = { ...letter, symbol, issuedOn, issuer: vinh.id, committee: vinh.id }
  return (await make('/v1/resolutions', { ...numbered, aliases: [], title: 'Văn bản thử nghiệm', ...more })).id
}

t.test('of two with one symbol both are answered, until ward, issuer or day tells them apart', async t => {
  const other = await write('21-NQ/TU', '2022-05-04')
  t.strictSame(short(await resolve('21-NQ/TU')), {
    outcome: 'ambiguous',
    id: null,
    candidates: [[other, ['symbol']], [haLong21.id, ['symbol']]],
    needs: ['ward', 'date', 'issuer']
  })
  const resolved: ReadonlyArray<readonly [asked: Asked, id: string]> = [
    [inHaKhanh, haLong21.id],
    [{ ward: 'nghi-hoa', date: '2023-12-19' }, other],
    [{ issuer: 'Thành ủy Hạ Long' }, haLong21.id],
    [{ issuer: vinh.id }, other],
    [{ issuer: 'Ban Thường vụ Thành ủy Thử Nghiệm' }, other],
    [{ date: '2021-06-01' }, haLong21.id]
  ]
  for (const [asked, id] of resolved) {
    t.match(short(await resolve('21-NQ/TU', asked)), { outcome: 'resolved', id }, JSON.stringify(asked))
  }
  t.equal((await resolve('21-NQ/TU ngày 04/5/2022')).resolution.id, other)
  t.equal((await resolve('Nghị quyết 21 của Thành ủy Hạ Long năm 2020')).resolution.id, haLong21.id)
  t.equal((await resolve('21-NQ/TU của Tỉnh ủy')).resolution, null)
  const elsewhere = (await resolve('21-NQ/TU', inHaKhanh)).candidates[1]
  t.strictSame(elsewhere.reasons.map(({ code }: Draft) => code),
    ['symbol', 'issuer-elsewhere', 'term', 'issued-before'])
})

t.test('numbers restart with every term: the day of citing tells which', async t => {
  const before = await write('77-KH/TU', '2017-03-04')
  const now = await write('77-KH/TU', '2022-03-04')
  for (const [date, id] of [['2018-01-01', before], ['2023-01-01', now]] as const) {
    t.match(short(await resolve('77-KH/TU', { ward: 'nghi-hoa', date })), { outcome: 'resolved', id }, date)
  }
  t.strictSame((await resolve('77-KH/TU', { ward: 'nghi-hoa' })).needs, ['date'])
  t.match(short(await resolve('77-KH/TU năm 2017')), { outcome: 'resolved', id: before })
  // Another day of the same term is a slip; of another term, another document.
  const { candidates } = await resolve('77-KH/TU ngày 05/3/2022', { ward: 'nghi-hoa' })
  t.strictSame(candidates.map(({ resolution, reasons }: Draft) => [resolution.id, reasons.at(-1).code]),
    [[now, 'day-differs'], [before, 'other-term']])
})

t.test('a State document of the same type and number is told apart', async t => {
  const council = await make('/v1/organisations', {
    name: 'Hội đồng nhân dân thành phố Thử Nghiệm', kind: 'c-hdnd', level: 'h', unit: 'district:cua-lo'
  })
  const state = await write('88/NQ-HĐND', '2022-07-01', { issuer: council.id, committee: council.id, term: undefined })
  const ofParty = await write('88-NQ/TU', '2022-07-01')
  t.equal((await resolve('88/NQ-HĐND')).resolution.id, state)
  t.equal((await resolve('88-NQ/TU')).resolution.id, ofParty)
  t.match(short(await resolve('Nghị quyết 88')), { outcome: 'ambiguous', needs: ['symbol'] })
  t.equal((await resolve('Nghị quyết 88 của HĐND thành phố')).resolution.id, state)
  t.equal((await resolve('Nghị quyết 88 của Ban Thường vụ Thành ủy')).resolution.id, ofParty)
})

t.test('a Quy định is no Quyết định, though both are abbreviated alike', async t => {
  const rule = await write('66-QĐ/TU', '2021-02-03', { type: 'QĐi' })
  const decision = await write('66-QĐ/TU', '2021-02-04', { type: 'QĐ' })
  t.equal((await resolve('Quy định số 66-QĐ/TU')).resolution.id, rule)
  t.equal((await resolve('Quyết định số 66-QĐ/TU')).resolution.id, decision)
  t.equal((await resolve('66-QĐ/TU')).outcome, 'ambiguous')
})

t.test('what nobody has confirmed is found only by who asks for it', async t => {
  const proposed = await write('55-CT/TU', '2021-02-03', { status: 'unverified' })
  t.strictSame(short(await resolve('55-CT/TU')), nobody)
  t.equal((await resolve('55-CT/TU', { status: 'any' })).resolution.id, proposed)
  t.equal((await resolve('55-CT/TU', { status: 'unverified' })).resolution.id, proposed)
})

t.test('an answer is conditional, and of one language', async t => {
  const url = `/v1/resolutions/resolve?${new URLSearchParams({ ref: '10-CT/TW' })}`
  const { headers } = await get(url)
  t.strictSame([headers.vary, headers['content-language']], ['accept-language', 'en'])
  t.equal((await get(url, { 'if-none-match': headers.etag! })).status, 304)
  t.equal((await get(url, { 'if-none-match': headers.etag!, 'accept-language': 'vi' })).status, 200)
})
