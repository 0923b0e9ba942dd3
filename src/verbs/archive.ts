/**
 * A folder of articles as texts to be sent: every file in it and below is read, several at a time, by whichever reader
 * is right for it. The same text in two files is one.
 */
import { createHash } from 'node:crypto'
import { opendir, readFile, stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join, relative, sep } from 'node:path'
import { inputLimits, readText, UnreadableInput } from '../inputs/read.js'

/** A file that was read, why it was not, or the file before it that has the same text. */
export type ReadFile = { readonly file: string } &
  ({ readonly draft: SourceDraft } | { readonly failure: string } | { readonly twin: string })

export interface SourceDraft {
  readonly title: string
  readonly publisher?: string
  readonly publishedOn?: string
  readonly url?: string
  readonly text: string
}

/** The files of a folder and of those in it, in the order of their names; hidden ones are passed over. */
export async function filesIn (folder: string): Promise<string[]> {
  const files: string[] = []
  for await (const entry of await opendir(folder)) {
    if (entry.name.startsWith('.')) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) files.push(...await filesIn(path))
    else if (entry.isFile()) files.push(path)
  }
  return files.sort()
}

const LONGEST_TITLE = 300
const LONGEST_URL = 2000

async function readOne (path: string, publisher: string | undefined): Promise<SourceDraft | string> {
  try {
    if ((await stat(path)).size > inputLimits.bytes) return 'The file is larger than 32 MB.'
    const { text, title, publishedOn, url } = await readText(await readFile(path), { name: path })
    return {
      title: (title ?? /\S.*/.exec(text)?.[0] ?? '').trim().slice(0, LONGEST_TITLE),
      ...(publisher === undefined ? {} : { publisher }),
      ...(publishedOn === null ? {} : { publishedOn }),
      ...(url === null || url.length > LONGEST_URL ? {} : { url }),
      text
    }
  } catch (error) {
    if (error instanceof UnreadableInput) return error.message
    throw error
  }
}

/** Reads files in their order, some ahead of the one that is given out. */
export async function * readFiles (
  folder: string, files: readonly string[], publisher: string | undefined
): AsyncGenerator<ReadFile> {
  const ahead = 4 * availableParallelism()
  const seen = new Map<string, string>()
  const reading: Array<Promise<SourceDraft | string>> = []
  for (let at = 0; at < files.length; at++) {
    while (reading.length < ahead && at + reading.length < files.length) {
      const next = readOne(files[at + reading.length]!, publisher)
      // What one file fails with is told when its turn comes.
      next.catch(() => {})
      reading.push(next)
    }
    const file = relative(folder, files[at]!).split(sep).join('/')
    const read = await reading.shift()!
    if (typeof read === 'string') {
      yield { file, failure: read }
      continue
    }
    const digest = createHash('sha256').update(read.text).digest('base64')
    const twin = seen.get(digest)
    if (twin !== undefined) yield { file, twin }
    else yield { file, draft: read }
    seen.set(digest, twin ?? file)
  }
}
