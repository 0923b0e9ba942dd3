/**
 * The review sheet: `/review`, the queue of texts, and `/review/{source}`, one text on which people go through what it
 * proposed. Both are one page of files; whatever it shows it asks of the API, with the key of whoever sits before it.
 */
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import fp from 'fastify-plugin'
import { readdirSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { fileOfPackage } from '../files.js'
import { pageHeaders } from '../plugins/secure-headers.js'

const folder = fileOfPackage('./review-sheet/page/')

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8'
}

/** As for every page; and text never becomes HTML. */
const HEADERS = pageHeaders({ 'require-trusted-types-for': ["'script'"], 'trusted-types': ["'none'"] })

const schema = { hide: true } as const

const routes: FastifyPluginAsync = async app => {
  const page = readFileSync(new URL('page.html', folder), 'utf8')
  const assets = readdirSync(folder).filter(name => extname(name) in types)

  const sendPage = async (_: unknown, reply: FastifyReply) =>
    await reply.type('text/html; charset=utf-8').headers(HEADERS).send(page)

  app.get('/review', { schema }, sendPage)
  app.get('/review/:source', { schema }, sendPage)

  for (const name of assets) {
    const text = readFileSync(new URL(name, folder), 'utf8')
    app.get(`/review/assets/${name}`, { schema }, async (_, reply) => await reply
      .type(types[extname(name)]!).headers(HEADERS).send(text))
  }
}

export default fp(routes, { name: 'review-sheet', dependencies: ['conditional'] })
