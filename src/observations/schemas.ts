/** The contract of figures as they were reported, and of the questions that can be asked of them. */
import { Type } from 'typebox'
import { builtInId } from '../domain/ids.js'
import { comparators, flags, observationKinds } from '../domain/observations.js'
import {
  choiceParameter, codesParameter, flagParameter, idParameter, lineageParameter, listParameters, periodParameter,
  queryOf, statusParameter, wardParameter, wordParameter
} from '../http/parameters.js'
import {
  day, Evidence, id, listOf, MeetingLabel, nullable, oneOf, PeriodLabel, ref, refOrNull, text, versionedProperties,
  WardLabel
} from '../http/schemas.js'

const number = (description: string, example: number) => nullable(Type.Number({ description, examples: [example] }))

export const Observation = Type.Object({
  id: id('Id of the observation', builtInId('observation', 'ha-khanh-2024-01-06 jobs-created 1773')),
  ward: ref(WardLabel),
  meeting: refOrNull(MeetingLabel, 'The meeting at which it was reported'),
  indicator: Type.Object({
    code: text('Stable code', 'jobs-created'),
    name: text('Vietnamese name', 'Giải quyết / giới thiệu việc làm mới'),
    unit: text('Unit of the values: VND, %, or the counted noun', 'người')
  }, { description: 'What was measured' }),
  period: refOrNull(PeriodLabel, 'The period that the figure covers; null where none is told'),
  subject: nullable(text('Whose figure it is', 'phường Hà Khánh')),
  dimensions: Type.Unsafe<Record<string, string | number>>({
    type: 'object',
    additionalProperties: { type: ['string', 'number'] },
    description: 'The class that the figure is of, where a total is broken down; `{}` for the total',
    examples: [{ badgeYears: 55 }]
  }),
  kind: oneOf(observationKinds.map(kind => kind.code), 'A result or a target', 'actual'),
  value: number('The value, in the indicator’s unit; money in đồng', 165),
  valueText: nullable(text('The value where it is a word, such as a grade', 'Hoàn thành tốt nhiệm vụ')),
  target: number('What was to be reached, as stated beside the value', 160),
  percentOfTarget: number('Share of the target or plan in per cent, as stated', 103),
  changePercent: number('Change in per cent, as stated; negative for a fall', 12.9),
  changeBasis: nullable(text('Period that the change is against', '2022')),
  comparator: oneOf(comparators.map(term => term.code), 'How exactly the value was stated', 'eq'),
  estimate: Type.Boolean({ description: 'Whether it was called an estimate (ước)', examples: [false] }),
  measuredOn: nullable(day('Day on which a stock was measured', '2023-12-19')),
  asReported: text('How it was told, in short, in our words or figures', '165/160 lao động, 103 %'),
  flags: Type.Array(Type.Object({
    code: oneOf(flags.map(flag => flag.code), 'Code of the flag', 'sum-mismatch'),
    message: text('What was found', '11 ≠ 6 + 4')
  }), { description: 'What is wrong or unusual about it; a flag never changes a value' }),
  supersededBy: nullable(
    id('The newer report of the same source that took its place', builtInId('observation', 'none'))),
  evidence: listOf(Evidence, 'The passages on which it rests'),
  status: oneOf(['verified', 'unverified'], 'Whether a person has confirmed it', 'verified'),
  ...versionedProperties
}, { $id: 'Observation', description: 'A figure as it was reported at a meeting' })

const parameters = {
  province: wordParameter('Province by slug or official code', 'quang-ninh', 100),
  indicator: wordParameter('Code of an indicator; several with commas', 'jobs-created', 2000),
  period: periodParameter('Exactly this period', '2023'),
  within: periodParameter('Any period inside this one', '2020/2025'),
  meeting: idParameter('Reported at this meeting (id)', builtInId('meeting', 'ha-khanh-2024-01-06')),
  kind: choiceParameter(observationKinds.map(kind => kind.code), 'Results or targets only', 'actual'),
  flagged: flagParameter('`true`: only figures with a flag; `false`: only those without', false),
  flag: codesParameter(flags.map(flag => flag.code), 'Figures with this flag', 'percent-base-unstated'),
  status: statusParameter,
  lineage: lineageParameter,
  ...listParameters(['-period', 'period', '-updatedAt', 'updatedAt'])
}

const { indicator, province, flag, ...shared } = parameters
export const ObservationQuery = queryOf({ ward: wardParameter(), ...parameters })
export const WardObservationQuery = queryOf({ indicator, flag, ...shared })
export const IndicatorObservationQuery = queryOf({ ward: wardParameter(), province, ...shared })
