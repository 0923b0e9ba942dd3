/** Revisions over HTTP: what a record was, of every kind that has an address. One line for each kind. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import fp from 'fastify-plugin'
import type { Static, TObject } from 'typebox'
import { listResponse, sendList } from '../http/list.js'
import { operation, type tags } from '../http/operation.js'
import { codeParams, idParams, sourceParams, wardParams } from '../http/parameters.js'
import { notFound } from '../http/problems.js'
import { readerOf } from '../http/reader.js'
import { listRevisions, type Subject } from './queries.js'
import { Revision, RevisionQuery } from './schemas.js'

interface Resource {
  readonly kind: Subject['kind']
  /** As the operation calls it. */
  readonly name: string
  readonly what: string
  readonly tag: typeof tags[number]['name']
  readonly address: string
  readonly params: TObject
}

const resource = (
  kind: Resource['kind'], name: string, what: string, tag: Resource['tag'], address: string, params: TObject
): Resource => ({ kind, name, what, tag, address, params })

const resources = [
  resource('meeting', 'Meeting', 'a meeting', 'Meetings', '/meetings/:id', idParams('meeting', 'ha-khanh-2024-01-06')),
  resource('participant', 'Participant', 'a participant', 'Meetings', '/participants/:id',
    idParams('participant', 'ha-khanh-2024-01-06 tran-viet-hung')),
  resource('unit-change', 'UnitChange', 'a change of units', 'Wards', '/unit-changes/:id',
    idParams('unit-change', 'ward:ha-khanh ward:cao-xanh-quang-ninh 2025-07-01')),
  resource('unit', 'Ward', 'a ward', 'Wards', '/wards/:ward', wardParams),
  resource('official', 'Official', 'an official', 'Officials', '/officials/:id',
    idParams('official', 'pham-duy-phong')),
  resource('organisation', 'Organisation', 'an organisation', 'Organisations', '/organisations/:id',
    idParams('organisation', 'dang-uy-phuong-ha-khanh')),
  resource('resolution', 'Resolution', 'a document', 'Resolutions', '/resolutions/:id',
    idParams('resolution', '21-nq-tu-ha-long-2020')),
  resource('citation', 'Citation', 'a citation', 'Resolutions', '/citations/:id',
    idParams('citation', 'ha-khanh-2024-01-06 890')),
  resource('indicator', 'Indicator', 'an indicator', 'Indicators', '/indicators/:code', codeParams),
  resource('observation', 'Observation', 'a figure', 'Observations', '/observations/:id',
    idParams('observation', 'ha-khanh-2024-01-06 jobs-created 1773')),
  resource('task', 'Task', 'a task', 'Tasks', '/tasks/:id', idParams('task', 'ha-khanh-2024-01-06 5431')),
  resource('source', 'Source', 'a source', 'Sources', '/sources/:id', sourceParams)
]

const routes: FastifyPluginAsyncTypebox = async app => {
  app.addSchema(Revision)

  for (const { kind, name, what, tag, address, params } of resources) {
    app.get(`${address}/revisions`, {
      schema: operation({
        operationId: `list${name}Revisions`,
        tag,
        summary: `What ${what} was, version by version`,
        description: 'Newest first, each whole, in the exchange form, with when and why it was written; `record` is ' +
          'null where it was deleted. Also of a record that is no more.',
        params,
        querystring: RevisionQuery,
        response: listResponse(Revision, 'Revisions')
      })
    }, async (request, reply) => {
      const [reference] = Object.values(request.params as Record<string, string>) as [string]
      // A ward that is no more is known by its id only.
      const known = kind === 'unit' ? (await app.units.find('ward', reference)).at(-1)?.id : undefined
      const subject = { kind, id: known ?? (kind === 'indicator' ? reference : reference.toLowerCase()) }
      return await sendList<Static<typeof Revision>>(request, reply, Revision,
        page => listRevisions(app.databaseAt(request), subject, page, readerOf(request)),
        async () => request.query.cursor === undefined ? notFound(reference) : null)
    })
  }
}

export default fp(routes, { name: 'revisions' })
