/** The contract of resolutions: Party and State documents of every kind that meetings cite. */
import { Type } from 'typebox'
import { documentRelations, documentTypes } from '../domain/documents.js'
import { builtInId } from '../domain/ids.js'
import { levels } from '../domain/organisations.js'
import {
  codesParameter, dayParameter, idParameter, lineageParameter, listParameters, q, queryOf, recordQueryOf,
  statusParameter, wardParameter, wordParameter
} from '../http/parameters.js'
import {
  count, day, id, listOf, Named, nullable, oneOf, ref, refOrNull, TermLabel, text, versionedProperties, WardLabel
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

const GraphNode = Type.Object({
  id: id('Id of the document', example),
  symbol: text('Symbol', '21-NQ/TU'),
  family: oneOf(['party', 'state'], 'Whether it is a Party or a State document', 'party'),
  type: ref(TermLabel),
  title: text('Title', 'Về đầu tư, cải tạo, nâng cấp hạ tầng các khu dân cư, khu đô thị'),
  issuer: ref(Named),
  committee: ref(Named),
  issuedOn: nullable(day('Day of issue', '2020-12-31')),
  inForce: nullable(Type.Boolean({ description: 'Whether it is in force; null where unknown', examples: [true] })),
  status: oneOf(['verified', 'unverified'], 'Whether a person has confirmed it', 'verified'),
  distance: count('How many steps it is away from the document that was asked about', 1),
  citationCount: count('How often it was cited at meetings', 3)
}, { $id: 'ResolutionGraphNode', description: 'A document of a graph' })

const GraphEdge = Type.Object({
  from: id('Id of the document that does something to the other', builtInId('resolution', '01-kl-tw-2021')),
  to: id('Id of the other', builtInId('resolution', '05-ct-tw-2016')),
  type: oneOf(['continues', 'implements', 'replaces'],
    'What it does: a code of the document-relations vocabulary', 'continues')
}, { $id: 'ResolutionGraphEdge', description: 'What one document does to another' })

const CitingWard = Type.Object({
  ward: ref(WardLabel),
  citations: count('How often it was cited there', 3),
  meetings: count('At how many meetings', 1),
  firstOn: day('When it was first cited there', '2024-01-06'),
  lastOn: day('When it was last cited there', '2024-01-06'),
  hosts: listOf(Named, 'The organisations that held those meetings')
}, { $id: 'CitingWard', description: 'A ward at whose meetings a document was cited' })

const Citing = Type.Object({
  wards: count('In how many wards it was cited', 1),
  meetings: count('At how many meetings', 1),
  citations: count('How often', 3),
  firstOn: nullable(day('When it was first cited', '2024-01-06')),
  lastOn: nullable(day('When it was last cited', '2024-01-06')),
  byWard: listOf(CitingWard, 'Where: the wards that cite it most, at most `limit`'),
  url: text('Where all citations are', `/v1/resolutions/${example}/citations`)
}, { $id: 'ResolutionCiting', description: 'Who carries a document out where, as far as meetings cite it' })

export const ResolutionGraph = Type.Object({
  resolution: id('Id of the document that was asked about', example),
  depth: count('How many steps were taken', 2),
  nodes: listOf(GraphNode, 'The documents that are reached, the nearest and oldest first; the first is the one asked ' +
    'about'),
  edges: listOf(GraphEdge, 'What they do to each other'),
  truncated: Type.Boolean({ description: 'Whether more are reached than the 200 nearest', examples: [false] }),
  citing: ref(Citing)
}, { $id: 'ResolutionGraph', description: 'What a document stems from, what came of it, and who carries it out where' })

export const components = [
  RelatedResolution, Relation, Resolution, GraphNode, GraphEdge, CitingWard, Citing, ResolutionGraph
]

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

export const ResolutionGraphQuery = recordQueryOf({
  depth: Type.Optional(Type.Integer({
    minimum: 1,
    maximum: 5,
    default: 2,
    description: 'How many steps to take from document to document, in both directions',
    examples: [2]
  })),
  limit: Type.Optional(Type.Integer({
    minimum: 1, maximum: 200, default: 20, description: 'How many wards are told at most', examples: [20]
  })),
  status: statusParameter
})
