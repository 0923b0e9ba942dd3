/**
 * Resolutions and their citations: a symbol is no identity, letters of a symbol are never folded, and what was said of
 * a document at a meeting stands beside what the register knows of it.
 */
import t from 'tap'
import { builtInId } from '../src/domain/ids.js'
import { claimId, haKhanh, haKhanhPassage, organisation, verified } from './helpers/expected.js'
import { openRegister } from './helpers/register.js'

const { connection, get } = await openRegister(t)

const page = { limit: 20, next: null }
const central = organisation('ban-chap-hanh-trung-uong', 'Ban Chấp hành Trung ương Đảng')
const politburo = organisation('bo-chinh-tri', 'Bộ Chính trị')

const haLong21 = {
  id: builtInId('resolution', '21-nq-tu-ha-long-2020'),
  symbol: '21-NQ/TU',
  family: 'party',
  type: { code: 'NQ', name: 'Nghị quyết', nameEn: 'resolution' },
  number: 21,
  suffix: 'TU',
  issuer: organisation('ban-thuong-vu-thanh-uy-ha-long', 'Ban Thường vụ Thành ủy Hạ Long'),
  committee: organisation('thanh-uy-ha-long', 'Thành ủy Hạ Long'),
  issuedOn: '2020-12-31',
  term: '2020/2025',
  title: 'Về đầu tư, cải tạo, nâng cấp hạ tầng các khu dân cư, khu đô thị hình thành trước năm 2005 trên địa bàn ' +
    'các phường thuộc thành phố',
  aliases: ['Nghị quyết 21'],
  url: null,
  inForce: null,
  replacedBy: null,
  relations: [],
  citationCount: 3,
  ...verified
}

const directive05 = {
  id: builtInId('resolution', '05-ct-tw-2016'),
  symbol: '05-CT/TW',
  title: 'Về đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh'
}
const conclusion01 = {
  id: builtInId('resolution', '01-kl-tw-2021'),
  symbol: '01-KL/TW',
  title: 'Về tiếp tục thực hiện Chỉ thị số 05-CT/TW của Bộ Chính trị về đẩy mạnh học tập và làm theo tư tưởng, ' +
    'đạo đức, phong cách Hồ Chí Minh'
}
const of = {
  family: 'party', suffix: 'TW', committee: central, url: null, inForce: null, replacedBy: null, ...verified
}

const directive = {
  ...directive05,
  ...of,
  type: { code: 'CT', name: 'Chỉ thị', nameEn: 'directive' },
  number: 5,
  issuer: politburo,
  issuedOn: '2016-05-15',
  term: '2016/2021',
  aliases: ['Chỉ thị 05'],
  relations: [{ type: 'continued-by', resolution: conclusion01 }],
  citationCount: 2
}
const conclusion = {
  ...conclusion01,
  ...of,
  type: { code: 'KL', name: 'Kết luận', nameEn: 'conclusion' },
  number: 1,
  issuer: politburo,
  issuedOn: '2021-05-18',
  term: '2021/2026',
  aliases: ['Kết luận 01'],
  relations: [{ type: 'continues', resolution: directive05 }],
  citationCount: 2
}

type Question = Record<string, string>

/** The symbols that a question finds, in order. */
async function found (question: Question, address = '/v1/resolutions'): Promise<string[]> {
  const { status, body } = await get(`${address}?${new URLSearchParams(question)}`)
  return status === 200 ? body.data.map((resolution: { symbol: string }) => resolution.symbol) : [body.detail]
}

t.test('21-NQ/TU is one document, of the standing committee of Hạ Long', async t => {
  t.strictSame((await get('/v1/resolutions?symbol=21-NQ/TU')).body, { data: [haLong21], page })
  t.strictSame((await get(`/v1/resolutions/${haLong21.id}`)).body, haLong21)
})

t.test('a relation is told from both ends', async t => {
  t.strictSame((await get(`/v1/resolutions/${conclusion.id}`)).body, conclusion)
  t.strictSame((await get(`/v1/resolutions/${directive.id}`)).body, directive)
})

