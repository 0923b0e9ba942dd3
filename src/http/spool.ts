/** Takes a stream in before it is worked on: into a file that is gone afterwards, so that nothing is held in memory. */
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Works on a stream that has come to its end. */
export async function spooled<T> (stream: Readable, work: (stream: Readable) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'so-phuong-'))
  try {
    const file = join(folder, 'body')
    await pipeline(stream, createWriteStream(file, { mode: 0o600 }))
    return await work(createReadStream(file))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
