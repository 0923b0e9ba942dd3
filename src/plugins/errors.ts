/**
 * The one place where an error becomes an answer: every failure is a problem document of the catalogue, in Vietnamese
 * or English as the client asks. No SQL, stack or secret leaves in a body; the log has the rest under the request's id.
 */
import accepts from 'accepts'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { troubleOf, type Trouble } from '../db/trouble.js'
import { isStorable } from '../domain/text.js'
import { faultsOf, IMPOSSIBLE } from '../http/faults.js'
import { invalidBody, Problem, problems, type Fault } from '../http/problems.js'
import { newRequestId, REQUEST_ID } from '../http/request-id.js'
import type { Headers } from './secure-headers.js'
import type { Front } from './server.js'

/** One problem that names every fault. */
function invalidParameters (faults: readonly Fault[]): Problem {
  const list = (language: 'en' | 'vi') =>
    faults.map(fault => `${fault.parameter} ${fault.detail[language]}`).join('; ') + '.'
  return new Problem('invalid-parameter', { en: list('en'), vi: list('vi') }, { faults })
}

/** Errors that Fastify itself raises, by their code. */
const raised: Record<string, ConstructorParameters<typeof Problem>> = {
  FST_ERR_BAD_URL: ['invalid-request', { en: 'The address is not validly encoded.', vi: 'Địa chỉ bị mã hóa sai.' }],
  FST_ERR_MAX_PARAM_LENGTH: ['address-too-long', {
    en: 'A part of the address is longer than any id, slug or code.',
    vi: 'Một phần của địa chỉ dài hơn mọi mã và tên rút gọn.'
  }],
  FST_ERR_CTP_BODY_TOO_LARGE: ['payload-too-large', {
    en: 'The body is larger than this address takes.', vi: 'Nội dung lớn hơn mức địa chỉ này nhận.'
  }],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported-media-type', {
    en: 'This address takes no body of this type.', vi: 'Địa chỉ này không nhận nội dung kiểu này.'
  }]
}

/** What is answered while something is the matter with the database. */
const troubles: Record<Trouble, ConstructorParameters<typeof Problem>> = {
  away: ['unavailable', {
    en: 'The database does not answer; try again shortly.', vi: 'Cơ sở dữ liệu không trả lời; hãy thử lại sau.'
  }, { headers: { 'retry-after': '5' } }],
  'read-only': ['read-only', {
    en: 'The database takes no writes at present, reads go on; try again shortly.',
    vi: 'Cơ sở dữ liệu hiện chỉ cho đọc, chưa nhận ghi; hãy thử lại sau.'
  }, { headers: { 'retry-after': '5' } }],
  full: ['storage-full', {
    en: 'The database has no room for this; nothing was written. Its operator has to make some.',
    vi: 'Cơ sở dữ liệu hết chỗ lưu; chưa ghi gì. Người vận hành cần giải phóng dung lượng.'
  }, { headers: { 'retry-after': '60' } }]
}

function problemOf (error: FastifyError | Problem): Problem {
  if (error instanceof Problem) return error
  if (error.validationContext === 'params') {
    return new Problem('not-found', {
      en: 'No record can have this id, slug or code.', vi: 'Không bản ghi nào có thể có mã này.'
    })
  }
  if (error.validation !== undefined) {
    const faults = faultsOf(error.validation, error.validationContext)
    return error.validationContext === 'body' ? invalidBody(faults) : invalidParameters(faults)
  }
  const known = raised[error.code]
  if (known !== undefined) return new Problem(...known)
  const trouble = troubleOf(error)
  if (trouble !== null) return new Problem(...troubles[trouble])
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return new Problem('invalid-request', { en: 'The request cannot be read.', vi: 'Không đọc được yêu cầu.' })
  }
  return new Problem('internal-error', {
    en: 'Something went wrong on our side; the log knows it by the requestId.',
    vi: 'Dịch vụ gặp lỗi; nhật ký ghi theo requestId.'
  })
}

/** Vietnamese or English, as `Accept-Language` prefers; English where it says nothing. */
export function languageOf (request: Pick<FastifyRequest, 'raw'>): 'en' | 'vi' {
  const chosen = accepts(request.raw).languages(['en', 'vi'])
  return chosen === 'vi' ? 'vi' : 'en'
}

