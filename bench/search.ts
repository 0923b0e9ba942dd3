/**
 * Measures the search over HTTP against the same ranked query written by hand in SQL, on one PostgreSQL in one run:
 * MEETINGS meetings with summaries (200,000), each with the text of a source, asked for words of every frequency. By
 * hand means a vector of folded words with weights, a GIN index, the best twenty by ts_rank, and excerpts by
 * ts_headline, prepared and straight to the database. Prints the medians and their ratio; the bar is three.
 */
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { buildApp } from '../src/app.js'
import { readConfig } from '../src/config.js'
import { connect } from '../src/db/connect.js'
import { completeEntries } from '../src/db/entries.js'
import { migrate } from '../src/db/migrate.js'
import { meetingTypes } from '../src/domain/meetings.js'
import { fold, searchWords } from '../src/domain/text.js'
import { startPostgres } from '../test/helpers/postgres.js'

const MEETINGS = Number(process.env.MEETINGS ?? 200_000)
const ROUNDS = Number(process.env.ROUNDS ?? 15)
const WARDS = 200
const WORDS = { summary: 40, text: 250 }

/** Words of such texts, the frequent ones first: the nth is met about 1/n as often as the first. */
const common = (
  'hội nghị, công tác, thực hiện, nhiệm vụ, đảng viên, xây dựng, phát triển, nhân dân, kinh tế, tổ chức, ' +
  'chính quyền, lãnh đạo, chỉ đạo, kết quả, tăng cường, triển khai, nghị quyết, an ninh, trật tự, ' +
  'quốc phòng, giám sát, kiểm tra, tuyên truyền, vận động, ngân sách, đầu tư, đô thị, môi trường, giáo dục, ' +
  'y tế, văn hóa, chuyển đổi số, cải cách hành chính, giải phóng mặt bằng, nông thôn mới, hộ nghèo, ' +
  'bảo hiểm, chi bộ, khu phố, đại hội, huy hiệu, kết nạp, phong trào, thi đua, khen thưởng, đối thoại, ' +
  'tiếp công dân, khiếu nại, chợ, trường học, nghĩa trang, vỉa hè, thoát nước, cây xanh, phòng cháy, ' +
  'chăn nuôi, thủy lợi, bến đò'
).split(', ')

let seed = 42
const random = () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
  return seed / 2_147_483_648
}
const skewed = () => Math.floor((common.length + 1) ** random()) - 1
/** Numbers and names make the long tail of words. */
const word = () => random() < 0.06 ? String(Math.floor(random() * 20_000)) : common[skewed()]!
const prose = (words: number) => Array.from({ length: words / 2 }, word).join(' ')

