/**
 * The shapes of the service's JSON, built by PostgreSQL: what bench/reads.ts makes its statements of. Labels of terms
 * and periods stand in the statements as constants.
 */
import pg from 'pg'
import { meetingTypes } from '../src/domain/meetings.js'
import { period } from '../src/domain/periods.js'
import { roles } from '../src/domain/roles.js'
import type { Term } from '../src/domain/vocabulary.js'

const constant = (of: Iterable<readonly [string, unknown]>) =>
  `${pg.escapeLiteral(JSON.stringify(Object.fromEntries(of)))}::jsonb`
const labels = (terms: readonly Term[]) =>
  constant(terms.map(({ code, name, nameEn }) => [code, { code, name, nameEn }]))

// Large constants cost PostgreSQL time with each execution: what periods have in common is said once for all years, and
// a statement has each constant once.
const forms = ['', '-H1', '-H2', ...[1, 2, 3, 4].map(n => `-Q${n}`), ...[2, 4, 5, 7, 8, 9, 10, 11].map(n => `-${n}M`),
  ...Array.from({ length: 12 }, (_, at) => `-${String(at + 1).padStart(2, '0')}`)]
const ofAnyYear = new Map(forms.map(form =>
  [form, JSON.stringify(period(`2023${form}`)).replaceAll('2023', 'YYYY')]))
const ofTheirOwn = ['2012', '2016', '2020', '2024'].flatMap(leap => [`${leap}-02`, `${leap}-2M`])
  .concat(['2010/2015', '2015/2020', '2020/2025', '2025/2030', '2011/2016', '2016/2021', '2021/2026'])
  .concat(['2011/2015', '2016/2020', '2021/2025', '2026/2030'])
const words = {
  types: labels(meetingTypes),
  offices: labels(roles),
  periods: constant([...ofAnyYear, ...ofTheirOwn.map(code => [code, JSON.stringify(period(code))] as const)])
}
const word = (name: keyof typeof words) => `(select ${name} from words)`
/** A statement, with the constants that it speaks of. */
export function withWords (statement: string, others = ''): string {
  const used = Object.entries(words).filter(([name]) => `${others}${statement}`.includes(`select ${name} from words`))
  return `with words as materialized (select ${used.map(([name, json]) => `${json} as ${name}`).join(', ')})${others}
  ${statement}`
}

export const types = word('types')
/** A period by its code. */
export const spanOf = (code: string) => `replace(
  coalesce(${word('periods')} ->> ${code}, ${word('periods')} ->> substr(${code}, 5)), 'YYYY', left(${code}, 4))::json`

// pgbench takes a colon before a letter for a variable of its own: hence the quotes.
export const instant = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24":"MI":"SS.MS"Z"')`
const versioned = (row: string) => `${row}.version, ${instant(`${row}.created_at`)} as "createdAt",
  ${instant(`${row}.updated_at`)} as "updatedAt"`
/** Status, version and instants of a record. */
const stamp = (row: string) => `${row}.status, ${versioned(row)}`
const named = (row: string) => `json_build_object('id', ${row}.id, 'name', ${row}.name)`
const orNull = (row: string, json: string) => `case when ${row}.id is not null then ${json} end`
const listed = (json: string, order: string) => `coalesce(json_agg(${json} order by ${order}), '[]')`
const ward = "json_build_object('id', w.id, 'slug', w.slug, 'name', w.name) as ward"
const ofMeeting = `${orNull('m', "json_build_object('id', m.id, 'title', m.title, 'heldOn', m.held_on)")} as meeting`

/** A passage `e` of a source `s`. */
export const passage = `json_build_object('source', json_build_object('id', s.id, 'title', s.title,
    'publisher', s.publisher, 'publishedOn', s.published_on, 'url', s.url), 'property', e.property,
  'start', e.start_at, 'end', e.end_at, 'quote', e.quote, 'method', e.method, 'confidence', e.confidence)`
/** The passages of one claim. */
export const passagesOf = (claim: string, row: string) => `(select ${listed(passage, 'e.start_at')}
  from evidence e join sources s on s.id = e.source_id where e.ward_id = ${row}.ward_id and e.${claim} = ${row}.id)`

/** What hangs on a meeting `m` and is confirmed. */
export const hangsOn = (row: string) =>
  `${row}.ward_id = m.ward_id and ${row}.meeting_id = m.id and ${row}.status = 'verified'`
