/**
 * A ward of an invented country: its bodies, who holds office there term after term, and what it met about, year after
 * year, with the figures, documents and tasks of each meeting.
 */
import { createHash } from 'node:crypto'
import { checkReport, type Figure } from '../domain/figures.js'
import { sourceId } from '../domain/ids.js'
import { indicators, type Indicator } from '../domain/indicators.js'
import { meetingTypes } from '../domain/meetings.js'
import { period, type Period } from '../domain/periods.js'
import { canonicalName, personSortKey, searchWords } from '../domain/text.js'
import { term } from '../domain/vocabulary.js'
import { json, type Copy } from './copy.js'
import { Draw } from './draw.js'
import {
  addBody, addDocuments, addUnit, dayOf, FOUNDED, stamp, termsIn, type Body, type Document, type Shared, type Years
} from './shared.js'

const DAY = 86_400_000

const SYLLABLES = ['An', 'Bình', 'Cao', 'Châu', 'Đông', 'Hà', 'Hòa', 'Hưng', 'Khánh', 'Lâm', 'Lộc', 'Minh', 'Mỹ', 'Nam',
  'Ninh', 'Phú', 'Quang', 'Sơn', 'Tân', 'Tây', 'Thanh', 'Thủy', 'Trung', 'Vân', 'Vĩnh', 'Xuân']
const SURNAMES = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Đặng', 'Bùi', 'Đỗ', 'Hồ', 'Ngô', 'Dương', 'Lý']
const MARKS = ['Thử', 'Mẫu']
const GIVEN = ['Anh', 'Bích', 'Chi', 'Cường', 'Dung', 'Dũng', 'Đức', 'Giang', 'Hà', 'Hải', 'Hằng', 'Hạnh', 'Hiền',
  'Hiếu', 'Hoa', 'Hùng', 'Hương', 'Khoa', 'Kiên', 'Lan', 'Linh', 'Long', 'Mai', 'Minh', 'Nam', 'Nga', 'Ngọc',
  'Nhung', 'Phong', 'Phúc', 'Phương', 'Quân', 'Quỳnh', 'Sơn', 'Tâm', 'Thảo', 'Thịnh', 'Thu', 'Trang', 'Trung', 'Tú',
  'Tuấn', 'Vân', 'Yến']

interface Post { readonly role: string, readonly body: number, readonly title: string }

/** The bodies of a ward, and the offices in them that have a holder in each term. */
const BODIES = [
  ['c-bch', 'Đảng ủy', null], ['c-hdnd', 'Hội đồng nhân dân', 'HĐND'], ['c-ubnd', 'Ủy ban nhân dân', 'UBND'],
  ['c-mttq', 'Ủy ban Mặt trận Tổ quốc Việt Nam', 'Ủy ban MTTQ'], ['c-ubkt', 'Ủy ban Kiểm tra Đảng ủy', 'UBKT Đảng ủy']
] as const
const POSTS: readonly Post[] = [
  { role: 'bt', body: 0, title: 'Bí thư Đảng ủy' },
  { role: 'pbt-tt', body: 0, title: 'Phó Bí thư Thường trực Đảng ủy' },
  { role: 'ct-hdnd', body: 1, title: 'Chủ tịch HĐND phường' },
  { role: 'ct-ubnd', body: 2, title: 'Chủ tịch UBND phường' },
  { role: 'pct-ubnd', body: 2, title: 'Phó Chủ tịch UBND phường' },
  { role: 'ct-mttq', body: 3, title: 'Chủ tịch Ủy ban MTTQ phường' },
  { role: 'cn-ubkt', body: 4, title: 'Chủ nhiệm UBKT Đảng ủy' }
]

/** An official in an office for a term of five years. */
interface Holder { readonly id: string, readonly post: Post, readonly until: string }

interface Ward {
  readonly id: string
  readonly name: string
  readonly bodies: readonly Body[]
  readonly holders: readonly Holder[]
  readonly documents: readonly Document[]
}

