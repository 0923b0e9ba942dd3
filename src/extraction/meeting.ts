/**
 * The meeting that a text reports: when it was held, what for, and what it looked back on and ahead to. Read from the
 * title and from the sentence that tells of it, which names a day or somebody who meets; what they leave out (the year
 * of `Sáng 12/7`) follows from what stands around, and is marked as inferred.
 */
import { hasPhrase, wordsOf, type Article } from './article.js'
import { isoDate } from './dates.js'
import type { Inferred, MeetingFinding, WardFinding } from './findings.js'
import { heldIn } from './meeting/day.js'
import { codeOf, namedYear, periodsOf } from './meeting/periods.js'
import { isCommittee, purposeOf } from './meeting/purpose.js'
import { relativeDay } from './meeting/relative.js'
import { reportHead } from './meeting/report.js'
import { completed } from './meeting/reported.js'
import { yearOf } from './meeting/year.js'
import type { PeriodFound } from './periods.js'
import { phrases } from './phrases.js'

/** Who meets: a text that names none of them in title or lead is not about Party or council work. */
const PARTY = phrases(
  'đảng ủy', 'đảng bộ', 'chi bộ', 'đảng viên', 'cấp ủy', 'thành ủy', 'thị ủy', 'quận ủy', 'huyện ủy', 'tỉnh ủy', 'hđnd',
  'hội đồng nhân dân', 'ban thường vụ', 'btv', 'ban chấp hành', 'bch', 'huy hiệu đảng', 'công tác đảng', 'xây dựng đảng'
)

/** How many sentences of prose may tell of the meeting, before it is somebody's report of it. */
const LEAD = 4

/** The one meeting that a text is about; null where it is about none. */
export function findMeeting (
  article: Article, ward: WardFinding | null, publishedOn: string | null = null
): MeetingFinding | null {
  const title = article.sentences.find(({ block }) => block.kind === 'title') ?? null
  const lead = article.sentences.filter(({ block }) => block.kind === 'prose').slice(0, LEAD)
  const head = [...title === null ? [] : [title], ...lead]
  const committee = isCommittee(article, head)
  if (ward === null || !(committee || head.some(sentence => hasPhrase(article, PARTY, sentence)))) return null
  const told = purposeOf(article, title, lead)
  if (told === null || reportHead(article) !== null) return null
  const purpose = committee && told.type === 'sinh-hoat-chi-bo' ? { ...told, type: 'khac' } : told

  const inferred: Inferred[] = []
  const stated = heldIn(article, lead, title)
  const held = stated.date === null ? { ...stated, date: relativeDay(article, lead, publishedOn, inferred) } : stated
  let periods = periodsOf(article, title, lead, committee ? told.type : purpose.type)
  const year = held.date === null
    ? null
    : held.date.year ??
    yearOf(article, held.date, periods, title, publishedOn, inferred)
  if (held.date !== null) periods = completed(article, told, periods, held.date, year)
  const base = year ?? namedYear(periods)
  const code = (period: PeriodFound | null, property: string) => codeOf(period, base, held.date, property, inferred)
  const reviews = code(periods.reviews, 'reviews')
  return {
    heldOn: year === null || held.date === null ? null : isoDate(year, held.date.month, held.date.day),
    endsOn: year === null || held.date?.lastDay == null
      ? null
      : isoDate(year, held.date.lastMonth ?? held.date.month, held.date.lastDay),
    session: held.session,
    type: purpose.type,
    reviews,
    plans: code(periods.plans, 'plans'),
    title: title === null ? null : wordsOf(article, title.first, title.end),
    spans: [...held.span === null ? [] : [held.span], purpose.span],
    confidence: held.date === null ? 0.6 : held.date.year === null ? 0.8 : 0.9,
    inferred
  }
}