/** Newest first. */
const all = ['10-NQ/TU', '01-KL/TW', '02-KL/TW', '21-NQ/TU', '05-CT/TW', '47-CT/TW', '22-NQ/TW', '10-CT/TW']
const questions: Record<string, ReadonlyArray<readonly [Question, readonly string[]]>> = {
  'documents are listed by their day': [
    [{}, all],
    [{ sort: '-issuedOn' }, all]
  ],
  'a symbol is found however its dashes and spaces are typed': [
    [{ symbol: '21-NQ/TU' }, ['21-NQ/TU']],
    [{ symbol: '21 – NQ / TU' }, ['21-NQ/TU']],
    [{ symbol: ' 21—NQ/TU ' }, ['21-NQ/TU']],
    [{ symbol: '21‑NQ/TU' }, ['21-NQ/TU']]
  ],
  'letters and numbers of a symbol are never folded': [
    [{ symbol: '21-NQ/TƯ' }, []],
    [{ symbol: '21-NQ/TW' }, []],
    [{ symbol: '21-nq/tu' }, []],
    [{ symbol: '5-CT/TW' }, []],
    [{ symbol: '21' }, []]
  ],
  'type, family and level, several with commas': [
    [{ type: 'KL' }, ['01-KL/TW', '02-KL/TW']],
    [{ type: 'KL,CT', to: '2016-12-31' }, ['05-CT/TW', '47-CT/TW', '10-CT/TW']],
    [{ type: 'ĐA' }, []],
    [{ family: 'party' }, all],
    [{ family: 'state' }, []],
    [{ level: 'h' }, ['21-NQ/TU']],
    [{ level: 'h,t' }, ['10-NQ/TU', '21-NQ/TU']],
    [{ level: 'x' }, []]
  ],
  'an issuer is the body itself or the committee whose register numbers it': [
    [{ issuer: builtInId('organisation', 'thanh-uy-ha-long') }, ['21-NQ/TU']],
    [{ issuer: builtInId('organisation', 'ban-thuong-vu-thanh-uy-ha-long') }, ['21-NQ/TU']],
    [{ issuer: politburo.id }, ['01-KL/TW', '05-CT/TW']],
    [{ issuer: builtInId('organisation', 'dang-uy-phuong-ha-khanh') }, []]
  ],
  'from and to are both inclusive': [
    [{ from: '2020-12-31', to: '2020-12-31' }, ['21-NQ/TU']],
    [{ from: '2021-01-01', to: '2021-05-17' }, []],
    [{ from: '2021-05-18' }, ['10-NQ/TU', '01-KL/TW', '02-KL/TW']],
    [{ to: '2008-02-02' }, ['22-NQ/TW', '10-CT/TW']]
  ],
  'a ward or province is where a meeting cited it': [
    [{ ward: 'ha-khanh' }, ['21-NQ/TU']],
    [{ ward: '16726' }, ['10-NQ/TU']],
    [{ ward: 'ha-khanh,nghi-hoa' }, ['10-NQ/TU', '21-NQ/TU']],
    [{ ward: 'tay-son' }, []],
    [{ ward: 'cua-lo', lineage: 'true' }, ['10-NQ/TU']],
    [{ ward: 'cua-lo' }, []],
    [{ province: 'bac-kan', type: 'NQ' }, ['22-NQ/TW']],
    [{ province: 'ninh-binh' }, []]
  ],
  'words find symbol, title and other names': [
    [{ q: 'hạ tầng khu dân cư' }, ['21-NQ/TU']],
    [{ q: 'ha tang khu dan cu' }, ['21-NQ/TU']],
    [{ q: '21-NQ/TU' }, ['21-NQ/TU']],
    [{ q: 'nghị quyết 21' }, ['21-NQ/TU']],
    [{ q: 'phong cách hồ chí' }, ['01-KL/TW', '05-CT/TW']],
    [{ q: 'sân bay' }, []]
  ],
  'updatedSince is inclusive': [
    [{ updatedSince: '2026-01-05T08:00:00Z', level: 'h' }, ['21-NQ/TU']],
    [{ updatedSince: '2026-01-05T08:00:00.001Z' }, []]
  ]
}

for (const [name, cases] of Object.entries(questions)) {
  t.test(name, async t => {
    for (const [question, expected] of cases) {
      // Two conclusions are of one day: their order is that of their ids.
      t.strictSame((await found(question)).sort(), [...expected].sort(), JSON.stringify(question))
    }
  })
}

