/** The contract of comparisons: one indicator as a matrix of wards and periods, each cell with its evidence. */
import { Type } from 'typebox'
import { reasons } from '../domain/choice.js'
import { gaps } from '../domain/coverage.js'
import { builtInId } from '../domain/ids.js'
import { comparators, flags } from '../domain/observations.js'
import {
  knownAt, lineageParameter, orderParameters, queryOf, statusParameter, wardParameter, wordParameter
} from '../http/parameters.js'
import { columnParameters } from '../http/periods.js'
import {
  day, id, listOf, MeetingLabel, nullable, oneOf, PeriodLabel, ref, refOrNull, TermLabel, text, WardLabel
} from '../http/schemas.js'

const OBSERVATION = builtInId('observation', 'ha-khanh-2024-01-06 jobs-created 1773')

const number = (description: string, example: number) => nullable(Type.Number({ description, examples: [example] }))

const ReportSource = Type.Object({
  id: id('Id of the source', 'a60c6ae6-3c4c-5b4d-9a56-0b8b4c7c3d11'),
  title: text('Its title', 'Đảng ủy phường Phùng Chí Kiên sơ kết công tác Đảng 6 tháng đầu năm 2021'),
  publisher: nullable(text('Who published it', 'Cổng thông tin điện tử thành phố Bắc Kạn')),
  publishedOn: nullable(day('When it was published', '2023-12-19')),
  url: nullable(text('Where it was published', 'https://backancity.gov.vn/'))
}, { $id: 'ReportSource', description: 'The source that reports a figure' })

const codesOf = (terms: ReadonlyArray<{ readonly code: string }>) => terms.map(({ code }) => `\`${code}\``).join(', ')

/** What was reported of a figure. */
const reported = {
  value: number('The value, in the unit', 165),
  valueText: nullable(text('The value where it is a word, such as a grade', 'Hoàn thành tốt nhiệm vụ')),
  unit: text('Unit of the value: VND (đồng), %, or the counted noun', 'người'),
  text: nullable(text(
    'The value as it is printed in Vietnamese, with the words that hedge it', 'ước trên 49,687 tỷ đồng')),
  comparator: oneOf(comparators.map(term => term.code), 'How exactly the value was stated', 'eq'),
  estimate: Type.Boolean({ description: 'Whether it was called an estimate (ước)', examples: [false] }),
  flags: Type.Array(Type.Object({
    code: oneOf(flags.map(flag => flag.code), 'Code of the flag', 'sum-mismatch'),
    message: text('What was found', '11 ≠ 6 + 4')
  }), { description: 'What is wrong or unusual about it' }),
  status: oneOf(['verified', 'unverified'], 'Whether a person has confirmed it', 'verified'),
  reportedOn: nullable(day(
    'Day of the meeting at which it was told, else of publication, else of measurement', '2024-01-06')),
  meeting: refOrNull(MeetingLabel, 'The meeting at which it was reported'),
  source: refOrNull(ReportSource, 'The source that reports it'),
  observation: id('Id of the observation', OBSERVATION),
  evidence: text(
    'Address of the observation with the passages on which it rests', `/v1/observations/${OBSERVATION}`)
}

const ReportedFigure = Type.Object(reported, { $id: 'ReportedFigure', description: 'A figure as one report told it' })

const OtherReport = Type.Object({
  ...reported,
  because: ref(TermLabel)
}, {
  $id: 'OtherReport',
  description: 'Another report of the figure of a cell; `because` is what the one in the cell has before it: a code ' +
    'of the `choice-reasons` vocabulary'
})

const PlanOfCell = Type.Object({
  value: Type.Number({ description: 'What was to be reached', examples: [160] }),
  text: text('It as it is printed in Vietnamese', '160 người'),
  comparator: oneOf(comparators.map(term => term.code), 'How exactly it was stated', 'eq'),
  origin: oneOf(['stated', 'reported'],
    '`stated` beside the value; `reported` as a target of its own for exactly this period', 'stated'),
  evidence: text('Address of the observation that states it', `/v1/observations/${OBSERVATION}`)
}, { $id: 'PlanOfCell', description: 'What was to be reached in a period' })

