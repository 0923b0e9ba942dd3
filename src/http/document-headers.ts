/**
 * Headers that answers of all operations have, in the OpenAPI document: each is described once, and answers point to
 * it.
 */
import { isFree } from './costs.js'

interface Answer { headers?: Record<string, object> }
interface Operation { readonly operationId: string, readonly responses: Record<string, Answer> }

const text = (description: string, schema: object, example: string) =>
  ({ description, schema: { type: 'string', ...schema }, example })

/** What is refused by shared problems tells of allowances too; what is never limited has none with its own answers. */
const isCounted = (status: string, operationId: string) =>
  status < '300' ? !isFree(operationId) : status.startsWith('4')

interface Told {
  readonly header: object
  /** Which answers have it; all where it is left out. */
  readonly isTold?: (status: string, operationId: string) => boolean
}

const told: Readonly<Record<string, Told>> = {
  'X-Request-Id': {
    header: text('The id of the request: the one that it came with, else a new one', { maxLength: 128 },
      '0b9d3c1e-7b0e-4d4c-9a53-3f0d5b2e7b11')
  },
  'Access-Control-Allow-Origin': { header: text('Pages of every origin may read it', { const: '*' }, '*') },
  'RateLimit-Policy': {
    header: text('The allowance that counted this request: its name, its points (`q`) and the seconds for which they ' +
      'are (`w`); draft-ietf-httpapi-ratelimit-headers', {}, '"address";q=6000;w=60'),
    isTold: isCounted
  },
  RateLimit: {
    header: text('What is left of it: points (`r`), and seconds until all are there again (`t`)', {},
      '"address";r=5999;t=60'),
    isTold: isCounted
  }
}

/**
 * Has all answers of operations tell of their headers.
 * @returns the headers, as components
 */
export function tellHeaders (operations: readonly Operation[]): Record<string, object> {
  for (const { operationId, responses } of operations) {
    for (const [status, response] of Object.entries(responses)) {
      const names = Object.keys(told).filter(name => told[name]!.isTold?.(status, operationId) ?? true)
      // References of their own: what is one object becomes an alias in YAML.
      const references = names.map(name => [name, { $ref: `#/components/headers/${name}` }])
      response.headers = { ...response.headers, ...Object.fromEntries(references) }
    }
  }
  return Object.fromEntries(Object.entries(told).map(([name, { header }]) => [name, header]))
}
