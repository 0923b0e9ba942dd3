/** Rows as COPY takes them: text, a line for each row, columns in the order of the first. */
import { once } from 'node:events'
import type pg from 'pg'
import { from } from 'pg-copy-streams'

export type Row = Readonly<Record<string, unknown>>

const SPECIAL = /[\\\n\r\t]/g
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const escaped = (text: string) => text.replace(SPECIAL, sign => escapes[sign]!)

const itemOf = (value: unknown) => `"${String(value).replace(/["\\]/g, '\\$&')}"`

function cellOf (value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'string') return escaped(value)
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value) && (value.length === 0 || typeof value[0] === 'string')) {
    return escaped(`{${value.map(itemOf).join(',')}}`)
  }
  return typeof value === 'object' ? escaped(JSON.stringify(value)) : String(value)
}

/** JSON that is written as such, also where it is a list. */
export const json = (value: unknown) => JSON.stringify(value)

/** Rows on their way into tables: gathered by table, then copied one table after the other. */
export class Copy {
  readonly #client: pg.ClientBase
  readonly #tables = new Map<string, { readonly columns: readonly string[], lines: string[] }>()
  /** Rows that were copied so far. */
  rows = 0

  constructor (client: pg.ClientBase) {
    this.#client = client
  }

  add (table: string, row: Row): void {
    let gathered = this.#tables.get(table)
    if (gathered === undefined) this.#tables.set(table, gathered = { columns: Object.keys(row), lines: [] })
    let line = ''
    for (const column of gathered.columns) line += line === '' ? cellOf(row[column]) : `\t${cellOf(row[column])}`
    gathered.lines.push(line)
  }

  /** Copies what was gathered. */
  async flush (): Promise<void> {
    for (const [table, gathered] of this.#tables) {
      const { columns, lines } = gathered
      if (lines.length === 0) continue
      const names = columns.map(name => `"${name}"`).join(', ')
      const stream = this.#client.query(from(`copy ${table} (${names}) from stdin`))
      const done = once(stream, 'finish')
      for (let at = 0; at < lines.length; at += 500) {
        if (!stream.write(`${lines.slice(at, at + 500).join('\n')}\n`)) await once(stream, 'drain')
      }
      stream.end()
      await done
      this.rows += lines.length
      gathered.lines = []
    }
  }
}
