/**
 * Explains every list under each of its filters, alone and with a ward, in each order, with `total` and `knownAt`, on a
 * database that is filled: how long PostgreSQL takes, how many pages it touches, which large tables it reads through,
 * and which indexes serve which questions. The statements are those that the service sends.
 */
import pg from 'pg'
import { buildApp } from '../src/app.js'
import { readConfig } from '../src/config.js'
import { connection } from '../src/db/connect.js'
import { poolOf } from '../src/db/replicas.js'
import { operationsOf, withQuery, type Operation } from '../test/helpers/operations.js'
import { described, openDatabase } from './database.js'
import { readOptions } from './options.js'
import { atEnd, end } from './processes.js'
import { save, shown, type Row } from './results.js'

/** Tables of at least so many rows are not to be read through. */
const LARGE = 10_000
/** What takes longer (ms) is not asked again and again before it is explained. */
const SLOW = 500
/** A question that takes longer (ms) is told, and not explained. */
const TIMEOUT = 60_000
/** Parameters that narrow nothing, or are asked beside the others. */
const notFilters = ['sort', 'limit', 'cursor', 'format', 'include', 'total', 'knownAt', 'lineage', 'groupBy', 'facets']

const options = readOptions('plans')
const database = await openDatabase(options.database, options)
const { client } = database
await client.query(`set statement_timeout = ${TIMEOUT}`)

/** Values that the database has, by the parameters that take them; of a ward of middling size. */
async function valuesOf (): Promise<Readonly<Record<string, string>>> {
  const { rows: [found] } = await client.query(`
    with sizes as (select ward_id, count(*) from meetings group by 1 order by 2 desc, 1),
      chosen as (select ward_id from sizes offset (select count(*) / 2 from sizes) limit 1)
    select w.slug as ward, p.slug as province, m.id as meeting, m.host_id as organisation, (
        select official_id from participants where ward_id = w.id and official_id is not null limit 1) as official, (
        select resolution_id from citations where resolution_id is not null
        group by 1 having count(*) between 21 and 60 order by 1 limit 1) as resolution, (
        select sha256 from sources order by id limit 1) as sha256
    from chosen join units w on w.id = chosen.ward_id left join units p on p.id = w.province_id
    join lateral (select * from meetings where ward_id = w.id order by held_on desc limit 1) m on true`)
  const slug = { parent: found.province, unit: found.ward }
  const days = { period: '2023', from: '2023-01-01', to: '2023-03-31' }
  return { ...found, ...slug, ...days, wards: found.ward, indicator: 'budget-revenue', q: 'nông thôn' }
}

interface Sent { readonly text: string, readonly values: readonly unknown[] }
let sent: Sent[] = []

/** A client that notes what is sent on it: texts, or what pg and the service make of them, with their values. */
class ListeningClient extends pg.Client {
  override query (...given: any[]): any {
    const [asked, values] = given as [string | { text: string, values?: unknown[] }, unknown]
    const statement = typeof asked === 'string' ? { text: asked } : asked
    sent.push({ text: statement.text, values: Array.isArray(values) ? values : statement.values ?? [] })
    return super.query(...given as [string])
  }
}

const pool = poolOf({
  connectionString: database.url, max: 2, statement_timeout: TIMEOUT, Client: ListeningClient
} as pg.PoolConfig)
const app = await buildApp({
  config: readConfig({ LOG_LEVEL: 'silent', CACHE: 'off', RATE_LIMIT: 'off' }), connection: connection('postgres', pool)
})
await app.ready()
await app.units.load()
atEnd(async () => {
  await app.close()
  await pool.end()
})

interface Node {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Shared Hit Blocks': number
  'Shared Read Blocks': number
  Plans?: Node[]
}

const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]

const literal = (value: unknown): string => value === null
  ? 'null'
  : pg.escapeLiteral(Array.isArray(value) ? `{${value.map(one => JSON.stringify(String(one))).join()}}` : String(value))

/** What PostgreSQL does for a statement once it is asked for again and again, as on a connection of the service. */
async function explained ({ text, values }: Sent) {
  const asked = values.length === 0 ? 'execute asked' : `execute asked (${values.map(literal).join(', ')})`
  await client.query(`prepare asked as ${text}`)
  try {
    const began = performance.now()
    for (let time = 0; time < 6 && performance.now() - began < SLOW; time++) await client.query(asked)
    const { rows: [row] } = await client.query(`explain (analyze, buffers, format json) ${asked}`)
    const [{ Plan, 'Execution Time': ms, 'Planning Time': planning }] = row['QUERY PLAN']
    const pages: number = Plan['Shared Hit Blocks'] + Plan['Shared Read Blocks']
    return { nodes: nodesOf(Plan), ms: ms + planning as number, pages }
  } finally {
    await client.query('deallocate asked')
  }
}

