/** Path parameters: the ward by id, slug or code, and records by their id. */
import { Type } from 'typebox'
import { builtInId, sourceId } from '../domain/ids.js'
import { id } from './schemas.js'

export const wardParams = Type.Object({
  ward: Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'The ward: its id, its slug such as `tay-son`, or its official code',
    examples: ['ha-khanh']
  })
})

/** A record by its id; the example is a built-in one. */
export const idParams = (kind: string, exampleKey: string) => Type.Object({
  id: id(`Id of the ${kind}`, builtInId(kind, exampleKey))
})

export const codeParams = Type.Object({
  code: Type.String({ minLength: 1, maxLength: 100, description: 'Code of the indicator', examples: ['jobs-created'] })
})

export const sourceParams = Type.Object({
  id: id('Id of the source', sourceId('482f45cb0db47bf443b12b80e7bea31a841cf84d861f1325495aa3347738af4b'))
})
