/**
 * The shortest SQL that we know for what the service answers, one statement a question: the whole body of the answer
 * comes out of the database. These are ceiling (b) of bench/ceiling.ts and, with pgbench, ceiling (c); what they answer
 * is compared with the service before anything is measured.
 */
import {
  citation, counted, hangsOn, instant, meeting, observation, official, participant, passage, passagesOf, source,
  spanOf, task, types, withDocument, withMeeting, withWords
} from './shapes.js'

const page = (rows: string) =>
  withWords(`select '{"data":' || coalesce(json_agg(row)::text, '[]') || '}' as body from (${rows}) row`)

const meetingsOfWard = "from meetings where ward_id = $1::uuid and status = 'verified'"
export const meetings = page(`
  select ${meeting} from (select * ${meetingsOfWard} and held_on between $2::date and $3::date
    order by held_on desc, id desc limit 20) m ${withMeeting()}
  order by m.held_on desc, m.id desc`)

/** Figures, each with its passages: `rows` says which. */
export const observationsOf = (rows: string) => `
  select ${observation(passagesOf('observation_id', 'o'))} from ${rows} o
  join units w on w.id = o.ward_id join indicators i on i.code = o.indicator
  left join meetings m on m.ward_id = o.ward_id and m.id = o.meeting_id`
const newest = 'order by o.period_to desc, o.position, o.id'
const observationsWhere = (condition: string, limit: number) => page(`${observationsOf(`(
  select * from observations o where ward_id = $1::uuid and status = 'verified' and superseded_by is null ${condition}
  ${newest} limit ${limit})`)} ${newest}`)
export const observations = observationsWhere('and period = $2::text and period_to = $3::date', 20)
export const longPage = observationsWhere('', 200)

export const officials = page(`
  select ${official} from officials f where merged_into is null and status = 'verified' and id in (
    select a.official_id from appointments a join organisations g on g.id = a.organisation_id
    where g.unit_id = $1::uuid)
  order by f.sort_key, f.id limit 20`)

const byMeeting = 'order by c.ward_id, c.meeting_id, c.position, c.id'
export const citations = page(`
  select ${citation(passagesOf('citation_id', 'c'))} from (
    select * from citations c where resolution_id = $1::uuid and status = 'verified' ${byMeeting} limit 20) c
  join units w on w.id = c.ward_id join meetings m on m.ward_id = c.ward_id and m.id = c.meeting_id ${withDocument}
  ${byMeeting}`)

/** All that hangs on one meeting, whose passages are read once. */
const included = (columns: (evidence: string) => string, row: string, from: string, only = '') => `
  (select coalesce(json_agg(part), '[]') from (select ${columns("coalesce(e.passages, '[]')")} from ${from}
    left join claims e on e.claim = ${row}.id where ${hangsOn(row)}${only} order by ${row}.position, ${row}.id) part)`
const claims = `, claims as materialized (
    select coalesce(e.participant_id, e.citation_id, e.observation_id, e.task_id, e.meeting_id) as claim,
      json_agg(${passage} order by e.start_at) as passages
    from meetings m join evidence e on e.ward_id = m.ward_id and e.meeting_id = m.id
    join sources s on s.id = e.source_id where m.id = $1::uuid group by 1)`
export const wholeMeeting = withWords(`
  select row_to_json(row)::text as body from (
    select ${meeting},
      ${included(participant, 'c', 'participants c left join officials f on f.id = c.official_id',
        ' and c.group_name is null')} as participants,
      array(select c.group_name from participants c where ${hangsOn('c')} and c.group_name is not null
        order by c.position, c.id) as groups,
      ${included(citation, 'c', `citations c ${withDocument}`)} as resolutions,
      ${included(observation, 'o', 'observations o join indicators i on i.code = o.indicator',
        ' and o.superseded_by is null')} as observations,
      ${included(task, 't', 'tasks t left join officials f on f.id = t.set_by_official_id')} as tasks,
      (select coalesce(json_agg(part), '[]') from (select ${source} from sources s where s.id in (
          select e.source_id from evidence e where e.ward_id = m.ward_id and e.meeting_id = m.id)
        order by s.published_on, s.id) part) as sources,
      coalesce((select passages from claims where claim = m.id), '[]') as evidence
    from meetings m ${withMeeting()} where m.id = $1::uuid) row`, claims)

const labels = (name: string, json: string, of: readonly string[]) =>
  Object.fromEntries(of.map(part => [`${name}.${part}`, `${json} ->> '${part}'`]))
const span = ['code', 'from', 'to', 'label']
const columns: Readonly<Record<string, string>> = {
  id: 'm.id',
  'ward.id': 'w.id',
  'ward.slug': 'w.slug',
  'ward.name': 'w.name',
  title: 'm.title',
  ...labels('type', 'l.type', ['code', 'name', 'nameEn']),
  heldOn: 'm.held_on',
  endsOn: 'm.ends_on',
  session: 'm.session',
  alsoTypes: `(select string_agg(${types} -> other ->> 'name', '; ') from unnest(m.also_types) other)`,
  'host.id': 'h.id',
  'host.name': 'h.name',
  'counterpart.id': 'o.id',
  'counterpart.name': 'o.name',
  chairs: 'p.chairs',
  ...labels('reviews', 'l.reviews', span),
  ...labels('plans', 'l.plans', span),
  summary: 'm.summary',
  status: 'm.status',
  'counts.participants': 'p.count',
  'counts.resolutions': counted('citations'),
  'counts.observations': counted('observations', ' and superseded_by is null'),
  'counts.tasks': counted('tasks'),
  inferred: "nullif(m.inferred::text, '[]')",
  version: 'm.version',
  createdAt: instant('m.created_at'),
  updatedAt: instant('m.updated_at')
}
const chairs = "string_agg(f.name, '; ' order by c.position) filter (where c.capacity = 'chair')"
/** All meetings of a ward as CSV. PostgreSQL writes a row as CSV does, but for parentheses and doubled backslashes. */
export const csv = withWords(`
  select E'\uFEFF${Object.keys(columns).join(',')}' || coalesce(
    string_agg(E'\\r\\n' || replace(substr(line, 2, length(line) - 2), E'\\\\\\\\', E'\\\\'), ''), '')
    || E'\\r\\n' as body
  from (select row(${Object.values(columns).join(', ')})::text as line
    from (select * ${meetingsOfWard}) m ${withMeeting(chairs)}
    left join organisations h on h.id = m.host_id left join organisations o on o.id = m.counterpart_id
    cross join lateral (select ${types} -> m.type as type, ${spanOf('m.reviews')} as reviews,
      ${spanOf('m.plans')} as plans offset 0) l
    order by m.held_on desc, m.id desc) lines`)
