/** The documents that citations may mean, as the register has them: one statement, however many are asked about. */
import { sql, type SQL } from 'drizzle-orm'
import { alias, type AnyPgColumn } from 'drizzle-orm/pg-core'
import type { Status } from '../db/conditions.js'
import type { Database } from '../db/connect.js'
import { organisations, resolutions } from '../db/tables.js'
import { issuerSuffixes, suffixOf, termOfCongress } from '../domain/documents.js'
import { fold } from '../domain/text.js'
import type { Reference } from '../extraction/documents/parts.js'
import { placeIn, type IssuingBody } from './issuers.js'

/** A document that may be meant. */
export interface Candidate {
  readonly id: string
  readonly family: string
  readonly symbol: string
  /** Code of its type. */
  readonly type: string
  readonly number: number
  readonly suffix: string
  readonly issuer: IssuingBody
  readonly committee: IssuingBody
  readonly issuedOn: string | null
  readonly term: string | null
  readonly year: number | null
  readonly title: string
  readonly aliases: readonly string[]
  readonly inForce: boolean | null
}

/** As many as are looked at for one citation, of committees that are named and by words. */
const MOST = 50
/** As many of any committee. */
const ELSEWHERE = 20
/** Of words that many titles have, the first are enough. */
const MOST_WORDS = 12

/** More than can be found by one question: it tells the planner that few rows are to be fetched. */
const MOST_HITS = 400

/** One letter apart, and often taken for each other. */
const NEAR: Readonly<Record<string, readonly string[]>> = { TU: ['TW'], TW: ['TU'], ThU: ['TU'], ĐU: ['ĐUK'] }

/** How the register may have written a suffix, and those that are often taken for it. */
function suffixesOf ({ suffix }: Reference): string[] | null {
  if (suffix === null) return null
  return [suffix, ...NEAR[suffix] ?? []].flatMap(near =>
    [near, ...issuerSuffixes.find(({ code }) => code === near)?.aliases ?? []])
}

/** Whether a document has the numbering that a citation tells, to the letter. */
export const isNumberedSo = ({ number, types, suffix, family }: Reference, candidate: Candidate): boolean =>
  number === candidate.number && (types.length === 0 || types.includes(candidate.type)) &&
  (suffix === null || suffixOf(candidate.suffix) === suffix) && (family === null || family === candidate.family)

/** Words as a question for words; null where there is none. */
function questionOf ({ name, number, plenum }: Reference): string | null {
  const words = name === null || number !== null || plenum !== null ? '' : fold(name)
  return words === '' ? null : words.split(' ').slice(0, MOST_WORDS).map(word => `'${word}'`).join(' & ')
}

/** Whether there is anything to look for a document by. */
export const isReadable = (reference: Reference): boolean =>
  reference.number !== null || reference.plenum !== null || questionOf(reference) !== null

