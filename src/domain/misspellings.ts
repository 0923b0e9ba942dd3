/**
 * Whether a question is a name with a slip of the finger: a letter too many, one missing, another one, or two that
 * changed places. Compared without marks and spaces, against rows of whole words.
 */
import { wordsIn } from './words.js'

/** As many slips are forgiven in so many letters. */
const forgiven = (letters: number) => letters < 5 ? 0 : letters < 9 ? 1 : 2

/** How many slips make one text of the other; more than `most` is told as more. */
function slips (a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      next[j] = Math.min(
        row[j]! + 1,
        next[j - 1]! + 1,
        row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
        swapped ? before[j - 2]! + 1 : Infinity)
    }
    [before, row] = [row, next]
  }
  return row[b.length]!
}

/** How many slips a question is away from a name, or from some words of it in a row; null where it is another. */
export function slipsFrom (question: string, name: string): number | null {
  const wanted = wordsIn(question).map(({ folded }) => folded).join('')
  const most = forgiven(wanted.length)
  const words = wordsIn(name).map(({ folded }) => folded)
  let least = most + 1
  for (let from = 0; from < words.length; from++) {
    let row = ''
    for (let to = from; to < words.length && row.length <= wanted.length + most; to++) {
      row += words[to]!
      least = Math.min(least, slips(wanted, row, most))
    }
  }
  return least <= most ? least : null
}
