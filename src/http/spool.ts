/**
 * Takes a body in before it is worked on, into a file, so that nothing is held in memory: a transaction does not wait
 * for a slow sender, a workbook can only be read from its end, and what a file is called by has to be known before it.
 */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

export type Bytes = Readable | AsyncIterable<Uint8Array> | Uint8Array

export interface Spooled {
  readonly path: string
  readonly bytes: number
  /** Of the bytes, in hexadecimal. */
  readonly sha256: string
  /** Removes the file; whoever had it made does that, also where its work fails. */
  remove (): Promise<void>
}

/**
 * Lays bytes aside, to their end.
 * @param check is told how many have come so far, and throws where that is too many
 */
export async function spool (input: Bytes, check: (bytes: number) => void = () => {}): Promise<Spooled> {
  const folder = await mkdtemp(join(tmpdir(), 'so-phuong-'))
  const remove = async () => await rm(folder, { recursive: true, force: true })
  try {
    const path = join(folder, 'file')
    const hash = createHash('sha256')
    let bytes = 0
    const source = input instanceof Uint8Array ? Readable.from([input]) : input
    await pipeline(source, async function * (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        bytes += chunk.length
        check(bytes)
        hash.update(chunk)
        yield chunk
      }
    }, createWriteStream(path, { mode: 0o600 }))
    return { path, bytes, sha256: hash.digest('hex'), remove }
  } catch (error) {
    await remove()
    throw error
  }
}

/** Works on a stream that has come to its end. */
export async function spooled<T> (stream: Readable, work: (stream: Readable) => Promise<T>): Promise<T> {
  const file = await spool(stream)
  try {
    return await work(createReadStream(file.path))
  } finally {
    await file.remove()
  }
}
