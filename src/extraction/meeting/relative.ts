/** The day of a meeting that a text counts from its own: `Sáng nay`, `Chiều hôm qua`. */
import type { Article, Sentence } from '../article.js'
import { dateAt, isoDate, type DateFound } from '../dates.js'
import type { Inferred } from '../findings.js'
import { phrases } from '../phrases.js'

const TODAY = phrases('sáng nay', 'chiều nay', 'tối nay', 'hôm nay', 'sáng hôm nay', 'chiều hôm nay', 'tối hôm nay')
const YESTERDAY = phrases('sáng qua', 'chiều qua', 'tối qua', 'hôm qua', 'sáng hôm qua', 'chiều hôm qua', 'tối hôm qua')
/** How far into a sentence it may stand. */
const REACH = 8

/** The day that a sentence of the lead counts from the one on which the text was told; null where none does. */
export function relativeDay (
  article: Article, lead: readonly Sentence[], publishedOn: string | null, inferred: Inferred[]
): DateFound | null {
  const { tokens } = article
  for (const { first, end } of lead) {
    for (let at = first; at < Math.min(end, first + REACH); at++) {
      const today = TODAY.at(tokens, at, end)
      if (today === null && YESTERDAY.at(tokens, at, end) === null) continue
      const told = toldOn(article, first) ?? publishedOn
      if (told === null) return null
      const day = new Date(`${told}T00:00:00Z`)
      if (today === null) day.setUTCDate(day.getUTCDate() - 1)
      inferred.push({ property: 'heldOn', reason: `Tính từ ngày ${told} của bài` })
      return {
        day: day.getUTCDate(),
        month: day.getUTCMonth() + 1,
        year: day.getUTCFullYear(),
        lastDay: null,
        lastMonth: null,
        end: at
      }
    }
  }
  return null
}

/** The first whole day that stands before a sentence. */
function toldOn ({ tokens }: Article, before: number): string | null {
  for (let at = 0; at < before; at++) {
    const date = dateAt(tokens, at, before)
    if (date?.year != null) return isoDate(date.year, date.month, date.day)
  }
  return null
}
