/** What can be written of reported figures. */
import { Type } from 'typebox'
import { builtInId } from '../domain/ids.js'
import { comparators, flags, observationKinds } from '../domain/observations.js'
import {
  claim, draftDay, draftEvidence, draftId, draftOf, draftPeriod, exampleOf, meetingReference, optional, orNull,
  sourceReference, wardOfClaim, words
} from '../http/drafts.js'
import { id, oneOf } from '../http/schemas.js'

/** As many digits as a number of JSON keeps. */
const amount = (description: string, example: number) => orNull(Type.Number({
  minimum: -1e15, maximum: 1e15, description, examples: [example]
}))

/** A figure inside its meeting, as an example. */
export const observationExample = {
  indicator: 'jobs-created',
  period: '2024-04',
  value: 12,
  target: 10,
  percentOfTarget: 120,
  asReported: '12/10 lao động, đạt 120 % (ví dụ)',
  evidence: [{ source: exampleOf.source, start: 1773, end: 1798 }]
}

/** A figure inside its meeting. */
export const observationProperties = {
  id: draftId(builtInId('observation', 'ha-khanh-2024-01-06 jobs-created 1773')),
  source: optional(sourceReference('The source that reports it; that of its first passage where it is left out')),
  place: optional(Type.Integer({
    minimum: 0,
    maximum: 100_000_000,
    description: 'Where in the source it stands; the start of its first passage where it is left out, else 0',
    examples: [1773]
  })),
  indicator: words('Code of the indicator', 'jobs-created', 100),
  unit: orNull(words('Unit, where it differs from the indicator’s', 'hộ', 50)),
  kind: optional(oneOf(observationKinds.map(kind => kind.code), 'A result or a target', 'actual')),
  period: orNull(draftPeriod('The period that the figure covers; null where none is told', '2023')),
  subject: orNull(words('Whose figure it is', 'phường Hà Khánh', 300)),
  dimensions: optional(Type.Unsafe<Record<string, string | number>>({
    type: 'object',
    maxProperties: 10,
    propertyNames: { pattern: '^[A-Za-z][A-Za-z0-9]{0,49}$' },
    additionalProperties: { type: ['string', 'number'], maxLength: 100 },
    description: 'The class that the figure is of, where a total is broken down',
    examples: [{ badgeYears: 55 }]
  })),
  value: amount('The value, in the unit; money in đồng', 165),
  valueText: orNull(words('The value where it is a word, such as a grade', 'Hoàn thành tốt nhiệm vụ', 500)),
  target: amount('What was to be reached, as stated beside the value', 160),
  percentOfTarget: amount('Share of the target or plan in per cent, as stated', 103),
  changePercent: amount('Change in per cent, as stated; negative for a fall', 12.9),
  changeBasis: orNull(words('Period that the change is against', '2022', 100)),
  comparator: optional(oneOf(comparators.map(term => term.code), 'How exactly the value was stated', 'eq')),
  estimate: optional(Type.Boolean({
    default: false, description: 'Whether it was called an estimate (ước)', examples: [false]
  })),
  measuredOn: orNull(draftDay('Day on which a stock was measured', '2023-12-19')),
  asReported: words('How it was told, in short', '165/160 lao động, 103 %', 1000),
  flags: optional(Type.Array(Type.Object({
    code: oneOf(flags.map(flag => flag.code), 'Code of the flag', 'number-missing'),
    message: words('What is to be known', 'nguồn không nêu con số', 500)
  }, { additionalProperties: false }), {
    maxItems: 20, description: 'What arithmetic cannot find; what it finds is added by the register'
  })),
  supersededBy: orNull(id('The newer report of the same source that takes its place', builtInId('observation', 'x'))),
  evidence: draftEvidence,
  ...claim
}

export const ObservationDraft = draftOf('ObservationDraft', 'A figure to be written', {
  ward: wardOfClaim,
  meeting: orNull(meetingReference('The meeting at which it was reported')),
  ...observationProperties
}, { meeting: exampleOf.meeting, ...observationExample })
