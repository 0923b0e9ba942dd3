/**
 * The one ward that a text is about. Every place that names a ward is a vote: more where it hosts something (`Đảng ủy
 * phường …`), stands in the title or in the first sentences; a name in a list of wards is hardly one. The names that
 * follow the word say their own length, since a ward's name may run into a person's (`phường Phú Diễn Đàm Thị …`).
 */
import type { Article } from './article.js'
import { spanOf } from './article.js'
import type { WardFinding } from './findings.js'
import { phrases } from './phrases.js'
import type { Token } from './tokens.js'

type Kind = WardFinding['kind']

/** Longest name of a unit, in syllables. */
const LONGEST_NAME = 5

/** Words with capitals that follow a unit's name without being part of it. */
const AFTER_NAME = phrases(
  'bí thư', 'phó bí thư', 'chủ tịch', 'phó chủ tịch', 'trưởng', 'phó trưởng', 'phó', 'đảng ủy', 'đảng bộ',
  'ban chấp hành', 'ban thường vụ', 'hội đồng', 'ủy ban', 'ủy viên', 'đồng chí', 'đại hội', 'hội nghị', 'nhiệm kỳ',
  'lần thứ', 'thành phố', 'thị xã', 'quận', 'huyện', 'tỉnh', 'thành ủy', 'đ/c', 'ông', 'bà', 'khóa', 'tổ chức',
  'họp', 'sơ kết', 'tổng kết', 'đối thoại', 'triển khai', 'quán triệt', 'trao', 'khai mạc', 'sinh hoạt', 'gặp mặt'
)

/** Bodies of a ward, which make the mention of it the mention of who acts. */
const HOSTS = phrases(
  'đảng ủy', 'đảng bộ', 'ubnd', 'hđnd', 'ủy ban nhân dân', 'hội đồng nhân dân', 'ban chấp hành', 'bch', 'btv', 'chi bộ',
  'ban thường vụ đảng ủy', 'mttq', 'chính quyền', 'nhân dân'
)

interface Head { readonly kind: Kind, readonly name: number }

/** Where the name of a ward may start: after `phường`, `xã`, `thị trấn`, `đặc khu`, `P.`. */
function headAt (tokens: readonly Token[], at: number): Head | null {
  const { key, text, kind } = tokens[at]!
  if (kind !== 'word') return null
  if (key === 'phường') return { kind: 'phường', name: at + 1 }
  if (key === 'xã') return tokens[at - 1]?.key === 'thị' ? null : { kind: 'xã', name: at + 1 }
  if (key === 'thị' && tokens[at + 1]?.key === 'trấn') return { kind: 'thị trấn', name: at + 2 }
  if (key === 'đặc' && tokens[at + 1]?.key === 'khu') return { kind: 'đặc khu', name: at + 2 }
  if (text === 'P' && tokens[at + 1]?.text === '.') return { kind: 'phường', name: at + 2 }
  return null
}

const isCapitals = (token: Token) => token.text.length > 1 && token.text === token.text.toUpperCase()

/** Whether one space stands before a token; more are the gap between two columns of a letterhead. */
const followsOn = (tokens: readonly Token[], at: number) =>
  tokens[at]!.spaced && tokens[at]!.start - tokens[at - 1]!.end <= 2

/** The words with capitals that may be a unit's name; the token after the last one. */
function nameEnd (tokens: readonly Token[], first: number): number {
  const number = tokens[first]
  if (number?.kind === 'number') return /^\d{1,2}$/.test(number.text) ? first + 1 : first
  const shouting = number !== undefined && isCapitals(number) && isCapitals(tokens[first - 1] ?? number)
  let at = first
  while (at < tokens.length && at - first < LONGEST_NAME) {
    const token = tokens[at]!
    if (token.kind !== 'word' || !token.capital || (at > first && !followsOn(tokens, at))) break
    if (!shouting && isCapitals(token)) break
    // `Rạch Ông`, `Cầu Bà`: a title only where somebody's name follows.
    const named = (token.key === 'ông' || token.key === 'bà') && !(tokens[at + 1]?.capital ?? false)
    if (at > first && !named && AFTER_NAME.at(tokens, at) !== null) break
    at++
  }
  return at
}