export const counted = (table: string, only = '') => `(select count(*) from ${table} c where ${hangsOn('c')}${only})`

const body = (key: string) => `(select ${named('b')} from organisations b where b.id = m.${key})`
/** A meeting `m` in a ward `w`, with its people `p`. */
export const meeting = `m.id, ${ward}, m.title, ${types} -> m.type as type, m.held_on as "heldOn",
  m.ends_on as "endsOn", m.session, array(select ${types} -> other from unnest(m.also_types) other) as "alsoTypes",
  ${body('host_id')} as host, ${body('counterpart_id')} as counterpart, p.chairs,
  ${spanOf('m.reviews')} as reviews, ${spanOf('m.plans')} as plans, m.summary, m.status,
  json_build_object('participants', p.count, 'resolutions', ${counted('citations')},
    'observations', ${counted('observations', ' and superseded_by is null')}, 'tasks', ${counted('tasks')}) as counts,
  m.inferred, ${versioned('m')}`
const chairs = `coalesce(json_agg(${named('f')} order by c.position)
  filter (where c.capacity = 'chair' and f.id is not null), '[]')`
export const withMeeting = (chaired = chairs) => `join units w on w.id = m.ward_id
  cross join lateral (
    select count(*) filter (where group_name is null), ${chaired} as chairs
    from participants c left join officials f on f.id = c.official_id where ${hangsOn('c')}) p`

/** A figure `o` of an indicator `i`. */
export const observation = (evidence: string) => `o.id, ${ward}, ${ofMeeting},
  json_build_object('code', i.code, 'name', i.name, 'unit', coalesce(o.unit, i.unit)) as indicator,
  ${spanOf('o.period')} as period, o.subject, o.dimensions, o.kind, o.value, o.value_text as "valueText", o.target,
  o.percent_of_target as "percentOfTarget", o.change_percent as "changePercent", o.change_basis as "changeBasis",
  o.comparator, o.estimate, o.measured_on as "measuredOn", o.as_reported as "asReported", o.flags,
  o.superseded_by as "supersededBy", ${evidence} as evidence, ${stamp('o')}`

const document = (row: string, issuer: string) => `json_build_object('id', ${row}.id, 'symbol', ${row}.symbol,
  'title', ${row}.title, 'issuer', ${named(issuer)}, 'issuedOn', ${row}.issued_on)`
/** A citation `c` of a document `r`, which `g` issued. */
export const citation = (evidence: string) => `c.id, ${ward}, ${ofMeeting}, ${orNull('r', document('r', 'g'))}
  as resolution, (select ${listed(document('d', 'b'), 'array_position(c.candidate_ids, d.id)')}
    from resolutions d join organisations b on b.id = d.issuer_id where d.id = any (c.candidate_ids)) as candidates,
  c.as_cited as "asCited", c.issuer_as_stated as "issuerAsStated", c.issued_on_as_stated as "issuedOnAsStated",
  c.agrees, ${evidence} as evidence, ${stamp('c')}`
export const withDocument = `left join resolutions r on r.id = c.resolution_id
  left join organisations g on g.id = r.issuer_id`

/** A task `t`, which the official `f` set. */
export const task = (evidence: string) => `t.id, ${ward}, ${ofMeeting}, t.text, t.set_by as "setBy",
  ${orNull('f', named('f'))} as "setByOfficial", t.assignee, ${spanOf('t.period')} as period, t.category,
  ${evidence} as evidence, ${stamp('t')}`

export const participant = (evidence: string) =>
  `c.id, ${orNull('f', named('f'))} as official, c.capacity, c.titles, ${evidence} as evidence`

export const source = `s.id, s.title, s.publisher, s.author, s.published_on as "publishedOn", s.url, s.language,
  s.sha256, s.licence, s.text is not null as "hasText", ${versioned('s')}`

/** An official `f` with all offices. */
export const official = `f.id, f.name, (select ${listed(`json_build_object('id', a.id, 'organisation',
      json_build_object('id', g.id, 'name', g.name, 'kind', g.kind), 'role', ${word('offices')} -> a.role,
      'title', a.title, 'from', a.from_on, 'to', a.to_on, 'observedFrom', a.observed_from,
      'observedTo', a.observed_to)`,
    "array_position('{tw,t,h,x,d}', g.level), g.sort_key, a.id")}
  from appointments a join organisations g on g.id = a.organisation_id
  where a.official_id = f.id) as appointments, ${stamp('f')}`
