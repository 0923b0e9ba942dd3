/**
 * Lists as tables: one column for each property of the record's schema (`ward.slug`, `reviews.code`), in UTF-8 with a
 * byte order mark so that Excel shows Vietnamese, with cells that a spreadsheet would run as formulas made harmless.
 */
import { stringify } from 'csv-stringify/sync'
import type { TSchema } from 'typebox'

interface Shape {
  $id?: string
  $ref?: string
  type?: string | string[]
  anyOf?: Shape[]
  properties?: Record<string, Shape>
  required?: string[]
}

/** Names of the columns of a record: those properties that are always there, nested ones with dots. */
export function columnsOf (schema: TSchema, component: (id: string) => unknown): string[] {
  const shape = schema as Shape
  const target = shape.$ref ?? shape.anyOf?.find(part => part.$ref !== undefined)?.$ref
  if (target !== undefined) return columnsOf(component(target.replace('#', '')) as TSchema, component)
  return Object.entries(shape.properties ?? {}).flatMap(([name, part]) => {
    if (shape.required?.includes(name) !== true) return []
    const nested = columnsOf(part as TSchema, component)
    return nested.length === 0 ? [name] : nested.map(inner => `${name}.${inner}`)
  })
}

type Cell = string | number | boolean | null

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

/** The lines of some records; the first chunk of a table has the byte order mark and the heading. */
export function csvLines (columns: readonly string[], records: readonly unknown[], first: boolean): string {
  const paths = columns.map(column => column.split('.'))
  const rows = records.map(record => paths.map(path => cell(at(record, path))))
  return stringify(first ? [[...columns], ...rows] : rows, {
    bom: first,
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: {
      number: value => ({ value: String(value), escape_formulas: false }),
      boolean: value => String(value)
    }
  })
}
