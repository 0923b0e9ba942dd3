/** The contract of the search: what was found, of whatever kind, why, and where in it. */
import { Type, type Static } from 'typebox'
import { builtInId } from '../domain/ids.js'
import {
  codesParameter, lineageParameter, orderParameters, periodParameter, queryOf, statusParameter, wardParameter,
  wordParameter
} from '../http/parameters.js'
import { count, day, nullable, oneOf, ref, refOrNull, text, WardLabel } from '../http/schemas.js'

export const kinds = [
  'ward', 'official', 'organisation', 'resolution', 'indicator', 'meeting', 'task', 'source'
] as const
export const facetNames = ['kind', 'ward', 'year', 'type'] as const

const meeting = builtInId('meeting', 'ha-khanh-2024-01-06')

export const Highlight = Type.Object({
  start: count('Where it starts: UTF-16 code units of the text that is shown', 0),
  end: count('Where it ends, exclusive', 8)
}, { $id: 'Highlight', description: 'Words of a text that answer the question' })

const highlights = (description: string) => Type.Array(ref(Highlight), { description })

const Match = Type.Object({
  spelling: oneOf(['exact', 'folded', 'misspelled'],
    '`exact`: as it was typed, marks and all (words without a mark count as they are); `folded`: without regard to ' +
    'marks; `misspelled`: a name, but for a slip of the finger', 'exact'),
  words: oneOf(['all', 'some'], 'Whether all words were found, or most of them', 'all'),
  place: oneOf(['title', 'text'], 'Whether they stand in what the record is called, or in what else it says', 'title'),
  adjacent: Type.Boolean({ description: 'Whether they stand side by side, as they were typed', examples: [true] })
}, { $id: 'SearchMatch', description: 'Why a record was found, and what its place in the list comes from' })

const Snippet = Type.Object({
  property: text('What of the record it is cut from: `summary`, `observations`, `citations`, `appointments`, `text` …',
    'summary'),
  text: nullable(text('The excerpt, letter for letter; null where it is of a published text whose source states no ' +
    'licence to show it', 'Phường đạt tỷ lệ 103 % chỉ tiêu giải quyết việc làm')),
  start: count('Where the excerpt starts in the whole text: UTF-16 code units', 0),
  end: count('Where it ends, exclusive', 51),
  highlights: highlights('The words that answer the question, as offsets into the excerpt')
}, { $id: 'Snippet', description: 'The stretch of a record’s text that has most of what was asked' })

export const SearchResult = Type.Object({
  kind: oneOf(kinds, 'What kind of record it is', 'meeting'),
  id: text('Id of the record; of an indicator, its code', meeting),
  address: text('Where the record is', `/v1/meetings/${meeting}`),
  title: text('What it is called; of a task, its text',
    'Hội nghị tổng kết công tác năm 2023, triển khai nhiệm vụ năm 2024'),
  titleHighlights: highlights('The words of the title that answer the question'),
  ward: refOrNull(WardLabel, 'The ward in which it lies; null for what is of no ward, or of several'),
  day: nullable(day('When it was held, issued, published or set', '2024-01-06')),
  type: nullable(text('Code of its type: of the meeting, the document, the organisation, the ward; the category of ' +
    'an indicator or a task', 'tong-ket')),
  status: oneOf(['verified', 'unverified'], 'Whether a person has confirmed it', 'verified'),
  match: refOrNull(Match, 'Why it was found; null where no words were asked for'),
  snippet: refOrNull(Snippet, 'Where in its texts; null where its title says it all')
}, { $id: 'SearchResult', description: 'A record of any kind that answers a question' })

const FacetValue = Type.Object({
  value: text('What to filter by', 'meeting'),
  label: nullable(text('Its name, where the value is an id', 'Phường Hà Khánh')),
  count: count('How many results have it', 3)
}, { $id: 'FacetValue', description: 'A value that results have, and how many' })

const facet = (description: string) => Type.Optional(Type.Array(ref(FacetValue), { description }))

const Facets = Type.Object({
  kind: facet('By kind'),
  ward: facet('By ward: those 100 that have most'),
  year: facet('By the year of their day'),
  type: facet('By type, of whatever kind')
}, { $id: 'Facets', description: 'How many results have each value; the facets that were asked for' })

export const components = [Highlight, Match, Snippet, SearchResult, FacetValue, Facets]

/** What the list has beside its page. */
export const listExtras = {
  didYouMean: nullable(text('The name that was found in the stead of a misspelled one', 'Phường Hà Khánh')),
  facets: Type.Optional(ref(Facets))
}

export const SearchQuery = queryOf({
  q: Type.Optional(Type.String({
    minLength: 1,
    maxLength: 200,
    description: 'What to look for, as people type it: words with or without marks (the last may be unfinished), ' +
      '`"a phrase"`, abbreviations (UBND, P. Hà Khánh), document symbols in any spelling (`NQ 21`), numbers ' +
      '(`68,7%`). Without it, everything that the filters leave',
    examples: ['hà khánh']
  })),
  kind: codesParameter(kinds, 'Kinds of record', 'meeting'),
  ward: wardParameter('Records of this ward, persons who hold or held an office in it, documents cited and sources ' +
    'used there: id, slug or official code; several with commas'),
  province: wordParameter('The same of all wards of a province: its slug or official code', 'quang-ninh', 100),
  lineage: lineageParameter,
  period: periodParameter('Held, issued, published or set in this period; what has no day is not among them', '2024'),
  status: statusParameter,
  facets: codesParameter(facetNames, 'Also count the results by', 'kind,year'),
  ...orderParameters(['rank'])
})

export type SearchParameters = Static<typeof SearchQuery>
