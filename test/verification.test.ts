/** A register without texts can be checked: a text is held against a source, and every passage is shown in it. */
import { createHash } from 'node:crypto'
import t from 'tap'
import { ward } from './helpers/expected.js'
import { sourceId } from '../src/domain/ids.js'
import { bearer, openRegister } from './helpers/register.js'

const register = await openRegister(t)
const { ask, key, statementsOf } = register
const writer = bearer(await key({ scopes: ['write'] }))
const digest = (text: string) => createHash('sha256').update(text).digest('hex')

const TEXT = 'Sáng 12/7, phường Hà Khánh họp.\nĐã giải quyết việc làm cho 165 lao động.\n'
const sha256 = digest(TEXT)
const id = sourceId(sha256)
const at = (words: string) =>
  ({ source: { sha256 }, start: TEXT.indexOf(words), end: TEXT.indexOf(words) + words.length })
const figureOf = (period: string, evidence: object, more: object = {}) =>
  ({ indicator: 'jobs-created', period, value: 165, asReported: '165', evidence: [evidence], ...more })

async function send (url: string, body: object) {
  const answer = await ask('POST', url, writer, body)
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
  return answer.body
}
await send('/v1/sources', { title: 'Bài thử', sha256 })
const meeting = await send('/v1/meetings', {
  ward: 'ha-khanh',
  title: 'Hội nghị thử',
  type: 'so-ket',
  heldOn: '2023-07-12',
  evidence: [{ ...at('12/7'), property: 'heldOn' }],
  observations: [
    figureOf('2023', { ...at('165 lao động'), quote: '165 lao động' }),
    figureOf('2022', { ...at('165 lao'), quote: '166 lao' }),
    figureOf('2021', at('lao'), { status: 'unverified' })
  ]
})
const { body: { observations } } = await register.get(`/v1/meetings/${meeting.id}?include=observations`)
const claimOf = (year: string) =>
  observations.find(({ period }: { period: { code: string } }) => period.code === year).id
const verify = async (text: string, source = id) => await ask('POST', `/v1/sources/${source}/verify`, {}, { text })

t.test('the text of a source is known by its hash, and every passage is shown in it', async t => {
  const { status, body } = await verify(TEXT)
  const common = { property: null, ward: ward('ha-khanh', 'Phường Hà Khánh') }
  const figure = { kind: 'observation', ...common, before: TEXT.slice(0, TEXT.indexOf('165')) }
  t.equal(status, 200)
  t.strictSame(body, {
    source: id,
    matches: true,
    as: 'as-given',
    sha256,
    expected: sha256,
    quotes: [
      {
        kind: 'meeting',
        id: meeting.id,
        ...common,
        property: 'heldOn',
        start: 5,
        end: 9,
        quote: '12/7',
        before: 'Sáng ',
        after: TEXT.slice(9, 69),
        agrees: null
      },
      { ...figure, id: claimOf('2022'), start: 59, end: 66, quote: '165 lao', after: ' động.\n', agrees: false },
      { ...figure, id: claimOf('2023'), start: 59, end: 71, quote: '165 lao động', after: '.\n', agrees: true }
    ],
    total: 3
  })
})

t.test('small differences of a copy are told, and offsets count in the text that fits', async t => {
  const copies: ReadonlyArray<[text: string, as: string | null]> = [
    [TEXT.replaceAll('\n', '\r\n'), 'lf'],
    [TEXT.normalize('NFD'), 'nfc'],
    [`\uFEFF${TEXT}`, 'mark'],
    [TEXT.trimEnd(), 'end-of-line'],
    [`\uFEFF${TEXT.normalize('NFD').trimEnd().replaceAll('\n', '\r\n')}\r\n\r\n`, 'nfc+lf+end-of-line'],
    [TEXT.replace('165', '166'), null],
    [TEXT.replace('họp', 'Họp'), null]
  ]
  for (const [text, as] of copies) {
    const { body } = await verify(text)
    t.strictSame([body.matches, body.as, body.sha256], [as !== null, as, digest(text)], String(as))
    t.strictSame(body.quotes.map(({ quote }: { quote: string | null }) => quote),
      as === null ? [null, null, null] : ['12/7', '165 lao', '165 lao động'])
  }
})

t.test('built-in sources are checked the same way, by one statement, and nothing is kept', async t => {
  const built = '/v1/sources/482f45cb-0db4-8bf4-83b1-2b80e7bea31a/verify'
  const statements = await statementsOf(async () => {
    const { status, body } = await ask('POST', built, {}, { text: 'Một bài khác' })
    t.match([status, body], [200, { matches: false, as: null, quotes: [{ quote: null, before: null, agrees: null }] }])
    t.equal(body.total, body.quotes.length)
    t.ok(body.total > 20)
  })
  t.equal(statements, 1)
  const { rows } = await register.connection.pool.query('select count(*)::int as n from sources where text is not null')
  t.strictSame(rows, [{ n: 0 }])
})

t.test('what cannot be checked is told', async t => {
  t.equal((await verify('a', '0197a3c2-5b1e-7c44-9d0f-3a5e8b7c6d21')).status, 404)
  t.equal((await verify('')).status, 400)
  t.equal((await verify('a'.repeat(500_001))).status, 400)
  t.equal((await ask('POST', `/v1/sources/${id}/verify`, {}, { text: 'a', url: 'b' })).status, 400)
  t.equal((await ask('POST', `/v1/sources/${id}/verify`, {}, { text: 'a'.repeat(5_000_000) })).status, 413)
})
