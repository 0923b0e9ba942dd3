/**
 * From drafts to findings: labels and codes, what follows from the sort of an indicator, doubles joined, arithmetic
 * checked.
 */
import { checkReport, type Figure } from '../../domain/figures.js'
import { indicators, type Indicator } from '../../domain/indicators.js'
import { parsePeriod, type Period } from '../../domain/periods.js'
import { spanOf, type Article } from '../article.js'
import type { IndicatorFinding, Inferred, Span } from '../findings.js'
import type { Known } from '../indicators.js'
import type { Token } from '../tokens.js'
import { indicatorOf } from './codes.js'
import type { Draft } from './drafts.js'
import { rangesOf } from './drafting.js'
import { labelOf, type Range } from './labels.js'

/** More figures than any report has are not checked against each other. */
const MOST_CHECKED = 300
/** No figure is shown in more places. */
const MOST_PASSAGES = 20

interface Finished extends IndicatorFinding {
  readonly spans: Span[]
  readonly flags: string[]
}

/** The findings of an article's drafts. */
export function finish (article: Article, drafts: readonly Draft[], known: Known): IndicatorFinding[] {
  const findings: Finished[] = []
  const doubles = new Map<string, Finished & { readonly sentence: number }>()
  for (const draft of drafts) {
    const finding = findingOf(article, draft, known)
    if (finding === null) continue
    const key = [
      finding.value, finding.valueText, finding.target, finding.percentOfTarget, finding.changePercent, finding.unit,
      finding.period, finding.kind, finding.code ?? finding.label.toLowerCase(),
      ...Object.entries(finding.dimensions).flat()
    ].join('\n')
    const double = doubles.get(key)
    if (double !== undefined && double.sentence !== draft.sentence) {
      if (double.spans.length < MOST_PASSAGES) double.spans.push(...finding.spans)
    } else {
      doubles.set(key, { ...finding, sentence: draft.sentence })
      findings.push(finding)
    }
  }
  check(findings)
  return findings
}

function findingOf (article: Article, draft: Draft, { meeting }: Known): Finished | null {
  const ranges: Range[] = [...draft.lead, ...rangesOf(draft)].filter(([first, end]) => first < end)
  const label = labelOf(article, ranges)
  if (label === '') return null
  const words: Token[] = []
  for (const [first, end] of ranges) for (let at = first; at < end; at++) words.push(article.tokens[at]!)
  const valueless = draft.value === null
  const indicator = draft.valueText !== null
    ? grade
    : draft.part
      ? null
      : draft.badgeYears !== null
        ? badges
        : indicatorOf(words, {
          sort: draft.sort,
          unit: draft.unit,
          noun: draft.noun
        }, valueless)
  const inferred: Inferred[] = [...draft.inferred]
  let period = draft.period
  if (indicator !== null) period = periodOfSort(draft, indicator, meeting, inferred)
  if (draft.noun?.group === 'opinion') {
    draft.kind = 'actual'
    if (!draft.periodRead) period = null
  }
  if (draft.assigned && period !== null && /-(H|Q|\d)/.test(period)) {
    period = period.slice(0, 4)
    inferred.push({ property: 'period', reason: 'Chỉ tiêu được giao là của cả năm' })
  }
  if (committee(words)) period = meeting?.plans ?? period
  if (!draft.periodRead && period !== null && period === draft.period) {
    inferred.push({
      property: 'period',
      reason: draft.kind === 'target'
        ? meeting?.spans.length === 0 ? 'Kỳ mà văn bản đề ra nhiệm vụ' : 'Kỳ mà hội nghị đề ra nhiệm vụ'
        : meeting?.spans.length === 0 ? 'Kỳ mà văn bản báo cáo' : 'Kỳ mà hội nghị đánh giá'
    })
  }
  return {
    label,
    code: indicator?.code ?? null,
    value: draft.value,
    valueText: draft.valueText,
    unit: draft.unit,
    target: draft.target,
    percentOfTarget: draft.percentOfTarget,
    changePercent: draft.changePercent,
    comparator: draft.comparator,
    estimate: draft.estimate,
    period,
    kind: draft.kind,
    dimensions: draft.badgeYears === null ? {} : { badgeYears: draft.badgeYears },
    flags: [
      ...draft.percentOfTarget !== null && !draft.baseStated ? ['percent-base-unstated'] : [],
      ...draft.kind === 'actual' && draft.comparator === 'gte' && draft.unit === '%' ? ['target-wording'] : []
    ],
    spans: [spanOf(article, draft.first, Math.max(draft.end, draft.first + 1))],
    confidence: confidenceOf(draft, indicator),
    inferred
  }
}

