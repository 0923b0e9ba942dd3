/**
 * Import from the command line: sends files to a running service, shows how far it has come, says what could not be
 * taken and where it stands in its file, and goes on where it was interrupted.
 */
import { MultiBar } from 'cli-progress'
import { InvalidArgumentError, Option, type Command } from 'commander'
import { stat } from 'node:fs/promises'
import { basename, extname, resolve } from 'node:path'
import { forgetState, noCounts, readState, statePath, writeState, type Counts, type State } from './resume.js'
import { NotImported, upload } from './upload.js'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const types: Readonly<Record<string, string>> = {
  '.ndjson': 'application/x-ndjson',
  '.jsonl': 'application/x-ndjson',
  '.csv': 'text/csv',
  '.tsv': 'text/csv',
  '.xlsx': XLSX
}

interface Options {
  readonly url: URL
  readonly key?: string
  readonly kind?: string
  readonly dryRun?: boolean
  readonly atomic: 'item' | 'all'
  readonly sourceSystem?: string
}

/** A line about an item that could not be taken. */
interface Failure {
  readonly position?: number
  /** In a spreadsheet: `Số liệu!D7`, or `D7` where there is but one sheet. */
  readonly place?: string | null
  readonly detail?: string
  readonly errors?: ReadonlyArray<{ pointer?: string, column?: string, cell?: string, detail: string }>
}

interface Summary extends Counts {
  readonly id?: string
  /** False for what was only tried, and where all or nothing came to nothing. */
  readonly written?: boolean
}

/** What one file came to. */
export type Outcome = 'all' | 'some' | 'none'

const exitCodes: Record<Outcome, number> = { all: 0, some: 1, none: 2 }

/** Where an error stands: `file:7`, or `file!D7`, or `file!Số liệu!D7`. */
function placeOf (file: string, { position, place }: Failure, cell: string | undefined): string {
  if (place == null) return `${file}:${position ?? '?'}`
  return `${file}!${cell === undefined ? place : place.slice(0, place.lastIndexOf('!') + 1) + cell}`
}

/** The lines that tell a failure, one for each thing that is wrong. */
export function failureLines (file: string, failure: Failure): string[] {
  const errors = failure.errors ?? []
  if (errors.length === 0) return [`${placeOf(file, failure, undefined)}: ${failure.detail ?? 'could not be taken'}`]
  return errors.map(({ pointer, column, cell, detail }) => {
    const what = [column ?? pointer ?? '', detail].filter(part => part !== '').join(' ')
    return `${placeOf(file, failure, cell)}: ${what}`
  })
}

const counted = ({ created, updated, unchanged, failed }: Counts) =>
  `${created} created, ${updated} updated, ${unchanged} unchanged, ${failed} failed`

/** What is seen while a file is sent: a bar on a terminal, else a line now and then. */
function progressOf (name: string, bytes: number) {
  const size = Math.max(bytes, 1)
  const bar = process.stderr.isTTY
    ? new MultiBar({
      format: '{name} {bar} {percentage} % | {counts}', clearOnComplete: true, hideCursor: false, gracefulExit: false
    })
    : null
  const line = bar?.create(size, 0, { name, counts: '' })
  let [sent, told] = [0, Date.now()]
  // What was written counts; where the service does not tell, what went out.
  let written: number | undefined
  return {
    sent (more: number) {
      sent += more
      if (written === undefined) line?.update(sent)
    },
    counts (counts: Counts, committed?: number) {
      written = committed ?? written
      line?.update(written ?? sent, { counts: counted(counts) })
      if (bar !== null || Date.now() - told < 5_000) return
      told = Date.now()
      process.stderr.write(`${name}: ${Math.round(100 * (written ?? sent) / size)} %, ${counted(counts)}\n`)
    },
    say (text: string) {
      if (bar === null) process.stdout.write(`${text}\n`)
      else bar.log(`${text}\n`)
    },
    stop () { bar?.stop() }
  }
}

function addressOf ({ url, kind, dryRun, atomic, sourceSystem }: Options, name: string, from: number | undefined): URL {
  const address = new URL('v1/imports', url.href.endsWith('/') ? url : `${url.href}/`)
  const parameters = {
    name,
    kind,
    sourceSystem,
    dryRun: dryRun === true ? 'true' : undefined,
    atomic: atomic === 'all' ? 'all' : undefined,
    from
  }
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) address.searchParams.set(name, String(value))
  }
  return address
}

const sum = (a: Counts, b: Partial<Counts>): Counts => ({
  created: a.created + (b.created ?? 0),
  updated: a.updated + (b.updated ?? 0),
  unchanged: a.unchanged + (b.unchanged ?? 0),
  failed: a.failed + (b.failed ?? 0)
})

