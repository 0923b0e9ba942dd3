/** What whoever asks is shown of the log. */
import type { FastifyRequest } from 'fastify'
import type { Reader } from '../db/feed.js'

/** Whether a request may see who wrote; without a key nobody may. */
const mayReadActors = (_request: FastifyRequest): boolean => false

/** What the reader behind a request is shown. */
export const readerOf = (request: FastifyRequest): Reader => ({
  offices: request.server.config.SHOW_OFFICES,
  actors: mayReadActors(request)
})
