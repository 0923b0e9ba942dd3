/**
 * Lists as tables: one column for each property of the record's schema, nested ones with dots (`ward.slug`,
 * `reviews.code`), and what stands in its cells. CSV and spreadsheets are written from these.
 */
import type { TSchema } from 'typebox'

interface Shape {
  $id?: string
  $ref?: string
  type?: string | string[]
  format?: string
  anyOf?: Shape[]
  properties?: Record<string, Shape>
  required?: string[]
}

export interface Column {
  readonly name: string
  readonly path: readonly string[]
  /** Whether its texts are days (ISO dates). */
  readonly isDay: boolean
}

/** The columns of a record: those properties that are always there. */
export function columnsOf (schema: TSchema, component: (id: string) => unknown): Column[] {
  return columnsUnder([], schema as Shape, id => component(id) as Shape)
}

function columnsUnder (path: readonly string[], shape: Shape, component: (id: string) => Shape): Column[] {
  const target = shape.$ref ?? shape.anyOf?.find(part => part.$ref !== undefined)?.$ref
  if (target !== undefined) return columnsUnder(path, component(target.replace('#', '')), component)
  const always = Object.entries(shape.properties ?? {}).filter(([name]) => shape.required?.includes(name) === true)
  if (always.length === 0) return [{ name: path.join('.'), path, isDay: shape.format === 'date' }]
  return always.flatMap(([name, part]) => columnsUnder([...path, name], part, component))
}

export type Cell = string | number | boolean | null

/** A list whose items are no more than names of records or terms is told by the names; others keep all they have. */
const isLabel = (item: unknown): item is { name: string } => typeof item === 'object' && item !== null &&
  'name' in item && Object.keys(item).every(key => ['id', 'slug', 'name', 'code', 'nameEn'].includes(key))

function cell (value: unknown): Cell {
  if (value === null || value === undefined) return null
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) {
    if (value.every(isLabel)) return value.map(item => item.name).join('; ')
    if (value.every(item => typeof item === 'string')) return value.join('; ')
  }
  return typeof value === 'object' ? JSON.stringify(value) : value as Cell
}

const at = (record: unknown, path: readonly string[]): unknown =>
  path.reduce((value, name) => (value as Record<string, unknown> | null | undefined)?.[name], record)

/** The cells of a record, one for each column. */
export const cellsOf = (columns: readonly Column[], record: unknown): Cell[] =>
  columns.map(({ path }) => cell(at(record, path)))
