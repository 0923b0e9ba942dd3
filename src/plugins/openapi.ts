/**
 * The OpenAPI document, made from the routes' schemas, and Swagger UI on it. The same document is committed under
 * openapi/ (`npm run openapi`).
 */
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import fp from 'fastify-plugin'
import { discoveryOf } from '../auth/provider.js'
import { arranged, webhooks, withAccess, withExampleCursor, withNotModified, withStream } from '../http/document.js'
import { ProblemDocument, tags } from '../http/operation.js'
import { sharedComponents } from '../http/schemas.js'
import type { Config } from '../config.js'
import { version } from '../version.js'
import { pageHeaders, type Headers } from './secure-headers.js'

const description = `
A register of what Vietnamese ward (phường) Party committees decide and report: wards, meetings, officials,
resolutions such as 21-NQ/TU and the figures reported at meetings, **every claim with its source**.

* **The core query** is \`GET /v1/meetings?ward=tay-son&period=2023\`.
* **Lists** are paged by cursor: follow \`page.next\`, or the \`Link\` header. \`total=true\` counts.
  \`format=csv\`, \`xlsx\` (Excel) or \`ndjson\` gives the whole filtered result as a file.
* **Strict**: an unknown parameter or a value that is not allowed is a 400 that names it.
* **Every declared property is always there**: unknown is \`null\`, none is \`[]\`. \`include\` adds properties.
* **What was known**: \`knownAt\` answers any list or record as the register held it at an instant; \`/revisions\` tells
  what a record was, \`/v1/changes\` everything that changed.
* **Errors** are problem documents (RFC 9457), in Vietnamese or English by \`Accept-Language\`.
* **Ids of requests**: \`X-Request-Id\` of a request, or a new one, comes back with the answer and stands in our log.
* **Keys**: writing needs one, reading as a rule does not. Send \`Authorization: Bearer sp_…\`; the padlock of each
  operation says what it takes. A register can also take access tokens of an identity provider:
  \`/.well-known/oauth-protected-resource\` says of which.
* **Writing**: a whole meeting goes in one request; references are ids or what identifies a record. A record is changed
  with \`If-Match\` and its \`ETag\`; a \`POST\` with \`Idempotency-Key\` can be repeated; what is deleted answers 410
  and can be restored.
* **Limits**: every answer says in \`RateLimit\` how many points are left to its key or, without one, its address. A
  plain read costs 1, a search, a comparison or a write 5, a file or a text to be read 20. Beyond that it is 429 with
  \`Retry-After\`; a service under too much load answers 503 with \`Retry-After\`.
* **Conditional**: send \`If-None-Match\` with the \`ETag\` that you have.
* **Read your writes**: what is written is seen at once. Where several processes answer and replicas take reads, a write
  is answered with a \`Consistency-Token\`: a request that is sent with it sees at least that write, whoever answers.
* Money is in đồng; percentages are numbers (\`68.7\`); days are \`YYYY-MM-DD\`; instants are RFC 3339 in UTC.
`.trim()

/**
 * Swagger UI draws its icons from its style sheet, asks under the address that the document names, and fetches tokens
 * from the identity provider, whose window talks to it.
 */
function docsHeaders ({ PUBLIC_URL, OIDC_ISSUER }: Config): Headers {
  const origins = [PUBLIC_URL, OIDC_ISSUER].filter(url => url !== null).map(url => new URL(url).origin)
  return pageHeaders({
    'img-src': ["'self'", 'data:'], 'connect-src': ["'self'", ...new Set(origins)]
  }, OIDC_ISSUER === null ? 'same-origin' : 'unsafe-none')
}

export default fp(async app => {
  const { OIDC_ISSUER, READ_ACCESS } = app.config
  for (const schema of [ProblemDocument, ...sharedComponents]) app.addSchema(schema)

  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Sổ Phường',
        version,
        summary: 'The ward register: meetings, officials, resolutions and figures, with their sources',
        description,
        contact: { name: 'Who runs this register' },
        license: { name: app.config.DATA_LICENCE, url: app.config.DATA_LICENCE_URL }
      },
      servers: [{ url: app.config.PUBLIC_URL ?? '/', description: 'This service, in production', 'x-internal': false }],
      tags: [...tags],
      security: [],
      webhooks,
      components: {
        securitySchemes: {
          bearer: {
            type: 'http',
            scheme: 'bearer',
            description: 'A key of this register: `sp_…`. Whoever runs the register hands them out. Where the ' +
              'register is bound to an identity provider, an access token (JWT) of that stands in its place.'
          },
          ...OIDC_ISSUER === null
            ? {}
            : {
                token: {
                  type: 'openIdConnect',
                  openIdConnectUrl: discoveryOf(OIDC_ISSUER),
                  description: 'An access token of the identity provider.'
                }
              }
        }
      }
    } as never,
    refResolver: { buildLocalReference: json => String(json.$id) },
    transform: ({ schema, url, route }) => ({
      schema: withAccess(
        withNotModified(withExampleCursor(withStream(schema, route.config), url), route.method),
        { readsNeedKey: READ_ACCESS === 'key', takesTokens: OIDC_ISSUER !== null }),
      url
    }),
    transformObject: document => 'openapiObject' in document ? arranged(document.openapiObject) : document.swaggerObject
  })

  const headers = docsHeaders(app.config)
  await app.register(async docs => {
    docs.addHook('onRequest', async (_, reply) => { reply.headers(headers) })
    await docs.register(swaggerUi, {
      routePrefix: '/docs',
      ...OIDC_ISSUER === null ? {} : { initOAuth: { usePkceWithAuthorizationCodeGrant: true } },
      uiConfig: {
        // Without the bar at the top, whose logo has a style inline.
        layout: 'BaseLayout',
        deepLinking: true,
        persistAuthorization: true,
        tryItOutEnabled: true,
        displayRequestDuration: true,
        docExpansion: 'list',
        filter: true,
        defaultModelsExpandDepth: 0
      },
      theme: { title: 'Sổ Phường' }
    })
  })

  const fixed = { schema: { hide: true }, config: { keeps: 'fixed' } } as const
  app.get('/openapi.json', fixed, async () => app.swagger())
  app.get('/openapi.yaml', fixed, async (_, reply) =>
    reply.type('application/yaml; charset=utf-8').send(app.swagger({ yaml: true })))
}, { name: 'openapi' })
