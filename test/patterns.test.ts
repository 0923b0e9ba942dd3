/**
 * No regular expression takes more than linear time, whatever it is given. The linter tries those that stand in the
 * sources as they are; here are those that are put together, and those that the OpenAPI document gives to parameters
 * and bodies.
 */
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { check } from 'recheck'
import t, { type Test } from 'tap'
import { secrecyStamp } from '../src/domain/secrecy.js'

const root = fileURLToPath(new URL('..', import.meta.url))

interface Built { readonly file: string, readonly source: string, readonly flags: string }

/** Those that modules put together as they are loaded, each once. */
async function builtPatterns (): Promise<Built[]> {
  const { stdout } = await promisify(execFile)(process.execPath,
    ['--import=tsx', 'test/helpers/built-patterns.ts'], { cwd: root, maxBuffer: 50_000_000 })
  const built = JSON.parse(stdout) as Built[]
  return [...new Map(built.map(pattern => [`/${pattern.source}/${pattern.flags}`, pattern])).values()]
}

/** Those that are put together as they are needed: out of words of ours alone, here with one of them. */
const whenNeeded: readonly Built[] = [
  { file: 'db/known.ts', source: '\\bmeetings\\b', flags: '' },
  { file: 'intake/saving.ts', source: '^/participants/(\\d+)(/|$)', flags: '' },
  { file: 'review-sheet/page/form.js', source: '^-?(\\d{1,3}(\\.\\d{3})+|\\d+)(,\\d+)?$', flags: '' }
]

/** Patterns of the contract under names, which the OpenAPI document has as well. */
const ofContract = ['verbs/keys.ts', 'verbs/load-units.ts', 'domain/periods.ts']

async function isLinear (t: Test, { file, source, flags }: Built) {
  const { status } = await check(source, flags, { timeout: 60_000 })
  t.equal(status, 'safe', `${file}: ${source.slice(0, 100)}`)
}

t.test('those that are put together take linear time', async t => {
  const built = await builtPatterns()
  t.ok(built.some(({ file }) => file === 'cache/tags.ts'), 'they are found')
  for (const pattern of [...built, ...whenNeeded]) await isLinear(t, pattern)

  const files = readdirSync(`${root}/src`, { recursive: true, encoding: 'utf8' }).filter(file => /\.[jt]s$/.test(file))
    .filter(file => readFileSync(`${root}/src/${file}`, 'utf8').includes('new RegExp('))
  const tried = [...built, ...whenNeeded].map(({ file }) => file)
  t.same(files.filter(file => !tried.includes(file) && !ofContract.includes(file)), [], 'none is left out')
})

t.test('the patterns of parameters and bodies take linear time', async t => {
  const patterns = new Set<string>()
  JSON.parse(readFileSync(`${root}/openapi/openapi.json`, 'utf8'), (name, value) => {
    if (name === 'pattern' && typeof value === 'string') patterns.add(value)
    return value
  })
  t.ok(patterns.size > 10)
  // As Ajv builds them.
  for (const source of patterns) await isLinear(t, { file: 'openapi.json', source, flags: 'u' })
})

t.test('a stamp is found alone in its line, and a text of nothing but lines takes no time', async t => {
  for (const text of ['MẬT', 'a\n\t– Tuyệt  mật –\r\nb', '\n\n(TỐI MẬT)', 'độ mật: mật']) {
    t.ok(secrecyStamp(text), JSON.stringify(text))
  }
  for (const text of ['bảo mật', 'MẬT thư', 'a\nthư mật\nb']) t.notOk(secrecyStamp(text), JSON.stringify(text))
  // Quadratic, it would take minutes.
  t.notOk(secrecyStamp('\n'.repeat(1_000_000)))
  t.notOk(secrecyStamp(`${' \n.'.repeat(300_000)}x`))
})
