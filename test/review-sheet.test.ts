/** The review sheet as it is served: one page for all addresses, its files, its policy; and how a text is cut. */
import t from 'tap'
import { openRegister } from './helpers/register.js'

const { get, ask, app } = await openRegister(t, { empty: true })
const SHEET = '/review/709215fd-9c34-84b7-857e-2beeab55df39'
const files = new URL('../src/review-sheet/page/', import.meta.url)
const { segmentsOf } = await import(new URL('segments.js', files).href)
const { readNumber } = await import(new URL('form.js', files).href)

t.test('the queue and every sheet are one page, which runs its own files only and makes HTML of no text', async t => {
  const page = await get('/review')
  t.equal(page.status, 200)
  t.equal(page.headers['content-type'], 'text/html; charset=utf-8')
  t.strictSame((await get(SHEET)).body, page.body)
  for (const { headers } of [page, await get(SHEET)]) {
    t.equal(headers['content-security-policy'], "default-src 'none';script-src 'self';style-src 'self';" +
      "img-src 'self';connect-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'none';" +
      "require-trusted-types-for 'script';trusted-types 'none'")
    t.match(headers, {
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'no-cache'
    })
  }
  t.notMatch(page.body, /<style|<script(?! type="module" src="\/)|\son\w+=|\sstyle=|https?:/)
})

t.test('every file that the page names, or another file imports, is served with its type', async t => {
  const seen = new Set<string>()
  const follow = async (url: string): Promise<void> => {
    if (seen.has(url)) return
    seen.add(url)
    const { status, headers, body } = await get(url)
    t.equal(status, 200, url)
    const type = { js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' }[url.split('.').at(-1)!]
    t.equal(headers['content-type'], `${type}; charset=utf-8`, url)
    t.equal(headers['x-content-type-options'], 'nosniff', url)
    const imported = body.matchAll(/^(?:import .*|\} )from '\.\/([\w-]+\.js)'$/gm)
    for (const [, name] of imported) await follow(`/review/assets/${name}`)
  }
  const { body } = await get('/review')
  const named = [...body.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, url]: string[]) => url!)
  t.equal(named.length, 3)
  for (const url of named) await follow(url)
  t.ok(seen.size > 10)
})

t.test('who has a file already is told so', async t => {
  for (const url of ['/review', SHEET, '/review/assets/main.js', '/review/assets/page.css']) {
    const { headers: { etag } } = await get(url)
    t.match(etag, /^"[\w-]+"$/)
    const again = await get(url, { 'if-none-match': etag! })
    t.strictSame([again.status, again.body, again.headers.etag], [304, '', etag], url)
  }
})

t.test('what is no file is not found, and nothing is sent to the pages', async t => {
  for (const url of ['/review/assets/page.html', '/review/assets/..%2froutes.ts', '/review/assets/none.js']) {
    t.equal((await get(url)).status, 404, url)
  }
  t.equal((await ask('POST', '/review')).status, 405)
  t.equal((await ask('HEAD', SHEET)).status, 200)
})

t.test('the pages are no part of the API', async t => {
  const { paths } = app.swagger() as { paths: object }
  t.same(Object.keys(paths).filter(path => path.startsWith('/review')), [])
})

t.test('a text is cut where passages begin and end; what covers a piece is told with it', async t => {
  const passage = (key: string, start: number, end: number) => ({ key, kind: 'task', start, end })
  const shown = (length: number, ...passages: object[]) => segmentsOf(length, passages)
    .map(({ start, end, over, begins }: any) =>
      [start, end, over.map(({ key }: any) => key).join(''), begins.map(({ key }: any) => key).join('')])

  t.strictSame(shown(10), [[0, 10, '', '']])
  t.strictSame(shown(0), [])
  t.strictSame(shown(10, passage('a', 2, 5)), [[0, 2, '', ''], [2, 5, 'a', 'a'], [5, 10, '', '']])
  t.strictSame(shown(10, passage('a', 0, 6), passage('b', 4, 10)),
    [[0, 4, 'a', 'a'], [4, 6, 'ab', 'b'], [6, 10, 'b', '']])
  t.strictSame(shown(10, passage('a', 1, 9), passage('b', 3, 5), passage('c', 3, 4)),
    [[0, 1, '', ''], [1, 3, 'a', 'a'], [3, 4, 'cba', 'bc'], [4, 5, 'ba', ''], [5, 9, 'a', ''], [9, 10, '', '']])
  t.strictSame(shown(10, passage('a', 2, 5), passage('b', 2, 5)), [[0, 2, '', ''], [2, 5, 'ab', 'ab'], [5, 10, '', '']])
  t.strictSame(shown(10, passage('a', 2, 5), passage('b', 5, 7)),
    [[0, 2, '', ''], [2, 5, 'a', 'a'], [5, 7, 'b', 'b'], [7, 10, '', '']])
  t.strictSame(shown(10, passage('a', 5, 11), passage('b', 4, 4), passage('c', -1, 2)), [[0, 10, '', '']])
})

t.test('a number is read as it is written in the language of the page, or not at all', async t => {
  const vi = {
    12: 12,
    '12,4': 12.4,
    '12.345.678': 12_345_678,
    '-5,2': -5.2,
    '1.234,5': 1234.5
  }
  for (const [text, value] of Object.entries(vi)) t.equal(readNumber(text, 'vi'), value, text)
  for (const text of ['12.4', '1,234.5', '1.23.456', 'a', '', '1e3', '--1', ',5']) {
    t.equal(readNumber(text, 'vi'), undefined, text)
  }
  const en = { 12: 12, 12.4: 12.4, '1,234': 1234, '1,234.5': 1234.5 }
  for (const [text, value] of Object.entries(en)) t.equal(readNumber(text, 'en'), value, text)
  for (const text of ['12,4', '1.234,5']) t.equal(readNumber(text, 'en'), undefined, text)
})
