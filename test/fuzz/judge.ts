/**
 * Judges an answer: its status, type and body are those that the document declares for the operation, its headers are
 * well-formed, and nothing of the inside shows.
 */
import type { Check, Operation } from './document.js'
import type { Sent } from './requests.js'
import type { Answer } from './send.js'

/** What is answered before it is known which operation is meant: of any request, and of one whose address is bent. */
const BEFORE_ANY = [431]
const OF_BENT = [...BEFORE_ANY, 400, 404, 405, 414]

/** What tells of code or of the database. */
const INSIDE =
  /node_modules|\.[jt]s:\d+|Failed query|\bat [\w.]+ \(|syntax error at or near|violates .* constraint|relation "|column "/

const TAG = /^(W\/)?"[\x21\x23-\x7e]*"$/
const LINK = /^<[^<>\s]+>(; ?[a-z]+="[^"]*")+(, <[^<>\s]+>(; ?[a-z]+="[^"]*")+)*$/
const LOCATION = /^(\/[\x21-\x7e]*|https?:\/\/[\x21-\x7e]+)$/
const REQUEST_ID = /^[\x21-\x7e]{1,200}$/

/** What the bytes of a type hold; undefined where that is not looked at. */
function parsed (type: string, body: Buffer): unknown {
  const text = body.toString()
  if (type.endsWith('ndjson')) return text.split('\n').filter(line => line !== '').map(line => JSON.parse(line))
  return type.endsWith('json') ? JSON.parse(text) : text
}

const oneOf = (header: string | string[] | undefined) => Array.isArray(header) ? header.join(', ') : header

function faultsOfHeaders ({ status, headers }: Answer): string[] {
  const { etag, link, location } = headers
  const requestId = oneOf(headers['x-request-id'])
  return [
    etag !== undefined && !TAG.test(etag as string) ? `ETag is ${etag as string}` : null,
    link !== undefined && !LINK.test(oneOf(link)!) ? `Link is ${oneOf(link)!}` : null,
    location !== undefined && !LOCATION.test(String(location)) ? `Location is ${String(location)}` : null,
    requestId !== undefined && !REQUEST_ID.test(requestId) ? `X-Request-Id is ${requestId}` : null,
    status === 401 && headers['www-authenticate'] === undefined ? '401 without WWW-Authenticate' : null,
    status === 405 && headers.allow === undefined ? '405 without Allow' : null,
    status === 503 && headers['retry-after'] === undefined ? '503 without Retry-After' : null
  ].filter(fault => fault !== null)
}

function faultsOfProblem (answer: Answer, body: Record<string, unknown>): string[] {
  const said = JSON.stringify([body.title, body.detail, body.errors])
  return [
    body.status !== answer.status ? `a problem of status ${String(body.status)} under ${answer.status}` : null,
    (oneOf(answer.headers['x-request-id']) ?? body.requestId) !== body.requestId ? 'requestId is another' : null,
    INSIDE.test(said) ? `tells of the inside: ${said.slice(0, 300)}` : null
  ].filter(fault => fault !== null)
}

/** Whether an address is not that of its operation: a part is empty or another, or a tail makes it longer. */
function isElsewhere (path: string, address: string): boolean {
  const [parts, own] = [address.split(/[?#]/)[0]!.split('/'), path.split('/')]
  if (parts.length !== own.length || (path !== '/' && parts.slice(1).includes(''))) return true
  return own.some((part, at) => !part.includes('{') && part !== parts[at])
}

/**
 * What is wrong with an answer, in short words first, so that equal faults can be counted together.
 * @param isBent whether something was put behind the address of the operation
 * @param problem the check of a problem document
 */
export function judge (
  operation: Operation, { method, address }: Sent, answer: Answer, isBent: boolean, problem: Check
): string[] {
  const { status, headers, body } = answer
  if (status >= 500) return [`status ${status}`]
  const isDeclared = operation.answers.has(status)
  const isOther = (method !== operation.method && method !== 'HEAD') || isElsewhere(operation.path, address)
  if (method === 'OPTIONS') return [204, ...OF_BENT].includes(status) ? [] : [`status ${status} to OPTIONS`]
  if (!isDeclared && !isOther && !(isBent ? OF_BENT : BEFORE_ANY).includes(status)) {
    return [`status ${status} is not declared`]
  }
  const faults = faultsOfHeaders(answer)
  if (method === 'HEAD' || status === 204 || status === 304) {
    return body.length > 0 ? [...faults, `status ${status} to ${method} with a body`] : faults
  }
  const type = String(headers['content-type'] ?? '').split(';')[0]!.trim()
  if (type === 'application/problem+json') {
    const read = parsed(type, body) as Record<string, unknown>
    const wrong = problem(read)
    return [...faults, ...wrong === null ? [] : [`problem: ${wrong}`], ...faultsOfProblem(answer, read)]
  }
  if (status >= 400) return [...faults, `status ${status} as '${type}'`]
  if (isOther || status === 302) return faults
  const check = operation.answers.get(status)?.get(type)
  if (check === undefined) return [...faults, `type '${type}' is not declared for ${status}`]
  if (answer.isEndless) return faults
  const read = parsed(type, body)
  // What is no list is declared as a text, of lines that are each JSON.
  const wrong = type === 'application/x-ndjson' && check('') === null ? null : check(read)
  return wrong === null ? faults : [...faults, `body: ${wrong}`]
}
