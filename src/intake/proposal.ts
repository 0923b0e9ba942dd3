/**
 * What a text proposes to the register: its findings as drafts that are `unverified`, each claim with the passages on
 * which it rests. What the register knows is referred to; what it does not know is proposed along with it; what cannot
 * be placed (an indicator outside the vocabulary, a document whose issuer is not told) is left for people.
 */
import { v7 } from 'uuid'
import { indicators, type Indicator } from '../domain/indicators.js'
import { meetingTypes } from '../domain/meetings.js'
import { isNumberedSo } from '../citing/candidates.js'
import { isPlausible, rank, type Resolved } from '../citing/rank.js'
import { partsOfSymbol, termOfDay } from '../domain/documents.js'
import { format } from '../domain/figures.js'
import { canonicalName } from '../domain/text.js'
import { term } from '../domain/vocabulary.js'
import { referenceOf } from '../extraction/documents/parts.js'
import { readReference } from '../extraction/reference.js'
import type {
  DocumentFinding, Extraction, Finding, IndicatorFinding, MeetingFinding, OfficialFinding, TaskFinding
} from '../extraction/findings.js'
import { withoutNulls } from '../writing/item.js'
import type { DraftKind } from '../writing/validate.js'
import { bodyOf, levelIn, officesOf, sameName, type Body } from './bodies.js'
import { organisationOf, surroundingsOf, type Known, type KnownMeeting } from './known.js'
import type { Place } from './places.js'

export interface Proposed { readonly kind: DraftKind, readonly draft: Record<string, unknown> }

/** Where findings were read. */
export interface Reading {
  readonly sourceId: string
  readonly text: string
}

export interface Proposal {
  /** Organisations, officials, documents and indicators that are not known, as they can be written in turn. */
  readonly shared: readonly Proposed[]
  /** The meeting that is there already. */
  readonly meeting: KnownMeeting | null
  /** What is said of the meeting itself; null where the text tells no day of it. */
  readonly facts: Record<string, unknown> | null
  readonly participants: ReadonlyArray<Record<string, unknown>>
  readonly citations: ReadonlyArray<Record<string, unknown>>
  readonly observations: ReadonlyArray<Record<string, unknown>>
  readonly tasks: ReadonlyArray<Record<string, unknown>>
}

/** Longer passages are not repeated. */
const LONGEST_QUOTE = 1000
const unverified = { status: 'unverified' } as const

/** Composes the drafts of one text, from its findings and what is known. */
export class Proposer {
  readonly #place: Place
  readonly #known: Known
  readonly #reading: Reading
  readonly #extraction: Extraction
  readonly #shared: Proposed[] = []

  /** @param known is added to: the next text knows what this one proposes */
  constructor (extraction: Extraction, reading: Reading, place: Place, known: Known) {
    this.#extraction = extraction
    this.#reading = reading
    this.#place = place
    this.#known = known
  }

