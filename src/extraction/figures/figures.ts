/**
 * Figures sentence by sentence. Each quantity is a figure of its own, or says more of the figure before it: what share
 * of a plan it is, how much it changed.
 */
import type { Article, Sentence } from '../article.js'
import type { Known } from '../indicators.js'
import { speaksOfBadges, yearsBetween } from './badges.js'
import { beforeComma, describesTo, leadsFrom } from './clauses.js'
import { aimsIn, announces, datedIn, emptyContext, enter, faults, head, type Aims, type Context, type Dated } from './context.js'
import type { Draft } from './drafts.js'
import { isNoFigure, ofOthers } from './exclusions.js'
import { gradeAt } from './grades.js'
import { descriptionOf, leadOf, type Range } from './labels.js'
import { isCounted, nouns, type Noun } from './nouns.js'
import type { Quantity } from './numbers.js'
import { baseAfter, boundAfter, jointBefore, type Base, type Joint } from './percents.js'
import { dateAt } from '../dates.js'
import { periodOf } from './period-of.js'
import { isFigure, readFigures, type Cited, type PeriodRead } from './reading.js'
import type { Token } from '../tokens.js'
import { keys, planBases } from './words.js'
import { phrases, type Match } from '../phrases.js'

/** How many sentences of prose may announce the meeting. */
const EARLY = 4

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

/** All figures of an article, in its order; those of its headline only where nothing else tells them. */
export function figuresIn (article: Article, known: Known): Draft[] {
  const { tokens, sentences } = article
  const cited = citations(known)
  const context = emptyContext()
  const year = known.meeting?.heldOn?.slice(0, 4) ?? yearIn(article, citations(known))
  const drafts: Draft[] = []
  const headline: Draft[] = []
  let previous: Sentence | null = null
  let prose = 0
  sentences.forEach((sentence, number) => {
    const { first, end, block } = sentence
    if (block.kind === 'prose') prose++
    const { quantities, periods } = readFigures(tokens, first, end, cited)
    const dated = datedIn(tokens, sentence, periods, known.meeting)
    enter(context, tokens, sentence, previous)
    for (const { form, year, lastYear } of periods) if (form === 'term') context.term = `${year}/${lastYear}`
    previous = sentence
    const announced = announces(tokens, sentence, prose <= EARLY)
    if (block.kind === 'heading') head(context, tokens, sentence, dated)
    const aims = announced ? { from: end, past: true, heads: false } : aimsIn(tokens, sentence, dated, known.meeting)
    if (aims.past && !announced) context.target = context.part.target
    const reader: Reader = {
      article,
      known,
      sentence,
      number,
      periods,
      dated,
      aims,
      context,
      announced,
      badges: quantities.length > 0 && speaksOfBadges(tokens, first, end),
      year,
      drafts: block.kind === 'title' ? headline : drafts,
      memory: { lead: null }
    }
    if (quantities.length > 0) readQuantities(reader, quantities)
    if (!announced) readGrades(reader)
    if (announced || block.kind === 'heading') return
    const lead = dated.findLast(({ leads }) => leads)
    if (lead !== undefined) context.period = lead.code
    // What is said in passing to be reached says nothing of the next sentence.
    if (aims.from < end && (aims.heads || quantities[0] === undefined || quantities[0].first >= aims.from)) context.target = true
  })
  const figures = [...drafts, ...headline.filter(draft => !drafts.some(other => retells(other, draft)))]
  // What was voiced at the meeting comes after the figures of the ward.
  const voiced = ({ noun }: Draft) => noun?.group === 'opinion'
  return [...figures.filter(draft => !voiced(draft)), ...figures.filter(voiced)]
}

/** How far into a text its year is looked for. */
const HEAD = 1000

/** The year of the first day that a text names with its year, where its meeting has none. */
function yearIn ({ tokens }: Article, cited: Cited): string | null {
  for (let at = 0; at < Math.min(tokens.length, HEAD); at++) {
    if (tokens[at]!.kind !== 'number' || cited(tokens[at]!)) continue
    const date = dateAt(tokens, at, tokens.length)
    if (date !== null && date.year !== null) return String(date.year)
  }
  return null
}

/** Whether a figure of the text says what the headline says, perhaps more exactly. */
const retells = (other: Draft, draft: Draft) => other.sort === draft.sort &&
  (other.value === draft.value || draft.comparator !== 'eq' || other.value === null)

/** Whether a token lies in a citation; the spans of documents in the order of the text. */
function citations ({ documents }: Known) {
  const spans = documents.flatMap(({ spans }) => spans).sort((a, b) => a.start - b.start)
  let next = 0
  return (token: Token) => {
    while (next < spans.length && spans[next]!.end <= token.start) next++
    return next < spans.length && spans[next]!.start <= token.start
  }
}

