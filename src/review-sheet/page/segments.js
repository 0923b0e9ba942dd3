/** A text cut where passages begin and end, so that passages that overlap can each be marked. */

/** @typedef {{ key: string, kind: string, start: number, end: number }} Passage offsets are UTF-16 code units */

/**
 * @typedef {object} Segment
 * @property {number} start
 * @property {number} end
 * @property {Passage[]} over the passages that cover it, the shortest first
 * @property {Passage[]} begins those of them that begin here
 */

/**
 * Cuts a text of so many code units. Passages that lie outside of it, or are empty, are left out.
 * @param {number} length
 * @param {readonly Passage[]} passages
 * @returns {Segment[]}
 */
export function segmentsOf (length, passages) {
  const valid = passages.filter(({ start, end }) => start >= 0 && start < end && end <= length)
  const cuts = [...new Set([0, length, ...valid.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b)
  const waiting = [...valid].sort((a, b) => a.start - b.start)
  /** @type {Passage[]} */
  let open = []
  let next = 0
  return cuts.slice(0, -1).map((start, at) => {
    open = open.filter(passage => passage.end > start)
    const begins = []
    for (; next < waiting.length && waiting[next].start === start; next++) begins.push(waiting[next])
    open.push(...begins)
    const over = [...open].sort((a, b) => (a.end - a.start) - (b.end - b.start))
    return { start, end: cuts[at + 1], over, begins }
  })
}
