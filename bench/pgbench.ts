/**
 * Ceiling (c): pgbench with the statement of ceiling (b), prepared, straight at the database. The values of all
 * addresses stand in the statement as arrays, of which each execution takes one place.
 */
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { databaseCpu, type TestDatabase } from './database.js'
import { median, type Turn } from './measure.js'
import { removeAtEnd } from './processes.js'
import type { Question, Read } from './reads.js'

const debian = '/usr/lib/postgresql'
const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
const places = [...versions.map(version => join(debian, version, 'bin')), ...(process.env.PATH ?? '').split(':')]
/** Where pgbench is; undefined where it is missing. Debian has it in the package postgresql-contrib. */
export const pgbench: string | undefined = places.map(place => join(place, 'pgbench')).find(existsSync)

/** The statement for pgbench: a number instead of values. */
function scriptOf ({ statement }: Read, questions: readonly Question[]): string {
  const text = statement.replace(/\$(\d)::(\w+)/g, (_, n, type) =>
    `('{${questions.map(({ values }) => values[n - 1]).join(',')}}'::${type}[])[:n]`)
  return `\\set n random(1, ${questions.length})\n${text.replaceAll('\n', ' ')};\n`
}

/** A turn of pgbench with as many connections as contenders have to the database. */
export function pgbenchTurn (
  database: TestDatabase, read: Read, questions: readonly Question[], connections: number
): Turn {
  const folder = removeAtEnd(mkdtempSync(join(tmpdir(), 'so-phuong-pgbench-')))
  const script = join(folder, 'script.sql')
  writeFileSync(script, scriptOf(read, questions))
  return async seconds => {
    const before = databaseCpu(database)
    await promisify(execFile)(pgbench!, ['-n', '-M', 'prepared', '-c', String(connections), '-T', String(seconds),
      '-l', '--log-prefix', join(folder, 'log'), '-f', script, database.url],
    { env: { ...process.env, PGOPTIONS: '-c plan_cache_mode=force_generic_plan' } })
    const after = databaseCpu(database)
    // client, transaction, microseconds, …
    const times = readdirSync(folder).filter(name => name.startsWith('log')).flatMap(name => {
      const file = join(folder, name)
      const lines = readFileSync(file, 'utf8').trim().split('\n')
      rmSync(file)
      return lines.map(line => Number(line.split(' ')[2]) / 1000)
    }).sort((a, b) => a - b)
    return {
      perSecond: times.length / seconds,
      p50: median(times),
      p99: times[Math.floor(times.length * 0.99)]!,
      cpu: null,
      databaseCpu: before && 1e6 * (after! - before) / times.length,
      memory: null
    }
  }
}
