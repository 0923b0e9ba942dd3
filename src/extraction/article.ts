/**
 * The shape of an article: lines told apart as title, dateline, caption, byline, page noise and prose, and prose cut
 * into sentences. Rules look at sentences, never at the whole text, and no sentence is longer than a bound, so that
 * work grows with the length of a text alone.
 */
import { unwrapped } from './lines.js'
import { phrases, type Phrases } from './phrases.js'
import { tokensOf, type Token } from './tokens.js'
import type { Span } from './findings.js'

/**
 * title: the headline. heading: a line that heads a part. letterhead: what stands above a report (bodies, number,
 * place). dateline: when it was posted. caption: under a picture. byline: who wrote it. noise: of the page around it.
 */
export type BlockKind =
  'title' | 'heading' | 'letterhead' | 'dateline' | 'caption' | 'byline' | 'noise' | 'prose'

/** A line of the text: tokens from `first` to before `end`. */
export interface Block {
  readonly kind: BlockKind
  readonly first: number
  readonly end: number
}

/** A sentence of prose, of a title or of a heading: tokens from `first` to before `end`, its full stop included. */
export interface Sentence {
  readonly first: number
  readonly end: number
  readonly block: Block
}

export interface Article {
  readonly text: string
  readonly tokens: readonly Token[]
  readonly blocks: readonly Block[]
  readonly sentences: readonly Sentence[]
}

/** Longer ones are cut. The longest sentences of reports, with all who attended, have some 500 tokens. */
const LONGEST_SENTENCE = 800

/** Words of pages around an article, at the start of a line. */
const NOISE = phrases(
  'trang chủ', 'trực tuyến', 'đang online', 'hôm nay', 'hôm qua', 'tuần này', 'tháng này', 'tất cả',
  'thống kê truy cập', 'lượt xem', 'lượt truy cập', 'số lượt', 'view count', 'viết bình luận', 'bình luận',
  'xem thêm', 'tin liên quan', 'tin cùng chuyên mục', 'tin mới', 'tin khác', 'các tin khác', 'bài đọc nhiều',
  'đọc nhiều', 'chia sẻ', 'từ khóa', 'tags', 'skip to main content', 'thời tiết', 'tỷ giá', 'hotline',
  'đường dây nóng', 'xem với cỡ chữ', 'cỡ chữ', 'bản in', 'in bài', 'in trang', 'gửi email', 'gửi bài viết',
  'quay lên trên', 'về đầu trang', 'đánh giá', 'bình chọn', 'facebook', 'zalo', 'copyright', 'bản quyền',
  'đăng nhập', 'tìm kiếm', 'liên kết website', 'liên kết web', 'video', 'thư viện ảnh', 'nghe bài viết',
  'lưu bài viết', 'theo dõi', 'quảng cáo', 'click', 'tweet', 'like', 'share'
)

const CAPTION = phrases(
  'quang cảnh', 'toàn cảnh', 'ảnh', 'ảnh minh họa', 'các đại biểu dự', 'các đại biểu tham dự', 'đại biểu dự',
  'lãnh đạo phường chụp ảnh', 'chụp ảnh lưu niệm'
)

const BYLINE = phrases(
  'tin', 'tin bài', 'ảnh', 'bài', 'bài và ảnh', 'tin và ảnh', 'thực hiện', 'tác giả', 'nguồn', 'người viết',
  'biên tập'
)

const POSTED = phrases(
  'đăng ngày', 'ngày đăng', 'cập nhật', 'cập nhật ngày', 'cập nhật lúc', 'đăng lúc', 'ngày cập nhật',
  'thứ hai', 'thứ ba', 'thứ tư', 'thứ năm', 'thứ sáu', 'thứ bảy', 'chủ nhật', 'ngày xuất bản', 'xuất bản',
  'gmt', 'posted', 'ngày'
)

const HELD = phrases('thời gian', 'hồi', 'vào hồi', 'vào lúc', 'bắt đầu')

