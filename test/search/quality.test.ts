/**
 * How good the search is: questions as people type them (questions.json), each with the record that it must find and
 * one that it must not. Counts at which place the record stands, and that what has no answer finds nothing.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import t from 'tap'
import { builtInId, sourceId } from '../../src/domain/ids.js'
import { articles } from '../../src/records/index.js'
import { ADMIN_KEY, bearer, openRegister } from '../helpers/register.js'

interface Question {
  readonly q: string
  /** Kind and key of a record; null: nothing. Of tasks, the meeting and some words. */
  readonly finds: string | null
  readonly not?: string
}

const questions = JSON.parse(await readFile(new URL('questions.json', import.meta.url), 'utf8')) as Question[]
const { ask, get } = await openRegister(t)

const text = 'Xóm Thử đã nạo vét kênh mương nội đồng.\n\n' +
  'Tổng chi cho thủy lợi là 1.234,5 triệu đồng, do UBND P. Thử duyệt.'
const digest = createHash('sha256').update(text).digest('hex')
await ask('POST', '/v1/sources?extract=false', bearer(ADMIN_KEY), { title: 'Bài thử', licence: 'CC BY 4.0', text })

interface Task { readonly id: string, readonly text: string, readonly meeting: { readonly id: string } }
const tasks = (await get('/v1/tasks?limit=200')).body.data as Task[]

/** The id of a record by its kind and key. */
function idOf (name: string): string {
  const [kind, key] = name.split(/\/(.*)/) as [string, string]
  if (kind === 'ward') return builtInId('unit', `ward:${key}`)
  if (kind === 'indicator') return key
  if (kind === 'source') {
    return sourceId(key === 'test' ? digest : articles.find(article => article.key === key)!.source.sha256)
  }
  if (kind !== 'task') return builtInId(kind, key)
  const [meeting, words] = key.split(/ (.*)/) as [string, string]
  return tasks.find(task => task.meeting.id === builtInId('meeting', meeting) && task.text.includes(words))!.id
}

interface Result { readonly kind: string, readonly id: string, readonly title: string }

const search = async (q: string): Promise<Result[]> =>
  (await get(`/v1/search?limit=200&q=${encodeURIComponent(q)}`)).body.data

t.test('the file asks enough', async t => {
  t.ok(questions.length >= 80)
  t.ok(questions.filter(({ finds }) => finds === null).length >= 15)
  t.equal(new Set(questions.map(({ q }) => q)).size, questions.length)
})

t.test('what is looked for stands first, nearly always', async t => {
  const asked = questions.filter(({ finds }) => finds !== null)
  let sum = 0
  for (const { q, finds } of asked) {
    const results = await search(q)
    const place = results.slice(0, 20).findIndex(({ id }) => id === idOf(finds!))
    t.ok(place >= 0, `${q}: finds it among the first twenty`)
    if (place !== 0) t.comment(`${q}: at ${place + 1}, behind ${results[0]?.kind} ${results[0]?.title}`)
    sum += place < 0 ? 0 : 1 / (place + 1)
  }
  const rank = sum / asked.length
  t.comment(`mean reciprocal rank ${rank.toFixed(3)} of ${asked.length}`)
  t.ok(rank >= 0.95, `mean reciprocal rank ${rank}`)
})

t.test('what is not asked for is not there', async t => {
  for (const { q, not } of questions.filter(({ not }) => not !== undefined)) {
    t.notOk((await search(q)).some(({ id }) => id === idOf(not!)), `${q}: not ${not}`)
  }
})

t.test('nothing is found where there is no answer', async t => {
  for (const { q } of questions.filter(({ finds }) => finds === null)) {
    t.same((await search(q)).map(({ kind, title }) => `${kind} ${title}`), [], q)
  }
})
