/**
 * Units from the command line: loads files of open data on administrative units into the database, all or nothing, and
 * tells what came of it, what is doubtful and under which licence the data are.
 */
import { SingleBar } from 'cli-progress'
import { InvalidArgumentError, type Command } from 'commander'
import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { readConfig } from '../config.js'
import type { Outcome } from '../gazetteer/load.js'
import { DAY_PATTERN } from '../http/schemas.js'

interface Options {
  readonly validFrom?: string
  readonly validTo?: string
  readonly doubts?: string
  readonly dryRun?: boolean
}

/** As many doubts are told where no file is named for them. */
const TOLD = 20

function dayFrom (text: string): string {
  const exists = /^\d{4}-\d\d-\d\d$/.test(text) && new RegExp(DAY_PATTERN).test(text) &&
    !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text)
  if (exists) return text
  throw new InvalidArgumentError('Write a day such as 2025-07-01.')
}

/** A bar on a terminal, nothing elsewhere: a load takes seconds. */
function progressBar () {
  const bar = process.stderr.isTTY
    ? new SingleBar({ format: 'units {bar} {percentage} %', clearOnComplete: true, hideCursor: false })
    : null
  bar?.start(100, 0)
  return {
    update: (done: number) => { bar?.update(Math.round(100 * done)) },
    stop: () => { bar?.stop() }
  }
}

async function tell ({ doubts, ...counts }: Outcome, options: Options): Promise<void> {
  const { listed, created, changed, changes, left } = counts
  const out: string[] = [
    `${listed} units: ${created} created, ${changed} changed, ${listed - created - changed} unchanged; ` +
      `${changes} changes of units added${options.dryRun === true ? ' (nothing was written)' : ''}`
  ]
  if (left > 0) out.push(`${left} were changed or deleted by others and are left as they are`)
  if (doubts.length > 0 && options.doubts !== undefined) {
    await writeFile(options.doubts, doubts.map(doubt => `${doubt}\n`).join(''))
    out.push(`${doubts.length} doubts: see ${options.doubts}`)
  } else if (doubts.length > 0) {
    out.push(`${doubts.length} doubts:`, ...doubts.slice(0, TOLD).map(doubt => `  ${doubt}`))
    if (doubts.length > TOLD) out.push(`  … ${doubts.length - TOLD} more: --doubts FILE has them all`)
  }
  process.stdout.write(`${out.join('\n')}\n`)
}

async function loadFiles (paths: readonly string[], options: Options): Promise<void> {
  // Loaded here, so that other verbs need not load a service.
  const { prepare, withDatabase } = await import('../verbs.js')
  const { readUnitFile } = await import('../gazetteer/files.js')
  const { loadUnits } = await import('../gazetteer/load.js')
  const files = await Promise.all(paths.map(async path => readUnitFile(basename(path), await readFile(path, 'utf8'))))
  for (const { name, format, faults } of files) {
    process.stdout.write(`${name}: ${format.title} (${format.licence})\n`)
    for (const fault of faults.slice(0, TOLD)) process.stderr.write(`${fault}\n`)
    if (faults.length > TOLD) process.stderr.write(`${name}: ${faults.length - TOLD} more lines cannot be used\n`)
  }
  const broken = files.find(({ faults }) => faults.length > 0)
  if (broken !== undefined) throw new Error(`${broken.name} has lines that cannot be used; nothing was written`)
  const config = readConfig()
  const bar = progressBar()
  const outcome = await withDatabase(config, async connection => {
    await prepare(connection, config)
    return await loadUnits(connection.db, files, {
      window: { from: options.validFrom ?? null, to: options.validTo ?? null },
      dryRun: options.dryRun,
      progress: bar.update
    })
  }).finally(bar.stop)
  await tell(outcome, options)
}

/** Gives the verb its options. */
export function loadUnitsVerb (command: Command): void {
  command
    .argument('<file...>', 'lists of units (CSV, JSON) and tables of what became of them')
    .option('--valid-from <day>', 'since when a list holds; 2025-07-01 for two levels', dayFrom)
    .option('--valid-to <day>', 'until when a list holds; 2025-06-30 for three levels', dayFrom)
    .option('--doubts <file>', 'where to write what the files do not agree on')
    .option('--dry-run', 'check everything, write nothing')
    .action(loadFiles)
}
