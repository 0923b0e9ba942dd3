/**
 * Extraction from the command line: reads files, finds in them what the register would keep, and prints it, one line of
 * JSON or one sheet for each file. It needs no database and writes nothing; what reads and finds is loaded on its use.
 */
import { Option, type Command } from 'commander'
import { once } from 'node:events'
import { open } from 'node:fs/promises'
import type { Extraction } from '../extraction/findings.js'
import type { Reading } from '../inputs/read.js'

interface Options {
  readonly format: 'json' | 'table'
  readonly text?: boolean
}

/** What one file came to. */
export type Outcome = { readonly file: string } &
  ({ readonly reading: Reading, readonly extraction: Extraction } |
    { readonly error: { readonly code: string, readonly message: string } })

/** As many files are read ahead of the one that is printed. */
const AHEAD = 4

async function bytesOf (file: string, limit: number): Promise<Buffer> {
  const handle = file === '-' ? null : await open(file)
  try {
    // One byte more than is allowed is enough to be refused.
    const stream = handle?.createReadStream({ end: limit }) ?? process.stdin
    const chunks: Buffer[] = []
    let length = 0
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      length += chunk.length
      if (length > limit) break
    }
    return Buffer.concat(chunks)
  } finally {
    await handle?.close()
  }
}

const reasons: Readonly<Record<string, { code: string, message: string }>> = {
  ENOENT: { code: 'no-such-file', message: 'There is no such file.' },
  EISDIR: { code: 'no-such-file', message: 'It is a folder, not a file.' },
  EACCES: { code: 'no-access', message: 'The file may not be read.' }
}

async function outcomeOf (file: string): Promise<Outcome> {
  const { inputLimits, readText, UnreadableInput } = await import('../inputs/read.js')
  const { extract } = await import('../extraction/extract.js')
  try {
    const reading = await readText(await bytesOf(file, inputLimits.bytes), file === '-' ? {} : { name: file })
    return { file, reading, extraction: extract(reading.text, { publishedOn: reading.publishedOn }) }
  } catch (error) {
    if (error instanceof UnreadableInput) return { file, error: { code: error.code, message: error.message } }
    const { code = '', message } = error as NodeJS.ErrnoException
    return { file, error: reasons[code] ?? { code: 'failed', message } }
  }
}

/** The outcomes of files in their order; some of them are read at the same time. */
async function * outcomes (files: readonly string[]): AsyncGenerator<Outcome, void, undefined> {
  const reading: Array<Promise<Outcome>> = []
  for (const file of files) {
    reading.push(outcomeOf(file))
    if (reading.length >= AHEAD) yield await reading.shift()!
  }
  for (const outcome of reading) yield await outcome
}

function jsonOf (outcome: Outcome, withText: boolean): string {
  if ('error' in outcome) return JSON.stringify(outcome) + '\n'
  const { file, extraction, reading: { text, notes, ...input } } = outcome
  const noted = notes.map(({ code, detail }) => ({ code, detail: detail.en }))
  return JSON.stringify({ file, input: { ...input, notes: noted, ...(withText ? { text } : {}) }, extraction }) + '\n'
}

async function extractFiles (files: readonly string[], { format, text = false }: Options): Promise<void> {
  // Whoever reads the lines may have seen enough.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  const hasColours = process.stdout.isTTY && (process.env.NO_COLOR ?? '') === ''
  const { sheetOf } = await import('./sheet.js')
  for await (const outcome of outcomes(files)) {
    if ('error' in outcome) process.exitCode = 1
    const lines = format === 'json' ? jsonOf(outcome, text) : sheetOf(outcome, hasColours)
    if (!process.stdout.write(lines)) await once(process.stdout, 'drain')
  }
}

/** Gives the verb its options. */
export function extractVerb (command: Command): void {
  command
    .argument('<file...>', 'plain text, HTML, DOCX or PDF; - is the standard input')
    .addOption(new Option('--format <format>', 'a line of JSON for each file, or a sheet for people')
      .choices(['json', 'table']).default('json'))
    .option('--text', 'with the text that was read, to which the offsets belong')
    .action(extractFiles)
}
