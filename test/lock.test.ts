/** The lock of a data folder: one process at a time, and the lock of a dead one is taken over. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { openEmbedded } from '../src/db/embedded.js'
import { FolderInUseError, lockFolder } from '../src/db/lock.js'

const lockModule = new URL('../src/db/lock.ts', import.meta.url).href

/** A process of its own that takes the folder and keeps it. */
async function holder (folder: string): Promise<ChildProcess> {
  const script = `import { lockFolder } from ${JSON.stringify(lockModule)}
    await lockFolder(${JSON.stringify(folder)})
    process.stdout.write('held')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_OPTIONS: '' }
  })
  t.teardown(() => { child.kill('SIGKILL') })
  await once(child.stdout!, 'data')
  return child
}

async function kill (child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

t.test('a second process cannot open the embedded database, and is told who has it', async t => {
  const folder = t.testdir()
  const child = await holder(folder)
  await t.rejects(openEmbedded(folder), new FolderInUseError(folder, {
    pid: child.pid!, host: hostname(), started: '', token: ''
  }))
  t.strictSame(await readdir(folder), ['lock.json'], 'nothing was made and nothing is left behind')

  await kill(child)
  t.ok(existsSync(join(folder, 'lock.json')), 'a killed process leaves its lock')
  const { pool, close } = await openEmbedded(folder)
  t.strictSame((await pool.query('select 1 as one')).rows, [{ one: 1 }])
  await t.rejects(lockFolder(folder), { message: /is in use by process/ }, 'nor can this one, twice')
  await pool.end()
  await close()
  t.notOk(existsSync(join(folder, 'lock.json')), 'closing gives the folder back')
})

t.test('of several that take over the lock of a dead process at once, one gets it', async t => {
  const folder = t.testdir()
  await kill(await holder(folder))
  const taken = await Promise.allSettled([1, 2, 3, 4].map(async () => await lockFolder(folder)))
  const got = taken.filter(result => result.status === 'fulfilled')
  t.equal(got.length, 1)
  t.ok(taken.every(result => result.status === 'fulfilled' || result.reason instanceof FolderInUseError))
  await got[0]!.value()
  t.strictSame(await readdir(folder), [])
})

const owner = { pid: process.pid, host: hostname(), started: '1', token: 'other' }

t.test('a lock is dead where its process id was given to another process since', async t => {
  const folder = t.testdir({ 'lock.json': JSON.stringify(owner) })
  const unlock = await lockFolder(folder)
  await unlock()
})

t.test('a lock from another machine is alive while it is touched', async t => {
  const folder = t.testdir({ 'lock.json': JSON.stringify({ ...owner, host: 'another machine' }) })
  await t.rejects(lockFolder(folder), {
    message: `the data folder ${folder} is in use by process ${process.pid} on another machine: ` +
      'stop that process, or set DATA_DIR to another folder'
  })
  const minuteAgo = new Date(Date.now() - 60_000)
  await utimes(join(folder, 'lock.json'), minuteAgo, minuteAgo)
  await (await lockFolder(folder))()
})

t.test('a lock file that cannot be read is nobody’s', async t => {
  const folder = t.testdir({ 'lock.json': '{"pid":' })
  await (await lockFolder(folder))()
  t.strictSame(await readdir(folder), [])
})

t.test('a lock that another process took over is not given back by the first', async t => {
  const folder = t.testdir()
  const unlock = await lockFolder(folder)
  await writeFile(join(folder, 'lock.json'), JSON.stringify(owner))
  await unlock()
  t.strictSame(JSON.parse(await readFile(join(folder, 'lock.json'), 'utf8')), owner)
})
