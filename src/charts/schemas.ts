/** The contract of charts: which figures of an indicator are drawn, and how large. */
import { Type } from 'typebox'
import { seriesParameters, wardsParameters } from '../compare/schemas.js'
import { choiceParameter, knownAt, queryOf } from '../http/parameters.js'
import { columnParameters } from '../http/periods.js'

const pixels = (description: string, least: number, most: number, example: number) => Type.Optional(Type.Integer({
  minimum: least, maximum: most, description, examples: [example]
}))

export const ChartQuery = queryOf({
  ...wardsParameters,
  ...columnParameters,
  ...seriesParameters,
  kind: choiceParameter(['line', 'bar'],
    '`line`: over periods, a line for each ward; `bar`: over wards, for one period. Where it is left out, what the ' +
    'number of periods asks for', 'line'),
  width: pixels('Width in pixels', 320, 2000, 800),
  height: pixels('Height in pixels; as high as it needs to be where it is left out', 240, 2000, 480),
  knownAt
})