/** 0.95: a known indicator and its own period; 0.85: one of them; less where the counted noun is unknown or a word. */
const confidenceOf = (draft: Draft, indicator: Indicator | null) =>
  Math.min(0.95,
    Math.round((draft.confidence + (indicator === null ? -0.1 : 0.05) + (draft.periodRead ? 0.05 : 0)) * 100) / 100)

const byCode = (code: string) => indicators.find(indicator => indicator.code === code)!
const badges = byCode('party-badges-awarded')
const grade = byCode('party-organisation-grade')

const COMMITTEES = [['ban', 'chấp', 'hành'], ['ban', 'thường', 'vụ'], ['ủy', 'ban', 'kiểm', 'tra']]
/** `Ban Chấp hành Đảng bộ phường gồm 33 đồng chí`: of the term that a congress starts. */
const committee = (words: readonly Token[]) => [0, 1, 2, 3].some(start =>
  COMMITTEES.some(name => name.every((key, at) => words[start + at]?.key === key))) &&
  words.some(({ key }) => key === 'chí' || key === 'viên')

/** What the sort of an indicator says of its period. */
function periodOfSort (
  draft: Draft, { code, nature }: Indicator, meeting: Known['meeting'], inferred: Inferred[]
): string | null {
  const year = meeting?.heldOn?.slice(0, 4) ?? draft.period?.slice(0, 4) ?? null
  const infer = (period: string | null, reason: string) => {
    inferred.push({ property: 'period', reason })
    return period
  }
  if (code === 'meeting-opinions' && !draft.periodRead) return null
  if (code === 'party-badges-awarded' && !draft.periodRead) return infer(year, 'Năm trao Huy hiệu')
  if (code === 'councillors-elected' && draft.term !== null) {
    return infer(draft.term,
      'Nhiệm kỳ của Hội đồng nhân dân được bầu')
  }
  if (nature === 'event' && !draft.periodRead) return infer(year, 'Năm diễn ra')
  if (draft.kind === 'target' && /-graded-|-grade$/.test(code) && draft.period !== null &&
    /-(H|Q|\d)/.test(draft.period)) {
    return infer(draft.period.slice(0, 4), 'Việc đánh giá, xếp loại là của cả năm')
  }
  return draft.period
}

const parts = indicators.filter(({ partOf }) => partOf !== null)
const periods = new Map<string, Period | null>()
function periodNamed (code: string | null): Period | null {
  if (code === null) return null
  let known = periods.get(code)
  if (known === undefined) {
    if (periods.size > 500) periods.clear()
    periods.set(code, known = parsePeriod(code))
  }
  return known
}

function check (findings: readonly Finished[]): void {
  // `kết nạp thêm 7 đảng viên` is no plan of the whole.
  const coded = findings.filter(({ code, label }) => code !== null && !label.includes('thêm'))
  const groups = coded.length <= MOST_CHECKED ? [coded] : coded.map(finding => [finding])
  const others = findings.filter(({ code, target, percentOfTarget }) => code === null && target !== null &&
    percentOfTarget !== null)
  for (const group of [...groups, ...others.map(finding => [finding])]) {
    const figures = group.map((finding): Figure => ({
      indicator: finding.code ?? finding.label,
      kind: finding.kind,
      period: periodNamed(finding.period),
      subject: null,
      dimensions: finding.dimensions,
      sourceId: '',
      value: finding.value,
      target: finding.target,
      percentOfTarget: finding.percentOfTarget,
      comparator: finding.comparator,
      measuredOn: null
    }))
    checkReport(figures, parts).forEach((flags, at) => {
      for (const { code } of flags) {
        if (!(code === 'share-above-100' && group[at]!.unit !== '%') &&
        !group[at]!.flags.includes(code)) group[at]!.flags.push(code)
      }
    })
  }
}
