/**
 * The lock of a data folder: a file that says which process has it. The lock of a dead process is taken over; on the
 * same machine that is known from the process table, from elsewhere (a shared disk, another container) from a file that
 * is no longer touched.
 */
import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'

const TOUCH_EVERY = 5_000
const DEAD_AFTER = 20_000

interface Owner { pid: number, host: string, started: string, token: string }

export class FolderInUseError extends Error {
  constructor (folder: string, owner: Owner | null) {
    super(`the data folder ${folder} is in use${owner === null ? '' : ` by process ${owner.pid} on ${owner.host}`}: ` +
      'stop that process, or set DATA_DIR to another folder')
  }
}

/** When a process began, as the system tells it, so that a reused process id is not taken for the old process. */
async function startOf (pid: number): Promise<string> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return line.slice(line.lastIndexOf(')') + 1).trim().split(' ')[19] ?? ''
}

async function isAlive (file: string, owner: Owner): Promise<boolean> {
  if (owner.host !== hostname()) {
    const { mtimeMs } = await stat(file)
    return Date.now() - mtimeMs < DEAD_AFTER
  }
  try {
    process.kill(owner.pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  return await startOf(owner.pid) === owner.started
}

const ownerIn = async (file: string): Promise<Owner | null> => {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    return null
  }
}

/**
 * Takes the folder for this process.
 * @returns what gives it back
 * @throws FolderInUseError
 */
export async function lockFolder (folder: string): Promise<() => Promise<void>> {
  const file = join(folder, 'lock.json')
  const mine: Owner = { pid: process.pid, host: hostname(), started: await startOf(process.pid), token: randomUUID() }
  const draft = join(folder, `lock.${mine.token}`)
  await writeFile(draft, JSON.stringify(mine))
  try {
    for (let attempt = 0; ; attempt++) {
      try {
        await link(draft, file) // fails where the file is there: whole or not at all
        break
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
      const owner = await ownerIn(file)
      if (attempt >= 5 || (owner !== null && await isAlive(file, owner))) throw new FolderInUseError(folder, owner)
      // Moved aside, not removed: should another process have taken it over meanwhile, it is put back.
      const aside = join(folder, `lock.${mine.token}.stale`)
      await rename(file, aside).catch(() => {})
      const moved = await ownerIn(aside)
      if (moved !== null && moved.token !== owner?.token) await link(aside, file).catch(() => {})
      await rm(aside, { force: true })
    }
  } finally {
    await rm(draft, { force: true })
  }

  const touch = setInterval(() => { utimes(file, new Date(), new Date()).catch(() => {}) }, TOUCH_EVERY)
  touch.unref()
  return async () => {
    clearInterval(touch)
    if ((await ownerIn(file))?.token === mine.token) await rm(file, { force: true })
  }
}