/** `Xuân Hương - Đà Lạt`: a name of two parts. */
function secondPartEnd (tokens: readonly Token[], end: number): number {
  const dash = tokens[end]
  const next = tokens[end + 1]
  if (dash?.text !== '-' || !dash.spaced || next === undefined || !next.spaced) return end
  const last = nameEnd(tokens, end + 1)
  return AFTER_NAME.at(tokens, end + 1) === null && last - end - 1 <= 3 && last > end + 1 ? last : end
}

interface Mention {
  readonly kind: Kind
  readonly head: number
  /** Keys of the name's words. */
  readonly words: readonly string[]
  readonly first: number
  weight: number
}

function mentionsOf (article: Article): Mention[] {
  const { tokens, blocks, sentences } = article
  const prose = sentences.filter(({ block }) => block.kind === 'prose')
  const leadEnd = prose[Math.min(prose.length, 3) - 1]?.end ?? 0
  const mentions: Mention[] = []
  let block = 0
  for (let at = 0; at < tokens.length; at++) {
    while (block < blocks.length && blocks[block]!.end <= at) block++
    const head = headAt(tokens, at)
    if (head === null || block === blocks.length || blocks[block]!.first > at) continue
    const { kind } = blocks[block]!
    if (kind === 'noise' || kind === 'byline') continue
    const single = nameEnd(tokens, head.name)
    if (single === head.name) continue
    const end = secondPartEnd(tokens, single)
    const listed = at > 0 && tokens[at - 1]!.key === 'các'
    const hosting = isHosted(tokens, at)
    const place = kind === 'title' ? 5 : kind === 'letterhead' ? 4 : at < leadEnd ? 3 : 1
    const words = tokens.slice(head.name, end).map(({ key }) => key)
    const weight = listed ? 0.2 : place + (hosting ? 3 : 0)
    mentions.push({ kind: head.kind, head: at, first: head.name, words, weight })
  }
  return mentions
}

/** Whether one of the ward's bodies stands right before its name. */
function isHosted (tokens: readonly Token[], head: number): boolean {
  for (let at = Math.max(0, head - 8); at < head; at++) {
    const host = HOSTS.at(tokens, at, head)
    // A cell says where it is before it says in which ward: `Chi bộ khu phố 5, phường …`.
    if (host !== null && (host.end === head || host.value === 'chi bộ')) return true
  }
  return false
}

/**
 * The votes by name. A longer run of words counts for the shorter name that stands alone elsewhere; where none does, a
 * run of more than four words is cut after two.
 */
function votesOf (mentions: readonly Mention[]): Map<string, { weight: number, mentions: Mention[], length: number }> {
  const alone = new Set(mentions.map(({ words }) => words.join(' ')))
  const votes = new Map<string, { weight: number, mentions: Mention[], length: number }>()
  for (const mention of mentions) {
    let { length } = mention.words
    for (let shorter = 1; shorter < length; shorter++) {
      if (mention.words[shorter] !== '-' && alone.has(mention.words.slice(0, shorter).join(' '))) length = shorter
    }
    if (length === mention.words.length && length > 4 && !mention.words.includes('-')) length = 2
    const name = mention.words.slice(0, length).join(' ')
    const vote = votes.get(name) ?? { weight: 0, mentions: [], length }
    vote.weight += mention.weight
    vote.mentions.push(mention)
    votes.set(name, vote)
  }
  return votes
}

/** Units above a ward, as they are named after it or in the offices of the text. */
const UPPER: ReadonlyArray<readonly [kind: string, words: readonly string[]]> = [
  ['thành phố', ['thành', 'phố']], ['thành phố', ['tp', '.']], ['thành phố', ['tp']], ['thị xã', ['thị', 'xã']],
  ['thị xã', ['tx', '.']], ['quận', ['quận']], ['quận', ['q', '.']], ['huyện', ['huyện']], ['tỉnh', ['tỉnh']]
]

