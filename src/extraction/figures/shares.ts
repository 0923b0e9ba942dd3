/**
 * Percentages: rates with a value of their own, shares of a plan, changes since an earlier time, shares of a whole.
 * Each
 * says more of the figure before it, or is a figure of its own.
 */
import { phrases } from '../phrases.js'
import type { Token } from '../tokens.js'
import { describesTo } from './clauses.js'
import {
  inherited, isEmpty, rangesOf, AMOUNTS, within, described, unitOf, figureOf, type Reader,
  type Place
} from './drafting.js'
import type { Draft } from './drafts.js'
import { descriptionOf, type Range } from './labels.js'
import { nouns } from './nouns.js'
import type { Quantity } from './numbers.js'
import { baseAfter, boundAfter, type Base, type Joint } from './percents.js'
import { keys } from './words.js'

/** `chỉ tiêu về phát triển đoàn viên chỉ đạt 83%`. */
const PLANNED = phrases('chỉ tiêu về', 'riêng chỉ tiêu')

/** What reads as a rate, whatever is said of it. */
const RATES = phrases('tỷ lệ', 'tốc độ', 'mức độ', 'tỷ trọng', 'cơ cấu', 'tăng trưởng', 'độ che phủ', 'tỷ suất',
  'chỉ số', 'mức tăng', 'bao phủ', 'đúng hạn')

/** A verb that only says that a share was reached. */
const REACHES = phrases('hoàn thành', 'đạt', 'thực hiện', 'đạt và vượt', 'hoàn thành đạt', 'bảo đảm', 'đảm bảo',
  'tiến độ')

/** Reads a percentage; returns the token after all that it takes. */
export function readPercent (reader: Reader, quantity: Quantity, place: Place, difference: Joint['change']): number {
  const { article: { tokens } } = reader
  const { joint, last, limit, floor } = place
  if (reader.memory.lead !== null && isEmpty(place.lead) && (joint.left || joint.reached)) {
    place = { ...place, lead: reader.memory.lead, from: joint.start }
  }
  const { lead, from } = place
  reader.memory.lead = null
  // `giảm từ 0,9% năm 2020 xuống còn 0,46%`: where it started is no figure of this period.
  if (joint.from && joint.change !== null && boundAfter(tokens, quantity.end, limit) === null && !isEmpty(lead) &&
    startsRange(tokens, quantity.end, limit)) {
    reader.memory.lead = lead
    return quantity.end
  }
  const base = baseAfter(tokens, quantity.end, limit)
  const after = base === null ? quantity.end : pastBase(tokens, base, limit)
  const percent = quantity.amount
  const opened = from > floor && tokens[from - 1]!.text === '('
  // `giao 31 thanh niên nghĩa vụ quân sự đạt 172 %`: what stands between describes the count.
  const describes = joint.reached && last !== null && last.value !== null && last.sort === 'count' &&
    last.sentence === reader.number && from === floor &&
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
    addRange(draft, quantity)
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
  const share = shareAfter(tokens, quantity.end, limit, isEmpty(lead) && !joint.reached && joint.change === null &&
    !opened)
  if (share !== null && VOTES.first(tokens, share[0], share[1]) !== null) return share[1]
  if (share !== null && ATTENDEES.has(nouns.at(tokens, share[0], share[1])?.value.group ?? '')) return share[1]
  // `100% đảng viên được học tập và trên 95% viết bản thu hoạch`.
  if (share === null && leadless && place.joined && last?.sort === 'percent' && last.value !== null && !joint.reached &&
    tokens[quantity.end]?.kind === 'word' &&
    quantity.end < limit) {
    const draft = figureOf(reader, quantity, place, descriptionOf(tokens, quantity.end, describesTo(tokens,
      quantity.end, limit)))
    const whole = last.description === null ? null : nouns.at(tokens, last.description[0], last.description[1])
    if (whole !== null) draft.lead = [[last.description![0], whole.end]]
    return ofShare(reader, draft, quantity, draft.description!)
  }
  if (share !== null && !rate && !(leadless && joint.reached && last !== null && !place.joined && from > floor)) {
    const draft = figureOf(reader, quantity, { ...place, lead: leadless ? [lead[1], lead[1]] : lead }, share)
    // `100% chi bộ và hơn 92% đảng viên hoàn thành tốt nhiệm vụ`.
    const own = nouns.at(tokens, share[0], share[1])
    if (place.joined && leadless && last?.sort === 'percent' && last.description !== null && own !== null &&
      own.end < share[1] &&
      nouns.at(tokens, last.description[0], last.description[1])?.end === last.description[1]) {
      last.noun_ = last.description
      last.description = [own.end, share[1]]
    }
    return ofShare(reader, draft, quantity, share)
  }
  if (leadless) {
    if (last === null) return after
    const leftOver = joint.left && (last.sort === 'percent' || last.noun?.group === 'household')
    // `hộ nghèo còn 27 hộ (0,4%)`: the share of all households.
    const poor = opened && last.target === null && last.noun?.group === 'household' && isPoor(tokens, last)
    const rated = joint.rate && last.target === null && last.sort !== 'money'
    // `3.015/3.120 hộ, chiếm 96,6%`: the ratio itself.
    const ratio = joint.share && isRatioOf(last, percent)
    // `hoàn thành xuất sắc: 9 đồng chí = 18,8%`: of all persons or bodies, where no plan was told.
    const equals = tokens[quantity.first - 1]?.text === '=' && last.target === null && percent < 100 &&
      (last.noun?.group === 'person' || last.noun?.group === 'body' || last.noun?.group === 'household')
    if (!ratio && (rated || joint.share || leftOver || poor || equals)) {
      const draft = figureOf(reader, quantity, place, null)
      draft.value = percent
      draft.unit = quantity.unit
      draft.lead = [[place.joint.start, place.joint.start], ...inherited(last)]
      return after
    }
    // `3 chi bộ (16,7%)` says of how many it is the share, and not of which plan.
    const bare = opened && !joint.reached && last.target === null && last.value !== null
    // `năm 2021 đạt 96% kế hoạch; 4 tháng đầu năm 2022 đạt 41%`: another figure of the same.
    const own = reader.dated.find(({ first, end }) => first >= from && end <= joint.start)
    if (own !== undefined && joint.reached && own.code !== last.period && last.sort === 'percent' &&
      (last.percentOfTarget !== null || last.value !== null)) {
      const draft = figureOf(reader, quantity, place, null)
      if (last.value === null) draft.percentOfTarget = percent
      else draft.value = percent
      draft.unit = last.unit
      draft.lead = inherited(last)
      return after
    }
    if (!bare && (ratio || joint.reached || joint.rate || opened || from > floor) && last.percentOfTarget === null &&
      last.sort !== 'percent') {
      last.percentOfTarget = percent
      last.baseStated = last.target !== null
      extend(last)
    }
    return after
  }
  const draft = figureOf(reader, quantity, place, null)
  if (!rate && (within(AMOUNTS, tokens, lead) || PLANNED.first(tokens, from, lead[0] + 1) !== null)) {
    draft.percentOfTarget = percent
    draft.baseStated = false
    draft.unit = unitOf(tokens, lead)
  } else {
    draft.value = percent
    draft.target = quantity.of
    draft.unit = quantity.unit
    addRange(draft, quantity)
    // `tốc mái từ 50 % trở lên` describes somebody; nothing says how many did.
    if (joint.from && !joint.reached && !rate && draft.kind === 'actual' &&
      draft.comparator === 'gte') reader.drafts.pop()
  }
  return after
}

