/** The contract of the resolver: a citation as somebody wrote it, its parts, and the documents that it may mean. */
import { Type, type Static } from 'typebox'
import { reasonCodes } from '../citing/reasons.js'
import { needs, outcomes } from '../citing/rank.js'
import { documentTypes } from '../domain/documents.js'
import { ResolutionLabel } from '../citations/schemas.js'
import { dayParameter, queryOf, statusParameter, wordParameter } from '../http/parameters.js'
import {
  count, day, DAY_PATTERN, listOf, nullable, oneOf, ref, refOrNull, TermLabel, text
} from '../http/schemas.js'

/** No citation is longer; titles have up to 1,000 characters. */
const LONGEST = 500
/** As many citations are resolved at once. */
export const MOST_REFERENCES = 500

const words = {
  ref: 'The citation, as it is written: symbol, number, plenum or name, with what stands beside it',
  ward: 'The ward where it was cited: id, slug or official code. Its own committee and those of its city and ' +
    'province on the day are believed sooner',
  date: 'The day on which it was cited: what was issued later is not meant, and numbers restart with every term',
  issuer: 'Who issued it: words such as `Ban Thường vụ Thành ủy`, or the id of an organisation'
}

const parameters = {
  ward: wordParameter(words.ward, 'ha-khanh', 100),
  date: dayParameter(words.date, '2024-01-06'),
  issuer: wordParameter(words.issuer, 'Ban Thường vụ Thành ủy', 300),
  status: statusParameter
}

export const ResolveQuery = queryOf({
  ref: Type.String({ minLength: 1, maxLength: LONGEST, description: words.ref, examples: ['Nghị quyết 21 – NQ/TU'] }),
  ...parameters
})

export const ResolveManyQuery = queryOf({ status: statusParameter })

const Parts = Type.Object({
  symbol: nullable(text('Symbol in the one spelling; null where number, type or issuer is not told', '21-NQ/TU')),
  family: nullable(oneOf(['party', 'state'], 'Whether it is a Party or a State document, where that is told', 'party')),
  types: listOf(TermLabel, 'The types that may be meant, that of the words first; none: any'),
  number: nullable(count('Number', 21)),
  suffix: nullable(text('Suffix of the symbol: whose register it is of. TƯ is read as TW, never as TU', 'TU')),
  year: nullable(Type.Integer({ description: 'The year that it tells, alone or in its symbol', examples: [2020] })),
  issuedOn: nullable(day('The day of issue that it tells', '2020-12-31')),
  issuer: nullable(text('Who issued it, as it is written', 'Ban Thường vụ Thành ủy')),
  name: nullable(text('What it is about, or what it goes by', 'đầu tư, cải tạo, nâng cấp hạ tầng')),
  plenum: nullable(count('The plenum of the Central Committee that adopted it', 4)),
  congress: nullable(count('The congress whose term is meant: 12 for `khóa XII`', 12)),
  term: nullable(text('The term that this is, of the Centre', '2016/2021')),
  clause: nullable(text('The part of the document that is cited', 'khoản 2 Điều 5')),
  unread: Type.Array(Type.String(), { description: 'Words of which nothing was made', examples: [['giao']] })
}, { $id: 'ReferenceParts', description: 'What a citation says of its document' })

const Reason = Type.Object({
  code: oneOf(reasonCodes, 'Stable code', 'symbol'),
  weight: Type.Number({
    minimum: -1,
    maximum: 1,
    description: 'What it does to the score: the share of what is missing to 1 that it adds; below zero, the share ' +
      'that it takes away',
    examples: [0.5]
  }),
  detail: text('What it is about, in the language of `Accept-Language`', 'type, number and suffix match 21-NQ/TU')
}, { $id: 'CandidateReason', description: 'What speaks for a document, or against it' })

const Candidate = Type.Object({
  resolution: ref(ResolutionLabel),
  score: Type.Number({ minimum: 0, maximum: 1, description: 'How likely it is meant, 0 to 1', examples: [0.8] }),
  reasons: listOf(Reason, 'Why, in the order in which they were weighed')
}, { $id: 'ResolutionCandidate', description: 'A document that may be meant' })

