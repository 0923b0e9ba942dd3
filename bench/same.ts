/** Whether the ceiling answers what the service answers: a ceiling that says less would be none. */
import { parse } from 'csv-parse/sync'
import { isDeepStrictEqual } from 'node:util'
import type { Question, Read } from './reads.js'

/** The records of an answer, whichever its form. */
export function recordsOf (text: string, { csv }: Read): unknown {
  // A list in a cell is JSON, in which PostgreSQL puts other spaces.
  if (csv === true) return parse(text, { bom: true, cast: cell => /^\[\{/.test(cell) ? JSON.parse(cell) : cell })
  const { data, ...record } = JSON.parse(text)
  return data ?? record
}

/** @throws where an answer differs */
export async function demandSame (read: Read, questions: readonly Question[], service: string, ceiling: string) {
  for (const { address } of questions.slice(0, 50)) {
    const [ours, theirs] = await Promise.all([service, ceiling].map(async base => {
      const answer = await fetch(base + address)
      const text = await answer.text()
      if (!answer.ok) throw new Error(`${base}${address} is answered ${answer.status}: ${text}`)
      return recordsOf(text, read)
    }))
    if (!isDeepStrictEqual(ours, theirs)) throw new Error(`the ceiling answers something else to ${address}`)
  }
}