/** Whether a percentage is what a figure is of the whole that it names. */
const isRatioOf = ({ value, target, percentOfTarget }: Draft, percent: number) => value !== null && target !== null &&
  target > 0 && percentOfTarget === null && Math.abs(100 * value / target - percent) < 0.6

/** Whether a number of households is that of the poor. */
const isPoor = (tokens: readonly Token[], last: Draft) => [...last.lead, ...rangesOf(last)]
  .some(([first, end]) => POOR.first(tokens, first, end) !== null)
const POOR = phrases('hộ nghèo', 'hộ cận nghèo')

/** `… xuống còn`, `… lên` after where something started. */
function startsRange (tokens: readonly Token[], from: number, limit: number): boolean {
  for (let at = from; at < limit; at++) if (UP_OR_DOWN.has(tokens[at]!.key)) return true
  return false
}
const UP_OR_DOWN = keys('xuống lên còn')

const GENERIC_RATE = phrases('tỷ lệ đạt')
/** What is a growth by name, so that its percentage is a value. */
const GROWTH = phrases('tốc độ', 'tăng trưởng', 'mức tăng', 'mức giảm', 'tỷ lệ tăng', 'tỷ suất', 'tỷ lệ giảm',
  'tỷ lệ sinh')

/** `kéo giảm số vụ phạm pháp hình sự 5 %`: the verb stands before what changes. */
function changeLeads (tokens: readonly Token[], { joint, lead, from }: Place): Joint['change'] {
  if (GROWTH.at(tokens, lead[0], lead[1]) !== null || joint.change !== null || joint.reached || joint.left ||
    joint.rate || joint.share || isEmpty(lead)) return null
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

/** Sets by how much a figure changed, or by how much it exceeded its plan. */
export function setChange (draft: Draft, percent: number, change: Joint['change'], base: Base | null): void {
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
  if (next?.kind !== 'word' || (NO_OBJECT.has(next.key) && tokens[base.end + 1]?.key !== 'quân')) return null
  const object = descriptionOf(tokens, from, describesTo(tokens, from, limit))
  return object[1] > base.end ? object : null
}
const NO_OBJECT = keys(`năm giao được đề của thành tỉnh quận huyện thị phường hđnd và tăng giảm đạt bằng trở nghị cấp
  trên cả quý tháng
  so với đầu nhiệm đã theo mà do ubnd ban đảng nói trong`)

const VOTES = phrases('có mặt', 'tán thành', 'nhất trí thông qua', 'biểu quyết', 'dự họp')
const ATTENDEES: ReadonlySet<string> = new Set(['attendee'])

/** The noun phrase of which a percentage is a share: `96,3% đảng viên tham gia …`. */
function shareAfter (tokens: readonly Token[], from: number, limit: number, bare: boolean): Range | null {
  let at = from
  while (at < limit && BEFORE_SHARE.has(tokens[at]!.key)) at++
  if (at >= limit || tokens[at]!.kind !== 'word') return null
  // A noun that nobody listed: `98% dân số tham gia`, where nothing else is said before the figure.
  if (nouns.at(tokens, at, limit) === null && !(bare && at + 2 < limit && !tokens[at]!.capital &&
    !NO_SHARE.has(tokens[at]!.key))) return null
  return described(tokens, at, limit)
}

const NO_SHARE = keys(`so và trở kế dự chỉ mục nghị kh nq với thì là còn trong tại theo mà nhưng về đến để vào từ
  năm tháng quý cùng kỳ đạt bằng được`)
const BEFORE_SHARE = keys('các số tổng những trở lên của lượng cơ cấp')

function hasNoun (tokens: readonly Token[], [first, end]: Range): boolean {
  return nouns.first(tokens, first, end) !== null || end - first > 2
}