const uuid = (kind: number, n: number) => `0000000${kind}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
const day = (n: number) => new Date(Date.UTC(2010, 0, 1) + (n % 5_500) * 86_400_000).toISOString().slice(0, 10)

const server = await startPostgres()
const config = readConfig({ DATABASE_URL: server.url, LOG_LEVEL: 'silent', RATE_LIMIT: 'off' })
const connection = await connect(config)
await migrate(connection.db)
const client = new pg.Client(server.url)
await client.connect()
const folder = (await client.query('show data_directory')).rows[0].data_directory as string

/** Rows into a table by COPY, from a file of the server. */
async function copy (table: string, columns: string, rows: Iterable<ReadonlyArray<string | number>>) {
  const file = join(folder, `bench-${table}`)
  await pipeline(Readable.from((function * () {
    for (const row of rows) yield `${row.join('\t')}\n`
  })()), createWriteStream(file))
  await client.query(`copy ${table} (${columns}) from '${file}'`)
}

const type = meetingTypes[0]!.code
const numbers = function * <T>(count: number, make: (n: number) => T) {
  for (let n = 0; n < count; n++) yield make(n)
}
const startedAt = performance.now()
await client.query(`
  insert into units (id, level, slug, name, sort_key, kind, words)
    values ('${uuid(1, 999_999)}', 'province', 'tinh-thu', 'Tỉnh Thử', '', 'tinh', 'tinh thu');
  insert into units (id, level, slug, name, sort_key, kind, province_id, words)
    select ('00000001-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'ward', 'phuong-thu-' || n,
      'Phường Thử ' || n, '', 'phuong', '${uuid(1, 999_999)}', 'phuong thu ' || n
    from generate_series(0, ${WARDS - 1}) n;
  insert into unit_versions (id, unit_id, name, kind, province_id)
    select gen_random_uuid(), id, name, kind, province_id from units;
  create table by_hand (id uuid, search tsvector)`)
const texts = new Map<string, string>()
const byHand = (id: string, title: string, text: string) => texts.set(id, `${fold(title)}\t${fold(text)}`)
await copy('meetings', 'ward_id, id, title, type, held_on, summary, words', numbers(MEETINGS, n => {
  const title = `Hội nghị ${prose(8)} lần thứ ${n}`
  const summary = prose(WORDS.summary)
  byHand(uuid(2, n), title, summary)
  return [uuid(1, n % WARDS), uuid(2, n), title, type, day(n), summary, searchWords(title, summary)]
}))
await copy('sources', 'id, title, sha256, published_on, text, words', numbers(MEETINGS, n => {
  const title = `Bài viết về ${prose(6)} số ${n}`
  const text = prose(WORDS.text)
  byHand(uuid(3, n), title, text)
  return [uuid(3, n), title, n.toString(16).padStart(64, '0'), day(n), text, searchWords(title)]
}))
await client.query('create table folded (id uuid, title text, text text)')
await copy('folded', 'id, title, text', [...texts].map(([id, text]) => [id, text]))
texts.clear()
await client.query(`
  insert into by_hand select id, setweight(to_tsvector('simple', title), 'A') ||
    setweight(to_tsvector('simple', text), 'D') from folded;
  create index on by_hand using gin (search);
  create index on folded (id)`)
const loadedAt = performance.now()
const entries = await completeEntries(connection.db)
const entriesAt = performance.now()
await client.query('vacuum analyze')
console.log(`${entries} entries made in ${Math.round((entriesAt - loadedAt) / 1000)} s, the rest loaded in ` +
  `${Math.round((loadedAt - startedAt) / 1000)} s`)

const app = await buildApp({ config, connection })
const address = await app.listen({ host: '127.0.0.1', port: 0 })

const questions = [
  'hội nghị', 'công tác', 'kinh tế ngân sách', 'chuyển đổi số', 'nông thôn mới', 'bến đò', 'chợ bến đò', 'hội nghị 777',
  'hoi nghi', 'chăn nuôi 123'
]
const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!
async function timed (work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

const rows = []
for (const question of questions) {
  const search = async () => {
    const answer = await fetch(`${address}/v1/search?q=${encodeURIComponent(question)}`)
    const { data } = await answer.json() as { data: unknown[] }
    if (answer.status !== 200 || data.length === 0) throw new Error(`nothing was found for ${question}`)
  }
  const query = `${fold(question).split(' ').join(' & ')}:*`
  const written = async () => await client.query({
    name: 'by hand',
    text: `select id, title, rank, ts_headline('simple', text, $1::tsquery) as excerpt from (
        select id, ts_rank(search, $1::tsquery) as rank from by_hand where search @@ $1::tsquery
        order by rank desc, id limit 20) best inner join folded using (id)
      order by rank desc, id`,
    values: [query]
  })
  const times: { ours: number[], hand: number[] } = { ours: [], hand: [] }
  for (let round = 0; round <= ROUNDS; round++) {
    const pair = [await timed(search), await timed(written)] as const
    if (round === 0) continue // the first round only warms up
    times.ours.push(pair[0])
    times.hand.push(pair[1])
  }
  const { rows: [{ count }] } = await client.query(
    'select count(*)::int as count from by_hand where search @@ $1::tsquery', [query])
  const [ours, hand] = [median(times.ours), median(times.hand)]
  rows.push({
    question,
    found: count,
    'search, ms': ours.toFixed(1),
    'by hand, ms': hand.toFixed(1),
    ratio: (ours / hand).toFixed(2)
  })
}
console.log(`${MEETINGS} meetings with texts, PostgreSQL, median of ${ROUNDS}`)
console.table(rows)
if (process.env.HOLD !== undefined) { console.log(server.url); await new Promise(() => {}) }
await app.close()
await connection.close()
await client.end()
await server.stop()
