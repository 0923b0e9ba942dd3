/**
 * What all readers of figures share: what is known of a sentence and of the words around a quantity, and how a figure
 * is
 * started from them.
 */
import type { Article, Sentence } from '../article.js'
import type { Known } from '../indicators.js'
import { phrases, type Match } from '../phrases.js'
import type { Token } from '../tokens.js'
import { faults, type Aims } from './aims.js'
import { describesTo } from './clauses.js'
import type { Context, Dated } from './context.js'
import type { Draft } from './drafts.js'
import { descriptionOf, type Range } from './labels.js'
import { isCounted, nouns, type Noun } from './nouns.js'
import type { Quantity } from './numbers.js'
import { boundAfter, type Joint } from './percents.js'
import { periodOf } from './period-of.js'
import type { PeriodRead } from './reading.js'
import { keys } from './words.js'

/** What is known while a sentence is read. */
export interface Reader {
  readonly article: Article
  readonly known: Known
  readonly sentence: Sentence
  readonly number: number
  readonly periods: readonly PeriodRead[]
  readonly dated: readonly Dated[]
  readonly aims: Aims
  readonly context: Context
  readonly announced: boolean
  readonly badges: boolean
  /** Of the event, as far as the text tells. */
  readonly year: string | null
  readonly drafts: Draft[]
  /** What `giảm từ … xuống còn …` is said of. */
  readonly memory: { lead: Range | null }
}

/** What a quantity knows of its neighbours. */
export interface Place {
  /** The token after what the figure before took. */
  readonly floor: number
  /** The first token of the next quantity, or the end of the sentence. */
  readonly limit: number
  readonly next: Quantity | null
  /** Where the words that lead to it start. */
  readonly from: number
  readonly joint: Joint
  readonly lead: Range
  /** The figure before it in its sentence, or of the sentence before where nothing else leads to this one. */
  readonly last: Draft | null
  /** Nothing but joining words stands between it and the figure before. */
  readonly joined: boolean
}

export const isEmpty = ([first, end]: Range) => first >= end

/** What is an amount, so that a bare percentage of it is a share of its plan. */
export const AMOUNTS = phrases('thu ngân sách', 'tổng thu', 'chi ngân sách', 'tổng chi', 'doanh thu', 'giải ngân',
  'giá trị sản xuất', 'sản lượng', 'thu thuế', 'thu quỹ',
  'thu nsnn', 'thu ns', 'tổng số thu', 'thu các quỹ', 'thu nộp', 'thuế', 'vốn đầu tư', 'giá trị', 'thu tiền',
  'thu phí', 'kết nạp', 'thu đảng phí', 'thu các loại quỹ', 'các khoản thu', 'thu các khoản')

export const within = (list: ReturnType<typeof phrases>, tokens: readonly Token[], [first,
  end]: Range) => list.first(tokens, first, end) !== null

export function newDraft (
  reader: Reader, { sort, noun, first, end }: Pick<Quantity, 'sort' | 'noun' | 'first' | 'end'>
): Draft {
  return {
    sort,
    noun,
    value: null,
    valueText: null,
    unit: null,
    target: null,
    percentOfTarget: null,
    changePercent: null,
    comparator: 'eq',
    estimate: false,
    lead: [],
    noun_: null,
    description: null,
    kind: 'actual',
    period: null,
    periodRead: false,
    part: false,
    assigned: false,
    badgeYears: null,
    term: reader.context.term,
    first,
    end,
    sentence: reader.number,
    baseStated: true,
    confidence: 0.85,
    inferred: []
  }
}

/** Gives a draft its kind and its period, from the words between two tokens, its sentence, and what stands before. */
export function place (reader: Reader, draft: Draft, from: number, to: number, at: number): void {
  const { article: { tokens }, aims, context } = reader
  const aimed = at >= aims.from || (context.target && !aims.past)
  draft.kind = draft.assigned || (aimed && faults.first(tokens, from, at) === null) ? 'target' : 'actual'
  periodOf(reader, draft, from, to, at)
}

