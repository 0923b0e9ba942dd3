/**
 * The service itself over HTTP: the service document at the root, health, the catalogue of problems, the API catalogue
 * (RFC 9727) and where tokens come from (RFC 9728).
 */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import accepts from 'accepts'
import fp from 'fastify-plugin'
import { Type } from 'typebox'
import { RESOURCE_METADATA, resourceMetadata } from '../auth/bearer.js'
import { migrationState } from '../db/migrate.js'
import { operation, recordResponse } from '../http/operation.js'
import { found, Problem, problems, type ProblemCode } from '../http/problems.js'
import { ref } from '../http/schemas.js'
import { version } from '../version.js'
import { CatalogueEntry, components, Liveness, Readiness, ServiceDocument } from './schemas.js'

const links = {
  meetings: '/v1/meetings',
  search: '/v1/search',
  wards: '/v1/wards',
  officials: '/v1/officials',
  organisations: '/v1/organisations',
  resolutions: '/v1/resolutions',
  citations: '/v1/citations',
  indicators: '/v1/indicators',
  observations: '/v1/observations',
  compare: '/v1/compare',
  coverage: '/v1/coverage',
  quality: '/v1/quality',
  tasks: '/v1/tasks',
  sources: '/v1/sources',
  vocabularies: '/v1/vocabularies',
  changes: '/v1/changes',
  review: '/review',
  documentation: '/docs',
  openapi: '/openapi.json',
  problems: '/problems',
  health: '/health/ready',
  catalogue: '/.well-known/api-catalog'
}

const entry = (code: ProblemCode) => ({ type: `/problems/${code}`, ...problems[code] })

const routes: FastifyPluginAsyncTypebox = async app => {
  for (const component of components) app.addSchema(component)

  app.get('/', {
    schema: operation({
      operationId: 'getService',
      tag: 'Service',
      summary: 'The service in short',
      description: 'A browser is sent to the documentation.',
      response: {
        ...recordResponse(ServiceDocument, 'The service document'),
        302: { description: 'A browser goes on to the documentation', type: 'null' }
      }
    })
  }, async (request, reply) => {
    reply.header('vary', 'accept')
    const { DATA_LICENCE, DATA_LICENCE_URL, PUBLIC_URL } = app.config
    const isBrowser = accepts(request.raw).type(['application/json', 'text/html']) === 'text/html'
    if (isBrowser) return reply.redirect(`${PUBLIC_URL ?? ''}/docs`)
    return {
      name: 'Sổ Phường',
      description: 'A register of Vietnamese ward Party records: ' +
        'meetings, officials, resolutions and figures, with sources',
      version,
      licence: { name: DATA_LICENCE, url: DATA_LICENCE_URL },
      links
    }
  })

  app.get('/health/live', {
    config: { atOnce: true },
    schema: operation({
      operationId: 'getLiveness',
      tag: 'Service',
      summary: 'Whether the process answers',
      description: 'Says nothing of the database.',
      response: recordResponse(Liveness, 'It does')
    })
  }, async () => ({ status: 'live' }))

  app.get('/health/ready', {
    schema: operation({
      operationId: 'getReadiness',
      tag: 'Service',
      summary: 'Whether requests can be answered',
      description: 'The database must answer, with a schema that is up to date, and the process neither be starting ' +
        'nor stopping; else 503. How far this process and the replicas are behind is told, and makes it no less ' +
        'ready: what is behind is not asked.',
      response: recordResponse(Readiness, 'They can')
    })
  }, async request => {
    app.life.demandServing()
    const migrations = await migrationState(app.databaseNow(request))
    if (migrations.pending > 0) {
      throw new Problem('unavailable', {
        en: 'The schema of the database is not up to date: run so-phuong migrate.',
        vi: 'Lược đồ cơ sở dữ liệu chưa được nâng cấp: hãy chạy so-phuong migrate.'
      })
    }
    const { engine, replicas, watch } = app
    return { status: 'ready', database: engine, migrations, lag: { feed: watch.age, replicas: replicas?.states ?? [] } }
  })

  app.get('/problems', {
    config: { keeps: 'fixed' },
    schema: operation({
      operationId: 'listProblems',
      tag: 'Service',
      summary: 'The catalogue of problems',
      description: 'Every error of the service is one of these (RFC 9457).',
      response: {
        200: {
          description: 'All kinds of problem',
          content: {
            'application/json': {
              schema: Type.Object({ data: Type.Array(ref(CatalogueEntry), { description: 'The kinds' }) })
            }
          }
        }
      }
    })
  }, async () => ({ data: (Object.keys(problems) as ProblemCode[]).map(entry) }))

  app.get('/problems/:code', {
    config: { keeps: 'fixed' },
    schema: operation({
      operationId: 'getProblem',
      tag: 'Service',
      summary: 'One kind of problem',
      description: 'Found at the `type` of the problem itself.',
      params: Type.Object({
        code: Type.String({
          maxLength: 100, description: 'Last part of the problem’s `type`', examples: ['invalid-parameter']
        })
      }),
      response: recordResponse(CatalogueEntry, 'The kind of problem')
    })
  }, async ({ params: { code } }) => found(Object.hasOwn(problems, code) ? entry(code as ProblemCode) : null, code))

  app.get('/.well-known/api-catalog', { schema: { hide: true } }, async (_, reply) => {
    const base = app.config.PUBLIC_URL ?? ''
    return reply
      .type('application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"')
      .header('link', `<${base}/.well-known/api-catalog>; rel="api-catalog"`)
      .send({
        linkset: [{
          anchor: `${base}/v1`,
          'service-desc': [
            { href: `${base}/openapi.json`, type: 'application/vnd.oai.openapi+json;version=3.1' },
            { href: `${base}/openapi.yaml`, type: 'application/vnd.oai.openapi;version=3.1' }
          ],
          'service-doc': [{ href: `${base}/docs`, type: 'text/html' }],
          'service-meta': [{ href: `${base}/`, type: 'application/json' }],
          status: [{ href: `${base}/health/ready`, type: 'application/json' }],
          license: [{ href: app.config.DATA_LICENCE_URL }]
        }]
      })
  })

  app.get(RESOURCE_METADATA, { schema: { hide: true } }, async (request, reply) =>
    resourceMetadata(request) ?? reply.callNotFound())
}

export default fp(routes, { name: 'service' })
