/** What whoever asks is shown of the log. */
import type { FastifyRequest } from 'fastify'
import { may } from '../auth/principal.js'
import { officesFor } from '../auth/request.js'
import type { Reader } from '../db/feed.js'

/** Whether a request may see who wrote: administrators may. */
const mayReadActors = ({ principal }: FastifyRequest): boolean => principal !== null && may(principal, 'admin')

/** What the reader behind a request is shown. */
export const readerOf = (request: FastifyRequest): Reader => ({
  offices: officesFor(request),
  actors: mayReadActors(request)
})
