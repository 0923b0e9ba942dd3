/**
 * The OpenAPI document, made from the routes' schemas, and Swagger UI on it. The same document is committed under
 * openapi/ (`npm run openapi`).
 */
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import fp from 'fastify-plugin'
import { arranged, webhooks, withAccess, withExampleCursor, withNotModified, withStream } from '../http/document.js'
import { ProblemDocument, tags } from '../http/operation.js'
import { sharedComponents } from '../http/schemas.js'
import { version } from '../version.js'

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
  operation says what it takes.
* **Writing**: a whole meeting goes in one request; references are ids or what identifies a record. A record is changed
  with \`If-Match\` and its \`ETag\`; a \`POST\` with \`Idempotency-Key\` can be repeated; what is deleted answers 410
  and can be restored.
* **Conditional**: send \`If-None-Match\` with the \`ETag\` that you have.
* **Read your writes**: what is written is seen at once. Where several processes answer and replicas take reads, a write
  is answered with a \`Consistency-Token\`: a request that is sent with it sees at least that write, whoever answers.
* Money is in đồng; percentages are numbers (\`68.7\`); days are \`YYYY-MM-DD\`; instants are RFC 3339 in UTC.
`.trim()

export default fp(async app => {
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
      servers: [{ url: app.config.PUBLIC_URL ?? '/', description: 'This service' }],
      tags: [...tags],
      security: [],
      webhooks,
      components: {
        securitySchemes: {
          bearer: {
            type: 'http',
            scheme: 'bearer',
            description: 'A key of this register: `sp_…`. Whoever runs the register hands them out.'
          }
        }
      }
    } as never,
    refResolver: { buildLocalReference: json => String(json.$id) },
    transform: ({ schema, url, route }) => ({
      schema: withAccess(
        withNotModified(withExampleCursor(withStream(schema, route.config), url), route.method),
        app.config.READ_ACCESS === 'key'),
      url
    }),
    transformObject: document => 'openapiObject' in document ? arranged(document.openapiObject) : document.swaggerObject
  })

  await app.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: {
      deepLinking: true,
      persistAuthorization: true,
      tryItOutEnabled: true,
      displayRequestDuration: true,
      docExpansion: 'list',
      filter: true,
      defaultModelsExpandDepth: 0
    },
    theme: { title: 'Sổ Phường', css: [{ filename: 'theme.css', content: '.swagger-ui .topbar { display: none }' }] }
  })

  const fixed = { schema: { hide: true }, config: { keeps: 'fixed' } } as const
  app.get('/openapi.json', fixed, async () => app.swagger())
  app.get('/openapi.yaml', fixed, async (_, reply) =>
    reply.type('application/yaml; charset=utf-8').send(app.swagger({ yaml: true })))
}, { name: 'openapi' })
