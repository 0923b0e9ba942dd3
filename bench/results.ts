/**
 * What a benchmark leaves: its tables on the terminal, everything as JSON under bench/results, and the last tables of
 * each kind in BENCHMARKS.md.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { root } from './processes.js'

export type Row = Readonly<Record<string, string | number>>
export interface Result {
  readonly name: string
  readonly at: string
  readonly machine: Readonly<Record<string, string>>
  readonly tables: ReadonlyArray<{ readonly title: string, readonly rows: readonly Row[] }>
  readonly details: unknown
}

const folder = join(root, 'bench/results')

/** A number as it is shown: three digits, or whole. */
export const shown = (value: number | null): string =>
  value === null || Number.isNaN(value) ? '' : value >= 100 ? String(Math.round(value)) : String(+value.toPrecision(3))
/** A ratio as it is shown. */
export const ratio = (value: number, of: number | undefined): string => of === undefined ? '' : (value / of).toFixed(2)

function commit (): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], { cwd: root, encoding: 'utf8' }).trim()
  } catch {
    return 'unknown'
  }
}

/** Prints and saves a result. */
export function save (
  name: string, tables: Result['tables'], details: unknown, more: Readonly<Record<string, string>> = {}
): void {
  const result: Result = {
    name,
    at: new Date().toISOString(),
    machine: {
      processor: `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown'}`,
      memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
      system: `Linux ${release()}, Node.js ${process.version}`,
      ...more,
      commit: commit(),
      command: `npm run bench -- ${process.argv.slice(2).join(' ')}`.replace(/:\/\/\S+@/g, '://…@')
    },
    tables,
    details
  }
  for (const { title, rows } of tables) {
    console.log(title)
    console.table(rows)
  }
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${result.at.replace(/\..*$/, '').replaceAll(':', '')}-${name}.json`)
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`)
  console.log(`saved: ${file}; npm run bench -- report writes the last of each kind into BENCHMARKS.md`)
}

function markdownOf ({ at, machine, tables }: Result): string {
  const line = (cells: readonly unknown[]) => `| ${cells.join(' | ')} |`
  const facts = Object.entries({ measured: at.slice(0, 10), ...machine }).map(([name, value]) => `- ${name}: ${value}`)
  const written = tables.filter(({ rows }) => rows.length > 0).map(({ title, rows }) => {
    const heads = Object.keys(rows[0]!)
    const lines = [heads, heads.map(() => '---'), ...rows.map(row => heads.map(head => row[head]))].map(line)
    return `**${title}**\n\n${lines.join('\n')}`
  })
  return `${facts.join('\n')}\n\n${written.join('\n\n')}`
}

/**
 * Writes the last result of each kind into its place in BENCHMARKS.md. A read that has a place of its own is left out
 * of the table of many reads.
 */
export function report (): void {
  const file = join(root, 'BENCHMARKS.md')
  const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Result
  const last = new Map(readdirSync(folder).sort().map(read).map(result => [result.name, result]))
  const places = /(<!-- (\w+) -->\n)[\s\S]*?(<!-- \/\2 -->)/g
  const page = readFileSync(file, 'utf8')
  const placed = new Set([...page.matchAll(places)].map(([, , name]) => name))
  const others = ({ tables, ...result }: Result): Result => ({
    ...result,
    tables: tables.map(table => ({ ...table, rows: table.rows.filter(({ read }) => !placed.has(String(read))) }))
  })
  writeFileSync(file, page.replace(places, (whole, start, name, end) => {
    const result = last.get(name)
    if (result === undefined) return whole
    return `${start}\n${markdownOf(name === 'service' ? others(result) : result)}\n\n${end}`
  }))
  console.log(`BENCHMARKS.md: ${[...last.keys()].join(', ')}`)
}
