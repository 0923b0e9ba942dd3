/** A thread that reads files of which nothing is known: whatever they do to a parser, they do it here. */
import { parentPort } from 'node:worker_threads'
import { isOurs, UnreadableInput } from './error.js'
import type { Answer, Job } from './pool.js'
import type { Document } from './reading.js'

// What parsers print is nobody's concern. (A stream that somebody reads would keep the process alive.)
for (const stream of [process.stdout, process.stderr]) stream.write = () => true

async function read ({ kind, content, unpacked, pages }: Job): Promise<Document> {
  // A parser is loaded by the first file that needs it.
  if (kind === 'html') return (await import('./html.js')).readHtml(content as string)
  const bytes = Buffer.from(content as Uint8Array)
  if (kind === 'docx') return await (await import('./docx.js')).readDocx(bytes, unpacked)
  return await (await import('./pdf.js')).readPdf(bytes, pages)
}

async function answer (job: Job): Promise<Answer> {
  try {
    return { document: await read(job) }
  } catch (error) {
    if (error instanceof UnreadableInput) return { code: error.code, detail: error.detail }
    if (isOurs(error)) throw error
    // Recursion that ended at the end of the stack, or a length that no array has.
    return { failure: error instanceof RangeError ? 'range' : 'other', cause: String(error) }
  }
}

parentPort!.on('message', (job: Job) => {
  answer(job).then(answer => { parentPort!.postMessage(answer) }, error => { setImmediate(() => { throw error }) })
})
