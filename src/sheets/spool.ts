/**
 * A file that is being sent, laid aside on disk while its SHA-256 is worked out: a workbook can only be read from its
 * end, and the source that a file is has to be known before what it reports.
 */
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { say } from './cells.js'
import { SheetError } from './error.js'

export interface Spooled {
  readonly path: string
  readonly bytes: number
  /** Of the bytes, in hexadecimal. */
  readonly sha256: string
}

export type Bytes = Readable | AsyncIterable<Uint8Array> | Uint8Array

/** Lays a file aside for some work. It is gone afterwards, also where the work is given up. */
export async function * spooled<T> (
  input: Bytes, limit: number, work: (file: Spooled) => AsyncIterable<T>
): AsyncGenerator<T, void, undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'so-phuong-'))
  try {
    const path = join(folder, 'file')
    const hash = createHash('sha256')
    let bytes = 0
    const source = input instanceof Uint8Array ? Readable.from([input]) : input
    await pipeline(source, async function * (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        bytes += chunk.length
        if (bytes > limit) {
          const most = Math.floor(limit / 1024 / 1024)
          throw new SheetError(say(`The file is larger than ${most} MB.`, `Tệp lớn hơn ${most} MB.`))
        }
        hash.update(chunk)
        yield chunk
      }
    }, createWriteStream(path, { mode: 0o600 }))
    yield * work({ path, bytes, sha256: hash.digest('hex') })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
