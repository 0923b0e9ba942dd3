/** The contract of citations: how a document was named at a meeting, whichever document that is. */
import { Type } from 'typebox'
import { builtInId } from '../domain/ids.js'
import {
  idParameter, lineageParameter, listParameters, q, queryOf, statusParameter, wardParameter, wordParameter
} from '../http/parameters.js'
import {
  day, Evidence, id, listOf, MeetingLabel, Named, nullable, oneOf, ref, refOrNull, text, versionedProperties,
  WardLabel
} from '../http/schemas.js'

export const ResolutionLabel = Type.Object({
  id: id('Id of the document', builtInId('resolution', '21-nq-tu-ha-long-2020')),
  symbol: text('Symbol', '21-NQ/TU'),
  title: text('Title', 'Về đầu tư, cải tạo, nâng cấp hạ tầng các khu dân cư, khu đô thị'),
  issuer: ref(Named),
  issuedOn: nullable(day('Day of issue', '2020-12-31'))
}, { $id: 'ResolutionLabel', description: 'A document by its id, symbol, title and issuer' })

export const Citation = Type.Object({
  id: id('Id of the citation', builtInId('citation', 'ha-khanh-2024-01-06 890')),
  ward: ref(WardLabel),
  meeting: ref(MeetingLabel),
  resolution: refOrNull(ResolutionLabel, 'The document that is meant; null while that is not certain'),
  candidates: listOf(ResolutionLabel, 'Documents that may be meant while it is not certain, the likeliest first'),
  asCited: text('How it was named', 'Nghị quyết số 21-NQ/TU, ngày 31/12/2020'),
  issuerAsStated: nullable(text('Who issued it, as was said', 'Ban Thường vụ Thành ủy')),
  issuedOnAsStated: nullable(day('When it was issued, as was said', '2020-12-31')),
  agrees: nullable(Type.Boolean({
    description: 'Whether what was said agrees with the record of the document; null while no document is known',
    examples: [true]
  })),
  evidence: listOf(Evidence, 'The passages on which it rests'),
  status: oneOf(['verified', 'unverified'], 'Whether a person has confirmed it', 'verified'),
  ...versionedProperties
}, { $id: 'Citation', description: 'One naming of a document at a meeting' })

export const components = [ResolutionLabel, Citation]

const parameters = {
  q: q('what was said', 'nghị quyết 21'),
  meeting: idParameter('Said at this meeting (id)', builtInId('meeting', 'ha-khanh-2024-01-06')),
  agrees: Type.Optional(Type.Boolean({
    description: '`false`: only where what was said differs from the document’s record', examples: [true]
  })),
  status: statusParameter,
  lineage: lineageParameter,
  ...listParameters(['meeting', '-updatedAt', 'updatedAt'])
}

export const CitationQuery = queryOf({
  ward: wardParameter(),
  province: wordParameter('Province by slug or official code', 'quang-ninh', 100),
  resolution: wordParameter('This document: id, or symbol such as `21-NQ/TU`', '21-NQ/TU', 100),
  resolved: Type.Optional(Type.Boolean({
    description: '`false`: only citations of which it is not certain what document is meant', examples: [true]
  })),
  ...parameters
})

export const ResolutionCitationQuery = queryOf({ ward: wardParameter(), ...parameters })