  propose (): Proposal {
    const { meeting, officials, documents, indicators, tasks } = this.#extraction
    const facts = meeting?.heldOn == null ? null : this.#facts(meeting)
    return {
      facts,
      meeting: this.#meetingThere(meeting),
      participants: facts === null ? [] : officials.map(finding => this.#participant(finding)),
      citations: facts === null ? [] : documents.map(finding => this.#citation(finding)),
      observations: indicators.flatMap(finding => this.#observation(finding)),
      tasks: facts === null ? [] : tasks.map(finding => this.#task(finding)),
      shared: [...this.#shared].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
    }
  }

  #evidence ({ spans, confidence }: Pick<Finding, 'spans' | 'confidence'>): object[] {
    const { sourceId: source, text } = this.#reading
    return spans.slice(0, 100).map(({ start, end }) => ({
      source,
      start,
      end,
      ...(end - start <= LONGEST_QUOTE ? { quote: text.slice(start, end) } : {}),
      method: 'extracted',
      confidence
    }))
  }

  /** The meeting of that day, of the same type; or the only one, where nothing tells it from this one. */
  #meetingThere (meeting: MeetingFinding | null): KnownMeeting | null {
    if (meeting?.heldOn == null) return null
    const { heldOn, type, session, title } = meeting
    const there = this.#known.meetings.filter(known => known.wardId === this.#place.ward.id &&
      known.heldOn === heldOn && !(session !== null && known.session !== null && known.session !== session))
    const same = there.filter(known => (known.type === type || known.alsoTypes.some(({ code }) => code === type)) &&
      !this.#isBetweenOthers(meeting, known))
    if (same.length === 1) return same[0]!
    if (same.length > 1) return same.find(known => title !== null && sameName(known.title, title)) ?? null
    const [only] = there
    return there.length === 1 && session !== null && only!.session === session &&
      !this.#isBetweenOthers(meeting, only!)
      ? only!
      : null
  }

  /** Whether the words say that others met than those of a meeting that is known: another cell, another delegation. */
  #isBetweenOthers (meeting: MeetingFinding, { hostId, counterpartId }: KnownMeeting): boolean {
    if (!NAMES_SIDES.includes(meeting.type)) return false
    const { host, counterpart } = this.#sides(meeting)
    const ids = [host, counterpart].filter(body => body !== null)
      .map(body => organisationOf(this.#known.organisations, body)?.id)
    const known = [hostId, counterpartId].filter(id => id !== null)
    return ids.length > 0 && known.length > 0 && !ids.some(id => id !== undefined && known.includes(id))
  }

  /** The organisation that a body is; proposed where it is not known. */
  #organisation (body: Body): string {
    const known = organisationOf(this.#known.organisations, body)
    if (known !== undefined) return known.id
    const id = v7()
    const { name, shortName, kind, level, unit, unitId } = body
    this.#known.organisations.push({ id, name, shortName, kind, unitId })
    this.#shared.push({
      kind: 'organisation',
      draft: { id, name, ...(shortName === null ? {} : { shortName }), kind, level, unit, ...unverified }
    })
    return id
  }

  #facts (meeting: MeetingFinding): Record<string, unknown> {
    const { host, counterpart } = this.#sides(meeting)
    const { heldOn, endsOn, session, type, reviews, plans } = meeting
    const label = term(meetingTypes, type).name
    const properties = { heldOn, type, ...(session === null ? {} : { session }) }
    const [first] = meeting.spans
    return withoutNulls({
      ward: this.#place.ward.slug,
      title: meeting.title?.slice(0, 500) ?? `${label}, ${this.#place.ward.name}`,
      type,
      heldOn,
      endsOn,
      session,
      host: host === null ? null : this.#organisation(host),
      counterpart: counterpart === null ? null : this.#organisation(counterpart),
      reviews,
      plans,
      inferred: meeting.inferred,
      evidence: Object.keys(properties).flatMap(property =>
        this.#evidence({
          spans: [property === 'type' ? meeting.spans.at(-1)! : first!], confidence: meeting.confidence
        }).map(passage => ({ property, ...passage }))),
      ...unverified
    })
  }

  /** Who met: `Ban Thường vụ Thành ủy làm việc với Đảng ủy phường`; else the ward's own body. */
  #sides ({ type, spans }: MeetingFinding): { host: Body | null, counterpart: Body | null } {
    const own = (kind: string) => bodyOf(this.#place, kind, 'x')
    if (type === 'hdnd') return { host: own('c-hdnd'), counterpart: null }
    const { text } = this.#reading
    const at = spans.at(-1)!
    const before = text.slice(Math.max(0, at.start - 160), at.start).normalize('NFC')
    const after = text.slice(at.end, at.end + 120).normalize('NFC')
    if (type === 'lam-viec' || type === 'kiem-tra-giam-sat') {
      const host = this.#bodyIn(before, 'last')
      const counterpart = this.#bodyIn(after, 'first')
      return { host: host ?? own('c-bch'), counterpart: counterpart?.name === host?.name ? null : counterpart }
    }
    return { host: type === 'sinh-hoat-chi-bo' ? this.#bodyIn(before, 'last') : own('c-bch'), counterpart: null }
  }

  /** A body that words name: its kind by its name, its level by what follows. */
  #bodyIn (words: string, which: 'first' | 'last'): Body | null {
    const found = [...words.matchAll(BODIES)]
    const match = which === 'first' ? found[0] : found.at(-1)
    if (match === undefined || match[0] === '') return null
    const name = match[0]
    const rest = words.slice(match.index).split(/[,;.(\n\r]/u, 1)[0]!
    if (/^chi bộ/iu.test(name)) {
      const cell = /^chi bộ[^,.;(–-]{0,40}?(?<!\s)(?=\s*(?:,|thuộc|về|tổ chức|họp|để|tiến hành|\.|;|\(|–|-|$))/iu.exec(rest)?.[0]
      return cell === undefined ? null : bodyOf(this.#place, 'd-cb', 'd', cell.charAt(0).toUpperCase() + cell.slice(1))
    }
    const kind = /^(ban thường vụ|btv)/iu.test(name) ? 'c-btv' : /^thường trực/iu.test(name) ? 'c-tt' : 'c-bch'
    return bodyOf(this.#place, kind, levelIn(rest) ?? 'x')
  }

  #participant (finding: OfficialFinding): Record<string, unknown> {
    const offices = officesOf(this.#place, finding)
      .map(office => ({ ...office, organisation: this.#organisation(office.body) }))
    const bodies = [...new Set(offices.map(({ organisation }) => organisation))]
    return {
      official: this.#official(finding, offices),
      capacity: finding.chair ? 'chair' : 'attendee',
      titles: finding.roles.map(({ title }) => title).slice(0, 20),
      organisations: bodies.slice(0, 20),
      evidence: this.#evidence(finding),
      ...unverified
    }
  }

  /** The person: whoever bears the name and an office in one of the bodies, or has met in this ward before. */
  #official ({ name: written }: OfficialFinding, offices: ReadonlyArray<{
    readonly organisation: string, readonly role: string, readonly title: string
  }>): string {
    const name = canonicalName(written)
    const bearers = this.#known.officials.filter(official => official.name === name)
    const there = bearers.find(official => offices.some(({ organisation }) =>
      official.organisations.includes(organisation))) ??
      bearers.find(({ wards }) => wards.includes(this.#place.ward.id))
    if (there !== undefined) return there.id
    const id = v7()
    const { heldOn } = this.#extraction.meeting!
    this.#known.officials.push({
      id, name, organisations: offices.map(({ organisation }) => organisation), wards: [this.#place.ward.id]
    })
    const distinct = [...new Map(offices.map(office => [`${office.organisation} ${office.role}`, office])).values()]
    this.#shared.push({
      kind: 'official',
      draft: {
        id,
        name,
        appointments: distinct.map(({ organisation, role, title }) =>
          ({ organisation, role, title, observedFrom: heldOn, observedTo: heldOn })),
        ...unverified
      }
    })
    return id
  }

  #citation (finding: DocumentFinding): Record<string, unknown> {
    const { spans: [first], issuedBy, issuedOn } = finding
    const { resolution, candidates } = this.#document(finding)
    return withoutNulls({
      resolution,
      candidates,
      asCited: this.#reading.text.slice(first!.start, first!.end).normalize('NFC').slice(0, 1000),
      issuerAsStated: issuedBy?.slice(0, 300) ?? null,
      issuedOnAsStated: issuedOn,
      evidence: this.#evidence(finding),
      ...unverified
    })
  }

  /** The document that is meant where it is certain, else those that may be meant. */
  #document (finding: DocumentFinding): { resolution: string | null, candidates: string[] } {
    const { symbol, issuedOn } = finding
    const { outcome, resolution, candidates } = this.#resolve(finding)
    if (resolution !== null) return { resolution: resolution.id, candidates: [] }
    if (outcome === 'ambiguous') {
      return { resolution: null, candidates: candidates.filter(isPlausible).map(({ candidate }) => candidate.id) }
    }
    const issuer = this.#issuer(finding)
    const parts = symbol === null ? null : partsOfSymbol(symbol)
    const term = issuer === null || issuedOn === null ? null : termOfDay(issuer.committee.level, issuedOn)
    // In a year of congress the day does not tell the term, and without a term there is no new record.
    if (issuer === null || parts === null || issuedOn === null || term === null || finding.title === null) {
      return { resolution: null, candidates: [] }
    }
    const type = parts.types[0]?.code ?? finding.type
    // One committee gives a number once in a term: another day of it is a slip, of the text or of the record.
    const committee = organisationOf(this.#known.organisations, issuer.committee)
    const same = this.#known.resolutions.find(known => known.committee.id === committee?.id &&
      known.type === type && known.number === parts.number && known.term === term)
    if (same !== undefined) return { resolution: same.id, candidates: [] }
    const id = v7()
    const [issuerId, committeeId] = [this.#organisation(issuer.body), this.#organisation(issuer.committee)]
    this.#known.resolutions.push({
      id,
      ...parts,
      symbol: symbol!,
      type,
      issuer: { ...issuer.body, id: issuerId },
      committee: { ...issuer.committee, id: committeeId },
      issuedOn,
      term,
      title: finding.title,
      aliases: [],
      inForce: null
    })
    this.#shared.push({
      kind: 'resolution',
      draft: {
        id,
        symbol,
        type: finding.type,
        issuer: issuerId,
        committee: committeeId,
        issuedOn,
        title: finding.title.slice(0, 1000),
        ...unverified
      }
    })
    return { resolution: id, candidates: [] }
  }

  /** Which document a finding means, of those with its very numbering: its own may be told by its text as well. */
  #resolve (finding: DocumentFinding): Resolved {
    const { start, end } = finding.spans[0]!
    const reference = referenceOf(finding, readReference(this.#reading.text.slice(start, end)).said)
    const date = this.#extraction.meeting?.heldOn ?? null
    return rank(reference, { date, place: surroundingsOf(this.#place), issuer: null },
      this.#known.resolutions.filter(known => isNumberedSo(reference, known)))
  }

  /** The body that issued a Party document and the committee that numbers it; null where the words do not tell. */
  #issuer ({ state, symbol, issuedBy }: DocumentFinding): { body: Body, committee: Body } | null {
    const suffix = symbol === null ? undefined : partsOfSymbol(symbol)?.suffix
    if (state || suffix === undefined) return null
    const words = issuedBy ?? ''
    if (/^T[WƯ]$/u.test(suffix)) {
      const kind = /Bộ Chính trị/iu.test(words) ? 'tw-bct' : /Ban Bí thư/iu.test(words) ? 'tw-bbt' : 'tw-bch'
      return { body: bodyOf(this.#place, kind, 'tw')!, committee: bodyOf(this.#place, 'tw-bch', 'tw')! }
    }
    const level = suffix === 'ĐU'
      ? 'x'
      : ['QU', 'HU', 'ThU'].includes(suffix) ? 'h' : suffix === 'TU' ? levelIn(words) : null
    if (level === null || level === 'tw') return null
    const committee = bodyOf(this.#place, 'c-bch', level)
    const body = bodyOf(this.#place, /Ban Thường vụ|BTV/iu.test(words) ? 'c-btv' : 'c-bch', level)
    return committee === null || body === null ? null : { body, committee }
  }

  #observation (finding: IndicatorFinding): Array<Record<string, unknown>> {
    const { code, unit, dimensions, spans: [first] } = finding
    const indicator = code === null ? undefined : indicators.find(known => known.code === code)
    if (indicator === undefined) return []
    this.#indicator(indicator)
    const { value, valueText, target, percentOfTarget, changePercent, comparator, estimate, period, kind } = finding
    return [withoutNulls({
      source: this.#reading.sourceId,
      place: first!.start,
      indicator: indicator.code,
      unit: unit === indicator.unit ? null : unit,
      kind,
      period,
      dimensions,
      value,
      valueText,
      target,
      percentOfTarget,
      changePercent,
      comparator,
      estimate,
      asReported: told(finding),
      evidence: this.#evidence(finding),
      ...unverified
    })]
  }

  /** An indicator of the vocabulary that a register which began empty does not have yet. */
  #indicator (indicator: Indicator): void {
    if (this.#known.indicators.includes(indicator.code)) return
    this.#known.indicators.push(indicator.code)
    const { code, name, nameEn, unit, category, kind, nature, dimensions, partOf } = indicator
    const total = partOf === null ? undefined : indicators.find(known => known.code === partOf)
    if (total !== undefined) this.#indicator(total)
    this.#shared.push({
      kind: 'indicator', draft: withoutNulls({ code, name, nameEn, unit, category, kind, nature, dimensions, partOf })
    })
  }

  #task (finding: TaskFinding): Record<string, unknown> {
    const { text, assignee } = finding
    return withoutNulls({
      text: text.slice(0, 5000),
      assignee: assignee?.slice(0, 300) ?? null,
      evidence: this.#evidence(finding),
      ...unverified
    })
  }
}

const ORDER: readonly DraftKind[] = ['organisation', 'official', 'resolution', 'indicator']

/** Types of meeting of which a ward may have several on one day, with others. */
const NAMES_SIDES: readonly string[] = ['lam-viec', 'kiem-tra-giam-sat', 'sinh-hoat-chi-bo']

/** Bodies that meet, and who reports to them. */
const BODIES = new RegExp('(?<!\\p{L})(' +
  '((ban thường vụ|btv|thường trực)\\s+)?(đảng|thành|thị|quận|huyện|tỉnh) (ủy|uỷ)|' +
  'ban thường vụ|btv|thường trực|chi bộ)(?!\\p{L})', 'giu')

const number = (value: number) => format(value, 4)

/** An amount with its unit, money as people say it: `12,5 tỷ đồng`. */
function amountOf (value: number, unit: string | null): string {
  if (unit !== 'VND') return `${number(value)}${unit === null ? '' : ` ${unit}`}`
  const size = Math.abs(value)
  const [divisor, word] = size >= 1e9 ? [1e9, 'tỷ đồng'] : size >= 1e6 ? [1e6, 'triệu đồng'] : [1, 'đồng']
  return `${format(value / divisor, 9)} ${word}`
}

/** A figure in short, in our words: `165/160 lao động, 103 % chỉ tiêu`. */
function told ({ label, value, valueText, target, unit, percentOfTarget, changePercent }: IndicatorFinding): string {
  const aim = target === null ? null : amountOf(target, unit)
  const reached = value === null ? valueText?.trim() ?? null : amountOf(value, unit)
  const both = unit === 'VND' ? `${reached} / ${aim}` : `${number(value ?? 0)}/${aim}`
  return [
    aim === null ? reached : value === null ? reached ?? `chỉ tiêu ${aim}` : both,
    percentOfTarget === null ? null : `${number(percentOfTarget)} % chỉ tiêu`,
    changePercent === null ? null : `${changePercent < 0 ? 'giảm' : 'tăng'} ${number(Math.abs(changePercent))} %`
  ].filter(part => part !== null && part !== '').join(', ') || label
}
