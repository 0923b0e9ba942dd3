/** The contract of resolutions: Party and State documents of every kind that meetings cite. */
import { Type } from 'typebox'
import { documentRelations, documentTypes } from '../domain/documents.js'
import { builtInId } from '../domain/ids.js'
import { levels } from '../domain/organisations.js'
import {
  codesParameter, dayParameter, idParameter, lineageParameter, listParameters, q, queryOf, statusParameter,
  wardParameter, wordParameter
} from '../http/parameters.js'
import {
  count, day, id, listOf, Named, nullable, oneOf, ref, refOrNull, TermLabel, text, versionedProperties
} from '../http/schemas.js'

const example = builtInId('resolution', '21-nq-tu-ha-long-2020')

const RelatedResolution = Type.Object({
  id: id('Id of the document', builtInId('resolution', '01-kl-tw-2021')),
  symbol: text('Symbol', '01-KL/TW'),
  title: text('Title', 'Về tiếp tục thực hiện Chỉ thị số 05-CT/TW')
}, { $id: 'RelatedResolution', description: 'A document by its id, symbol and title' })

const Relation = Type.Object({
  type: oneOf(
    documentRelations.map(relation => relation.code),
    'What this document does to the other, or the other to it: a code of the document-relations vocabulary',
    'continues'
  ),
  resolution: ref(RelatedResolution)
}, { $id: 'Relation', description: 'How a document bears on another' })

export const Resolution = Type.Object({
  id: id('Id of the document', example),
  symbol: text('Symbol as printed; it is no identity, since numbers restart', '21-NQ/TU'),
  family: oneOf(['party', 'state'], 'Whether it is a Party or a State document', 'party'),
  type: ref(TermLabel),
  number: Type.Integer({ minimum: 1, description: 'Number within type and term (State: year)', examples: [21] }),
  suffix: text('Suffix of the symbol: whose register it is of', 'TU'),
  issuer: ref(Named),
  committee: ref(Named),
  issuedOn: nullable(day('Day of issue', '2020-12-31')),
  term: nullable(text('Term of the committee in which it was numbered', '2020/2025')),
  title: text('Official title', 'Về đầu tư, cải tạo, nâng cấp hạ tầng các khu dân cư, khu đô thị'),
  aliases: Type.Array(Type.String(), {
    description: 'Other names that are used for it', examples: [['Nghị quyết 21']]
  }),
  url: nullable(text('Where it is published', 'https://tulieuvankien.dangcongsan.vn/')),
  inForce: nullable(Type.Boolean({ description: 'Whether it is in force; null where unknown', examples: [true] })),
  replacedBy: refOrNull(RelatedResolution, 'The document that took its place'),
  relations: listOf(Relation, 'How it bears on other documents, and they on it'),
  citationCount: count('How often it was cited at meetings', 3),
  status: oneOf(['verified', 'unverified'], 'Whether a person has confirmed it; a proposal is unverified', 'verified'),
  ...versionedProperties
}, { $id: 'Resolution', description: 'A Party or State document' })

export const components = [RelatedResolution, Relation, Resolution]

const parameters = {
  symbol: wordParameter(
    'Exactly this symbol; dashes and spaces do not matter, letters do (TƯ is not TU)',
    '21-NQ/TU',
    100
  ),
  type: codesParameter(documentTypes.map(type => type.code), 'Type: a code of the document-types vocabulary', 'NQ'),
  family: Type.Optional(oneOf(['party', 'state'], 'Party or State documents only', 'party')),
  issuer: idParameter(
    'Issued by this body, or numbered in its register (id)',
    builtInId('organisation', 'thanh-uy-ha-long')
  ),
  level: codesParameter(
    levels.map(level => level.code),
    'Level of the committee: a code of the levels vocabulary',
    'h'
  ),
  from: dayParameter('Issued on this day or later', '2020-01-01'),
  to: dayParameter('Issued on this day or earlier', '2020-12-31'),
  q: q('its symbol, title and aliases', 'hạ tầng khu dân cư'),
  status: statusParameter,
  lineage: lineageParameter,
  ...listParameters(['-issuedOn', 'issuedOn', '-updatedAt', 'updatedAt'])
}

export const ResolutionQuery = queryOf({
  ward: wardParameter('Cited at a meeting of this ward: id, slug or official code; several with commas'),
  province: wordParameter('Cited at a meeting in this province: slug or official code', 'quang-ninh', 100),
  ...parameters
})
export const WardResolutionQuery = queryOf(parameters)
