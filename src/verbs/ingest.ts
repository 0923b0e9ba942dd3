/**
 * An archive of articles into a running service: files are read here, sent many at a time, and read for records there.
 * What is there already is left as it is, so that the same command, repeated, completes what was interrupted.
 */
import { SingleBar } from 'cli-progress'
import { InvalidArgumentError, Option, type Command } from 'commander'
import { setTimeout as wait } from 'node:timers/promises'
import { filesIn, readFiles, type SourceDraft } from './archive.js'

interface Options {
  readonly url: URL
  readonly key?: string
  readonly publisher?: string
  readonly requests: number
  readonly json?: boolean
}

interface Failure { readonly file: string, readonly reason: string }

/** What an archive came to. */
interface Summary {
  files: number
  created: number
  unchanged: number
  failed: number
  /** Texts about a ward that the register does not know for certain, and texts that say nothing of one. */
  unplaced: number
  readonly wards: Set<string>
  readonly meetings: Set<string>
  readonly found: Record<string, number>
  readonly failures: Failure[]
  readonly seconds: () => number
}

/** Texts that are sent, and written, at once: few enough that those on their way seldom tell of the same wards. */
const MOST_TEXTS = 40
const MOST_CHARACTERS = 200_000
const ATTEMPTS = 6

interface Sent { readonly file: string, readonly draft: SourceDraft }

/** The service said no to everything. */
class Refused extends Error {}

interface Line {
  readonly position?: number
  readonly status?: 'created' | 'updated' | 'unchanged' | 'failed'
  readonly detail?: string
  readonly errors?: ReadonlyArray<{ pointer?: string, detail: string }>
  readonly found?: { ward: string | null, meeting: string | null, proposed: Record<string, number> }
  readonly summary?: object
}

