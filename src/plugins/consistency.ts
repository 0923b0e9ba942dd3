/**
 * Reading one's own writes where replicas take reads: a write is answered with a token, and whoever sends it with a
 * later request is answered from a state that has the write, also by another process. Without replicas there are no
 * tokens, and none is needed.
 */
import fp from 'fastify-plugin'
import { badParameter } from '../http/problems.js'

const HEADER = 'consistency-token'

/** A place in the log of the server, as it is handed out. */
const writeToken = (place: bigint) => place.toString(36)

/** @returns null where nobody can have handed it out */
function readToken (token: string): bigint | null {
  if (!/^[0-9a-z]{1,13}$/.test(token)) return null
  const place = [...token].reduce((sum, digit) => sum * 36n + BigInt(parseInt(digit, 36)), 0n)
  return place < 1n << 64n ? place : null
}

export default fp(async app => {
  app.addHook('onRequest', (request, _reply, done) => {
    const token = request.headers[HEADER]
    if (token === undefined) return done()
    request.seen = readToken(String(token))
    if (request.seen !== null) return done()
    throw badParameter('Consistency-Token', {
      en: 'is not a token that a write was answered with', vi: 'không phải mã mà một lần ghi đã trả về'
    })
  })

  const { replicas } = app
  if (replicas === null) return
  app.addHook('onSend', (request, reply, payload, done) => {
    const isWrite = !['GET', 'HEAD', 'OPTIONS'].includes(request.method)
    if (isWrite && reply.statusCode < 300 && replicas.seen !== null) reply.header(HEADER, writeToken(replicas.seen))
    done(null, payload)
  })
}, { name: 'consistency', dependencies: ['database', 'errors'] })
