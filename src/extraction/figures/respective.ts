/**
 * `95 doanh nghiệp và 402 hộ kinh doanh, lần lượt tăng 18,8% và 6,1%`: as many percentages as figures stand before
 * them, each of which says more of its own.
 */
import type { Token } from '../tokens.js'
import type { Reader } from './drafting.js'
import type { Quantity } from './numbers.js'
import { baseAfter, type Joint } from './percents.js'
import { setChange } from './shares.js'

/** How far before the first percentage `lần lượt` may stand. */
const NEAR = 5
/** More than so many things are not told respectively. */
const MOST = 6
const CHANGES: Readonly<Record<string, Joint['change']>> = { tăng: 'up', giảm: 'down', vượt: 'over' }

/** Gives each of the percentages from `at` to the figure whose it is; returns how many they are, 0 where none are. */
export function readRespective (
  { article: { tokens }, drafts, number, sentence }: Reader, quantities: readonly Quantity[], at: number
): number {
  const said = verbOf(tokens, quantities[at]!.first, quantities[at - 1]?.end ?? sentence.first)
  if (said === null) return 0
  let count = 1
  while (count < MOST && isNext(tokens, quantities[at + count - 1]!, quantities[at + count])) count++
  const own = drafts.slice(-count).filter(({ sentence, value }) => sentence === number && value !== null)
  if (count < 2 || own.length < count) return 0
  const last = quantities[at + count - 1]!
  const base = baseAfter(tokens, last.end, sentence.end)
  let change = said.change
  own.forEach((draft, place) => {
    const { amount, first, end } = quantities[at + place]!
    change = CHANGES[tokens[first - 1]!.key] ?? change
    if (change !== null) setChange(draft, amount, change, base)
    else if (base?.of === 'earlier') draft.changePercent ??= Number((amount - 100).toPrecision(12))
    else draft.percentOfTarget ??= amount
    draft.end = Math.max(draft.end, end)
  })
  return count
}

/** `lần lượt tăng`, `giảm lần lượt`; null where they do not stand before a percentage, or say what share it is. */
function verbOf (tokens: readonly Token[], first: number, floor: number): { readonly change: Joint['change'] } | null {
  for (let at = first - 1; at > Math.max(floor, first - NEAR); at--) {
    if (tokens[at]!.key === 'chiếm') return null
    if (tokens[at]!.key !== 'lượt' || tokens[at - 1]!.key !== 'lần') continue
    for (let verb = Math.max(floor, at - 2); verb < first; verb++) {
      const change = CHANGES[tokens[verb]!.key]
      if (change !== undefined) return { change }
    }
    return { change: null }
  }
  return null
}

/** `18,8% và 6,1%`, `5%; giảm 7%`. */
function isNext (tokens: readonly Token[], { end }: Quantity, next: Quantity | undefined): boolean {
  if (next === undefined || next.sort !== 'percent' || next.first - end > 3) return false
  for (let at = end; at < next.first; at++) {
    if (!/^(?:[,;]|và|tăng|giảm|vượt|đạt|còn)$/.test(tokens[at]!.key)) return false
  }
  return true
}