const ShareOfPlan = Type.Object({
  percent: Type.Number({ description: 'Share of the plan in per cent', examples: [103] }),
  origin: oneOf(['reported', 'computed'],
    '`reported` as the source states it; `computed` from value and plan, to one decimal, where no source states it',
    'reported')
}, { $id: 'ShareOfPlan', description: 'How much of the plan was reached' })

/** A cell without what stands in its row. */
const cell = {
  period: ref(PeriodLabel),
  figure: refOrNull(ReportedFigure, 'What was reported; null where nothing was'),
  plan: refOrNull(PlanOfCell, 'What was to be reached'),
  share: refOrNull(ShareOfPlan, 'How much of it was reached'),
  because: refOrNull(TermLabel, `Why this report stands here and not another: ${codesOf(reasons)}`),
  others: listOf(OtherReport, 'What else was reported of the very same figure, the next best first'),
  missing: refOrNull(TermLabel, `Why no figure is here, as far as is known now: ${codesOf(gaps)}`)
}

const CompareCell = Type.Object(cell, {
  $id: 'CompareCell', description: 'What a ward reported of the indicator for exactly this period; never a sum'
})

const CompareIndicator = Type.Object({
  code: text('Stable code', 'jobs-created'),
  name: text('Vietnamese name', 'Giải quyết / giới thiệu việc làm mới'),
  nameEn: text('English gloss', 'jobs created / placed'),
  unit: text('Unit of the values: VND, %, or the counted noun', 'người')
}, { $id: 'CompareIndicator', description: 'What is compared' })

const OtherSeries = Type.Object({
  subject: nullable(text('Whose figure it is', 'Chi bộ khu phố 2')),
  dimensions: Type.Unsafe<Record<string, string | number>>({
    type: 'object',
    additionalProperties: { type: ['string', 'number'] },
    description: 'The class that the figure is of; `{}` for the total',
    examples: [{ badgeYears: 55 }]
  }),
  periods: Type.Array(Type.String(), { description: 'Codes of the periods of which it was told', examples: [['2023']] })
}, { $id: 'OtherSeries', description: 'Figures of parts of the ward, or of classes of the total' })

export const Comparison = Type.Object({
  ward: ref(WardLabel),
  indicator: ref(CompareIndicator),
  cells: listOf(CompareCell, 'One for each period, in the order of time; the same periods in every row'),
  otherSeries: listOf(OtherSeries, 'What the ward told beside it: to be asked for with `subject` and `dimensions`')
}, { $id: 'Comparison', description: 'One ward in a comparison: a row of the matrix' })

/** A row of the table: one cell, with what stands in its row. */
export const ComparisonCell = Type.Object({ ward: ref(WardLabel), indicator: ref(CompareIndicator), ...cell })

export const DEFAULT_INDICATOR = 'budget-revenue'

/** What a matrix or a picture of figures is of. */
export const seriesParameters = {
  subject: wordParameter('Figures of this subject, in its words; those of the ward itself where it is left out',
    'Chi bộ khu phố 2', 300),
  dimensions: Type.Optional(Type.String({
    pattern: '^[A-Za-z][A-Za-z0-9]{0,49}:[^,:]{1,100}(,[A-Za-z][A-Za-z0-9]{0,49}:[^,:]{1,100})*$',
    maxLength: 1000,
    description: 'Figures of this class, `name:value`, several with commas; the total where it is left out',
    examples: ['badgeYears:55']
  })),
  status: statusParameter
}

/** The wards of a matrix. */
export const wardsParameters = {
  wards: wardParameter(
    'Wards by id, slug or official code, with commas: each has its row', 'ha-khanh,nghi-hoa,tay-son'),
  province: wordParameter('Wards of a province, by slug or official code: those that existed in one of the periods',
    'ninh-binh', 100)
}

export const CompareQuery = queryOf({
  indicator: Type.Optional(Type.String({
    minLength: 1,
    maxLength: 100,
    default: DEFAULT_INDICATOR,
    description: 'Code of the indicator',
    examples: ['jobs-created']
  })),
  ...wardsParameters,
  lineage: lineageParameter,
  ...columnParameters,
  ...seriesParameters,
  knownAt,
  ...orderParameters(['name', '-name'])
})

export const components = [
  ReportSource, ReportedFigure, OtherReport, PlanOfCell, ShareOfPlan, CompareCell, CompareIndicator, OtherSeries,
  Comparison
]
