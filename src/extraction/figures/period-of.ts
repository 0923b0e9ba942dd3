/**
 * The period of one figure: its own words, its sentence's, what leads its paragraph, else the period reviewed or
 * planned.
 */
import type { Draft } from './drafts.js'
import type { Reader } from './drafting.js'
import { keys } from './words.js'

/** Sets the period of a draft whose words stand between two tokens, its number at a third. */
export function periodOf (
  { article: { tokens }, dated, context, announced, year, drafts, known: { meeting } }: Reader, draft: Draft,
  from: number, to: number, at: number
): void {
  const set = (period: string | null, read: boolean) => {
    draft.period = period
    draft.periodRead = read
  }
  if (!announced) {
    // `từ 7.120 tỷ đồng năm 2021 lên 7.968`: the year is that of the figure before.
    const before = drafts.at(-1) === draft ? drafts.at(-2) : drafts.at(-1)
    const own = dated.findLast(({ first, end }) => first >= from && end <= to &&
      !(before !== undefined && before.first < first && before.end >= first && TO.has(tokens[end]?.key ?? '')))
    if (own !== undefined) return set(own.code, true)
    // `còn 3,24% năm 2024`: the year stands right after the figure, and ends its clause.
    const told = dated.find(({ first, end }) => first === draft.end && (TO.has(tokens[end]?.key ?? '') ||
      (draft.sort === 'percent' && tokens[end]?.kind !== 'word')))
    if (told !== undefined) return set(told.code, true)
    const lead = dated.findLast(({ leads, end, horizon }) => leads && end <= at && !(horizon &&
      parted(tokens, end, at)))
    const ahead = lead !== undefined && draft.kind === 'target' && lead.code === meeting?.reviews &&
      meeting.plans !== null
    if (lead !== undefined && !ahead) return set(lead.code, true)
    // What the sentences before were of, only where nothing else is known; what the part is of, always.
    const carried = draft.kind === 'target' || meeting?.reviews == null ? context.period : context.part.period
    const fits = draft.kind === 'target'
      ? !(carried === meeting?.reviews && meeting?.plans != null) && !isOver(carried, meeting?.heldOn ?? null)
      : !(carried === meeting?.plans && meeting?.reviews != null)
    if (carried !== null && fits) return set(carried, true)
  }
  const usual = draft.kind === 'target' ? meeting?.plans : meeting?.reviews
  set(usual ?? year, false)
}

/** Whether months of a year that were told up to an event are over by then: nothing is to be reached in them. */
function isOver (period: string | null, heldOn: string | null): boolean {
  const months = period === null ? null : /^(\d{4})-(?:(\d{1,2})M|H1)$/.exec(period)
  return months !== null && heldOn !== null && months[1] === heldOn.slice(0, 4) &&
    Number(months[2] ?? 6) <= Number(heldOn.slice(5, 7))
}

const TO = keys('lên xuống còn giảm tăng')

const parted = (tokens: Reader['article']['tokens'], first: number, end: number) => {
  for (let at = first; at < end; at++) if (tokens[at]!.text === ';') return true
  return false
}