function readGrades (reader: Reader): void {
  const { article: { tokens }, sentence: { first, end } } = reader
  for (let at = first; at < end; at++) {
    const grade = gradeAt(tokens, at, end)
    if (grade === null) continue
    const text = tokens.slice(grade.wordsAt, grade.end).map(({ text }) => text).join(' ').replace(/ ,/g, ',')
    const draft = newDraft(reader, { sort: 'count', noun: null, first: grade.first, end: grade.end })
    Object.assign(draft, { valueText: text, unit: 'mức', lead: [[grade.first, grade.end]], confidence: 0.7 })
    place(reader, draft, grade.first, grade.end, grade.first)
    reader.drafts.push(draft)
    at = grade.end
  }
}

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

/** What a quantity knows of its neighbours. */
interface Place {
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

function readQuantities (reader: Reader, all: readonly Quantity[]): void {
  const { article: { tokens }, sentence } = reader
  const quantities = figuresOf(tokens, sentence, all)
  let floor = sentence.first
  let difference: Joint['change'] = null
  let dropped = 0
  quantities.forEach((quantity, at) => {
    const next = quantities[at + 1] ?? null
    // What was counted beside, such as who attended, leads to nothing.
    for (; dropped < all.length && all[dropped]!.first < quantity.first; dropped++) {
      const { noun, end } = all[dropped]!
      if (noun !== null && noun.group !== 'time' && end > floor && end <= quantity.first) floor = end
    }
    const place = placeOf(reader, quantity, next, floor, at > 0)
    floor = Math.max(floor, quantity.end)
    if (quantity.sort === 'percent') {
      floor = readPercent(reader, quantity, place, difference)
      difference = null
    } else if (isDifference(tokens, quantity, place)) {
      difference = place.joint.change
    } else {
      difference = null
      const taken = readAmount(reader, quantity, place)
      if (taken !== null) floor = taken
    }
  })
}

/** The quantities that may be figures; one that shares its noun with the next (`xây mới 01 và sửa chữa 02 căn`) takes it. */
function figuresOf (tokens: readonly Token[], { first, end }: Sentence, all: readonly Quantity[]): Quantity[] {
  const found: Quantity[] = []
  all.forEach((quantity, at) => {
    const next = all[at + 1]
    // `Trong 44 chỉ tiêu có 9 chỉ tiêu vượt`: of how many.
    const before = quantity.first > first ? tokens[quantity.first - 1]!.key : ''
    if (before === 'trong' && quantity.noun !== null && next !== undefined && next.noun?.text === quantity.noun.text) return
    if (quantity.sort !== 'count' || quantity.noun !== null) {
      if (quantity.noun === null || isFigure(quantity)) found.push(quantity)
      return
    }
    if (next !== undefined && isFigure(next) && next.first - quantity.end <= 4 && !quantity.worded &&
      (tokens[quantity.end]!.key === 'và' || tokens[quantity.end]!.text === ',' || tokens[quantity.end]!.text === ';')) {
      found.push({ ...quantity, noun: next.noun, unit: next.unit })
    } else if (!quantity.worded && (quantity.of !== null || isNamed(tokens, quantity, end) || isNumberOf(tokens, quantity, first, end))) found.push(quantity)
  })
  return found
}

/** `Số đảng viên mới kết nạp là 254`, `Tổng số hội viên: 120`, `(chỉ tiêu giao là 8)`: a number that ends what it is of. */
function isNumberOf (tokens: readonly Token[], quantity: Quantity, floor: number, limit: number): boolean {
  if (quantity.end < limit && tokens[quantity.end]!.kind !== 'mark') return false
  const before = quantity.first > floor ? tokens[quantity.first - 1]!.key : ''
  const planned = quantity.end < limit && tokens[quantity.end]!.text === ')'
  if (!planned && before !== 'là' && before !== ':') return false
  for (let at = quantity.first - 1; at >= Math.max(floor, quantity.first - (planned ? 6 : 14)); at--) {
    if (planned) {
      if (tokens[at]!.text === '(') return planBases.at(tokens, at + 1, quantity.first) !== null
    } else if (tokens[at]!.key === 'số' && nouns.at(tokens, at + 1, quantity.first) !== null) return true
  }
  return false
}

/** What brings about what is counted, whatever it is called: `lắp đặt 12 pa-nô`. */
const MAKES = keys(`lắp đặt dựng trồng tặng trao động trợ cấp chữa gom lý dỡ lập phát giao nhận quyết mở thả phá hiện vét sơn treo
  làm mua sắm khai thác bán xuất nhập tạo quy thuê cải tháo đào đóng gắn dạy nuôi khám vấn`)
function isNamed (tokens: readonly Token[], { first, end }: Quantity, limit: number): boolean {
  let before = first
  while (before > 0 && HEDGED.has(tokens[before - 1]!.key)) before--
  const noun = end < limit ? tokens[end]! : undefined
  return noun?.kind === 'word' && !noun.capital && noun.spaced && !STOPS.has(noun.key) && before > 0 && (MAKES.has(tokens[before - 1]!.key) || GIVES.has(tokens[before - 1]!.key))
}
const HEDGED = keys('hơn trên gần khoảng thêm')
const GIVES = keys('cho có được gồm xong còn đón hút lượng')
const STOPS = keys('và của là được đã với cho tại trong trên từ đến theo về có so hay hoặc thì mà nay này đó phường xã cấp')

function placeOf (reader: Reader, quantity: Quantity, next: Quantity | null, floor: number, follows: boolean): Place {
  const { article: { tokens }, sentence, periods, drafts } = reader
  let from = leadsFrom(tokens, floor, quantity.first, follows)
  const over = quantity.sort !== 'percent' && quantity.of === null
  const joint = jointBefore(tokens, from, quantity.first, over)
  let lead = leadOf(tokens, from, joint.start, periods)
  if (!isEmpty(lead) && from > floor) {
    const wider = beforeComma(tokens, floor, from, follows)
    const longer = wider < from ? leadOf(tokens, wider, joint.start, periods) : lead
    if (longer[0] < from - 1) {
      lead = longer
      from = wider
    }
  }
  // `đẩy mạnh thu ngân sách, phấn đấu đạt 35 tỷ đồng`.
  if (isEmpty(lead) && from > floor && tokens[from - 1]!.text === ',' && quantity.sort === 'money' && !follows) {
    const before = leadsFrom(tokens, floor, from - 1, follows)
    lead = leadOf(tokens, before, from - 1, periods)
  }
  // `bí thư 12 chi bộ`: who of them was there.
  if (quantity.noun?.group === 'body' && !isEmpty(lead) && WHO.has(tokens[lead[1] - 1]!.key)) lead = [lead[1], lead[1]]
  // `Tổng thu ngân sách: 12 tỷ`, `Kết nạp đảng viên (12 đồng chí)`: what stands before the mark.
  const mark = from > floor ? tokens[from - 1]!.text : ''
  if (lead[0] >= lead[1] && (mark === ':' || (mark === '(' && (!follows || from - 1 > floor + 1)))) {
    const before = leadsFrom(tokens, floor, from - 1, follows)
    const leading = leadOf(tokens, before, from - 1, periods)
    if (leading[0] < leading[1] && !(mark === '(' && follows)) {
      lead = leading
      from = before
    }
  }
  const previous = drafts.at(-1)
  const last = previous !== undefined && (previous.sentence === reader.number || (previous.sentence === reader.number - 1 && !follows))
    ? previous
    : null
  return {
    floor,
    limit: next?.first ?? sentence.end,
    next,
    from,
    joint,
    lead,
    last,
    joined: follows && last !== null && isJoined(tokens, Math.max(floor, last.description?.[1] ?? 0), quantity.first)
  }
}

const WHO = keys('viên thư diện đạo trưởng biểu mặt ủy phó')
const JOINERS = keys(', và với cùng trên hơn gần khoảng dưới có trong đó')
function isJoined (tokens: readonly Token[], from: number, to: number): boolean {
  if (to - from > 4 || to <= from) return false
  for (let at = from; at < to; at++) {
    if (!JOINERS.has(tokens[at]!.key)) return false
  }
  return true
}

const isEmpty = ([first, end]: Range) => first >= end

/** `giảm 03 vụ so với tháng trước`: by how much the figure before changed. */
function isDifference (tokens: readonly Token[], { first, end, none, of }: Quantity, { from, joint, lead, last, limit }: Place): boolean {
  if (none || of !== null || joint.change === null || joint.change === 'over') return false
  const base = baseAfter(tokens, end, Math.min(limit, end + 8))
  if (comparedWithin(tokens, from, first)) return true
  return base !== null || (isEmpty(lead) && last !== null && last.value !== null)
}

/** `so với cùng kỳ tăng 1 vụ`. */
function comparedWithin (tokens: readonly Token[], from: number, to: number): boolean {
  for (let at = from; at + 1 < to; at++) if (tokens[at]!.key === 'so' && tokens[at + 1]!.key === 'với') return true
  return false
}

/** What reads as a rate, whatever is said of it. */
const RATES = phrases('tỷ lệ', 'tốc độ', 'mức độ', 'tỷ trọng', 'cơ cấu', 'tăng trưởng', 'độ che phủ', 'tỷ suất', 'chỉ số', 'mức tăng', 'bao phủ', 'đúng hạn')
/** What is an amount, so that a bare percentage of it is a share of its plan. */
const AMOUNTS = phrases('thu ngân sách', 'tổng thu', 'chi ngân sách', 'tổng chi', 'doanh thu', 'giải ngân', 'giá trị sản xuất', 'sản lượng', 'thu thuế', 'thu quỹ',
  'thu nsnn', 'thu ns', 'tổng số thu', 'thu các quỹ', 'thu nộp', 'thuế', 'vốn đầu tư', 'giá trị', 'thu tiền', 'thu phí', 'kết nạp', 'thu đảng phí')

const within = (list: ReturnType<typeof phrases>, tokens: readonly Token[], [first, end]: Range) => list.first(tokens, first, end) !== null

/** A verb that only says that a share was reached. */
const REACHES = phrases('hoàn thành', 'đạt', 'thực hiện', 'đạt và vượt', 'hoàn thành đạt', 'bảo đảm', 'đảm bảo', 'tiến độ')

/** Reads a percentage; returns the token after all that it takes. */
function readPercent (reader: Reader, quantity: Quantity, place: Place, difference: Joint['change']): number {
  const { article: { tokens } } = reader
  const { joint, last, limit, floor } = place
  if (reader.memory.lead !== null && isEmpty(place.lead) && (joint.left || joint.reached)) {
    place = { ...place, lead: reader.memory.lead, from: joint.start }
  }
  const { lead, from } = place
  reader.memory.lead = null
  // `giảm từ 0,9% năm 2020 xuống còn 0,46%`: where it started is no figure of this period.
  if (joint.from && joint.change !== null && boundAfter(tokens, quantity.end, limit) === null && !isEmpty(lead) && startsRange(tokens, quantity.end, limit)) {
    reader.memory.lead = lead
    return quantity.end
  }
  const base = baseAfter(tokens, quantity.end, limit)
  const after = base === null ? quantity.end : pastBase(tokens, base, limit)
  const percent = quantity.amount
  const opened = from > floor && tokens[from - 1]!.text === '('
  // `giao 31 thanh niên nghĩa vụ quân sự đạt 172 %`: what stands between describes the count.
  const describes = joint.reached && last !== null && last.value !== null && last.sort === 'count' && last.sentence === reader.number && from === floor &&
    last.description !== null && last.description[0] <= lead[0] && last.description[1] >= lead[1]
  const leadless = isEmpty(lead) || describes || within(GENERIC_RATE, tokens, lead)
  const rate = !isEmpty(lead) && within(RATES, tokens, lead)
  const extend = (draft: Draft) => { draft.end = Math.max(draft.end, quantity.end) }

  if (difference !== null && leadless && base?.of !== 'plan' && joint.change === null && last !== null) {
    last.changePercent ??= signed(percent, difference)
    extend(last)
    return after
  }
  const wish = changeLeads(tokens, place)
  if ((joint.change !== null || wish !== null) && !(within(GROWTH, tokens, lead) && wish === null) && !joint.share) {
    const change = joint.change ?? wish
    const right = isEmpty(lead) || !hasNoun(tokens, lead) ? objectAfter(tokens, quantity.end, limit, base) : null
    if (right !== null && (last === null || from > floor || !place.joined)) {
      const draft = figureOf(reader, quantity, { ...place, lead: [lead[1], lead[1]] }, right)
      draft.changePercent = signed(percent, change)
      draft.unit = unitOf(tokens, right)
      return after
    }
    if (leadless && last !== null) {
      setChange(last, percent, change, base)
      extend(last)
      return after
    }
    if (isEmpty(lead)) return after
    const draft = figureOf(reader, quantity, place, null)
    draft.unit = unitOf(tokens, lead)
    setChange(draft, percent, change, base)
    return after
  }
  if (base?.of === 'earlier' && (joint.reached || leadless)) {
    const target = leadless ? last : figureOf(reader, quantity, place, null)
    if (target !== null) {
      target.changePercent ??= rounded(percent - 100)
      if (!leadless) target.unit = unitOf(tokens, lead)
      extend(target)
    }
    return after
  }
  if (base?.of === 'plan') {
    const onlyReaches = !isEmpty(lead) && REACHES.at(tokens, lead[0], lead[1])?.end === lead[1]
    const object = isEmpty(lead) || onlyReaches ? objectOfPlan(tokens, quantity.end, base, limit) : null
    if (object !== null && (last === null || onlyReaches)) {
      const draft = figureOf(reader, quantity, place, object)
      draft.percentOfTarget = percent
      draft.unit = unitOf(tokens, object)
      return object[1]
    }
    if ((leadless || onlyReaches) && last !== null) {
      if (last.percentOfTarget === null) last.percentOfTarget = percent
      extend(last)
      return after
    }
    if (isEmpty(lead) || onlyReaches) return after
    const draft = figureOf(reader, quantity, place, null)
    draft.percentOfTarget = percent
    draft.unit = unitOf(tokens, lead)
    return after
  }
  const share = shareAfter(tokens, quantity.end, limit, isEmpty(lead) && !joint.reached && joint.change === null && !opened)
  if (share !== null && VOTES.first(tokens, share[0], share[1]) !== null) return share[1]
  if (share !== null && ATTENDEES.has(nouns.at(tokens, share[0], share[1])?.value.group ?? '')) return share[1]
  // `100% đảng viên được học tập và trên 95% viết bản thu hoạch`.
  if (share === null && leadless && place.joined && last?.sort === 'percent' && last.value !== null && !joint.reached && tokens[quantity.end]?.kind === 'word' &&
    quantity.end < limit) {
    const draft = figureOf(reader, quantity, place, descriptionOf(tokens, quantity.end, describesTo(tokens, quantity.end, limit)))
    const whole = last.description === null ? null : nouns.at(tokens, last.description[0], last.description[1])
    if (whole !== null) draft.lead = [[last.description![0], whole.end]]
    return ofShare(reader, draft, quantity, draft.description!)
  }
  if (share !== null && !rate && !(leadless && joint.reached && last !== null && !place.joined && from > floor)) {
    const draft = figureOf(reader, quantity, { ...place, lead: leadless ? [lead[1], lead[1]] : lead }, share)
    // `100% chi bộ và hơn 92% đảng viên hoàn thành tốt nhiệm vụ`.
    const own = nouns.at(tokens, share[0], share[1])
    if (place.joined && leadless && last?.sort === 'percent' && last.description !== null && own !== null && own.end < share[1] &&
      nouns.at(tokens, last.description[0], last.description[1])?.end === last.description[1]) {
      last.noun_ = last.description
      last.description = [own.end, share[1]]
    }
    return ofShare(reader, draft, quantity, share)
  }
  if (leadless) {
    if (last === null) return after
    const leftOver = joint.left && (last.sort === 'percent' || last.noun?.group === 'household')
    if ((joint.rate && last.target === null) || joint.share || leftOver) {
      const draft = figureOf(reader, quantity, place, null)
      draft.value = percent
      draft.unit = quantity.unit
      draft.lead = [[place.joint.start, place.joint.start], ...inherited(last)]
      return after
    }
    // `3 chi bộ (16,7%)` says of how many it is the share, and not of which plan.
    const bare = opened && !joint.reached && last.target === null && last.value !== null
    if (!bare && (joint.reached || joint.rate || opened || from > floor) && last.percentOfTarget === null && last.sort !== 'percent') {
      last.percentOfTarget = percent
      last.baseStated = last.target !== null
      extend(last)
    }
    return after
  }
  const draft = figureOf(reader, quantity, place, null)
  if (!rate && within(AMOUNTS, tokens, lead)) {
    draft.percentOfTarget = percent
    draft.baseStated = false
    draft.unit = unitOf(tokens, lead)
  } else {
    draft.value = percent
    draft.unit = quantity.unit
    addRange(draft, quantity)
    // `tốc mái từ 50 % trở lên` describes somebody; nothing says how many did.
    if (joint.from && !joint.reached && !rate && draft.kind === 'actual' && draft.comparator === 'gte') reader.drafts.pop()
  }
  return after
}

/** `… xuống còn`, `… lên` after where something started. */
function startsRange (tokens: readonly Token[], from: number, limit: number): boolean {
  for (let at = from; at < limit; at++) if (UP_OR_DOWN.has(tokens[at]!.key)) return true
  return false
}
const UP_OR_DOWN = keys('xuống lên còn')

const GENERIC_RATE = phrases('tỷ lệ đạt')
/** What is a growth by name, so that its percentage is a value. */
const GROWTH = phrases('tốc độ', 'tăng trưởng', 'mức tăng', 'mức giảm', 'tỷ lệ tăng', 'tỷ suất', 'tỷ lệ giảm', 'tỷ lệ sinh')

/** `kéo giảm số vụ phạm pháp hình sự 5 %`: the verb stands before what changes. */
function changeLeads (tokens: readonly Token[], { joint, lead, from }: Place): Joint['change'] {
  if (GROWTH.at(tokens, lead[0], lead[1]) !== null || joint.change !== null || joint.reached || joint.left || joint.rate || joint.share || isEmpty(lead)) return null
  for (let at = Math.max(from, lead[0] - 1); at < Math.min(lead[0] + 2, lead[1]); at++) {
    const next = tokens[at + 1]?.key
    if (tokens[at]!.key === 'giảm' && next !== 'nghèo') return 'down'
    if (tokens[at]!.key === 'tăng' && next !== 'cường' && next !== 'trưởng') return 'up'
  }
  return null
}
const signed = (percent: number, change: Joint['change']) => change === 'down' ? -percent : percent
const rounded = (value: number) => Number(value.toPrecision(12))

function ofShare (reader: Reader, draft: Draft, quantity: Quantity, share: Range): number {
  const { article: { tokens } } = reader
  draft.value = quantity.amount
  draft.unit = quantity.unit
  addRange(draft, quantity)
  draft.comparator = boundAfter(tokens, quantity.end, share[0]) ?? draft.comparator
  return share[1]
}

function addRange (draft: Draft, { range }: Quantity): void {
  if (range) draft.comparator = 'gte'
}

function setChange (draft: Draft, percent: number, change: Joint['change'], base: Base | null): void {
  if (change === 'over' || base?.of === 'plan') {
    if (draft.percentOfTarget !== null) return
    // A press that writes `vượt 468,9 % dự toán` means that so much was reached.
    const loose = change === 'over' && percent >= 100
    draft.percentOfTarget = rounded(loose ? percent : change === 'down' ? 100 - percent : 100 + percent)
    if (loose) draft.inferred.push({ property: 'percentOfTarget', reason: '“vượt” trên 100 % được hiểu là “đạt”' })
    return
  }
  if (draft.changePercent === null) draft.changePercent = signed(percent, change)
}

/** The token after the words of a base: `dự toán thành phố giao`, `so với cùng kỳ năm 2018`. */
function pastBase (tokens: readonly Token[], { end }: Base, limit: number): number {
  for (let at = end; at < limit; at++) {
    const { kind, key } = tokens[at]!
    if ((kind === 'mark' && key !== '-') || BASE_ENDS.has(key)) return at
  }
  return limit
}
const BASE_ENDS = keys('tăng giảm đạt bằng vượt và với trong còn cao thấp')

/** `số vụ phạm pháp hình sự` of `kéo giảm 5% số vụ …`. */
function objectAfter (tokens: readonly Token[], from: number, limit: number, base: Base | null): Range | null {
  if (base !== null || from >= limit) return null
  const { key, kind } = tokens[from]!
  const noun = key === 'số' || nouns.at(tokens, from, limit) !== null || key === 'tỷ'
  return noun && kind === 'word' ? descriptionOf(tokens, from, describesTo(tokens, from, limit)) : null
}

/** `chỉ tiêu thu ngân sách` of `hoàn thành 100% chỉ tiêu thu ngân sách`. */
function objectOfPlan (tokens: readonly Token[], from: number, base: Base, limit: number): Range | null {
  const next = base.end < limit ? tokens[base.end]! : undefined
  if (next?.kind !== 'word' || NO_OBJECT.has(next.key)) return null
  const object = descriptionOf(tokens, from, describesTo(tokens, from, limit))
  return object[1] > base.end ? object : null
}
const NO_OBJECT = keys(`năm giao được đề của thành tỉnh quận huyện thị phường hđnd và tăng giảm đạt bằng trở nghị cấp trên cả quý tháng
  so với đầu nhiệm đã theo mà do ubnd ban đảng nói trong`)

const VOTES = phrases('có mặt', 'tán thành', 'nhất trí thông qua', 'biểu quyết', 'dự họp')
const ATTENDEES: ReadonlySet<string> = new Set(['attendee'])

/** The noun phrase of which a percentage is a share: `96,3% đảng viên tham gia …`. */
function shareAfter (tokens: readonly Token[], from: number, limit: number, bare: boolean): Range | null {
  let at = from
  while (at < limit && BEFORE_SHARE.has(tokens[at]!.key)) at++
  if (at >= limit || tokens[at]!.kind !== 'word') return null
  // A noun that nobody listed: `98% dân số tham gia`, where nothing else is said before the figure.
  if (nouns.at(tokens, at, limit) === null && !(bare && at + 2 < limit && !tokens[at]!.capital && !NO_SHARE.has(tokens[at]!.key))) return null
  return described(tokens, at, limit)
}

const isMore = (noun: Match<Noun> | null, limit: number) => noun !== null && noun.end < limit && isCounted(noun.value)

/** The words that describe a noun, and more such nouns: `thôn, khối phố có nhà văn hóa`. */
function described (tokens: readonly Token[], at: number, limit: number): Range {
  const noun = nouns.at(tokens, at, limit)
  const end = describesTo(tokens, noun?.end ?? at, limit)
  const more = noun?.end === end && end < limit && tokens[end]!.text === ',' &&
    isMore(nouns.at(tokens, end + 1, limit), limit)
  return descriptionOf(tokens, at, more ? describesTo(tokens, end + 1, limit) : end)
}
const NO_SHARE = keys('so và trở kế dự chỉ mục nghị kh nq với thì là còn trong tại theo mà nhưng về đến để vào từ năm tháng quý cùng kỳ đạt bằng được')
const BEFORE_SHARE = keys('các số tổng những trở lên của lượng cơ cấp')

function hasNoun (tokens: readonly Token[], [first, end]: Range): boolean {
  return nouns.first(tokens, first, end) !== null || end - first > 2
}

const MONEY_WORDS = phrases('thu', 'chi', 'ngân sách', 'giá trị', 'doanh thu', 'thuế', 'vốn', 'giải ngân', 'quỹ', 'thu nhập', 'kinh phí')
/** The unit in which something would be counted, where no amount is stated. */
function unitOf (tokens: readonly Token[], range: Range): string | null {
  if (within(MONEY_WORDS, tokens, range)) return 'VND'
  for (let at = range[0]; at < range[1]; at++) {
    const noun = nouns.at(tokens, at, range[1])
    if (noun === null || !isCounted(noun.value)) continue
    if (noun.end - at > 1 || noun.value.text === 'hộ' || (noun.value.text === 'vụ' && !SERVICES.has(tokens[at - 1]?.key ?? ''))) return noun.value.text
  }
  return null
}
/** `dịch vụ`, `nhiệm vụ` count no cases. */
const SERVICES = keys('dịch nhiệm phục nghĩa chức thường công')

export const rangesOf = (draft: Draft): Range[] =>
  [...draft.noun_ === null ? [] : [draft.noun_], ...draft.description === null ? [] : [draft.description]]

/** The label of a figure as part of another's; bounded, however many figures lean on each other. */
const inherited = (last: Draft): Range[] => [...last.lead.slice(0, 2), ...rangesOf(last)]

/** A figure that starts with a quantity. */
function figureOf (reader: Reader, quantity: Quantity, { from, joint, lead, limit }: Place, description: Range | null): Draft {
  const { article: { tokens } } = reader
  const first = isEmpty(lead) ? quantity.first : Math.min(lead[0], quantity.first)
  const draft = newDraft(reader, { ...quantity, first, end: quantity.end })
  draft.lead = [lead]
  draft.description = description
  draft.comparator = boundAfter(tokens, quantity.end, limit) ?? joint.comparator ?? 'eq'
  draft.estimate = joint.estimate || estimated(tokens, from, joint.start)
  draft.assigned = ASSIGNED.first(tokens, from, quantity.first) !== null
  place(reader, draft, from, description?.[1] ?? quantity.end, quantity.first)
  reader.drafts.push(draft)
  return draft
}

/** A plan that was set for the ward, whatever was reached. */
const ASSIGNED = phrases('chỉ tiêu giao', 'chỉ tiêu được giao', 'kế hoạch giao', 'kế hoạch được giao', 'dự toán giao', 'dự toán được giao',
  'chỉ tiêu thành phố giao', 'dự toán thành phố giao', 'dự toán tỉnh giao')

const NO_ESTIMATE = keys('quy mong hương công thệ điều hiệp khế')
function estimated (tokens: readonly Token[], from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    if (tokens[at]!.key === 'ước' && !NO_ESTIMATE.has(tokens[at - 1]?.key ?? '')) return true
  }
  return false
}

