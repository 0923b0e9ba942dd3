/** The contract of coverage: what the register knows of each ward in each period, and that somebody looked in vain. */
import { Type } from 'typebox'
import {
  lineageParameter, orderParameters, queryOf, wardParameter, wardParams, wordParameter
} from '../http/parameters.js'
import { periodsParameter } from '../http/periods.js'
import { count, day, DAY_PATTERN, listOf, nullable, PeriodLabel, ref, TermLabel, WardLabel } from '../http/schemas.js'

/** What is known of a ward in a period. */
const cell = {
  period: ref(PeriodLabel),
  state: ref(TermLabel),
  meetings: count('Confirmed meetings that reviewed exactly this period', 1),
  figures: count('Confirmed results that were told of exactly this period', 15),
  unread: count('Meetings of the period, and texts published when it was reported on, that wait to be confirmed', 0),
  checkedOn: nullable(day('When somebody last looked for a source and found none', '2026-01-05'))
}

export const CoverageCell = Type.Object(cell, {
  $id: 'CoverageCell',
  description: 'What is known of a ward in a period; the state is a term of the `coverage-states` vocabulary'
})

export const Coverage = Type.Object({
  ward: ref(WardLabel),
  cells: listOf(CoverageCell, 'One for each period, in the order of time; the same periods in every row')
}, { $id: 'Coverage', description: 'What is known of a ward: a row of the matrix' })

/** A row of the table: one cell with its ward. */
export const CoverageLine = Type.Object({ ward: ref(WardLabel), ...cell })

const states = {
  reported: count('Wards with a report', 5),
  unread: count('Wards of which a source waits', 0),
  noSource: count('Wards for which somebody looked in vain', 0),
  unchecked: count('Wards for which nobody has looked', 20),
  notExisting: count('Wards that did not exist in the period', 10)
}

export const CoverageTotal = Type.Object({
  code: Type.String({ description: 'Code of the period', examples: ['2023'] }),
  period: ref(PeriodLabel),
  wards: count('All wards that were counted', 35),
  ...states
}, { $id: 'CoverageTotal', description: 'How many wards are in which state in a period' })

const filters = {
  period: periodsParameter('The periods; the last year that has ended where it is left out', '2023'),
  ward: wardParameter('Wards by id, slug or official code, with commas: each has its row', 'ha-khanh'),
  lineage: lineageParameter,
  province: wordParameter('Wards of a province, by slug or official code: those that existed in one of the periods',
    'quang-ninh', 100)
}

export const CoverageQuery = queryOf({ ...filters, ...orderParameters(['name', '-name']) })

const { sort, ...paged } = orderParameters([''])
export const CoverageTotalQuery = queryOf({ ...filters, ...paged })

export const coverageParams = Type.Object({
  ward: wardParams.properties.ward,
  period: Type.String({
    minLength: 1,
    maxLength: 20,
    description: 'Code of the period; the slash of a term as `%2F`',
    examples: ['2023']
  })
})

export const CoverageCheck = Type.Object({
  checkedOn: Type.Optional(Type.String({
    format: 'date',
    pattern: DAY_PATTERN,
    description: 'When somebody looked; today where it is left out',
    examples: ['2026-01-05']
  }))
}, {
  $id: 'CoverageCheck',
  additionalProperties: false,
  description: 'That somebody looked for a source and found none',
  examples: [{ checkedOn: '2026-01-05' }]
})

export const components = [CoverageCell, Coverage, CoverageTotal, CoverageCheck]
