/**
 * What is measured: each read with its addresses, what its statement is given for each of them, and the statement.
 * Addresses are drawn from the database that is asked, such that all pages are full and files alike in size: answers
 * are then equally large in a small country and in a large one.
 */
import pg from 'pg'
import { period } from '../src/domain/periods.js'
import * as statements from './statements.js'

/** One address, with the values of its statement, in their order. */
export interface Question { readonly address: string, readonly values: readonly string[] }

export interface Read {
  readonly name: string
  /** Names its addresses: the first column is the address, the others are the values. */
  readonly sample: string
  readonly statement: string
  /** Whether the answer is a table. */
  readonly csv?: true
}

/** Addresses of a read that are asked one after the other. */
const ADDRESSES = 200

const wards = "(select id, slug from units where level = 'ward' order by md5(slug) limit 400) w"
const codes = ['2020', '2021', '2022', '2023', '2024', '2015/2020', '2016/2020', '2020/2025', '2021/2025']
const spans = `(values ${codes.map(period).map(({ code, from, to }) =>
  `('${code}', '${from}', '${to}')`).join(', ')}) p (code, first, last)`
const valid = "status = 'verified' and superseded_by is null"

export const reads: readonly Read[] = [
  {
    name: 'core',
    statement: statements.meetings,
    sample: `select format('/v1/meetings?ward=%s&period=%s', slug, code) as address, id, first, last
      from ${wards}, ${spans} where (select count(*) from (select from meetings where ward_id = w.id and
        status = 'verified' and held_on between first::date and last::date limit 21) found) = 21`
  },
  {
    name: 'meeting',
    statement: statements.wholeMeeting,
    sample: `select format('/v1/meetings/%s?include=participants,resolutions,observations,tasks,sources,evidence', m.id)
      as address, m.id from ${wards} join meetings m on m.ward_id = w.id and m.status = 'verified'
      where (select count(*) from observations o where o.ward_id = w.id and meeting_id = m.id) between 10 and 12`
  },
  {
    name: 'observations',
    statement: statements.observations,
    sample: `select format('/v1/observations?ward=%s&period=%s', slug, period) as address, id, period, period_to::text
      from (select w.id, slug, period, period_to from ${wards} join observations on ward_id = w.id and ${valid}
        group by 1, 2, 3, 4 having count(*) > 20) figures`
  },
  {
    name: 'officials',
    statement: statements.officials,
    sample: `select format('/v1/wards/%s/officials', slug) as address, id from ${wards}`
  },
  {
    name: 'citations',
    statement: statements.citations,
    sample: `select format('/v1/resolutions/%s/citations', resolution_id) as address, resolution_id
      from (select resolution_id from citations where resolution_id is not null and status = 'verified'
        group by 1 having count(*) between 21 and 60) documents`
  },
  {
    name: 'most-cited',
    statement: statements.citations,
    sample: `select format('/v1/resolutions/%s/citations', resolution_id) as address, resolution_id
      from (select resolution_id from citations where resolution_id is not null and status = 'verified'
        group by 1 having count(*) > 20 order by count(*) desc, 1 limit 10) documents`
  },
  {
    name: 'page200',
    statement: statements.longPage,
    sample: `select format('/v1/wards/%s/observations?limit=200', slug) as address, id from ${wards} where (
      select count(*) from (select from observations where ward_id = w.id and ${valid} limit 201) found) = 201
     `
  },
  {
    name: 'csv',
    statement: statements.csv,
    csv: true,
    sample: `select format('/v1/wards/%s/meetings?format=csv', slug) as address, id from ${wards}
      where (select count(*) from meetings where ward_id = w.id and status = 'verified') between 100 and 150`
  }
]

/** The reads of these names; all where none is given. */
export function readsOf (names: readonly string[] | undefined): readonly Read[] {
  const known = reads.map(({ name }) => name)
  const unknown = names?.find(name => !known.includes(name))
  if (unknown !== undefined) throw new Error(`no read '${unknown}': there are ${known.join(', ')}`)
  return reads.filter(read => names?.includes(read.name) ?? true)
}

/** Draws the addresses of a read from a database. */
export async function questionsOf (client: pg.ClientBase, read: Read): Promise<Question[]> {
  const { rows } = await client.query({
    text: `select * from (${read.sample}) found order by md5(address) limit ${ADDRESSES}`, rowMode: 'array'
  })
  if (rows.length === 0) throw new Error(`the database has nothing for '${read.name}': it is too small`)
  return rows.map(([address, ...values]) => ({ address, values: values.map(String) }))
}
