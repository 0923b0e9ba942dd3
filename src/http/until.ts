/** A stream that is read only until something is called off, and is left as it is then. */
import { Readable } from 'node:stream'

/**
 * The chunks of a stream; an error from the moment on at which the signal is called off, also while more is waited for.
 * @param error made for whoever reads
 */
export const readUntil = (signal: AbortSignal, stream: Readable, error: () => Error): Readable =>
  Readable.from((async function * () {
    let giveUp = () => {}
    const stop = () => { giveUp() }
    signal.addEventListener('abort', stop)
    const chunks: AsyncIterator<Buffer> = stream[Symbol.asyncIterator]()
    try {
      for (;;) {
        // Not a race with one promise that lasts as long as the stream: it would remember every chunk.
        const { value, done } = await new Promise<IteratorResult<Buffer>>((resolve, reject) => {
          giveUp = () => { reject(error()) }
          if (signal.aborted) giveUp()
          else chunks.next().then(resolve, reject)
        })
        if (done === true) return
        yield value
      }
    } finally {
      signal.removeEventListener('abort', stop)
    }
  })(), { objectMode: false })
