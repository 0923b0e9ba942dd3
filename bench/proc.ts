/** What processes use of the machine, read from /proc. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'

const statOf = (pid: number) => readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')

/** Seconds of CPU that a process, and those that it has waited for, have used. */
export const cpuOf = (pid: number): number =>
  statOf(pid).slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / 100

/** The processes that another started. */
const childrenOf = (parent: number): number[] =>
  readdirSync('/proc').filter(name => /^\d+$/.test(name)).map(Number).filter(pid => {
    try {
      return Number(statOf(pid)[1]) === parent
    } catch {
      return false // it has ended meanwhile
    }
  })

/** Megabytes of memory: now, or at most since forgetPeak. */
export const memoryOf = (pid: number, which: 'VmRSS' | 'VmHWM'): number =>
  Math.round(Number(new RegExp(`${which}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024)
export const forgetPeak = (pid: number): void => { writeFileSync(`/proc/${pid}/clear_refs`, '5') }

/** The main process of a PostgreSQL; null where it runs on another machine, or its folder is not to be read. */
export async function postmasterOf (client: pg.ClientBase): Promise<number | null> {
  const { rows: [{ folder }] } = await client.query("select current_setting('data_directory') as folder")
  try {
    return Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    return null
  }
}

/** Seconds of CPU that a process and those that it started have used. */
export const cpuOfAll = (parent: number): number => [parent, ...childrenOf(parent)].reduce((sum, pid) => {
  try {
    return sum + cpuOf(pid)
  } catch {
    return sum // it has ended meanwhile, and counts with its parent
  }
}, 0)
