/** What people are told of findings: a record in one line, and what was found and could not become one. Vietnamese. */
import type { Exchanged } from '../db/exchange.js'
import { capacities } from '../domain/meetings.js'
import type { Extraction, Span } from '../extraction/findings.js'

/** A record in one line. */
export function labelOf (
  kind: string, record: Exchanged, names: ReadonlyMap<string, string>
): string {
  const name = (property: string) => names.get(String(record[property])) ?? null
  switch (kind) {
    case 'meeting': return `${String(record.title)} (${String(record.heldOn)})`
    case 'participant': {
      const capacity = capacities.find(({ code }) => code === record.capacity)?.name
      const titles = (record.titles as string[]).join(', ')
      const who = name('official') ?? String(record.group)
      return `${who}${titles === '' ? '' : ` – ${titles}`}${record.capacity === 'chair' ? ` (${capacity})` : ''}`
    }
    case 'citation': return `${String(record.asCited)}${name('resolution') === null ? '' : ` → ${name('resolution')}`}`
    case 'observation': return `${name('indicator') ?? String(record.indicator)}: ${String(record.asReported)}`
    default: return String(record.text)
  }
}

const unplacedReasons = {
  indicator: 'Danh mục chưa có chỉ tiêu này; hãy chọn chỉ tiêu hoặc bỏ qua.',
  document: 'Không có hội nghị để gắn văn bản này vào.',
  official: 'Không có hội nghị để ghi người này tham dự.',
  task: 'Không có hội nghị đã giao nhiệm vụ này.'
} as const

interface Unplaced { kind: keyof typeof unplacedReasons, label: string, reason: string, start: number, end: number }

/** What was found and is no record: neither one that is there, nor one that somebody has rejected. */
export function unplacedOf ({ indicators, documents, officials, tasks }: Extraction, hasMeeting: boolean): Unplaced[] {
  const told = (kind: Unplaced['kind'], label: string, [first]: readonly Span[]): Unplaced =>
    ({ kind, label, reason: unplacedReasons[kind], start: first!.start, end: first!.end })
  return [
    ...indicators.filter(({ code }) => code === null).map(({ label, spans }) => told('indicator', label, spans)),
    ...hasMeeting
      ? []
      : [
          ...documents.map(({ symbol, type, number, spans }) => told('document', symbol ?? `${type} ${number}`, spans)),
          ...officials.map(({ name, spans }) => told('official', name, spans)),
          ...tasks.map(({ text, spans }) => told('task', text, spans))
        ]
  ].sort((a, b) => a.start - b.start)
}
