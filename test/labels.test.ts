/** Labels: every form of a period and every code of a vocabulary reads in the lists as the vocabularies say it. */
import t from 'tap'
import { parsePeriod } from '../src/domain/periods.js'
import { writerOf, type Draft } from './helpers/drafts.js'
import { openRegister } from './helpers/register.js'

const register = await openRegister(t)
const { get } = register
const { make } = writerOf(register)

const ofYear = (year: number) => [
  `${year}`, `${year}-H1`, `${year}-H2`, ...[1, 2, 3, 4].map(quarter => `${year}-Q${quarter}`),
  ...Array.from({ length: 12 }, (_, month) => `${year}-${String(month + 1).padStart(2, '0')}`),
  ...[2, 4, 5, 7, 8, 9, 10, 11].map(months => `${year}-${months}M`),
  `${year}/${year + 4}`, `${year}/${year + 5}`
]

t.test('a period is answered as its code is read', async t => {
  const periods = [2020, 2021, 2024].flatMap(ofYear)
  const source = await make('/v1/sources', { title: 'Thử', text: 'Thử', publishedOn: '2025-01-03' })
  for (const [place, period] of periods.entries()) {
    await make('/v1/observations', {
      ward: 'cao-xanh', indicator: 'jobs-created', period, value: place, source: source.id, place, asReported: 'thử'
    })
  }
  const { body } = await get('/v1/observations?ward=cao-xanh&limit=200&status=any')
  const told = body.data.map(({ value, period }: Draft) => [value, period])
  t.strictSame(told.toSorted(([a]: [number], [b]: [number]) => a - b),
    periods.map((code, place) => [place, parsePeriod(code)]))
})

t.test('a code is answered with its label, also in a list of codes', async t => {
  const { body: { data: terms } } = await get('/v1/vocabularies/meeting-types?limit=200')
  const labels = new Map<string, object>(terms.map(({ code, name, nameEn }: Draft) => [code, { code, name, nameEn }]))
  t.ok(labels.size > 10)
  const codes = [...labels.keys()]
  for (const [at, type] of codes.entries()) {
    const alsoTypes = [codes[(at + 2) % codes.length]!, codes[(at + 1) % codes.length]!]
    const id = (await make('/v1/meetings', {
      ward: 'cao-xanh', title: `Thử ${at}`, type, alsoTypes, heldOn: '2025-01-03', reviews: '2024'
    })).id
    const { body } = await get(`/v1/meetings/${id}`)
    t.strictSame([body.type, body.alsoTypes], [labels.get(type), alsoTypes.map(code => labels.get(code))], type)
  }
})