const isMore = (noun: Match<Noun> | null, limit: number) => noun !== null && noun.end < limit && isCounted(noun.value)

/** The words that describe a noun, and more such nouns: `thôn, khối phố có nhà văn hóa`. */
export function described (tokens: readonly Token[], at: number, limit: number): Range {
  const noun = nouns.at(tokens, at, limit)
  const end = describesTo(tokens, noun?.end ?? at, limit)
  const more = noun?.end === end && end < limit && tokens[end]!.text === ',' &&
    isMore(nouns.at(tokens, end + 1, limit), limit)
  return descriptionOf(tokens, at, more ? describesTo(tokens, end + 1, limit) : end)
}

const MONEY_WORDS = phrases('thu', 'chi', 'ngân sách', 'giá trị', 'doanh thu', 'thuế', 'vốn', 'giải ngân', 'quỹ',
  'thu nhập', 'kinh phí')
/** The unit in which something would be counted, where no amount is stated. */
export function unitOf (tokens: readonly Token[], range: Range): string | null {
  if (within(MONEY_WORDS, tokens, range)) return 'VND'
  for (let at = range[0]; at < range[1]; at++) {
    const noun = nouns.at(tokens, at, range[1])
    if (noun === null || !isCounted(noun.value)) continue
    if (noun.end - at > 1 || noun.value.text === 'hộ' || (noun.value.text === 'vụ' &&
      !SERVICES.has(tokens[at - 1]?.key ?? ''))) return noun.value.text
  }
  return null
}
/** `dịch vụ`, `nhiệm vụ` count no cases. */
const SERVICES = keys('dịch nhiệm phục nghĩa chức thường công')

export const rangesOf = (draft: Draft): Range[] =>
  [...draft.noun_ === null ? [] : [draft.noun_], ...draft.description === null ? [] : [draft.description]]

/** The label of a figure as part of another's; bounded, however many figures lean on each other. */
export const inherited = (last: Draft): Range[] => [...last.lead.slice(0, 2), ...rangesOf(last)]

/** A figure that starts with a quantity. */
export function figureOf (
  reader: Reader, quantity: Quantity, { from, joint, lead, limit }: Place, description: Range | null
): Draft {
  const { article: { tokens } } = reader
  const first = isEmpty(lead) ? quantity.first : Math.min(lead[0], quantity.first)
  const draft = newDraft(reader, { ...quantity, first, end: quantity.end })
  draft.lead = [lead]
  draft.description = description
  draft.comparator = boundAfter(tokens, quantity.end, limit) ?? joint.comparator ?? 'eq'
  draft.estimate = joint.estimate || estimated(tokens, from, joint.start)
  draft.assigned = ASSIGNED.first(tokens, from, joint.start) !== null
  place(reader, draft, from, description?.[1] ?? quantity.end, quantity.first)
  // `kéo giảm từ 5% số vụ`: a plan names its lower bound.
  if (quantity.sort === 'percent' && draft.kind === 'target' && joint.from && draft.comparator === 'eq' &&
    !UNTIL.has(tokens[quantity.end]?.key ?? '')) draft.comparator = 'gte'
  reader.drafts.push(draft)
  return draft
}

const UNTIL = keys('đến lên xuống tới còn năm')

/** A plan that was set for the ward, whatever was reached. */
const ASSIGNED = phrases('chỉ tiêu giao', 'chỉ tiêu được giao', 'kế hoạch giao', 'kế hoạch được giao', 'dự toán giao',
  'dự toán được giao',
  'chỉ tiêu thành phố giao', 'dự toán thành phố giao', 'dự toán tỉnh giao')

const NO_ESTIMATE = keys('quy mong hương công thệ điều hiệp khế')
function estimated (tokens: readonly Token[], from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    if (tokens[at]!.key === 'ước' && !NO_ESTIMATE.has(tokens[at - 1]?.key ?? '')) return true
  }
  return false
}
