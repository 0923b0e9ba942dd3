/**
 * What the search does not show: texts that may not be shown, names of the lowest offices, what was taken down; and how
 * a register that has records comes by its entries.
 */
import { createHash } from 'node:crypto'
import t from 'tap'
import { completeEntries } from '../../src/db/entries.js'
import { builtInId, sourceId } from '../../src/domain/ids.js'
import { writerOf } from '../helpers/drafts.js'
import { bearer, openRegister, type Register } from '../helpers/register.js'

const NAME = 'Nguyễn Thanh Bình' // secretary of a Party cell
const person = builtInId('official', 'nguyen-thanh-binh')

const searchOf = ({ get }: Register) => async (q: string, headers = {}) =>
  (await get(`/v1/search?limit=200&total=true&facets=kind&q=${encodeURIComponent(q)}`, headers)).body
const idsOf = ({ data }: { data: Array<{ id: string }> }) => data.map(({ id }) => id)

/** Keeps a text as a source, and nothing that is read from it. */
async function keep (register: Register, text: string, more: object = {}): Promise<string> {
  await writerOf(register).make('/v1/sources?extract=false', { title: 'Bài viết thử', text, ...more })
  return sourceId(createHash('sha256').update(text).digest('hex'))
}

t.test('a text is shown where its licence is stated, else only its place is told', async t => {
  const register = await openRegister(t)
  const search = searchOf(register)
  const text = `${'Mở đầu. '.repeat(60)}Bờ kè sông Quỳnh Xoan đã xong.`.normalize('NFD')
  const open = await keep(register, text, { licence: 'CC BY 4.0' })
  const closed = await keep(register, `${text} Hết.`)
  const { data } = await search('kè sông quỳnh xoan')
  t.same(idsOf({ data }).sort(), [open, closed].sort())
  const [shown, hidden] = [open, closed].map(id => data.find((row: any) => row.id === id).snippet)
  const [{ start, end }] = shown.highlights
  t.equal(shown.text.slice(start, end).normalize('NFC'), 'kè sông Quỳnh Xoan')
  t.equal(shown.text, text.slice(shown.start, shown.end), 'offsets are those of the text as it was given')
  t.ok(shown.start > 0)
  const { end: last } = hidden
  t.strictSame(hidden, { property: 'text', text: null, start: shown.start, end: last, highlights: [] })
})

t.test('with SHOW_OFFICES=leading nobody without a key finds who is not to be named', async t => {
  const register = await openRegister(t, { settings: { SHOW_OFFICES: 'leading' } })
  const search = searchOf(register)
  const source = await keep(register, `Đồng chí ${NAME} phát biểu.`, { licence: 'CC BY 4.0' })
  for (const q of [NAME, 'nguyen thanh binh', 'thanh bình phát biểu', 'nguyễn thanh bìnhh', '"thanh bình"', '']) {
    const found = q === '' ? (await register.get('/v1/search?limit=200&kind=official')).body : await search(q)
    t.notOk(idsOf(found).some(id => [person, source].includes(id)), q)
    t.notMatch(JSON.stringify(found), NAME, q)
    if (q !== '') t.equal(found.page.total, found.data.length, 'nor is it counted')
  }
  t.same(idsOf(await search('bài viết thử')), [source], 'a source is found by its title')
  t.same(idsOf(await search('phạm duy phong')).slice(0, 1), [builtInId('official', 'pham-duy-phong')])
  const key = bearer(await register.key({ scopes: ['read'] }))
  t.same(idsOf(await search(NAME, key)).slice(0, 1), [person])
  t.ok(idsOf(await search('thanh bình phát biểu', key)).includes(source))
})

t.test('what is taken down is found no more, by its name or in a text', async t => {
  const register = await openRegister(t)
  const search = searchOf(register)
  const { make } = writerOf(register)
  const source = await keep(register, 'Bà Trịnh Thử Nghiệm ở tổ 5 được khen.', { licence: 'CC BY 4.0' })
  t.same(idsOf(await search('trịnh thử nghiệm')), [source])
  await make('/v1/takedowns', { kind: 'source', id: source, words: 'Trịnh Thử Nghiệm', reason: 'yêu cầu' })
  t.same(idsOf(await search('trịnh thử nghiệm')), [])

  t.equal(idsOf(await search(NAME))[0], person)
  await make('/v1/takedowns', { kind: 'official', id: person, reason: 'yêu cầu' })
  t.same(idsOf(await search('nguyễn thanh bình')), [])
  t.same((await search('nguyễn thanh bìnhh')).didYouMean, null)
  const { rows } = await register.connection.pool.query(
    "select 1 from search_entries where search @@ '''+thanh binh'''::tsquery or document::text like '%Thanh Bình%'")
  t.same(rows, [])
})

t.test('a register that has records comes by its entries, once', async t => {
  const register = await openRegister(t)
  const { pool, db } = register.connection
  const entries = async () => (await pool.query(
    'select kind, record_id, search::text, document from search_entries order by 1, 2')).rows
  const before = await entries()
  await pool.query('delete from search_entries')
  t.same((await searchOf(register)('hà khánh')).data, [])
  t.equal(await completeEntries(db), before.length)
  t.strictSame(await entries(), before, 'the same as those that were made with the records')
  t.equal(await completeEntries(db), 0)
})

t.test('a long text, and one of words that are none, can be kept and found', async t => {
  const register = await openRegister(t)
  const search = searchOf(register)
  const words = Array.from({ length: 60_000 }, (_, n) => `từ${n.toString(36)}`).join(' ')
  const id = await keep(register, `Quỳnh Xoan mở đầu. ${words}`)
  t.same(idsOf(await search('quỳnh xoan')), [id])
  t.same(idsOf(await search('từ00')), [])
  await keep(register, 'x'.repeat(400_000))
  t.equal((await register.get(`/v1/sources/${id}`)).status, 200)
})