export interface Asked {
  readonly reference: Reference
  /** The units about the ward where it was cited. */
  readonly units: ReadonlySet<string> | null
  /** Who issued it, in words or by id, where the citation itself does not tell. */
  readonly issuer?: string | null
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The words of a place as a question for words; null where there is none. */
function placeOf (words: string | null): string | null {
  const place = words === null || UUID.test(words) ? '' : placeIn(words)
  return place === '' ? null : place.split(' ').map(word => `'${word}'`).join(' & ')
}

const askedOf = ({ reference, units, issuer = null }: Asked, at: number) => ({
  at,
  number: reference.number !== null && reference.number < 2 ** 31 ? reference.number : null,
  types: reference.types.length === 0 ? null : reference.types,
  suffixes: suffixesOf(reference),
  family: reference.family,
  day: reference.issuedOn,
  words: questionOf(reference),
  plenum: reference.number === null && reference.plenum !== null,
  term: reference.congress === null ? null : termOfCongress(reference.congress),
  units: [...units ?? []],
  issuer: issuer !== null && UUID.test(issuer) ? issuer : null,
  place: placeOf(reference.issuer) ?? placeOf(issuer)
})

/** How the questions are read in the database. */
const QUESTION = sql.raw(`asked (at int, number int, types text[], suffixes text[], family text, day date, words text,
  plenum boolean, term text, units uuid[], issuer uuid, place text)`)

/** The bodies of the Centre, which any ward cites: read once, not for each question. */
const central = sql`with central as materialized (
  select ${organisations.id} as id from ${organisations} where ${organisations.unitId} is null)`

/** Committees that may have numbered it: about the ward, of the Centre, or named. */
const committees = sql`(
  select ${organisations.id} from ${organisations} where ${organisations.unitId} = any(asked.units)
  union select id from central
  union select unnest(array[${organisations.id}, ${organisations.parentId}]) from ${organisations}
    where ${organisations.id} = asked.issuer
  union (select ${organisations.id} from ${organisations} where asked.place is not null
    and ${organisations.search} @@ asked.place::tsquery and ${organisations.kind} in ('c-bch', 'c-hdnd', 'c-ubnd')
    limit ${sql.raw(String(MOST))})) committee`

/** Those that come near first: of the units about the ward, then the newest. */
const nearestFirst = sql`order by (select ${organisations.unitId} = any(asked.units) from ${organisations}
    where ${organisations.id} = ${resolutions.committeeId}) desc nulls last,
  ${resolutions.orderedOn} desc, ${resolutions.id} limit ${sql.raw(String(MOST))}`
/** Backwards through an index (resolutions_numbered). */
const newestFirst = sql`order by ${resolutions.orderedOn} desc, ${resolutions.id} desc
  limit ${sql.raw(String(ELSEWHERE))}`

/** The ids of what may be meant by each question, by whichever of its parts leads there. */
function hitsOf (questions: readonly object[], status: Status): SQL {
  const shown = status === 'any' ? sql`` : sql`and ${resolutions.status} = ${status}`
  const fits = sql`(asked.types is null or ${resolutions.type} = any(asked.types))
    and (asked.suffixes is null or ${resolutions.suffix} = any(asked.suffixes))
    and (asked.family is null or ${resolutions.family} = asked.family) ${shown}`
  const from = (where: SQL, order = sql``) =>
    sql`(select ${resolutions.id} from ${resolutions} where ${where} and ${fits} ${order})`
  const numbered = sql`${resolutions.number} = asked.number`
  const ofCommittee = (family: SQL) => from(
    sql`${resolutions.family} = ${family} and ${resolutions.committeeId} = committee.id and ${numbered}`)
  const lettered = sql`${numbered} and ${resolutions.type} = of_type.code
    and ${resolutions.suffix} = of_suffix.code`
  const ofDay = sql`${lettered} and ${resolutions.orderedOn} = asked.day`
  const letters = sql`unnest(asked.types) as of_type (code)
    cross join lateral unnest(asked.suffixes) as of_suffix (code)`
  const unlettered = sql`(asked.types is null or asked.suffixes is null) and asked.units = '{}' and ${numbered}`
  const named = sql`asked.words is not null and ${resolutions.search} @@ asked.words::tsquery`
  const ofPlenum = sql`asked.plenum and ${resolutions.search} @@ '''trung'' & ''uong'' | ''tw'' | ''bch'''::tsquery
    and ${resolutions.aliases} <> '{}' and (asked.term is null or ${resolutions.term} = asked.term)`
  return sql`(${central}
    select asked.at, hit.id from jsonb_to_recordset(${JSON.stringify(questions)}::jsonb) as ${QUESTION}
    cross join lateral (
      select own.id from ${committees} cross join lateral
        (${ofCommittee(sql`'party'`)} union all ${ofCommittee(sql`'state'`)}) own where asked.number is not null
      union select other.id from ${letters} cross join lateral ${from(lettered, newestFirst)} other
      union select other.id from ${letters} cross join lateral ${from(ofDay, newestFirst)} other
      union ${from(unlettered, newestFirst)}
      union ${from(named, nearestFirst)}
      union ${from(ofPlenum, nearestFirst)}
    ) hit limit ${questions.length * MOST_HITS}) hits`
}

/**
 * The documents that may be meant by each of some citations.
 * @returns for each its documents, in no order of likelihood
 */
export async function candidatesFor (
  db: Database, asked: readonly Asked[], status: Status = 'any'
): Promise<Candidate[][]> {
  const found: Candidate[][] = asked.map(() => [])
  const questions = asked.map(askedOf)
    .filter(({ number, words, plenum }) => number !== null || words !== null || plenum)
  if (questions.length === 0) return found
  const [issuer, committee] = [alias(organisations, 'issuer'), alias(organisations, 'committee')]
  const bodyOf = <B extends Record<keyof IssuingBody, AnyPgColumn>>({ id, name, shortName, kind, level, unitId }: B) =>
    ({ id, name, shortName, kind, level, unitId }) as Pick<B, keyof IssuingBody>
  const rows = await db
    .select({
      at: sql<number>`hits.at`,
      id: resolutions.id,
      family: resolutions.family,
      symbol: resolutions.symbol,
      type: sql<string>`${resolutions.type}`,
      number: resolutions.number,
      suffix: resolutions.suffix,
      issuer: bodyOf(issuer),
      committee: bodyOf(committee),
      issuedOn: resolutions.issuedOn,
      term: resolutions.term,
      year: resolutions.year,
      title: resolutions.title,
      aliases: resolutions.aliases,
      inForce: resolutions.inForce
    })
    .from(resolutions)
    .innerJoin(hitsOf(questions, status), sql`hits.id = ${resolutions.id}`)
    .innerJoin(issuer, sql`${issuer.id} = ${resolutions.issuerId}`)
    .innerJoin(committee, sql`${committee.id} = ${resolutions.committeeId}`)
  for (const { at, ...candidate } of rows) found[at]!.push(candidate)
  return found
}
