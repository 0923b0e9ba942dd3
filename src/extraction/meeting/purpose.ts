/** What a meeting is for: the first-named purpose of the title, else of the sentence that tells of it. */
import { hasPhrase, spanOf, type Article, type Sentence } from '../article.js'
import type { Span } from '../findings.js'
import { meetingTypes, noPurpose } from './types.js'
import { Phrases, phrases } from '../phrases.js'
import { periodAt } from '../periods.js'
import { dayIn } from './day.js'

/** What makes a sentence tell of an event, and not of a plan or of somebody else's. */
const EVENT = phrases(
  'tổ chức', 'đã tổ chức', 'họp', 'làm việc', 'diễn ra', 'khai mạc', 'mở hội nghị', 'tiến hành', 'đã có buổi',
  'có buổi', 'chủ trì', 'long trọng', 'phối hợp', 'sinh hoạt', 'thông qua', 'trao', 'bế mạc', 'gặp mặt', 'đối thoại',
  'triển khai'
)

/** What it is called when a body meets. */
const MEETS = new Phrases([
  ['ban thường vụ', 'ban-thuong-vu'], ['btv', 'ban-thuong-vu'], ['thường trực đảng ủy', 'ban-thuong-vu'],
  ['ban chấp hành', 'ban-chap-hanh'], ['bch', 'ban-chap-hanh'], ['đảng ủy', 'ban-chap-hanh'],
  ['chi bộ', 'sinh-hoat-chi-bo'], ['hđnd', 'hdnd'], ['hội đồng nhân dân', 'hdnd']
])

const REGULAR = phrases('phiên họp thường kỳ', 'họp thường kỳ', 'họp phiên thường kỳ', 'phiên họp ubnd',
  'phiên họp tháng')

/** `Phiên họp thường kỳ tháng 5` of the people's committee, which reviews and plans as the Party's bodies do. */
export function isCommittee (article: Article, sentences: readonly Sentence[]): boolean {
  const { tokens } = article
  return sentences.some(({ first, end }) => {
    const host = COMMITTEE.first(tokens, first, end)
    const regular = host === null ? null : REGULAR.first(tokens, host.start, end)
    return regular !== null && regular.start - host!.end < 16
  })
}
const COMMITTEE = phrases('ubnd phường', 'ubnd xã', 'ubnd thị trấn', 'ủy ban nhân dân phường', 'ủy ban nhân dân xã',
  'ủy ban nhân dân thị trấn')

/** Whether a sentence tells of something that took place. */
const tells = (article: Article, sentence: Sentence) =>
  hasPhrase(article, EVENT, sentence) || dayIn(article, sentence) !== null

/** The first-named purpose of the title, else of the lead. */
export function purposeOf (article: Article, title: Sentence | null, lead: readonly Sentence[]) {
  for (const sentence of [...title === null ? [] : [title], ...lead]) {
    if (sentence.block.kind === 'prose' && !tells(article, sentence)) continue
    const found = purposeIn(article, sentence)
    if (found !== null) return found
  }
  for (const sentence of lead) {
    const found = dayIn(article, sentence) === null ? null : plainlyIn(article, sentence)
    if (found !== null) return found
  }
  for (const sentence of lead) {
    const found = chairedIn(article, sentence)
    if (found !== null) return found
  }
  return null
}

const CONFERENCE = phrases('hội nghị', 'cuộc họp', 'buổi họp', 'phiên họp')
const REVIEWS = phrases('đánh giá kết quả', 'đánh giá tình hình', 'đánh giá công tác', 'đánh giá việc thực hiện',
  'nhìn lại kết quả', 'báo cáo kết quả')

const HOLDS = phrases('chủ trì', 'chủ trì hội nghị', 'tổ chức', 'mở', 'khai mạc', 'điều hành')

/** `Chủ trì hội nghị triển khai nhiệm vụ của Đảng ủy phường … có …`: whose it is, is said after it. */
export function chairedIn (article: Article, { first, end }: Sentence): { type: string, span: Span } | null {
  const { tokens } = article
  const held = CONFERENCE.first(tokens, first, end)
  if (held === null || held.start === first) return null
  for (let at = Math.max(first, held.start - 3); at < held.start; at++) {
    const verb = HOLDS.at(tokens, at, held.end)
    if (verb !== null && verb.end >= held.start &&
      HOSTS.first(tokens, held.end, Math.min(end, held.end + 16)) !== null) {
      return { type: 'khac', span: spanOf(article, held.start, held.end) }
    }
  }
  return null
}

/** A conference of the Party without a name: a review of months is an interim one, of a year a final one. */
export function plainlyIn (article: Article, { first, end }: Sentence): { type: string, span: Span } | null {
  const { tokens } = article
  const host = HOSTS.first(tokens, first, end)
  const held = host === null ? null : CONFERENCE.first(tokens, host.end, end)
  if (held === null || held.start - host!.end > 14) return null
  const span = spanOf(article, held.start, held.end)
  const review = REVIEWS.first(tokens, held.end, Math.min(end, held.end + 12))
  if (review === null) return { type: 'khac', span }
  for (let at = review.end; at < Math.min(end, review.end + 10); at++) {
    const period = periodAt(tokens, at, end)
    if (period !== null) return { type: period.form === 'year' ? 'tong-ket' : 'so-ket', span }
  }
  return { type: 'khac', span }
}
const HOSTS = phrases('đảng ủy', 'đảng bộ', 'chi bộ', 'chi ủy', 'cấp ủy', 'ban thường vụ', 'thường trực đảng ủy')

export function purposeIn (article: Article, { first, end }: Sentence): { type: string, span: Span } | null {
  const { tokens } = article
  for (let at = first; at < end; at++) {
    const none = noPurpose.at(tokens, at, end)
    if (none !== null) {
      at = none.end - 1
      continue
    }
    const found = meetingTypes.at(tokens, at, end)
    if (found !== null) return { type: found.value, span: spanOf(article, at, found.end) }
  }
  return byHost(article, first, end)
}

/** A body that meets, and says no more: `Ban Thường vụ Đảng ủy phường … họp`. */
function byHost (article: Article, first: number, end: number): { type: string, span: Span } | null {
  const { tokens } = article
  const host = MEETS.first(tokens, first, end)
  if (host === null) return null
  for (let at = host.end; at < Math.min(end, host.end + 14); at++) {
    if (tokens[at]!.key === 'họp') return { type: host.value, span: spanOf(article, host.start, at + 1) }
  }
  return null
}
