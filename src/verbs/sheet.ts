/** An extraction as people read it on a terminal: what was found, in rows, each with its passage in the text. */
import type { Extraction, IndicatorFinding, Span } from '../extraction/findings.js'
import type { Outcome } from './extract.js'

/** As much of the text is shown on either side of a passage. */
const AROUND = 30
/** Longer passages are cut in their middle. */
const LONGEST = 120

type Paint = (style: keyof typeof styles, text: string) => string
const styles = { heading: '1', passage: '30;43', faint: '2', error: '31' } as const

/** What could make a terminal do things, out of a text that anybody wrote. */
// eslint-disable-next-line no-control-regex
const plain = (text: string) => text.replace(/[\x00-\x1F\x7F-\x9F\u200E\u200F\u202A-\u202E\u2066-\u2069]+/g, ' ')

const painterOf = (hasColours: boolean): Paint => (style, text) =>
  hasColours ? `\x1b[${styles[style]}m${text}\x1b[0m` : style === 'passage' ? `[${text}]` : text

function passageOf (text: string, { start, end }: Span, paint: Paint): string {
  const passage = plain(text.slice(start, end))
  const shown = passage.length <= LONGEST
    ? passage
    : `${passage.slice(0, LONGEST / 2)} … ${passage.slice(-LONGEST / 2)}`
  const before = plain(text.slice(Math.max(0, start - AROUND), start))
  const after = plain(text.slice(end, end + AROUND))
  const [from, to] = [start > AROUND ? '…' : '', end + AROUND < text.length ? '…' : '']
  return from + before + paint('passage', shown) + after + to
}

const number = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 4 })

const signs = { eq: '', gt: '> ', gte: '≥ ', lt: '< ', lte: '≤ ', approx: '≈ ' } as const

function figureOf ({ value, valueText, unit, target, percentOfTarget, changePercent, ...rest }: IndicatorFinding) {
  const amount = value === null ? valueText : `${signs[rest.comparator]}${number.format(value)} ${unit ?? ''}`.trim()
  return [
    ...(amount === null ? [] : [amount]),
    ...(target === null ? [] : [`of ${number.format(target)}`]),
    ...(percentOfTarget === null ? [] : [`${number.format(percentOfTarget)} % of plan`]),
    ...(changePercent === null ? [] : [`${changePercent > 0 ? '+' : ''}${number.format(changePercent)} %`]),
    ...(rest.kind === 'target' ? ['planned'] : []),
    ...(rest.estimate ? ['estimated'] : []),
    ...rest.flags
  ].join(', ')
}

interface Row { readonly cells: readonly string[], readonly span: Span | null }

/** The sections of a sheet; those without rows are left out. */
function sectionsOf ({ ward, meeting, officials, documents, indicators, tasks, warnings }: Extraction) {
  const words = (...texts: Array<string | null | undefined | false>) =>
    texts.filter(text => typeof text === 'string' && text !== '').join(', ')
  const sections: Array<[heading: string, rows: Row[]]> = [
    ['WARD', ward === null
      ? []
      : [{
          cells: [words(ward.kind === 'phường' && /^phường/i.test(ward.name) ? ward.name : `${ward.kind} ${ward.name}`,
            ...ward.within.map(({ kind, name }) => `${kind} ${name}`))],
          span: ward.span
        }]],
    ['MEETING', meeting === null
      ? []
      : [{
          cells: [words(meeting.type, meeting.heldOn, meeting.endsOn && `to ${meeting.endsOn}`, meeting.session),
            words(meeting.reviews && `reviews ${meeting.reviews}`, meeting.plans && `plans ${meeting.plans}`)],
          span: meeting.spans[0] ?? null
        }]],
    ['OFFICIALS', officials.map(({ name, roles, chair, spans }) => ({
      cells: [name, words(chair && 'chair', ...roles.map(({ title }) => title))], span: spans[0] ?? null
    }))],
    ['DOCUMENTS', documents.map(({ symbol, type, number, issuedOn, issuedBy, title, spans }) => ({
      cells: [symbol ?? `${type} ${number}`, words(issuedOn, issuedBy, title)], span: spans[0] ?? null
    }))],
    ['FIGURES', indicators.map(finding => ({
      cells: [finding.code ?? finding.label, figureOf(finding), finding.period ?? ''], span: finding.spans[0] ?? null
    }))],
    ['TASKS', tasks.map(({ text, assignee, spans }) => ({
      cells: [assignee ?? '', text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text], span: spans[0] ?? null
    }))],
    ['WARNINGS', warnings.map(({ code, detail, span }) => ({ cells: [code, detail], span }))]
  ]
  return sections.filter(([, rows]) => rows.length > 0)
}

/** The sheet of one file. Without colours passages stand in brackets. */
export function sheetOf (outcome: Outcome, hasColours: boolean): string {
  const paint = painterOf(hasColours)
  const heading = paint('heading', plain(outcome.file))
  if ('error' in outcome) return `${heading}\n  ${paint('error', plain(outcome.error.message))}\n\n`
  const { reading, extraction } = outcome
  const about = [reading.format, reading.encoding, reading.title, reading.publishedOn, reading.url]
    .filter(part => part !== null).join(' · ')
  const lines = [heading, paint('faint', `  ${plain(about)}`), ...reading.notes.map(({ detail }) => `  ${detail.en}`)]
  const sections = sectionsOf(extraction)
  if (sections.length === 0) lines.push('  Nothing was found.')
  for (const [name, rows] of sections) {
    lines.push('', paint('heading', name))
    for (const { cells, span } of rows) {
      lines.push('  ' + cells.filter(cell => cell !== '').map(plain).join(' | '))
      if (span !== null) lines.push('    ' + passageOf(reading.text, span, paint))
    }
  }
  return lines.join('\n') + '\n\n'
}
