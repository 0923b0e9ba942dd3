/**
 * All tests in as many processes as there are processors. Each process takes the next file when it is done with one:
 * what all files need is loaded once for many of them. TEST_FILES names some files instead, with spaces between them.
 */
import { readdirSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'

/** Those that take long begin, so that no process is left alone with one of them. */
const long = ['simulation', 'load-units', 'permissions', 'cli', 'intake', 'reviews', 'takedowns', 'known', 'openapi',
  'inputs-hostile', 'ingest-verb', 'import-verb', 'following'].map(name => `${name}.test.ts`)

const folder = fileURLToPath(new URL('.', import.meta.url))
const together = join(folder, 'helpers/together.ts')
const files = process.env.TEST_FILES?.split(' ') ??
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.test.ts')).sort()
    .map(name => relative('.', join(folder, name)))
const placeOf = (file: string) => {
  const at = long.findIndex(name => file.endsWith(`/${name}`))
  return at < 0 ? long.length : at
}

// A process takes a file by making a file of that number here.
const TEST_CLAIMS = await mkdtemp(join(tmpdir(), 'so-phuong-tests-'))
t.teardown(async () => await rm(TEST_CLAIMS, { recursive: true }))
const TEST_FILES = files.toSorted((one, other) => placeOf(one) - placeOf(other)).join(' ')
const env = { ...process.env, TEST_CLAIMS, TEST_FILES }

t.setTimeout(0)
t.jobs = availableParallelism()
for (let number = 1; number <= t.jobs; number++) {
  t.spawn(process.execPath, ['--import=tsx', together], { env, timeout: 0 }, `process ${number}`)
}

t.test('every file was run', async t => {
  t.equal((await readdir(TEST_CLAIMS)).length, files.length)
})