t.test('documents are sorted by their day, both ways', async t => {
  const days = async (sort: string) =>
    (await get(`/v1/resolutions?sort=${sort}`)).body.data.map(({ issuedOn }: { issuedOn: string }) => issuedOn)
  const down = ['2023-07-05', '2021-05-18', '2021-05-18', '2020-12-31', '2016-05-15', '2015-06-25', '2008-02-02',
    '2007-03-30']
  t.strictSame(await days('-issuedOn'), down)
  t.strictSame(await days('issuedOn'), [...down].reverse())
})

t.test('the documents cited in a ward are the same list, scoped', async t => {
  t.strictSame((await get('/v1/wards/ha-khanh/resolutions')).body, { data: [haLong21], page })
  t.strictSame((await found({ type: 'KL' }, '/v1/wards/phung-chi-kien/resolutions')).sort(), ['01-KL/TW', '02-KL/TW'])
  t.strictSame(await found({}, '/v1/wards/cua-lo/resolutions'), [])
  t.strictSame(await found({ lineage: 'true' }, '/v1/wards/cua-lo/resolutions'), ['10-NQ/TU'])
  t.equal((await get('/v1/wards/hang-bac/resolutions')).status, 404)
})

t.test('an unknown document is a 404', async t => {
  const id = builtInId('resolution', 'none')
  t.match(await get(`/v1/resolutions/${id}`), { status: 404, body: { detail: `No record is known as '${id}'.` } })
  t.equal((await get('/v1/resolutions/21-NQ%2FTU')).status, 404)
})

// ── Citations ────────────────────────────────────────────────────────────────────────────────────────────────────

const { id, symbol, title, issuer, issuedOn } = haLong21
const cited = { resolution: { id, symbol, title, issuer, issuedOn }, candidates: [], agrees: true }
const citation = (at: number, start: number, end: number, said: object) => ({
  id: claimId('citation', 'ha-khanh-2024-01-06', at),
  ...haKhanh,
  issuerAsStated: null,
  issuedOnAsStated: null,
  evidence: [haKhanhPassage(start, end)],
  ...verified,
  ...said
})
const citations = [
  citation(0, 890, 1051, { ...cited, asCited: 'Nghị quyết 21-NQ/TU' }),
  citation(1, 2099, 2165, {
    ...cited,
    asCited: 'Nghị quyết số 21-NQ/TU, ngày 31/12/2020',
    issuerAsStated: 'Ban Thường vụ Thành ủy',
    issuedOnAsStated: '2020-12-31'
  }),
  citation(2, 5254, 5280, { ...cited, asCited: 'Nghị quyết 21' }),
  citation(3, 2438, 2535, {
    resolution: null,
    candidates: [],
    agrees: null,
    asCited: 'Nghị quyết, Chương trình hành động đại hội Đảng các cấp 2020-2025'
  })
]

/** What was said, by a question. */
async function said (question: Question, address = '/v1/citations'): Promise<string[]> {
  const { status, body } = await get(`${address}?${new URLSearchParams({ limit: '200', ...question })}`)
  return status === 200 ? body.data.map((found: { asCited: string }) => found.asCited) : [body.detail]
}

t.test('citations of a meeting come in the order of its record, each with its passage', async t => {
  t.strictSame((await get('/v1/citations?ward=ha-khanh')).body, { data: citations, page })
  for (const one of citations) t.strictSame((await get(`/v1/citations/${one.id}`)).body, one, one.id)
})

t.test('the citations of a document are the same list, scoped', async t => {
  t.strictSame((await get(`/v1/resolutions/${haLong21.id}/citations?total=true`)).body,
    { data: citations.slice(0, 3), page: { limit: 20, next: null, total: 3 } })
  t.strictSame(await said({ ward: 'tay-son' }, `/v1/resolutions/${haLong21.id}/citations`), [])
  t.strictSame(await said({ agrees: 'false' }, `/v1/resolutions/${haLong21.id}/citations`), [])
})

t.test('an unknown document in the path is a 404, a known one that nobody cited is an empty list', async t => {
  t.equal((await get(`/v1/resolutions/${builtInId('resolution', 'none')}/citations`)).status, 404)
  const uncited = builtInId('resolution', 'uncited')
  await connection.pool.query(`insert into resolutions
    (id, family, symbol, type, number, suffix, issuer_id, committee_id, term, title, words)
    values ($1, 'party', '21-NQ/TU', 'NQ', 21, 'TU', $2, $2, '2020/2025', 'Của Tỉnh ủy Nghệ An', '21 nq tu')`,
  [uncited, builtInId('organisation', 'tinh-uy-nghe-an')])
  t.strictSame((await get(`/v1/resolutions/${uncited}/citations`)).body, { data: [], page })
})

