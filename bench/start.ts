/**
 * Measures how long the built service takes from its start to ready, on an embedded database that exists already. It
 * has the whole machine, as where it is installed.
 */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../test/helpers/postgres.js'
import { median } from './measure.js'
import { readOptions } from './options.js'
import { memoryOf } from './proc.js'
import { cli, end, ready, removeAtEnd, start, stop } from './processes.js'
import { save, shown } from './results.js'

const { rounds } = readOptions('start')
const folder = removeAtEnd(mkdtempSync(join(tmpdir(), 'so-phuong-start-')))

/** Seconds until the service is ready, and what it takes then. */
async function startOnce (): Promise<{ seconds: number, memory: number }> {
  const port = await freePort()
  const startedAt = performance.now()
  const child = start('any', [process.execPath, cli, 'serve'], {
    DATABASE_URL: '', DATA_DIR: folder, HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'warn'
  })
  child.stdout?.resume()
  await ready(`http://127.0.0.1:${port}`, child, 5)
  const seconds = (performance.now() - startedAt) / 1000
  const memory = memoryOf(child.pid!, 'VmRSS')
  await stop(child)
  return { seconds, memory }
}

const first = await startOnce()
const again = []
for (let round = 0; round < Math.max(5, rounds); round++) again.push(await startOnce())
const seconds = again.map(start => start.seconds)
save('start', [{
  title: 'Start on the embedded engine, with the built-in records',
  rows: [
    { start: 'first, makes the folder', seconds: shown(first.seconds), slowest: '', 'memory, MB': first.memory },
    {
      start: 'folder exists',
      seconds: shown(median(seconds)),
      slowest: shown(Math.max(...seconds)),
      'memory, MB': shown(median(again.map(start => start.memory)))
    }
  ]
}], { first, again })
await end()