function upperAt (tokens: readonly Token[], at: number): { kind: string, name: string, end: number } | null {
  for (const [kind, words] of UPPER) {
    if (!words.every((word, place) => tokens[at + place]?.key === word)) continue
    const first = at + words.length
    const end = nameEnd(tokens, first)
    if (tokens[first]?.text === 'HCM') return { kind, name: 'Hồ Chí Minh', end: first + 1 }
    if (end > first) return { kind, name: tokens.slice(first, end).map(({ text }) => text).join(' '), end }
  }
  return null
}

/** `phường 12, quận Gò Vấp (TP.HCM)`: what stands after the name, lowest first. */
function withinOf (tokens: readonly Token[], end: number): Array<{ kind: string, name: string }> {
  const within: Array<{ kind: string, name: string }> = []
  let at = end
  while (within.length < 3) {
    if (tokens[at]?.text === ',' || tokens[at]?.text === '(' || tokens[at]?.text === '-') at++
    const upper = upperAt(tokens, at)
    if (upper === null) return within
    within.push({ kind: upper.kind, name: upper.name })
    at = upper.end
  }
  return within
}

/** Words as a name is printed: `PHƯỜNG BẮC SƠN` is Bắc Sơn. */
function printed (tokens: readonly Token[]): string {
  return tokens.map(({ text, spaced }, at) => {
    const word = text.length > 1 && text === text.toUpperCase() ? text[0] + text.slice(1).toLowerCase() : text
    return at > 0 && spaced ? ` ${word}` : word
  }).join('')
}

/** So many votes make a ward what a text is about: a title, or a body of it in the first sentences. */
const ENOUGH = 5

/**
 * How much else speaks for a ward that is named in passing: its name without the word in the title, and bodies that are
 * of `phường` without a name, which are those of the only one.
 */
function spokenOf ({ tokens, blocks }: Article, { kind, words, head }: Mention, length: number): number {
  let spoken = 0
  const title = blocks.find(block => block.kind === 'title')
  for (let at = title?.first ?? 0; at < (title?.end ?? 0); at++) {
    if (words.slice(0, length).every((word, place) => tokens[at + place]?.key === word)) spoken = 2
  }
  const word = kind.split(' ').at(-1)
  for (let at = head; at < tokens.length && spoken < ENOUGH - 1; at++) {
    if (tokens[at]!.key !== word || (at + 1 < tokens.length && tokens[at + 1]!.capital)) continue
    for (let before = Math.max(0, at - 3); before < at; before++) {
      if (OWN.at(tokens, before, at)?.end === at - Number(kind === 'thị trấn')) {
        spoken++
        break
      }
    }
  }
  return spoken
}

const OWN = phrases('đảng ủy', 'đảng bộ', 'ubnd', 'hđnd', 'ủy ban nhân dân', 'hội đồng nhân dân')

/** The one ward that a text is about; null where it is about none. */
export function findWard (article: Article): WardFinding | null {
  const { tokens } = article
  const mentions = mentionsOf(article)
  const votes = [...votesOf(mentions).values()].sort((a, b) => b.weight - a.weight)
  const [most, next] = votes
  if (most === undefined || most.weight + spokenOf(article, most.mentions[0]!, most.length) < ENOUGH) return null
  const quiet = most.mentions.find(({ first }) => !isCapitals(tokens[first]!)) ?? most.mentions[0]!
  const name = printed(tokens.slice(quiet.first, quiet.first + most.length))
  const within = most.mentions.map(({ first }) => withinOf(tokens, first + most.length))
    .reduce((longest, found) => found.length > longest.length ? found : longest, [])
  return {
    name: tokens[quiet.first]!.kind === 'number' ? `Phường ${Number(name)}` : name,
    kind: most.mentions[0]!.kind,
    within,
    span: spanOf(article, quiet.head, quiet.first + most.length),
    confidence: Math.round(100 * Math.min(0.95, most.weight / (most.weight + (next?.weight ?? 0)))) / 100,
    inferred: []
  }
}
