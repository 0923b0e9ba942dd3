/**
 * Whether the words for who issued a document mean the body of a record: `Ban Thường vụ Thành ủy` fits the committee of
 * any city, `Thành ủy Hạ Long` one of them, `Bộ Chính trị` no committee below the Centre.
 */
import type { LevelCode } from '../domain/organisations.js'
import { fold } from '../domain/text.js'

/** A body as documents have it. */
export interface IssuingBody {
  readonly id: string
  readonly name: string
  readonly shortName: string | null
  readonly kind: string
  readonly level: string
  readonly unitId: string | null
}

export interface Issued {
  readonly family: string
  readonly issuer: IssuingBody
  readonly committee: IssuingBody
}

/**
 * same: named. fits: nothing speaks against it. other-body: another body of the same committee. differs: another
 * committee.
 */
export type IssuerMatch = 'same' | 'fits' | 'other-body' | 'differs'

interface Meant {
  readonly name: string
  readonly levels: readonly LevelCode[]
  /** Bodies of the Centre, by kind. */
  readonly central: readonly string[]
  readonly family: 'party' | 'state' | null
  /** What remains: the place. */
  readonly place: string
}

const CENTRAL: ReadonlyArray<readonly [words: RegExp, kind: string | null]> = [
  [/\b(bo chinh tri|bct)\b/g, 'tw-bct'],
  [/\b(ban bi thu|bbt)\b/g, 'tw-bbt'],
  [/\b(ban chap hanh|bch) (trung uong|tw)\b/g, 'tw-bch'],
  [/\b(trung uong|tw)\b/g, null]
]

/** Words that tell a level, the first that occurs. A centrally-run city has a Thành ủy too. */
const LEVELS: ReadonlyArray<readonly [words: RegExp, levels: readonly LevelCode[]]> = [
  [/\b(tinh uy|dang bo tinh)\b/, ['t']],
  [/\b(thanh uy|dang bo (thanh pho|tp))\b/, ['h', 't']],
  [/\b(thi uy|huyen uy|quan uy|dang bo (thi xa|huyen|quan))\b/, ['h']],
  [/\b(chinh phu|thu tuong|quoc hoi|chu tich nuoc|bo truong)\b/, ['tw']],
  [/\btinh\b/, ['t']],
  [/\b(thanh pho|tp)\b/, ['h', 't']],
  [/\b(thi xa|huyen|quan)\b/, ['h']],
  [/\b(phuong|xa|thi tran|dac khu)\b/, ['x']],
  [/\b(chi bo|chi uy)\b/, ['d']],
  [/\b(dang uy)\b/, ['x', 'h', 't']]
]

const STATE = /\b(hdnd|hoi dong nhan dan|ubnd|uy ban nhan dan|chinh phu|thu tuong|quoc hoi|chu tich nuoc|bo truong)\b/
const PARTY = /\b(dang|dang bo|dang uy|tinh uy|thanh uy|thi uy|huyen uy|quan uy|chi bo|chi uy|btv|ban thuong vu)\b/
const NO_PLACE = new RegExp('\\b(ban chap hanh|bch|ban thuong vu|btv|thuong truc|thuong vu|dang bo|dang|tinh uy|' +
  'thanh uy|thi uy|huyen uy|quan uy|dang uy|chi bo|chi uy|tinh|thanh pho|tp|thi xa|huyen|quan|phuong|xa|thi tran|' +
  'dac khu|hdnd|hoi dong nhan dan|ubnd|uy ban nhan dan|cac cap|va|cua|khoa [ivx]+|viet nam|chu tich)\\b', 'g')

function meant (words: string): Meant {
  // TƯ would fold to TU.
  let left = fold(words.normalize('NFC').replace(/(?<!\p{L})(BCH)?T\.?Ư(?!\p{L})/gu, '$1 Trung ương'))
  const name = left
  const central: string[] = []
  let isCentral = false
  for (const [pattern, kind] of CENTRAL) {
    const without = left.replace(pattern, ' ')
    if (without === left) continue
    isCentral = true
    if (kind !== null) central.push(kind)
    left = without
  }
  const state = STATE.test(left)
  return {
    name,
    levels: isCentral ? ['tw'] : LEVELS.find(([pattern]) => pattern.test(left))?.[1] ?? [],
    central,
    family: state ? 'state' : isCentral || PARTY.test(left) ? 'party' : null,
    place: isCentral ? '' : left.replace(NO_PLACE, ' ').replace(/\s+/g, ' ').trim()
  }
}

/** The place that words name, folded: `ha long` of `Ban Thường vụ Thành ủy Hạ Long`; empty where they name none. */
export const placeIn = (words: string): string => meant(words).place

const hasWords = (name: string, words: string) => ` ${name} `.includes(` ${words} `)

/** Compares what was said of an issuer, or its id, with a record. */
export function compareIssuer (said: string, { family, issuer, committee }: Issued): IssuerMatch {
  const bodies = [issuer, committee]
  if (bodies.some(({ id }) => id === said.toLowerCase())) return 'same'
  const { name, levels, central, family: saidFamily, place } = meant(said)
  const names = bodies.flatMap(body => [body.name, body.shortName ?? []].flat()).map(fold)
  if (names.includes(name)) return 'same'
  if (saidFamily !== null && saidFamily !== family) return 'differs'
  if (levels.length > 0 && !levels.includes(committee.level as LevelCode)) return 'differs'
  if (central.length > 0) return central.includes(issuer.kind) ? 'same' : 'other-body'
  if (levels.includes('tw')) return 'fits'
  if (place !== '') return names.some(known => hasWords(known, place)) ? 'same' : 'differs'
  return levels.length === 0 ? 'differs' : 'fits'
}