/** A problem as it is answered, in the language of the request. */
export function problemAnswer (
  request: Pick<FastifyRequest, 'raw' | 'url' | 'id'>, { code, detail, faults, headers }: Problem
) {
  const language = languageOf(request)
  const { status, title, titleVi } = problems[code]
  return {
    status,
    headers: {
      ...headers,
      [REQUEST_ID]: request.id,
      'content-language': language,
      vary: 'accept-language',
      'cache-control': 'no-store',
      'content-type': 'application/problem+json; charset=utf-8'
    },
    body: JSON.stringify({
      type: `/problems/${code}`,
      title: language === 'vi' ? titleVi : title,
      status,
      detail: detail[language],
      instance: request.url,
      requestId: request.id,
      ...(faults.length === 0 ? {} : { errors: faults.map(fault => ({ ...fault, detail: fault.detail[language] })) })
    })
  }
}

function sendProblem (request: FastifyRequest, reply: FastifyReply, problem: Problem) {
  const { status, headers, body } = problemAnswer(request, problem)
  request.problem = problem.code
  return reply.code(status).headers(headers).serializer((text: unknown) => text as string).send(body)
}

/** Answers an error; also those that Fastify meets before it knows the route. */
export function answerError (error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  const problem = problemOf(error)
  // Nobody reads the answer of whoever has left, and what was broken off because of that is no fault.
  const isLeft = problem.code === 'unavailable' && request.raw.socket.destroyed
  // What is answered on purpose is no fault: that the service is starting, stopping or overloaded. It is counted.
  if (problems[problem.code].status >= 500 && !(error instanceof Problem)) {
    request.log[isLeft ? 'info' : 'error'](error)
  }
  return sendProblem(request, reply, problem)
}

/** Whether what could not be read begins as a request that is answered without a body. */
const isHead = (error: Error): boolean =>
  'rawPacket' in error && Buffer.isBuffer(error.rawPacket) && error.rawPacket.toString('latin1', 0, 5) === 'HEAD '

/**
 * Answers what is not even HTTP, or does not come to its end, on the bare socket. Imports may take long.
 * @param headers of every answer
 */
export function brokenRequests ({ imports }: Pick<Front, 'imports'>, headers: Headers) {
  const always = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')
  return (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return
    if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') {
      if (imports.has(socket)) return
      socket.end(`HTTP/1.1 408 Request Timeout\r\n${always}connection: close\r\n\r\n`)
      return
    }
    const code = error.code === 'HPE_HEADER_OVERFLOW' ? 'headers-too-large' : 'invalid-request'
    const { status } = problems[code]
    const requestId = newRequestId()
    const body = JSON.stringify({
      type: `/problems/${code}`,
      title: problems[code].title,
      status,
      detail: problems[code].when,
      instance: '',
      requestId
    })
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${always}` +
      'cache-control: no-store\r\ncontent-type: application/problem+json; charset=utf-8\r\n' +
      `content-length: ${Buffer.byteLength(body)}\r\n${REQUEST_ID}: ${requestId}\r\nconnection: close\r\n\r\n` +
      (isHead(error) ? '' : body))
  }
}

const NO_HOST = { en: 'The request names no Host.', vi: 'Yêu cầu thiếu tiêu đề Host.' }

function isEncoded (url: string): boolean {
  try {
    return !url.includes('%') || decodeURIComponent(url) !== ''
  } catch {
    return false
  }
}

type Given = Readonly<Record<string, unknown>>

/** What no parameter can be, whatever it is for. */
function faultsIn (given: Given): Fault[] {
  const faults: Fault[] = []
  for (const parameter in given) {
    const value = given[parameter]
    if (Array.isArray(value)) {
      faults.push({ parameter, detail: { en: 'is given more than once', vi: 'được cho nhiều hơn một lần' } })
    } else if (!isStorable(String(value))) {
      faults.push({ parameter, detail: IMPOSSIBLE })
    }
  }
  return faults
}

export default fp(async app => {
  app.setErrorHandler(answerError)

  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, new Problem('not-found', {
    en: `There is nothing at ${request.url.split('?')[0]}.`,
    vi: `Không có gì ở ${request.url.split('?')[0]}.`
  })))

  app.addHook('onRequest', ({ headers: { host }, raw: { httpVersion } }, _reply, done) => {
    if (host === undefined && httpVersion !== '1.0') throw new Problem('invalid-request', NO_HOST)
    done()
  })

  app.addHook('preValidation', ({ params, query, url }, _reply, done) => {
    if (!isEncoded(url)) throw new Problem(...raised.FST_ERR_BAD_URL!)
    const faults = [...faultsIn(params as Given), ...faultsIn(query as Given)]
    if (faults.length > 0) throw invalidParameters(faults)
    done()
  })
}, { name: 'errors' })