/** Sends one file. */
export async function importFile (file: string, options: Options, signal: AbortSignal): Promise<Outcome> {
  const { size, mtimeMs } = await stat(file)
  const type = types[extname(file).toLowerCase()]
  if (type === undefined) throw new NotImported('is none of .ndjson, .jsonl, .csv, .tsv and .xlsx')
  // What is all or nothing, or only tried, or no list of lines, begins anew every time.
  const goesOn = type === types['.ndjson'] && options.atomic === 'item' && options.dryRun !== true
  const path = statePath(resolve(file), options.url.href, options.kind, options.sourceSystem)
  const before = goesOn ? readState(path, { size, mtimeMs }) : null
  if (before !== null) process.stderr.write(`${file}: goes on after item ${before.position}\n`)

  const progress = progressOf(basename(file), size)
  const url = addressOf(options, basename(file), before?.position)
  let summary: Summary | null = null
  let told = 0
  try {
    const lines = upload({
      url,
      path: file,
      bytes: size,
      headers: {
        'content-type': type,
        accept: 'application/x-ndjson, application/problem+json',
        'accept-language': process.env.LANG?.startsWith('vi') === true ? 'vi' : 'en',
        ...(options.key === undefined ? {} : { authorization: `Bearer ${options.key}` })
      },
      sent: progress.sent,
      signal
    })
    for await (const line of lines) {
      if (line.status === 'failed') {
        told++
        for (const text of failureLines(file, line as Failure)) progress.say(text)
      } else if (line.progress !== undefined) {
        const now = line.progress as Counts & { position: number, bytes?: number }
        const counts = sum(before ?? noCounts(), now)
        progress.counts(counts, now.bytes)
        const state: State = { ...counts, file: resolve(file), size, changed: mtimeMs, position: now.position }
        if (goesOn) writeState(path, state)
      } else if (line.summary !== undefined) {
        summary = line.summary as Summary
      } else if (line.interrupted !== undefined) {
        throw new NotImported('the service stops; the same command goes on')
      }
    }
  } finally {
    progress.stop()
  }
  if (summary === null) throw new NotImported('the connection was lost before the end')
  forgetState(path)
  if (summary.failed > told) {
    process.stdout.write(`${file}: ${summary.failed - told} more failed: see /v1/imports/${summary.id}/failures\n`)
  }
  const counts = sum(before ?? noCounts(), summary)
  process.stdout.write(`${file}: ${counted(counts)}${summary.written === false ? ' (nothing was written)' : ''}\n`)
  return counts.failed === 0 ? 'all' : 'some'
}

function reasonOf (error: Error & { code?: string }): string {
  return error.code === 'ENOENT' ? 'there is no such file' : error.message || error.code || error.name
}

async function importFiles (files: readonly string[], options: Options): Promise<void> {
  const stop = new AbortController()
  const interrupted = () => { stop.abort() }
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted)
  let worst = 0
  for (const file of files) {
    try {
      worst = Math.max(worst, exitCodes[await importFile(file, options, stop.signal)])
    } catch (error) {
      worst = exitCodes.none
      const said = stop.signal.aborted ? 'interrupted; the same command goes on' : reasonOf(error as Error)
      process.stderr.write(`so-phuong: ${file}: ${said}\n`)
      if (stop.signal.aborted) break
    }
  }
  process.off('SIGINT', interrupted).off('SIGTERM', interrupted)
  process.exitCode = worst
}

function urlFrom (text: string): URL {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return new URL(text)
  throw new InvalidArgumentError('Write an address such as https://so-phuong.example.vn.')
}

/** Gives the verb its options. */
export function importVerb (command: Command): void {
  command
    .argument('<file...>', 'NDJSON (.ndjson, .jsonl), CSV (.csv, .tsv) or Excel (.xlsx)')
    .option('--url <url>', 'address of the service', urlFrom, new URL('http://127.0.0.1:3000'))
    .addOption(new Option('--key <key>', 'a key with the scope write; better not where others see it')
      .env('SO_PHUONG_KEY'))
    .option('--kind <kind>', 'what the lines or rows are, where the file does not tell')
    .option('--dry-run', 'check everything, write nothing')
    .addOption(new Option('--atomic <how>', 'whether one failure refuses an item or all').choices(['item', 'all'])
      .default('item'))
    .option('--source-system <name>', 'the system under whose name the codes of a sheet are kept')
    // 1 says that some items failed.
    .exitOverride(error => process.exit(error.exitCode === 0 ? 0 : exitCodes.none))
    .action(importFiles)
}