/** Sends texts and reads what became of each; tries again what did not come through, since nothing is taken twice. */
async function send (batch: readonly Sent[], { url, key }: Options, signal: AbortSignal): Promise<Line[]> {
  const base = url.href.endsWith('/') ? url : `${url.href}/`
  const address = new URL('v1/imports?extract=true&results=all&name=ingest', base)
  const body = batch.map(({ draft }) => `${JSON.stringify({ kind: 'source', data: draft })}\n`).join('')
  const headers = {
    'content-type': 'application/x-ndjson',
    'accept-language': process.env.LANG?.startsWith('vi') === true ? 'vi' : 'en',
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` })
  }
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = await fetch(address, { method: 'POST', headers, body, signal })
      const text = await answer.text()
      if (!answer.ok) {
        if (answer.status < 500 && answer.status !== 429) throw new Refused(refusal(answer.status, text))
        throw new Error(refusal(answer.status, text))
      }
      const lines = text.split('\n').filter(line => line !== '').map(line => JSON.parse(line) as Line)
      if (lines.at(-1)?.summary === undefined) throw new Error('the connection was lost before the end')
      return lines.filter(line => line.status !== undefined)
    } catch (error) {
      if (error instanceof Refused || signal.aborted || attempt === ATTEMPTS) throw error
      await wait(250 * 2 ** attempt, undefined, { signal })
    }
  }
}

function refusal (status: number, body: string): string {
  try {
    const { title, detail } = JSON.parse(body)
    return `${status}: ${detail ?? title}`
  } catch {
    return `${status}: ${body.slice(0, 200)}`
  }
}

/** Adds what became of the texts of a batch. */
function note (summary: Summary, batch: readonly Sent[], lines: readonly Line[]): void {
  for (const { position, status, detail, errors = [], found } of lines) {
    const file = batch[position! - 1]!.file
    if (status === 'failed') {
      const reason = errors.map(({ pointer = '', detail }) => `${pointer} ${detail}`.trim()).join('; ') || detail!
      fail(summary, { file, reason })
      continue
    }
    summary[status === 'created' ? 'created' : 'unchanged']++
    if (status !== 'created') continue
    if (found?.ward == null) summary.unplaced++
    else summary.wards.add(found.ward)
    if (found?.meeting != null) summary.meetings.add(found.meeting)
    for (const [kind, count] of Object.entries(found?.proposed ?? {})) {
      summary.found[kind] = (summary.found[kind] ?? 0) + count
    }
  }
}

function fail (summary: Summary, failure: Failure): void {
  summary.failed++
  summary.failures.push(failure)
}

/** What is seen meanwhile: a bar on a terminal, else a line now and then. */
function progressOf (total: number, summary: Summary) {
  const bar = process.stderr.isTTY
    ? new SingleBar({
      format: '{bar} {percentage} % | {value}/{total} | {created} new, {failed} failed',
      hideCursor: false,
      gracefulExit: false,
      clearOnComplete: true
    })
    : null
  let told = Date.now()
  const counts = () => ({ created: summary.created, failed: summary.failed })
  const done = () => summary.created + summary.unchanged + summary.failed
  bar?.start(total, 0, counts())
  return {
    update () {
      bar?.update(done(), counts())
      if (bar !== null || Date.now() - told < 5_000) return
      told = Date.now()
      process.stderr.write(`${done()} of ${total} files, ${summary.created} new, ${summary.failed} failed\n`)
    },
    stop () { bar?.stop() }
  }
}

/** Reads a folder and sends what is in it, some requests at a time. */
async function ingest (folder: string, options: Options, signal: AbortSignal): Promise<Summary> {
  const started = performance.now()
  const files = await filesIn(folder)
  const summary: Summary = {
    files: files.length,
    created: 0,
    unchanged: 0,
    failed: 0,
    unplaced: 0,
    wards: new Set(),
    meetings: new Set(),
    found: {},
    failures: [],
    seconds: () => (performance.now() - started) / 1000
  }
  const progress = progressOf(files.length, summary)
  const flying = new Set<Promise<void>>()
  let [batch, characters]: [Sent[], number] = [[], 0]
  let failure: Error | null = null
  const stop = new AbortController()
  const signals = AbortSignal.any([signal, stop.signal])
  const fly = async () => {
    const texts = batch
    batch = []
    characters = 0
    if (texts.length === 0) return
    const flight = send(texts, options, signals).then(lines => {
      note(summary, texts, lines)
      progress.update()
    })
    flying.add(flight)
    flight.catch((error: Error) => {
      failure ??= error
      stop.abort()
    }).finally(() => flying.delete(flight))
    if (flying.size >= options.requests) await Promise.race(flying).catch(() => {})
  }
  try {
    for await (const read of readFiles(folder, files, options.publisher)) {
      if (signals.aborted) break
      if ('twin' in read) summary.unchanged++
      if ('failure' in read) fail(summary, { file: read.file, reason: read.failure })
      if (!('draft' in read)) continue
      batch.push(read)
      characters += read.draft.text.length
      if (batch.length >= MOST_TEXTS || characters >= MOST_CHARACTERS) await fly()
    }
    await fly()
    await Promise.allSettled(flying)
    if (failure !== null) throw failure
    signals.throwIfAborted()
    return summary
  } finally {
    await Promise.allSettled(flying)
    progress.stop()
  }
}

const words: ReadonlyArray<readonly [kind: string, many: string]> = [
  ['participant', 'participants'], ['citation', 'citations'], ['observation', 'figures'], ['task', 'tasks']
]

function lines ({ files, created, unchanged, failed, unplaced, wards, meetings, found, seconds }: Summary): string {
  const rate = Math.round((created + unchanged) / Math.max(seconds(), 0.001))
  return [
    `${files} files in ${seconds().toFixed(1)} s (${rate}/s): ${created} new, ${unchanged} there already, ` +
      `${failed} failed`,
    `found: ${wards.size} wards, ${meetings.size} meetings, ` +
      words.map(([kind, many]) => `${found[kind] ?? 0} ${many}`).join(', '),
    ...unplaced === 0 ? [] : [`${unplaced} texts name no ward that is known for certain`]
  ].map(line => `${line}\n`).join('')
}

function jsonOf ({ seconds, wards, meetings, ...rest }: Summary): string {
  return `${JSON.stringify({
    ...rest, wards: wards.size, meetings: meetings.size, seconds: Number(seconds().toFixed(3))
  })}\n`
}

async function run (folder: string, options: Options): Promise<void> {
  const stop = new AbortController()
  const interrupted = () => { stop.abort() }
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted)
  try {
    const summary = await ingest(folder, options, stop.signal)
    if (options.json === true) process.stdout.write(jsonOf(summary))
    else {
      for (const { file, reason } of summary.failures) process.stdout.write(`${file}: ${reason}\n`)
      process.stdout.write(lines(summary))
    }
    process.exitCode = summary.failed === 0 ? 0 : 1
  } catch (error) {
    const { message, cause } = error as Error & { cause?: Error }
    const said = stop.signal.aborted ? 'interrupted; the same command goes on' : cause?.message || message
    process.stderr.write(`so-phuong: ${said}\n`)
    process.exitCode = 2
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted)
  }
}

function urlFrom (text: string): URL {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return new URL(text)
  throw new InvalidArgumentError('Write an address such as https://so-phuong.example.vn.')
}

function countFrom (text: string): number {
  if (/^[1-9]\d?$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Write a number from 1 to 99.')
}

/** Gives the verb its options. */
export function ingestVerb (command: Command): void {
  command
    .argument('<folder>', 'articles as plain text, HTML, DOCX or PDF, also in folders of their own')
    .option('--url <url>', 'address of the service', urlFrom, new URL('http://127.0.0.1:3000'))
    .addOption(new Option('--key <key>', 'a key with the scope write; better not where others see it')
      .env('SO_PHUONG_KEY'))
    .option('--publisher <name>', 'who published them')
    .option('--requests <number>', 'how many requests are on their way at once', countFrom, 3)
    .option('--json', 'tell at the end what became of them as one object of JSON')
    .action(run)
}
