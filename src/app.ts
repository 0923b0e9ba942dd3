/**
 * The application as a plugin-built instance: what all routes share, then one line for each slice. Tests build the
 * same instance; the executable only adds a socket.
 */
import compress from '@fastify/compress'
import cors from '@fastify/cors'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyServerOptions } from 'fastify'
import { constants } from 'node:zlib'
import auth from './auth/plugin.js'
import type { Config } from './config.js'
import type { Connection } from './db/connect.js'
import appointments from './appointments/routes.js'
import changes from './changes/routes.js'
import citations from './citations/routes.js'
import charts from './charts/routes.js'
import compare from './compare/routes.js'
import corrections from './corrections/routes.js'
import coverage from './coverage/routes.js'
import deliveries from './deliveries/routes.js'
import exports from './exports/routes.js'
import extractions from './extractions/routes.js'
import imports from './imports/routes.js'
import indicators from './indicators/routes.js'
import keys from './keys/routes.js'
import lineage from './lineage/routes.js'
import meetings from './meetings/routes.js'
import ofMetrics from './metrics/routes.js'
import observations from './observations/routes.js'
import officials from './officials/routes.js'
import organisations from './organisations/routes.js'
import participants from './participants/routes.js'
import profiles from './profiles/routes.js'
import quality from './quality/routes.js'
import resolutions from './resolutions/routes.js'
import resolver from './resolver/routes.js'
import reviewSheet from './review-sheet/routes.js'
import reviews from './reviews/routes.js'
import revisions from './revisions/routes.js'
import search from './search/routes.js'
import service from './service/routes.js'
import sources from './sources/routes.js'
import takedowns from './takedowns/routes.js'
import tasks from './tasks/routes.js'
import vocabularies from './vocabularies/routes.js'
import webhooks from './webhooks/routes.js'
import wards from './wards/routes.js'
import { trusting } from './http/clients.js'
import { AJV_OPTIONS, serializers, validators } from './http/compilers.js'
import { REQUEST_ID, requestIdOf } from './http/request-id.js'
import type { LogStream } from './plugins/access-log.js'
import bodies from './plugins/bodies.js'
import cache, { keptAnswers } from './plugins/cache.js'
import consistency from './plugins/consistency.js'
import conditional, { tagOfCoding } from './plugins/conditional.js'
import database from './plugins/database.js'
import errors, { answerError, brokenRequests } from './plugins/errors.js'
import followers from './plugins/followers.js'
import life from './plugins/life.js'
import limits from './plugins/limits.js'
import metrics from './plugins/metrics.js'
import methods, { notedMethods } from './plugins/methods.js'
import openapi from './plugins/openapi.js'
import overload from './plugins/overload.js'
import { answerHeaders } from './plugins/secure-headers.js'
import { openFront, serverOf } from './plugins/server.js'

export interface AppOptions {
  readonly config: Config
  readonly connection: Connection
  readonly logger?: FastifyServerOptions['logger']
}

/** What a line of the log never shows, whoever writes it. */
const SECRET_FIELDS = ['headers.authorization', 'req.headers.authorization']

/** What the compression plugin takes by itself, and lines of JSON, whose types it does not know. */
const COMPRESSIBLE = /^text\/(?!event-stream)|[+/](json|text|xml)(;|$)|octet-stream(;|$)|\/(x-ndjson|jsonl)(;|$)/

/** Builds the application on an open database whose schema is up to date. */
export async function buildApp ({ config, connection, logger = false }: AppOptions) {
  const front = openFront()
  const headers = answerHeaders(config)
  const app = Fastify({
    logger: typeof logger === 'object' ? { redact: SECRET_FIELDS, ...logger } : logger,
    genReqId: requestIdOf,
    serverFactory: serverOf(front, {
      connections: config.CONNECTIONS, bodyTimeout: config.BODY_TIMEOUT * 1000, headers
    }),
    // Who asks while the service closes is answered, and told to connect elsewhere.
    return503OnClosing: false,
    frameworkErrors: answerError,
    clientErrorHandler: brokenRequests(front, headers),
    trustProxy: config.TRUST_PROXY === 0 ? false : trusting(config.TRUST_PROXY),
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    schemaController: { compilersFactory: { buildValidator: validators(), buildSerializer: serializers() } },
    ajv: { customOptions: AJV_OPTIONS }
  }).withTypeProvider<TypeBoxTypeProvider>()

  await app.register(life)
  app.addHook('onRequest', (request, reply, done) => {
    reply.header(REQUEST_ID, request.id)
    done()
  })
  await app.register(metrics, connection)
  await app.register(database, { config, connection })
  await app.register(errors)
  await app.register(cors, {
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: [
      'Authorization', 'Content-Type', 'If-Match', 'If-None-Match', 'Idempotency-Key', 'Consistency-Token',
      'X-Request-Id'
    ],
    strictPreflight: false,
    exposedHeaders: [
      'ETag', 'Link', 'Location', 'Content-Language', 'Content-Disposition', 'Retry-After', 'WWW-Authenticate',
      'Idempotency-Replayed', 'Consistency-Token', 'X-Request-Id', 'RateLimit', 'RateLimit-Policy'
    ],
    maxAge: 86_400
  })
  await app.register(limits)
  await app.register(cache, {
    front, logStream: typeof logger === 'object' && 'stream' in logger ? logger.stream as LogStream : undefined
  })
  await app.register(consistency)
  await app.register(overload, { front })
  await app.register(auth)
  await app.register(bodies)
  await app.register(notedMethods)
  await app.register(conditional)
  await app.register(compress, {
    threshold: 1024,
    encodings: ['br', 'gzip'],
    customTypes: COMPRESSIBLE,
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }
  })
  await app.register(tagOfCoding)
  await app.register(keptAnswers)
  await app.register(openapi)
  await app.register(followers)

  await app.register(service)
  await app.register(ofMetrics)
  await app.register(reviewSheet)
  await app.register(async api => {
    await api.register(meetings)
    await api.register(participants)
    await api.register(search)
    await api.register(wards)
    await api.register(lineage)
    await api.register(profiles)
    await api.register(officials)
    await api.register(appointments)
    await api.register(organisations)
    await api.register(resolutions)
    await api.register(resolver)
    await api.register(citations)
    await api.register(indicators)
    await api.register(observations)
    await api.register(compare)
    await api.register(charts)
    await api.register(coverage)
    await api.register(quality)
    await api.register(tasks)
    await api.register(sources)
    await api.register(extractions)
    await api.register(reviews)
    await api.register(imports)
    await api.register(exports)
    await api.register(vocabularies)
    await api.register(corrections)
    await api.register(takedowns)
    await api.register(keys)
    await api.register(changes)
    await api.register(revisions)
    await api.register(webhooks)
    await api.register(deliveries)
  }, { prefix: '/v1' })
  await app.register(methods)
  return app
}