const LETTERHEAD = phrases(
  'đảng cộng sản việt nam', 'cộng hòa xã hội chủ nghĩa việt nam', 'độc lập', 'đảng bộ', 'đảng ủy', 'thành ủy',
  'tỉnh ủy', 'thị ủy', 'quận ủy', 'huyện ủy', 'ủy ban nhân dân', 'hội đồng nhân dân', 'ubnd', 'hđnd',
  'ban chấp hành', 'số', 'chi bộ', 'ủy ban mặt trận tổ quốc', 'báo cáo', 'thông báo', 'nghị quyết', 'kế hoạch',
  'chương trình'
)

/** Abbreviations after which a full stop ends nothing. */
const ABBREVIATIONS = new Set([
  'tp', 'tx', 'p', 'q', 'h', 'x', 'tt', 'đ', 'c', 'ts', 'ths', 'gs', 'pgs', 'ub', 'kp', 'bs', 'ks', 'ct', 'pct', 'bt',
  'pbt', 'uv', 'gđ', 'pgđ'
])

const isUpper = (token: Token) => token.kind !== 'word' || token.text === token.text.toUpperCase()

/** Reads the shape of a text. */
export function readArticle (text: string): Article {
  const tokens = unwrapped(text, tokensOf(text))
  const lines = linesOf(tokens)
  const blocks = kindsOf(tokens, lines)
  const sentences = blocks
    .filter(({ kind }) => kind === 'prose' || kind === 'title' || kind === 'heading')
    .flatMap(block => sentencesOf(tokens, block))
  return { text, tokens, blocks, sentences }
}

/** The passage from a token to before another, without space around it. */
export function spanOf ({ tokens }: Pick<Article, 'tokens'>, first: number, end: number): Span {
  return { start: tokens[first]!.start, end: tokens[end - 1]!.end }
}

/** The words from a token to before another, in NFC, with one space where there was some. */
export function wordsOf ({ tokens }: Pick<Article, 'tokens'>, first: number, end: number): string {
  let words = ''
  for (let at = first; at < end; at++) {
    const { text, spaced, kind } = tokens[at]!
    words += (words !== '' && (spaced || kind === 'line') ? ' ' : '') + (kind === 'line' ? '' : text)
  }
  return words
}

/** Whether a phrase of a list stands in a sentence. */
export const hasPhrase = ({ tokens }: Article, list: Phrases<unknown>, { first, end }: Sentence): boolean =>
  list.first(tokens, first, end) !== null

type Line = Omit<Block, 'kind'>

function linesOf (tokens: readonly Token[]): Line[] {
  const lines: Line[] = []
  let first = 0
  for (let at = 0; at <= tokens.length; at++) {
    if (at < tokens.length && tokens[at]!.kind !== 'line') continue
    if (at > first) lines.push({ first, end: at })
    first = at + 1
  }
  return lines
}

/** No more words than a headline or a caption has. */
const SHORT = 45
const endsSentence = (token: Token) => /^[.!?…]$/.test(token.text)

function kindsOf (tokens: readonly Token[], lines: readonly Line[]): Block[] {
  const blocks: Block[] = lines.map(line => ({ ...line, kind: 'prose' }))
  const mark = (at: number, kind: BlockKind) => { blocks[at] = { ...blocks[at]!, kind } }
  const length = (line: Line) => line.end - line.first
  const starts = (line: Line, list: ReturnType<typeof phrases>) => list.at(tokens, line.first, line.end) !== null
  const full = (line: Line) => endsSentence(tokens[line.end - 1]!)
  const prose = lines.findIndex(line => length(line) > SHORT)
  const body = prose < 0 ? lines.length : prose
  const last = lines.findLastIndex(line => length(line) > SHORT)

  lines.forEach((line, at) => {
    if (length(line) > SHORT) return
    const first = tokens[line.first]!
    const upper = tokens.slice(line.first, line.end).every(isUpper)
    if (starts(line, NOISE) && !full(line) && first.capital) mark(at, 'noise')
    else if (length(line) <= 20 && isDateline(tokens, line)) mark(at, at < body || at > last ? 'dateline' : 'noise')
    else if (starts(line, CAPTION) && length(line) <= 30) mark(at, 'caption')
    else if (at < body && upper && starts(line, LETTERHEAD) && length(line) <= 14) mark(at, 'letterhead')
    else if (at < body && !full(line)) mark(at, 'heading')
    else if (at > last && last >= 0 && isByline(tokens, line)) mark(at, 'byline')
    else if (!full(line) && length(line) <= 25 && !/^[;,]$/.test(tokens[line.end - 1]!.text)) {
      mark(at, /^[-+*•]$/.test(first.text) ? 'prose' : 'heading')
    }
  })
  const headline = (kind: BlockKind) => blocks.findIndex((block, at) => at < body && block.kind === kind &&
    tokens.slice(block.first, block.end).filter(token => token.kind === 'word').length >= 5)
  const title = headline('heading')
  const upperTitle = title < 0 ? headline('letterhead') : -1
  if (title >= 0 || upperTitle >= 0) mark(Math.max(title, upperTitle), 'title')
  return blocks
}