const { rows: tables } = await client.query<{ name: string }>(
  `select relname as name from pg_class where relkind in ('r', 'p') and reltuples >= ${LARGE}`)
const large = new Set(tables.map(({ name }) => name))
const usedBy = new Map<string, string[]>()

async function rowOf (label: string, address: string): Promise<Row & { pages: number }> {
  sent = []
  const { statusCode } = await app.inject(address)
  if (statusCode !== 200) throw new Error(`${address} is answered ${statusCode}`)
  const plans = []
  const reads = sent.filter(({ text }) => /^\s*(select|with)/i.test(text))
  for (const statement of reads) plans.push(await explained(statement))
  const nodes = plans.flatMap(({ nodes }) => nodes)
  for (const name of new Set(nodes.flatMap(node => node['Index Name'] ?? []))) {
    usedBy.set(name, [...usedBy.get(name) ?? [], label])
  }
  const through = nodes.filter(node => node['Node Type'] === 'Seq Scan' && large.has(node['Relation Name']!))
  return {
    question: label,
    ms: shown(plans.reduce((sum, { ms }) => sum + ms, 0)),
    pages: plans.reduce((sum, { pages }) => sum + pages, 0),
    'reads through': [...new Set(through.map(node => node['Relation Name']!))].join(', ')
  }
}

const values = await valuesOf()
const sample = (operation: Operation, name: string): string => values[name] ?? operation.query.get(name)!

/** The questions that are asked of a list: each set of parameters once. */
function questionsOf (operation: Operation): string[][] {
  const { query, sorts } = operation
  const filters = [...query.keys()].filter(name => !notFilters.includes(name))
  const ward = ['ward', 'wards'].filter(name => query.has(name))
  const asked = [[], ward, ...filters.flatMap(name => [[name], [...ward, name]])]
  // What the whole country was at an instant is read from the whole log, as the README says.
  const isOfWard = ward.length > 0 || operation.path.includes('{ward}')
  const beside = [
    ...query.has('total') ? [[...ward, 'total'], ['total']] : [],
    ...query.has('knownAt') && isOfWard ? [[...ward, 'knownAt']] : []
  ]
  const orders = sorts.filter(sort => sort !== '').map(sort => [...ward, `sort=${sort}`])
  const all = [...asked, ...beside, ...orders].map(names => [...new Set(names)])
  return [...new Map(all.map(names => [names.join('&'), names])).values()]
}

/** An address with real ids in it. */
const addressOf = (path: string) => path.replace(/\{(\w+)\}/g, (_, name: string) => {
  const [kind] = /officials|resolutions/.exec(path) ?? []
  return values[name === 'code' ? 'indicator' : name === 'id' ? kind!.slice(0, -1) : name]!
})

/** What names the columns of a matrix. */
const columns = ['periods', 'granularity', 'from']

const rows: Array<Row & { pages: number }> = []
const lists = operationsOf({ app } as never).filter(({ isList, isPlainRead, path }) =>
  isList && isPlainRead && !/vocabular|revisions|\/imports|\/search/.test(path))
for (const operation of lists) {
  const path = addressOf(operation.path)
  const required = [...new URL(operation.address, 'http://a').searchParams.keys()]
  for (const names of questionsOf(operation)) {
    const all = [...new Set([...required, ...names])]
    // A matrix has columns, whatever else it is asked for.
    if (operation.query.has('periods') && !all.some(name => columns.includes(name))) all.push('periods')
    const query = all.map((name): [string, string] => {
      const [key, value] = name.split('=')
      return [key!, value ?? (key === 'total' ? 'true' : sample(operation, key!))]
    })
    const label = `${operation.path}${all.length === 0 ? '' : `?${all.join('&')}`}`
    rows.push(await rowOf(label, withQuery(path, query)).catch((error: Error) =>
      ({ question: label, ms: '', pages: Infinity, 'reads through': error.message })))
  }
}

const { rows: indexes } = await client.query<{ name: string, table: string, size: string, unique: boolean }>(`
  select i.relname as name, t.relname as table, pg_size_pretty(pg_relation_size(i.oid)) as size, x.indisunique as unique
  from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
  where t.reltuples >= ${LARGE} and t.relnamespace = 'public'::regnamespace order by 2, 1`)
const most = [...rows].sort((a, b) => b.pages - a.pages).slice(0, 40)
save('plans', [
  { title: `Questions that touch most pages, of ${rows.length}`, rows: most },
  {
    title: 'Indexes of large tables, and what each serves',
    rows: indexes.map(({ name, table, size, unique }) => ({
      index: name,
      table,
      size,
      unique: unique ? 'yes' : '',
      questions: usedBy.get(name)?.length ?? 0,
      'such as': usedBy.get(name)?.[0] ?? ''
    }))
  }
], { rows }, await described(database))
await end()