export const Resolving = Type.Object({
  ref: text('The citation, as it was given', 'Nghị quyết 21 – NQ/TU'),
  outcome: oneOf(outcomes,
    '`resolved`: one document stands out. `ambiguous`: several may be meant, or one that is not sure. `unknown`: the ' +
    'register has none that fits. `unreadable`: the words tell nothing to look for', 'resolved'),
  resolution: refOrNull(ResolutionLabel, 'The document that stands out; null where none does'),
  parts: ref(Parts),
  candidates: listOf(Candidate, 'Documents that may be meant, the likeliest first, at most 20; also those that ' +
    'something speaks against, so that it is seen what'),
  needs: Type.Array(oneOf(needs, 'What was not told', 'date'), {
    description: 'What was not told and would make it sure: none where it is', examples: [['ward']]
  })
}, { $id: 'Resolving', description: 'What a citation means, as far as the register can tell' })

const Item = Type.Object({
  id: Type.Optional(Type.String({
    maxLength: 200, description: 'What you call it; answered as it is', examples: ['a']
  })),
  ref: Type.String({ minLength: 1, maxLength: LONGEST, description: words.ref, examples: ['Nghị quyết 21 – NQ/TU'] }),
  ward: Type.Optional(nullable(Type.String({
    minLength: 1, maxLength: 100, description: words.ward, examples: ['ha-khanh']
  }))),
  date: Type.Optional(nullable(Type.String({
    format: 'date', pattern: DAY_PATTERN, description: `${words.date} (ISO date)`, examples: ['2024-01-06']
  }))),
  issuer: Type.Optional(nullable(Type.String({
    minLength: 1, maxLength: 300, description: words.issuer, examples: ['Ban Thường vụ Thành ủy']
  })))
}, { $id: 'ReferenceToResolve', additionalProperties: false, description: 'A citation to be resolved' })

export type ReferenceToResolve = Static<typeof Item>

export const References = Type.Object({
  references: Type.Array(ref(Item), {
    minItems: 1,
    maxItems: MOST_REFERENCES,
    description: `Citations, at most ${MOST_REFERENCES}; each is answered for itself`
  })
}, {
  $id: 'ReferencesToResolve',
  additionalProperties: false,
  description: 'Citations to be resolved',
  examples: [{
    references: [
      { id: 'a', ref: 'Nghị quyết 21 – NQ/TU', ward: 'ha-khanh', date: '2024-01-06' },
      { id: 'b', ref: 'Chỉ thị số 05-CT/TƯ' }
    ]
  }]
})

const ItemProblem = Type.Object({
  type: text('Address of the problem in the catalogue', '/problems/invalid-body'),
  detail: text('What is wrong', "/ward names no ward that is known: 'hang-bac'."),
  errors: Type.Array(Type.Object({
    pointer: text('JSON Pointer into the item', '/ward'),
    detail: text('What is wrong there', "names no ward that is known: 'hang-bac'")
  }), { description: 'What is wrong, one by one' })
}, { $id: 'ReferenceProblem', description: 'Why a citation could not be looked at' })

const ResolvedItem = Type.Object({
  id: nullable(text('What you call it', 'a')),
  result: refOrNull(Resolving, 'What it means; null where the item is not valid'),
  problem: refOrNull(ItemProblem, 'What is wrong with the item; null where nothing is')
}, { $id: 'ResolvedReference', description: 'A citation of several, resolved' })

export const ResolvedReferences = Type.Object({
  data: listOf(ResolvedItem, 'One for each citation, in the order in which they were sent')
}, { $id: 'ResolvedReferences', description: 'Several citations, resolved' })

export const components = [
  Parts, Reason, Candidate, Resolving, Item, References, ItemProblem, ResolvedItem, ResolvedReferences
]

/** Labels of types, by their codes. */
export const typeLabels = new Map(documentTypes.map(({ code, name, nameEn }) => [code, { code, name, nameEn }]))
