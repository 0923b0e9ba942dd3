/**
 * Documents whose symbol or day is corrected: what was read from them is read anew, what was said in so many words
 * stays, and what then contradicts the symbol is refused.
 */
import t, { type Test } from 'tap'
import { exampleOf, writerOf, type Draft } from './helpers/drafts.js'
import { openRegister } from './helpers/register.js'

const register = await openRegister(t)
const { send, make, patch, read } = writerOf(register)

const numbering = ({ symbol, family, type: { code }, number, suffix, term }: Draft) =>
  [symbol, family, code, number, suffix, term]

async function refused (t: Test, url: string, change: Draft, ...errors: Array<readonly [string, string]>) {
  const before = await read(url)
  const { status, body } = await send('PATCH', url, change, { 'if-match': '*' })
  t.strictSame([status, body.errors], [400, errors.map(([pointer, detail]) => ({ pointer, detail }))])
  t.strictSame(await read(url), before)
}

const draft: Draft = { ...exampleOf('resolution'), aliases: [] }
const NOT_THAT = 'is not that of the symbol'

t.test('type, number and suffix follow a symbol that is corrected', async t => {
  const { id } = await make('/v1/resolutions', { ...draft, symbol: '31-NQ/ĐU' })
  const url = `/v1/resolutions/${id}`
  const corrected = await patch(url, { symbol: '32-CT/ĐU' })
  t.strictSame(numbering(corrected), ['32-CT/ĐU', 'party', 'CT', 32, 'ĐU', '2020/2025'])
  t.strictSame((await read('/v1/resolutions?symbol=32-CT/ĐU')).data, [corrected])
  t.strictSame(numbering(await patch(url, { symbol: '32 – CT/ ĐU', title: 'Khác' })).slice(0, 4),
    ['32-CT/ĐU', 'party', 'CT', 32])
  t.strictSame(numbering(await patch(url, { symbol: '14/QĐ-UBND' })), ['14/QĐ-UBND', 'state', 'QĐ', 14, 'UBND', null])
})

t.test('the term follows a day that is corrected, unless it was given', async t => {
  const { id } = await make('/v1/resolutions', { ...draft, symbol: '33-NQ/ĐU' })
  const url = `/v1/resolutions/${id}`
  t.equal((await patch(url, { issuedOn: '2018-05-01' })).term, '2015/2020')
  await refused(t, url, { issuedOn: '2020-05-01' },
    ['/term', 'is required: numbers restart with every term, and the day of issue does not tell which'])
  t.equal((await patch(url, { issuedOn: '2020-05-01', term: '2015/2020' })).term, '2015/2020')
  t.equal((await patch(url, { issuedOn: '2020-05-02' })).term, '2015/2020')
})

t.test('what was said since the symbol does not tell it stays, and is asked for where a new one does not', async t => {
  const { id } = await make('/v1/resolutions', { ...draft, symbol: '34-QĐ/ĐU', type: 'QĐi' })
  const url = `/v1/resolutions/${id}`
  t.strictSame(numbering(await patch(url, { symbol: '35-QĐ/ĐU' })).slice(2, 4), ['QĐi', 35])
  await refused(t, url, { symbol: '35-NQ/ĐU' }, ['/type', NOT_THAT])
  t.strictSame(numbering(await patch(url, { symbol: '35-NQ/ĐU', type: 'NQ' })).slice(2, 4), ['NQ', 35])
  await refused(t, url, { symbol: '36-QĐ/ĐU' }, ['/type', 'is required, since the symbol does not tell it'])
})

t.test('what contradicts the symbol is refused, whoever sends it', async t => {
  const contradictions = { number: 8, suffix: 'TU', type: 'CT', family: 'state', year: 2021 }
  const { status, body } = await send('POST', '/v1/resolutions', { ...draft, symbol: '37-NQ/ĐU', ...contradictions })
  t.strictSame([status, body.errors.map(({ pointer, detail }: Draft) => [pointer, detail])],
    [400, ['/family', '/type', '/number', '/suffix'].map(pointer => [pointer, NOT_THAT])])
  const { id } = await make('/v1/resolutions', { ...draft, symbol: '38-NQ/ĐU' })
  const url = `/v1/resolutions/${id}`
  await refused(t, url, { number: 39 }, ['/number', NOT_THAT])
  for (const symbol of ['38-NQ/TW', '38-NQ/TU', '38-NQ/HU']) {
    const detail = `is of a level that does not write …/${symbol.split('/')[1]}`
    await refused(t, url, { symbol }, ['/issuer', detail], ['/committee', detail])
  }
  const state = await make('/v1/resolutions', { ...draft, symbol: '38/2021/NQ-HĐND', issuedOn: '2021-07-01' })
  await refused(t, `/v1/resolutions/${state.id}`, { year: 2022 }, ['/year', NOT_THAT])
})

t.test('a correction that makes it another document of the register is a conflict', async t => {
  const there = await make('/v1/resolutions', { ...draft, symbol: '41-NQ/ĐU' })
  const { id } = await make('/v1/resolutions', { ...draft, symbol: '42-NQ/ĐU' })
  const { status, body } = await send('PATCH', `/v1/resolutions/${id}`, { symbol: '41-NQ/ĐU' }, { 'if-match': '*' })
  t.strictSame([status, body.type], [409, '/problems/conflict'])
  t.match(body.detail, there.id)
})
