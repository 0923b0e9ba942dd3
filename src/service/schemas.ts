/** The contract of the service itself: what it is, whether it is well, and what its problems mean. */
import { Type } from 'typebox'
import { oneOf, text } from '../http/schemas.js'

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
  database: oneOf(['embedded', 'postgres'], 'The engine in use', 'embedded')
}, { $id: 'Readiness', description: 'That the database answers and its schema is up to date' })

export const CatalogueEntry = Type.Object({
  type: text('The `type` of such a problem', '/problems/invalid-parameter'),
  status: Type.Integer({ description: 'HTTP status', examples: [400] }),
  title: text('In short, in English', 'A parameter is not valid'),
  titleVi: text('In short, in Vietnamese', 'Tham số không hợp lệ'),
  when: text('When it happens', 'A query parameter is unknown, given twice or has a value that is not allowed.'),
  whenVi: text('When it happens, in Vietnamese', 'Tham số không có trong danh sách.')
}, { $id: 'CatalogueEntry', description: 'A kind of problem' })

export const components = [ServiceDocument, Liveness, Readiness, CatalogueEntry]
