/** The year of a day that is written without one, from what stands around it; it is always marked as inferred. */
import type { Article, Sentence } from '../article.js'
import { dateAt, isDay, isoDate, yearAt, type DateFound } from '../dates.js'
import type { Inferred } from '../findings.js'
import { lastMonth, type PeriodFound } from '../periods.js'
import type { Token } from '../tokens.js'
import type { Periods } from './periods.js'

/** A day in the year since which it makes sense: not long before the end of what is reviewed, nor long after it. */
function fits (date: DateFound, year: number, { reviews, plans }: Periods): boolean {
  if (!isDay(date.day, date.month, year)) return false
  const months = year * 12 + date.month
  const within = (period: PeriodFound | null, before: number, after: number) => {
    if (period === null || period.year === null || period.form === 'term') return true
    const end = period.year * 12 + lastMonth(period)
    return months >= end - before && months <= end + after
  }
  return within(reviews, 2, 4) && within(plans, 14, 1)
}

/** The day on which a text says that it was posted. */
function postedOn ({ tokens, blocks }: Article): string | null {
  for (const { kind, first, end } of blocks) {
    if (kind !== 'dateline' && kind !== 'letterhead') continue
    for (let at = first; at < end; at++) {
      const date = dateAt(tokens, at, end)
      if (date?.year != null) return isoDate(date.year, date.month, date.day)
    }
  }
  return null
}

/** The year of a day that is written without one: of the periods, of the title, of the posting, of the other days. */
export function yearOf (
  article: Article, date: DateFound, periods: Periods, title: Sentence | null, publishedOn: string | null,
  inferred: Inferred[]
): number | null {
  const { tokens } = article
  const told = (year: number, reason: string): number => {
    inferred.push({ property: 'heldOn', reason: `Năm ${year} ${reason}; bài chỉ ghi ngày ${date.day}/${date.month}` })
    return year
  }
  const yearsOfPeriods = [periods.reviews?.year, periods.plans?.year]
    .filter(year => year != null)
    .flatMap(year => [year, year + 1, year - 1])
  // A congress opens its term.
  if (periods.plans?.form === 'term' && periods.plans.year !== null) {
    const { year } = periods.plans
    return told(year, 'là năm đầu của nhiệm kỳ')
  }
  const byPeriod = periods.reviews?.form === 'term' ? undefined : yearsOfPeriods.find(year => fits(date, year, periods))
  if (byPeriod !== undefined) return told(byPeriod, 'theo kỳ được sơ kết, tổng kết hoặc bàn nhiệm vụ')

  const posted = postedOn(article) ?? publishedOn
  if (posted !== null) {
    const year = Number(posted.slice(0, 4))
    return told(isoDate(year, date.month, date.day) > posted ? year - 1 : year, 'theo ngày đăng bài')
  }
  const inTitle = title === null ? null : firstYear(tokens, title.first, title.end)
  if (inTitle !== null && fits(date, inTitle, periods)) return told(inTitle, 'theo tiêu đề')
  const elsewhere = commonYear(article)
  if (elsewhere === null) return null
  const later = date.month <= 3 && namesLater(article, isoDate(elsewhere, date.month, date.day))
  const year = later ? elsewhere + 1 : elsewhere
  return told(year, 'theo các mốc thời gian khác trong bài')
}

/** Whether the text names a day of the second half of the year in which a day of its spring would have been. */
function namesLater ({ tokens, sentences }: Article, held: string): boolean {
  const year = held.slice(0, 4)
  return sentences.some(({ first, end }) => {
    for (let at = first; at < end; at++) {
      if (tokens[at]!.kind !== 'number') continue
      const date = dateAt(tokens, at, end)
      // What is to be done by then is told with `trước` and `đến`.
      if (date?.year === Number(year) && date.month > 6 && tokens[at - 1]?.key !== 'trước' &&
        tokens[at - 2]?.key !== 'trước') return true
    }
    return false
  })
}

function firstYear (tokens: readonly Token[], first: number, end: number): number | null {
  for (let at = first; at < end; at++) {
    const year = yearAt(tokens, at)
    if (year !== null) return year
  }
  return null
}

/** The year that the prose names most often as the present one; terms, documents and horizons name others. */
function commonYear ({ tokens, sentences }: Article): number | null {
  const counts = new Map<number, number>()
  for (const { first, end, block } of sentences) {
    if (block.kind === 'heading') continue
    for (let at = first; at < end; at++) {
      const year = yearAt(tokens, at)
      if (year === null) continue
      const before = tokens[at - 1]
      const span = before?.text === '-' || tokens[at + 1]?.text === '-' || before?.key === 'đến'
      const horizon = before?.key === 'năm' && tokens[at - 2]?.key === 'đến'
      const weight = horizon ? 0 : span ? 0.1 : before?.key === 'năm' || before?.text === '/' ? 1 : 0.5
      counts.set(year, (counts.get(year) ?? 0) + weight)
    }
  }
  const [best] = [...counts].filter(([, weight]) => weight > 0).sort(([a, m], [b, n]) => n - m || b - a)
  return best?.[0] ?? null
}