/** A line that says when something was posted or signed, and nothing else. */
function isDateline (tokens: readonly Token[], { first, end }: Line): boolean {
  // `Thời gian: 19 giờ 30, ngày …`: minutes say when the meeting was.
  if (HELD.at(tokens, tokens[first]!.kind === 'word' ? first : first + 1, end) !== null) return false
  let numbers = 0
  let others = 0
  for (let at = first; at < end; at++) {
    if (tokens[at]!.kind === 'number') numbers++
    const phrase = POSTED.at(tokens, at, end) ?? NOISE.at(tokens, at, end)
    if (phrase !== null) at = phrase.end - 1
    else if (tokens[at]!.kind === 'word' && !/^(tháng|năm|lúc|giờ|phút|am|pm|h)$/.test(tokens[at]!.key)) others++
  }
  const signed = tokens.slice(first, end).some((token, at) =>
    token.text === ',' && tokens[first + at + 1]?.key === 'ngày' && first + at + 1 < end)
  return numbers >= 2 && (others === 0 || (others <= 4 && signed))
}

const NUMERAL = /^(?:[ivx]{1,5}|[a-e])$/

/** `II.`, `1-`, `a)` at the start of a line: it heads a part, or is one of a list. */
const isNumbering = (tokens: readonly Token[], first: number) =>
  (tokens[first]!.kind === 'number' || NUMERAL.test(tokens[first]!.key)) && /^[.)/-]$/.test(tokens[first + 1]?.text ?? '')

/** Names of authors: a few words with capitals, or what says so. */
function isByline (tokens: readonly Token[], line: Line): boolean {
  if (isNumbering(tokens, line.first)) return false
  if (BYLINE.at(tokens, line.first, line.end) !== null) return line.end - line.first <= 25
  const words = tokens.slice(line.first, line.end).filter(({ kind }) => kind === 'word')
  return words.length >= 1 && words.length <= 12 && words.every(({ capital }) => capital)
}

function sentencesOf (tokens: readonly Token[], block: Block): Sentence[] {
  const sentences: Sentence[] = []
  let first = block.first
  const cut = (end: number) => {
    if (end > first) sentences.push({ first, end, block })
    first = end
  }
  for (let at = block.first; at < block.end; at++) {
    if (endsSentence(tokens[at]!) && endsHere(tokens, at, block)) cut(at + 1)
    else if (at - first >= LONGEST_SENTENCE) cut(at + 1)
  }
  cut(block.end)
  return sentences
}

/** Whether a full stop ends a sentence: not within `TP.Vinh`, not after a list's number. */
function endsHere (tokens: readonly Token[], at: number, block: Block): boolean {
  const next = tokens[at + 1]
  if (next === undefined || at + 1 >= block.end) return true
  // A quote right after it closes what was said; one after a space opens something else.
  if (endsSentence(next) || next.text === '/' || (next.text === '"' && !next.spaced)) return false
  const previous = tokens[at - 1]
  if (previous === undefined || at === block.first) return false
  if (tokens[at]!.text !== '.') return next.spaced
  if (previous.kind === 'word' && !tokens[at]!.spaced && ABBREVIATIONS.has(previous.key)) return false
  if (at - 1 === block.first && isNumbering(tokens, block.first)) return false
  // A full stop whose space was forgotten: `trước đây.Nhiệm kỳ`.
  return next.spaced || (next.kind === 'word' && next.capital && previous.kind === 'word' && previous.text.length > 2 &&
    previous.text !== previous.text.toUpperCase())
}