const GENERIC_NOUNS: ReadonlySet<string> = new Set(['người', 'đồng chí', 'trường hợp'])
const isPart = (tokens: readonly Token[], from: number) => from >= 2 && tokens[from - 1]!.key === 'đó' && tokens[from - 2]!.key === 'trong'

/** What money is called where the figure before says what it was for. */
const GENERIC_MONEY = phrases('số tiền', 'kinh phí', 'tổng kinh phí', 'tổng số tiền', 'trị giá', 'tổng trị giá', 'giá trị', 'tổng giá trị', 'nguồn vốn', 'vốn', 'tổng vốn',
  'tổng nguồn vốn', 'tổng giá trị quà', 'tổng số', 'tiền', 'tổng tiền', 'tổng mức', 'kinh phí thực hiện', 'số kinh phí', 'tiền mặt')

const TO_DATE = phrases('lũy kế', 'cộng dồn')

/** Reads an amount or a count; returns the token after all that it takes, null where it is no figure. */
function readAmount (reader: Reader, quantity: Quantity, place_: Place): number | null {
  const { article: { tokens }, drafts, sentence } = reader
  const { last, limit, next, joined, from } = place_
  let { lead } = place_
  const description = quantity.none
    ? [quantity.end, quantity.end] as const
    : quantity.noun === null
      ? descriptionOf(tokens, quantity.end, describesTo(tokens, quantity.end, limit))
      : descriptionAfter(tokens, quantity, limit)
  const opened = from > sentence.first && tokens[from - 1]!.text === '('
  // `6 đảng viên (chỉ tiêu giao là 8)`.
  if (opened && last !== null && last.sentence === reader.number && last.target === null && last.value !== null &&
    planBases.at(tokens, from, quantity.first) !== null) {
    last.target = quantity.amount
    return quantity.end
  }
  if (isNoFigure(reader, quantity, { from, lead, description }) || ofOthers(reader, from, quantity, description)) return null

  // `kết nạp đảng viên mới chỉ đạt 75 % chỉ tiêu (6/8 đồng chí)`.
  if (last !== null && last.sentence === reader.number && last.value === null && last.percentOfTarget !== null && opened && isEmpty(lead)) {
    Object.assign(last, { value: quantity.amount, target: quantity.of, unit: quantity.unit, end: quantity.end })
    return quantity.end
  }
  if (quantity.none) lead = [lead[1], lead[1]]
  const draft = figureOf(reader, quantity, { ...place_, lead }, null)
  draft.value = quantity.amount
  draft.target = quantity.of
  draft.unit = quantity.unit
  draft.noun_ = quantity.noun === null ? null : [quantity.nounAt, Math.min(quantity.end, sentence.end)]
  if (draft.noun_ !== null && draft.noun_[0] >= draft.noun_[1] && next !== null) draft.noun_ = [next.nounAt, next.end]
  if (quantity.range) draft.comparator = 'gte'
  draft.confidence = quantity.sort === 'count' && quantity.noun === null ? 0.6 : quantity.worded ? 0.7 : 0.85
  if (quantity.sort === 'count' || quantity.sort === 'measure') {
    draft.description = isEmpty(description) ? null : description
    if (isEmpty(lead) && last !== null && last.sentence === reader.number && !quantity.none) {
      // `Hộ nghèo giảm 162 hộ, còn 389 hộ`.
      if (joined && last.sort !== 'percent') share(draft, last)
      else if (place_.joint.left && last.noun !== null && last.noun.group === quantity.noun?.group) {
        draft.lead = last.noun.text === quantity.noun.text ? last.lead : inherited(last)
      }
    } else if (last !== null && last.sentence === reader.number && GENERIC_NOUNS.has(quantity.noun?.text ?? '') && isPart(tokens, from)) {
      // `kết nạp 37 đảng viên, trong đó nữ 22 đồng chí`.
      draft.lead = [...inherited(last), lead]
      draft.part = true
    }
    // `bầu đủ 21 đại biểu`: as many as there should be.
    if (draft.target === null && quantity.noun !== null && quantity.first > from && tokens[quantity.first - 1]!.key === 'đủ') draft.target = draft.value
  } else if (last !== null && last.sentence === reader.number && (isEmpty(lead) ||
    GENERIC_MONEY.at(tokens, lead[0], lead[1])?.end === lead[1] || TO_DATE.at(tokens, lead[0], lead[1]) !== null)) {
    draft.lead = [lead, ...inherited(last)]
    if (isEmpty(description) === false && isEmpty(lead)) draft.description = description
  } else if (lead[1] - lead[0] <= 3 && !isEmpty(description) && !within(AMOUNTS, tokens, lead)) {
    draft.description = description
  }
  if (reader.badges) readBadge(reader, draft, quantity, from, description, place_)
  const to = draft.description?.[1] ?? quantity.end
  draft.end = Math.max(quantity.end, Math.min(to, limit))
  place(reader, draft, from, Math.max(to, quantity.end), quantity.first)
  void drafts
  return quantity.end
}

