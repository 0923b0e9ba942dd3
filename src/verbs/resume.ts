/**
 * How far an import of a file has come, kept in the user's cache folder so that the same command goes on where it was
 * interrupted. Losing it costs time only: what is sent again changes nothing.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

export interface Counts { created: number, updated: number, unchanged: number, failed: number }

/** What has been committed so far. */
export interface State extends Counts {
  readonly file: string
  /** Of the file; another file under the same name begins anew. */
  readonly size: number
  readonly changed: number
  /** The last item that was committed. */
  readonly position: number
}

export const noCounts = (): Counts => ({ created: 0, updated: 0, unchanged: 0, failed: 0 })

const folder = () => process.env.XDG_CACHE_HOME ?? process.env.LOCALAPPDATA ?? join(homedir(), '.cache')

/** Where the state of an import is kept: one place for each file, service and set of options. */
export const statePath = (...about: ReadonlyArray<string | undefined>): string => join(folder(), 'so-phuong',
  `import-${createHash('sha256').update(JSON.stringify(about)).digest('hex').slice(0, 32)}.json`)

/** The state of an import of this very file; null where there is none. */
export function readState (path: string, file: { size: number, mtimeMs: number }): State | null {
  try {
    const state: State = JSON.parse(readFileSync(path, 'utf8'))
    return state.size === file.size && state.changed === file.mtimeMs ? state : null
  } catch {
    return null
  }
}

/** Writes the state, at once: the next moment may be an interruption. */
export function writeState (path: string, state: State): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(`${path}.new`, JSON.stringify(state), { mode: 0o600 })
    renameSync(`${path}.new`, path)
  } catch {
    // A folder that cannot be written costs only that the next time begins anew.
  }
}

export const forgetState = (path: string): void => { rmSync(path, { force: true }) }