function addHolders (copy: Copy, draw: Draw, bodies: readonly Body[], years: Years): Holder[] {
  const holders: Holder[] = []
  for (const begun of termsIn(years)) {
    for (const post of POSTS) {
      const name = canonicalName(`${draw.oneOfSkewed(SURNAMES)} ${draw.one(MARKS)} ${draw.one(GIVEN)}`)
      const id = draw.id(FOUNDED)
      const [from, to] = [`${begun}-07-01`, `${begun + 5}-06-30`]
      copy.add('officials', {
        id, name, sort_key: personSortKey(name), status: 'verified', words: searchWords(name), ...stamp(FOUNDED)
      })
      copy.add('appointments', {
        id: draw.id(FOUNDED),
        official_id: id,
        organisation_id: bodies[post.body]!.id,
        role: post.role,
        title: post.title,
        from_on: from,
        to_on: to
      })
      holders.push({ id, post, until: to })
    }
  }
  return holders
}

/** Adds a ward with what it has before it meets. */
function addWard (copy: Copy, draw: Draw, number: number, shared: Shared, years: Years): Ward {
  const { id: parent, committee } = shared.provinces[number % shared.provinces.length]!
  const id = draw.id(FOUNDED)
  const name = `Phường Thử ${draw.one(SYLLABLES)} ${draw.one(SYLLABLES)}`
  const slug = `thu-${number}`
  addUnit(copy, draw, { id, level: 'ward', slug, name, kind: 'phuong', parent })
  const inside = name.charAt(0).toLowerCase() + name.slice(1)
  const bodies: Body[] = []
  for (const [kind, word, short] of BODIES) {
    bodies.push(addBody(copy, draw, {
      name: `${word} ${inside}`,
      ...(short === null ? {} : { shortName: `${short} ${inside}` }),
      kind,
      level: 'x',
      unit: id,
      parent: kind === 'c-bch' ? committee.id : bodies[0]!.id
    }))
  }
  const documents = addDocuments(copy, draw,
    { committee: bodies[0]!, suffix: 'ĐU', about: `của ${inside}`, size: DOCUMENTS }, years)
  return { id, name, bodies, holders: addHolders(copy, draw, bodies, years), documents }
}

/** Documents that the committee of a ward issues in a term. */
const DOCUMENTS = 4

/** Meetings in a year of a ward of middling size. */
const MEETINGS = 11
const FEWEST = 2
const MOST = 60

/** What a ward's committee meets about and over what, as often as the period comes: the commonest first. */
const OCCASIONS: ReadonlyArray<readonly [
  type: string, periods: readonly string[], figures: readonly [least: number, most: number]
]> = [
  ['giao-ban', ['-01', '-02', '-03', '-04', '-05', '-07', '-08', '-10', '-11'], [6, 12]],
  ['ban-chap-hanh', ['-Q1', '-Q3', '-Q2', '-Q4'], [8, 16]],
  ['so-ket', ['-H1', '-9M'], [14, 24]],
  ['tong-ket', [''], [16, 28]],
  ['quan-triet', ['-06', '-09', '-12'], [4, 8]]
]

const lastDayOf = ({ to }: Period) => Date.parse(to)

const TASKS = ['rà soát các chỉ tiêu chưa đạt', 'đẩy nhanh tiến độ thu ngân sách', 'kiểm tra việc thực hiện nghị quyết',
  'chuẩn bị đại hội các chi bộ', 'giải quyết đơn thư của công dân', 'tuyên truyền phòng, chống dịch bệnh']
const ASSIGNEES = ['UBND phường', 'các chi bộ', 'Ủy ban MTTQ phường', 'Công an phường', null]

const share = (value: number, of: number) => Math.round(1000 * value / of) / 10

/** A figure of an indicator as a ward of some size reports it. */
function amountOf (draw: Draw, { unit, kind }: Indicator, size: number): number {
  if (unit === 'VND') return draw.int(50, 5000) * 1_000_000
  if (kind === 'rate' || kind === 'ratio') return draw.int(400, 1000) / 10
  return Math.max(1, Math.round(draw.int(1, 200) * size))
}

interface Meeting {
  readonly id: string
  readonly at: number
  readonly heldOn: string
  readonly status: string
  readonly source: string
  readonly reviewed: Period
}

/** Where the next passage of a text stands. */
function * places () {
  for (let start = 200; ; start += 160) yield { start_at: start, end_at: start + 90 }
}

