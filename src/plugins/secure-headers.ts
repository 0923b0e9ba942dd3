/**
 * What every answer tells a browser not to do, as helmet words it: once for all answers, which are data, and once for
 * the pages. Made at the start, not for each request, so that answers from memory and those that are written past
 * Fastify, or past HTTP altogether, carry the same.
 */
import helmet, { type HelmetOptions } from 'helmet'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Config } from '../config.js'

export type Headers = Readonly<Record<string, string>>

/** The headers that helmet would set. */
function headersOf (options: HelmetOptions): Headers {
  const headers: Record<string, string> = {}
  const response = {
    setHeader: (name: string, value: string) => { headers[name.toLowerCase()] = value },
    removeHeader: () => {}
  }
  helmet(options)({} as IncomingMessage, response as unknown as ServerResponse, error => { if (error) throw error })
  return headers
}

/** Headers for browsers that are gone, or for what this service has not. */
const unused = {
  crossOriginEmbedderPolicy: false,
  originAgentCluster: false,
  dnsPrefetchControl: false,
  ieNoOpen: false,
  permittedCrossDomainPolicies: false,
  hidePoweredBy: false,
  xssFilter: false
} as const satisfies HelmetOptions

const YEAR = 31_536_000

/**
 * Of every answer: what is opened as a page loads and runs nothing, and stands in no frame. Pages of other origins may
 * read it, since the interface is open to them; HTTPS is asked for where the public address has it.
 */
export const answerHeaders = ({ PUBLIC_URL }: Pick<Config, 'PUBLIC_URL'>): Headers => headersOf({
  ...unused,
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  crossOriginOpenerPolicy: false,
  crossOriginResourcePolicy: { policy: 'cross-origin' },
  // `frame-ancestors` says the same, and a picture that others may embed can take it back.
  frameguard: false,
  referrerPolicy: { policy: 'no-referrer' },
  // Of its neighbours under the same domain this service knows nothing.
  hsts: PUBLIC_URL?.startsWith('https:') === true ? { maxAge: YEAR, includeSubDomains: false } : false
})

/** What no page of this service asks a browser for. */
const NO_FEATURES = ['camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'usb']
  .map(feature => `${feature}=()`).join(', ')

type Directives = Readonly<Record<string, readonly string[]>>

/**
 * Of a page, instead of those that say the same of data: it loads from this service alone, nothing inline, and its
 * window and files are nobody else's.
 * @param more directives of this page, beside or instead of those of all pages
 * @param opener whether windows of other origins that it opens may talk to it
 */
export const pageHeaders = (
  more: Directives = {}, opener: 'same-origin' | 'unsafe-none' = 'same-origin'
): Headers => ({
  ...headersOf({
    ...unused,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'"],
        'connect-src': ["'self'"],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
        'frame-ancestors': ["'none'"],
        ...more
      }
    },
    crossOriginOpenerPolicy: { policy: opener },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    hsts: false
  }),
  'permissions-policy': NO_FEATURES
})
