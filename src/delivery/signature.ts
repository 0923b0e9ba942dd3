/** Secrets and signatures of Standard Webhooks: HMAC-SHA256 of id, instant and body; one signature for each secret. */
import { createHmac, randomBytes } from 'node:crypto'

const PREFIX = 'whsec_'

/** A new secret: 32 random bytes. */
export const newSecret = (): string => PREFIX + randomBytes(32).toString('base64')

/**
 * The headers that a receiver verifies.
 * @param secrets the newest first; while one takes the place of another, both sign
 * @param at when it is sent, since receivers refuse what is old
 */
export function signedHeaders (secrets: readonly string[], id: string, at: Date, body: string): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const signatures = secrets.map(secret =>
    'v1,' + createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64'))
      .update(`${id}.${timestamp}.${body}`).digest('base64'))
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') }
}