t.test('two committees may have a document of one symbol, and one without a day is listed last', async t => {
  const { data } = (await get('/v1/resolutions?symbol=21-NQ/TU')).body
  t.strictSame(data.map((resolution: typeof haLong21) => [resolution.committee.name, resolution.issuedOn]),
    [['Thành ủy Hạ Long', '2020-12-31'], ['Tỉnh ủy Nghệ An', null]])
  t.equal((await get('/v1/resolutions?sort=issuedOn&limit=1')).body.data[0].issuedOn, null)
  t.strictSame(await found({ to: '2000-01-01' }), [], 'it is in no span of days')
})

t.test('where a source attributes a document to another body, the disagreement is seen', async t => {
  const { data } = (await get('/v1/citations?agrees=false')).body
  t.equal(data.length, 1)
  t.match(data[0], {
    resolution: { symbol: '01-KL/TW', issuer: { name: 'Bộ Chính trị' } },
    asCited: 'Kết luận số 01-KL/TW ngày 18/5/2021',
    issuerAsStated: 'Ban Chấp hành Trung ương',
    issuedOnAsStated: '2021-05-18',
    agrees: false
  })
  const both = (await get(`/v1/resolutions/${conclusion.id}/citations`)).body.data
  t.strictSame(both.map((one: { issuerAsStated: string, agrees: boolean }) => [one.issuerAsStated, one.agrees]),
    [['Ban Chấp hành Trung ương', false], ['Bộ Chính trị', true]], 'the same article also has it right')
})

t.test('a mention without number points at no document, and neither agrees nor disagrees', async t => {
  const { data, page } = (await get('/v1/citations?resolved=false&limit=200&total=true')).body
  t.equal(page.total, 13)
  for (const { resolution, agrees, asCited } of data) t.strictSame([resolution, agrees], [null, null], asCited)
})

const citationQuestions: ReadonlyArray<readonly [Question, number]> = [
  [{}, 25],
  [{ resolved: 'true' }, 12],
  [{ agrees: 'true' }, 11],
  [{ resolution: haLong21.id }, 3],
  [{ resolution: builtInId('resolution', 'none') }, 0],
  [{ meeting: haKhanh.meeting.id }, 4],
  [{ meeting: builtInId('meeting', 'none') }, 0],
  [{ ward: 'phung-chi-kien,tay-son' }, 13],
  [{ ward: 'cao-xanh' }, 0],
  [{ ward: 'cao-xanh-quang-ninh', lineage: 'true' }, 4],
  [{ province: 'bac-kan' }, 13],
  [{ province: '19' }, 0],
  [{ q: 'nghi quyet 21' }, 3],
  [{ q: 'nghi quyet 21 nq' }, 3],
  [{ q: 'quy chế dân chủ' }, 1],
  [{ q: 'sân bay' }, 0],
  [{ status: 'any' }, 25],
  [{ status: 'unverified' }, 0],
  [{ updatedSince: '2026-01-05T08:00:00Z' }, 25],
  [{ updatedSince: '2026-01-05T08:00:00.001Z' }, 0]
]

t.test('every filter of citations finds and leaves out', async t => {
  for (const [question, count] of citationQuestions) {
    t.equal((await said(question)).length, count, JSON.stringify(question))
  }
})

t.test('what may be meant is listed with the likeliest first', async t => {
  const [nqTu, ctTw] = [haLong21.id, directive.id]
  await connection.pool.query('update citations set candidate_ids = $1 where id = $2', [[ctTw, nqTu], citations[3]!.id])
  const { candidates } = (await get(`/v1/citations/${citations[3]!.id}`)).body
  const { id, symbol, title, issuer, issuedOn } = directive
  t.strictSame(candidates, [{ id, symbol, title, issuer, issuedOn }, cited.resolution])
})

t.test('an unknown citation is a 404', async t => {
  t.equal((await get(`/v1/citations/${builtInId('citation', 'none')}`)).status, 404)
})
