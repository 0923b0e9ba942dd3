/** The contract of a ward's lineage: what it came from and what came of it, as a graph. */
import { Type } from 'typebox'
import { builtInId } from '../domain/ids.js'
import { unitChangeExtents, unitChangeKinds, unitKinds } from '../domain/units.js'
import { recordQueryOf } from '../http/parameters.js'
import { count, day, id, listOf, nullable, oneOf, ref, text, WardLabel } from '../http/schemas.js'
import { UnitVersion } from '../wards/schemas.js'

const kinds = unitKinds.map(kind => kind.code)
const example = builtInId('unit', 'ward:ha-khanh')
const successor = builtInId('unit', 'ward:cao-xanh-quang-ninh')

const LineageNode = Type.Object({
  id: id('Id of the unit', example),
  slug: text('Its name in addresses', 'ha-khanh'),
  name: text('Its name as printed', 'Phường Hà Khánh'),
  kind: oneOf(kinds, 'Code of the unit-kinds vocabulary', 'phuong'),
  code: nullable(text('Official code of the statistics office', '06649')),
  validFrom: nullable(day('First day; null where unknown', '2025-07-01')),
  validTo: nullable(day('Last day; null while it exists', '2025-06-30')),
  relation: oneOf(['self', 'predecessor', 'successor'], 'What it is to the ward that is asked for', 'predecessor'),
  extent: oneOf(
    unitChangeExtents.map(extent => extent.code),
    '`part` where some change on every way between the two concerned only a part',
    'whole'
  ),
  steps: count('How many changes lie between the two at least', 1),
  versions: listOf(UnitVersion, 'What it was called, and where it lay, over time; oldest first')
}, { $id: 'LineageNode', description: 'A unit in the lineage of a ward' })

const LineageEdge = Type.Object({
  from: id('The former unit: id of a node', example),
  to: id('What it became: id of a node; the same where the unit went on', successor),
  kind: oneOf(
    unitChangeKinds.map(kind => kind.code),
    'Code of the unit-change-kinds vocabulary. A unit that went on was `renamed` (also: of another kind), or ' +
      '`transferred` to another unit above',
    'merged'
  ),
  extent: oneOf(unitChangeExtents.map(extent => extent.code), 'Whether it went over as a whole or in part', 'whole'),
  effectiveOn: day('From which day', '2025-07-01'),
  legalBasis: nullable(text('The legal act', '1679/NQ-UBTVQH15'))
}, { $id: 'LineageEdge', description: 'A change in the lineage of a ward' })

export const WardLineage = Type.Object({
  ward: ref(WardLabel),
  nodes: listOf(LineageNode, 'The ward, what it came from and what came of it: the furthest predecessors first'),
  edges: listOf(LineageEdge, 'The changes between them, in the order of time')
}, { $id: 'WardLineage', description: 'What a ward came from and what came of it, as a graph' })

export const components = [LineageNode, LineageEdge, WardLineage]

export const WardLineageQuery = recordQueryOf({
  direction: Type.Optional(Type.Unsafe<'both' | 'predecessors' | 'successors'>({
    type: 'string',
    enum: ['both', 'predecessors', 'successors'],
    default: 'both',
    description: 'Which way to go from the ward',
    examples: ['successors']
  })),
  depth: Type.Optional(Type.Integer({
    minimum: 1, maximum: 20, default: 20, description: 'Over how many changes to go at most', examples: [1]
  }))
})