class WardRecords {
  readonly #copy: Copy
  readonly #draw: Draw
  readonly #shared: Shared
  readonly #ward: Ward
  readonly #number: number
  readonly #size: number
  readonly #figures = indicators.filter(({ kind }) => kind !== 'grade')

  constructor (copy: Copy, draw: Draw, shared: Shared, ward: Ward, number: number) {
    this.#copy = copy
    this.#draw = draw
    this.#shared = shared
    this.#ward = ward
    this.#number = number
    this.#size = draw.size(0.6)
  }

  addYear (year: number): void {
    const draw = this.#draw
    const count = Math.min(MOST, Math.max(FEWEST, Math.round(MEETINGS * this.#size * draw.size(0.1))))
    const occasions = OCCASIONS.flatMap(([type, periods, figures]) =>
      periods.map(code => ({ type, reviewed: period(`${year}${code}`), figures })))
    // What is reported of a period is reported once, so that no meeting contradicts another.
    const left = new Map(occasions.map(({ reviewed }) => [reviewed.code, draw.shuffled(this.#figures)]))
    const order = draw.shuffled(occasions)
    for (let n = 0; n < count; n++) {
      const { type, reviewed, figures } = order[n % order.length]!
      const round = Math.floor(n / order.length)
      const reported = left.get(reviewed.code)!.splice(0, draw.int(...figures))
      this.#addMeeting({ type, reviewed, round, reported })
    }
  }

  #addMeeting ({ type, reviewed, round, reported }: {
    type: string, reviewed: Period, round: number, reported: readonly Indicator[]
  }): void {
    const draw = this.#draw
    const { id: wardId, name, bodies } = this.#ward
    const at = lastDayOf(reviewed) + draw.int(1, 12) * DAY + draw.int(0, 8 * 3_600_000)
    const id = draw.id(at + DAY)
    const heldOn = dayOf(at)
    const status = draw.happens(0.03) ? 'unverified' : 'verified'
    const label = term(meetingTypes, type).name
    const title = `${label} ${reviewed.label}${round === 0 ? '' : `, lần ${round + 1}`}`
    const sha256 = createHash('sha256').update(`${this.#number} ${id}`).digest('hex')
    const source = sourceId(sha256)
    this.#copy.add('sources', {
      id: source,
      title: `${name}: ${title}`,
      publisher: `Trang tin ${name}`,
      published_on: dayOf(at + DAY),
      sha256,
      words: searchWords(`${name}: ${title}`, `Trang tin ${name}`),
      ...stamp(at + DAY)
    })
    this.#copy.add('meetings', {
      ward_id: wardId,
      id,
      status,
      title,
      type,
      held_on: heldOn,
      session: draw.one(['morning', 'morning', 'afternoon', null]),
      host_id: bodies[0]!.id,
      reviews: reviewed.code,
      words: searchWords(title, label, name, bodies[0]!.name),
      ...stamp(at + DAY)
    })
    const meeting = { id, at: at + DAY, heldOn, status, source, reviewed }
    const passages = places()
    for (const property of ['heldOn', 'type']) this.#addPassage(meeting, passages, { property })
    this.#addParticipants(meeting, passages)
    this.#addCitations(meeting, passages)
    this.#addFigures(meeting, passages, reported)
    this.#addTasks(meeting, passages)
  }

  /** What every claim at a meeting has. */
  #claim ({ id, at, status }: Meeting, position: number) {
    return { ward_id: this.#ward.id, id: this.#draw.id(at), status, meeting_id: id, position, ...stamp(at) }
  }

  #addPassage (
    { id, at, source }: Meeting, passages: ReturnType<typeof places>, of: Readonly<Record<string, string>>
  ): number {
    const passage = passages.next().value!
    const claims = { property: null, participant_id: null, citation_id: null, observation_id: null, task_id: null }
    this.#copy.add('evidence', {
      ward_id: this.#ward.id,
      id: this.#draw.id(at),
      source_id: source,
      meeting_id: id,
      ...claims,
      ...of,
      ...passage,
      method: 'extracted',
      confidence: 0.9
    })
    return passage.start_at
  }

  #addParticipants (meeting: Meeting, passages: ReturnType<typeof places>): void {
    const holding = this.#ward.holders.filter(({ until }) => until >= meeting.heldOn).slice(0, POSTS.length)
    const present = [...new Set([holding[0], ...this.#draw.shuffled(holding).slice(0, this.#draw.int(1, 3))])]
    present.forEach((holder, position) => {
      if (holder === undefined) return
      const claim = this.#claim(meeting, position)
      this.#copy.add('participants', {
        ...claim,
        official_id: holder.id,
        capacity: position === 0 ? 'chair' : 'attendee',
        titles: [holder.post.title],
        organisation_ids: [this.#ward.bodies[holder.post.body]!.id]
      })
      this.#addPassage(meeting, passages, { participant_id: claim.id })
    })
  }

  #addCitations (meeting: Meeting, passages: ReturnType<typeof places>): void {
    const { central, provinces } = this.#shared
    const registers = [central, provinces[this.#number % provinces.length]!.documents, this.#ward.documents]
    const cited = Array.from({ length: this.#draw.int(0, 2) }, () =>
      this.#draw.oneOfSkewed(registers[this.#draw.int(0, 2)]!.filter(({ issuedOn }) => issuedOn < meeting.heldOn)))
    cited.forEach((document, position) => {
      if (document === undefined) return
      const claim = this.#claim(meeting, position)
      const asCited = `số ${document.symbol}`
      this.#copy.add('citations', {
        ...claim, resolution_id: document.id, as_cited: asCited, agrees: true, words: searchWords(asCited)
      })
      this.#addPassage(meeting, passages, { citation_id: claim.id })
    })
  }

  #addFigures (meeting: Meeting, passages: ReturnType<typeof places>, reported: readonly Indicator[]): void {
    const draw = this.#draw
    const { source, reviewed } = meeting
    const figures = reported.map((indicator): Figure & { indicator: string } => {
      const value = amountOf(draw, indicator, this.#size)
      const isPlanned = indicator.nature === 'flow' && draw.happens(0.4)
      const target = isPlanned ? Math.max(1, Math.round(value / draw.int(80, 130) * 100)) : null
      return {
        sourceId: source,
        indicator: indicator.code,
        kind: 'actual',
        period: reviewed,
        subject: null,
        dimensions: {},
        value,
        target,
        percentOfTarget: target === null ? null : share(value, target),
        comparator: draw.one(COMPARATORS),
        measuredOn: null
      }
    })
    const flags = checkReport(figures, indicators)
    figures.forEach((figure, position) => {
      const claim = this.#claim(meeting, position)
      const place = this.#addPassage(meeting, passages, { observation_id: claim.id })
      const { value, target, percentOfTarget, comparator, indicator } = figure
      this.#copy.add('observations', {
        ...claim,
        source_id: source,
        place,
        indicator,
        kind: 'actual',
        period: reviewed.code,
        period_from: reviewed.from,
        period_to: reviewed.to,
        value,
        target,
        percent_of_target: percentOfTarget,
        comparator,
        estimate: comparator === 'approx',
        as_reported: target === null ? `${value}` : `${value}/${target}`,
        flags: json(flags[position])
      })
    })
  }

  #addTasks (meeting: Meeting, passages: ReturnType<typeof places>): void {
    for (let position = this.#draw.int(0, 2); position > 0; position--) {
      const claim = this.#claim(meeting, position - 1)
      const [text, assignee] = [this.#draw.one(TASKS), this.#draw.one(ASSIGNEES)]
      this.#copy.add('tasks', {
        ...claim, text, assignee, assignee_words: searchWords(assignee), words: searchWords(text, assignee)
      })
      this.#addPassage(meeting, passages, { task_id: claim.id })
    }
  }
}

/** How figures are hedged: hardly ever. */
const COMPARATORS = [...Array.from({ length: 17 }, () => 'eq'), 'gt', 'gte', 'approx'] as const

/** Adds a ward with all its records. */
export function addWardRecords (
  copy: Copy, seed: number, number: number, shared: Shared, years: Years
): void {
  const draw = new Draw(seed, number)
  const records = new WardRecords(copy, draw, shared, addWard(copy, draw, number, shared, years), number)
  for (let year = years[0]; year < years[1]; year++) records.addYear(year)
}
