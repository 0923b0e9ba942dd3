/** The contract of the service itself: what it is, whether it is well, and what its problems mean. */
import { Type } from 'typebox'
import { nullable, oneOf, text } from '../http/schemas.js'

export const ServiceDocument = Type.Object({
  name: text('Name of the service', 'Sổ Phường'),
  description: text('What it is', 'A register of Vietnamese ward Party records'),
  version: text('Version of the service', '0.1.0'),
  licence: Type.Object({
    name: text('Licence of the data', 'CC BY 4.0'),
    url: text('Its text', 'https://creativecommons.org/licenses/by/4.0/')
  }, { description: 'Under what the data are offered' }),
  links: Type.Record(Type.String(), Type.String(), {
    description: 'Addresses to go on to', examples: [{ meetings: '/v1/meetings', documentation: '/docs' }]
  })
}, { $id: 'ServiceDocument', description: 'The service in short' })

export const Liveness = Type.Object({
  status: oneOf(['live'], 'The process answers', 'live')
}, { $id: 'Liveness', description: 'That the process answers' })

export const Readiness = Type.Object({
  status: oneOf(['ready'], 'Requests can be answered', 'ready'),
  database: oneOf(['embedded', 'postgres'], 'The engine in use', 'embedded'),
  migrations: Type.Object({
    applied: Type.Integer({ description: 'How many the schema has had', examples: [17] }),
    pending: Type.Integer({ description: 'How many it has not had yet: 0 in every answer but 503', examples: [0] })
  }, { description: 'Migrations of the schema' }),
  lag: Type.Object({
    feed: nullable(Type.Number({
      description: 'How many seconds ago this process saw the end of the log; null where it has not asked, or in vain',
      examples: [0.2]
    })),
    replicas: Type.Array(Type.Object({
      lag: nullable(Type.Number({
        description: 'By how many seconds it is behind; null where it does not answer', examples: [0.1]
      })),
      inUse: Type.Boolean({ description: 'Whether it is asked', examples: [true] })
    }), { description: 'Replicas, in the order of the configuration' })
  }, { description: 'How far what is read is behind what is written' })
}, { $id: 'Readiness', description: 'That the database answers, and how far it is' })

export const CatalogueEntry = Type.Object({
  type: text('The `type` of such a problem', '/problems/invalid-parameter'),
  status: Type.Integer({ description: 'HTTP status', examples: [400] }),
  title: text('In short, in English', 'A parameter is not valid'),
  titleVi: text('In short, in Vietnamese', 'Tham số không hợp lệ'),
  when: text('When it happens', 'A query parameter is unknown, given twice or has a value that is not allowed.'),
  whenVi: text('When it happens, in Vietnamese', 'Tham số không có trong danh sách.')
}, { $id: 'CatalogueEntry', description: 'A kind of problem' })

export const components = [ServiceDocument, Liveness, Readiness, CatalogueEntry]
