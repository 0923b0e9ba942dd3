/**
 * The work of extraction grows with the length of a text alone: every reading of a token is counted, for texts made to
 * be slow. Seconds are measured by `npm run bench -- extract`.
 */
import t from 'tap'
import { readArticle } from '../../src/extraction/article.js'
import { findingsIn } from '../../src/extraction/extract.js'
import type { Token } from '../../src/extraction/tokens.js'
import { adversarial } from '../helpers/adversarial.js'

/** How many times a token was read to find what is in a text. */
function readings (text: string): number {
  let count = 0
  const { tokens, ...article } = readArticle(text)
  const counted = new Proxy(tokens as Token[], {
    get (target, property, receiver) {
      if (typeof property === 'string' && /^\d+$/.test(property)) count++
      return Reflect.get(target, property, receiver)
    }
  })
  findingsIn({ ...article, tokens: counted })
  return count
}

for (const [name, make] of Object.entries(adversarial)) {
  t.test(name, async t => {
    const [short, long] = [readings(make(20_000)), readings(make(200_000))]
    t.comment(`${short} readings, ${long} of ten times the text`)
    t.ok(long <= 13 * short + 10_000, 'ten times the text takes some ten times the readings')
  })
}
