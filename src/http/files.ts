/**
 * Files as bodies: an address that takes JSON can take a text, a web page, a Word document or a PDF in its stead, which
 * is read before the body is looked at. What cannot be read is told as a problem, with the reason.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { readText, inputLimits, UnreadableInput, type Reading } from '../inputs/read.js'
import { Problem, type ProblemCode } from './problems.js'

/** The types that are taken. What a file is, its content says. */
export const fileTypes = [
  'text/plain', 'text/html', 'application/xhtml+xml', 'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
] as const

/** As many characters a text may have. */
export const LONGEST_TEXT = 500_000

/** What an address with files can answer beside the problems of all bodies. */
export const fileProblems = ['unreadable-file'] as const satisfies readonly ProblemCode[]

const readings = new WeakMap<FastifyRequest, Reading>()

/** What was read of the file of a request; null where it came as JSON. */
export const readingOf = (request: FastifyRequest): Reading | null => readings.get(request) ?? null

const ONLY_NEW = { en: 'Only POST takes files.', vi: 'Chỉ POST nhận tệp.' }

function problemOf ({ code, detail }: UnreadableInput): Problem {
  if (code === 'too-large') return new Problem('payload-too-large', detail)
  return new Problem(code === 'unsupported' ? 'unsupported-media-type' : 'unreadable-file', detail)
}

async function read (request: FastifyRequest, bytes: Buffer): Promise<Reading> {
  try {
    const contentType = request.headers['content-type']!
    return await readText(bytes, { contentType, limits: { characters: LONGEST_TEXT } })
  } catch (error) {
    if (error instanceof UnreadableInput) throw problemOf(error)
    throw error
  }
}

/**
 * Lets the addresses of a scope take files.
 * @param bodyOf what stands for the body, of what was read
 */
export function takeFiles (scope: FastifyInstance, bodyOf: (reading: Reading) => object): void {
  scope.addContentTypeParser([...fileTypes], { parseAs: 'buffer', bodyLimit: inputLimits.bytes },
    async (request: FastifyRequest, bytes: Buffer) => {
      if (request.method !== 'POST') throw new Problem('unsupported-media-type', ONLY_NEW)
      const reading = await read(request, bytes)
      readings.set(request, reading)
      return bodyOf(reading)
    })
}
