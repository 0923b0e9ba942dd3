/** A review with all that it proposes: each record in one line, with its passages, and what could not be placed. */
import type { Database } from '../db/connect.js'
import { capacities } from '../domain/meetings.js'
import { extract } from '../extraction/extract.js'
import type { Extraction, Span } from '../extraction/findings.js'
import { getText, namesOf, recordsOn, type FoundRecord, type getReview } from './queries.js'
import type { FindingKind } from './schemas.js'

interface Passage {
  readonly source: string
  readonly start: number
  readonly end: number
  readonly quote: string | null
  readonly property?: string | null
  readonly confidence: number
}

type Row = NonNullable<Awaited<ReturnType<typeof getReview>>>

/** A record in one line. */
function labelOf ({ kind, record }: FoundRecord, names: ReadonlyMap<string, string>): string {
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
function unplacedOf ({ indicators, documents, officials, tasks }: Extraction, hasMeeting: boolean): Unplaced[] {
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

/** A review as it is answered. */
export async function detailOf (db: Database, row: Row) {
  const source = row.source.id
  const text = await getText(db, source)
  const records = await recordsOn(db, source, row.meeting?.id ?? null)
  const names = await namesOf(db, records)
  const findings = records.map(found => {
    const passages = (found.record.evidence as Passage[]).filter(passage => passage.source === source)
    return {
      kind: found.kind as FindingKind,
      id: found.id,
      status: found.record.status === 'unverified' ? 'open' as const : 'accepted' as const,
      label: labelOf(found, names),
      record: found.record,
      passages: passages.map(({ start, end, quote, property = null, confidence }) =>
        ({ start, end, quote: quote ?? text?.slice(start, end) ?? null, property, confidence }))
    }
  })
  const order = ['meeting', 'participant', 'citation', 'observation', 'task']
  findings.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) ||
    (a.passages[0]?.start ?? 0) - (b.passages[0]?.start ?? 0) || (a.id < b.id ? -1 : 1))
  const unplaced = text === null || row.ward === null ? [] : unplacedOf(extract(text), row.meeting !== null)
  return { ...row, text, findings, unplaced }
}