/** The words after a counted noun. */
const descriptionAfter = (tokens: readonly Token[], { nounAt, end }: Quantity, limit: number): Range => {
  const [, to] = nounAt < end ? described(tokens, nounAt, limit) : descriptionOf(tokens, end, describesTo(tokens, end, limit))
  return descriptionOf(tokens, end, Math.max(end, to))
}

/** `giám sát 4 tổ chức đảng và 9 đảng viên`, `01 tập thể, 08 cá nhân được công nhận`: what one says holds for both. */
function share (draft: Draft, last: Draft): void {
  draft.lead = last.lead
  if (last.description === null && last.noun_ !== null && draft.noun !== null) last.description = draft.description
}

const years = (tokens: readonly Token[], first: number, end: number) => yearsBetween(tokens, first, end)

function readBadge (reader: Reader, draft: Draft, quantity: Quantity, from: number, description: Range, { limit, next }: Place): void {
  const { article: { tokens }, sentence } = reader
  if (quantity.noun?.group !== 'person' && quantity.unit !== 'huy hiệu' && quantity.unit !== 'huy hiệu đảng') return
  const left = years(tokens, from, quantity.first)
  const found = left ?? (next === null || limit > quantity.end ? years(tokens, quantity.end, Math.max(description[1], boundary(tokens, quantity.end, limit))) : null)
  if (found === null) return
  draft.badgeYears = found.years
  // The name of the badge may stand only at the head of the list.
  const name = nameOfBadge(tokens, sentence.first, quantity.first)
  draft.lead = [...name === null ? [] : [name], [found.first, found.end]]
  draft.description = null
}

function boundary (tokens: readonly Token[], from: number, limit: number): number {
  let at = from
  while (at < limit && !/^[,;.)(]$/.test(tokens[at]!.text)) at++
  return at
}

/** The first `Huy hiệu` of a sentence. */
function nameOfBadge (tokens: readonly Token[], first: number, end: number): Range | null {
  const name = NAME.first(tokens, first, end)
  return name === null ? null : [name.start, name.end]
}
const NAME = phrases('huy hiệu', 'huy hiệu đảng')
