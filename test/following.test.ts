/**
 * Following while others write: eight connections write the same few records at once, some long, some in vain, and a
 * reader sees every change once, no record go backwards, and ends with what is in the tables. On the embedded engine,
 * which has one connection, the writers take turns.
 */
import { sql } from 'drizzle-orm'
import pg from 'pg'
import t from 'tap'
import { connection } from '../src/db/connect.js'
import { exchanged } from '../src/db/exchange.js'
import { recorded, snapshot, type RecordKind } from '../src/db/log.js'
import { builtInId } from '../src/domain/ids.js'
import { openRegister } from './helpers/register.js'

const WRITERS = 8
const onServer = process.env.TEST_DATABASE_URL !== undefined
/** How many changes are written at least. */
const CHANGES = Number(process.env.CHANGES ?? (onServer ? 30_000 : 1_000))

const { connection: register, get } = await openRegister(t)
const { connectionString } = register.pool.options as pg.PoolConfig
const pool = onServer ? new pg.Pool({ connectionString, max: WRITERS }) : register.pool
// The database may be dropped while a connection closes.
if (onServer) pool.on('error', () => {})
const { db } = connection('postgres', pool)

interface Change {
  cursor: string
  act: string
  kind: RecordKind
  id: string
  version: number
  transaction: string
  record: object | null
}

const nghiHoa = builtInId('unit', 'ward:nghi-hoa')
const organisations = Array.from({ length: 12 }, (_, at) => builtInId('organisation', `followed ${at}`)).sort()
const meetings = Array.from({ length: 12 }, (_, at) => builtInId('meeting', `followed ${at}`)).sort()
const pick = (ids: string[], chance: number) => ids.filter(() => Math.random() < chance)
const given = (ids: string[]) => sql`unnest(${sql.param(ids)}::uuid[]) given (id)`

/** What a write fails with that collides with another: the record is there already, or each waits for the other. */
const collisions = ['23505', '40P01']

/** One act on some of the records; a tenth of the acts are given up, a twentieth take long. Tells what it changed. */
async function act (): Promise<number> {
  const [named, held] = [pick(organisations, 0.25), pick(meetings, 0.25)]
  const word = Math.random().toString(36).slice(2)
  const fate = Math.random()
  try {
    const { acts } = await recorded(db, { actor: 'a writer', reason: null, at: new Date() }, async log => {
      const there = await log.touch('organisation', named)
      await log.tx.execute(sql`insert into organisations (id, name, sort_key, kind, level, words)
        select given.id, given.id::text, 'a', 'c-bch', 'x', 'a' from ${given(named.filter(id => !there.has(id)))}`)
      await log.tx.execute(sql`update organisations set short_name = ${word} from ${given(named)}
        where organisations.id = given.id`)
      const known = await log.touch('meeting', held)
      const found = given([...known.keys()])
      if (Math.random() < 0.3) {
        await log.tx.execute(sql`delete from meetings using ${found} where meetings.id = given.id`)
      } else {
        await log.tx.execute(sql`insert into meetings (ward_id, id, title, type, held_on, words)
          select ${nghiHoa}, given.id, given.id::text, 'giao-ban', '2026-01-31', 'a'
          from ${given(held.filter(id => !known.has(id)))}`)
        await log.tx.execute(sql`update meetings set summary = ${word} from ${found} where meetings.id = given.id`)
      }
      if (fate < 0.05) await log.tx.execute(sql`select pg_sleep(0.02)`)
      if (fate > 0.9) throw new Error('given up')
    })
    return [...acts.values()].reduce((sum, kind) => sum + kind.size, 0)
  } catch (error) {
    const { message, cause } = error as { message: string, cause?: { code?: string } }
    if (message !== 'given up' && !collisions.includes(cause?.code ?? '')) throw error
    return 0
  }
}

t.test('a reader that follows sees each change once, in an order in which no record goes backwards', async t => {
  t.teardown(async () => { if (onServer) await pool.end() })
  const { page: { next: start } } = (await get('/v1/changes?after=latest')).body
  const began = performance.now()
  let written = 0
  let writing = true
  const writers = Promise.all(Array.from({ length: WRITERS }, async () => {
    while (written < CHANGES) {
      const count = await act()
      written += count
    }
  })).finally(() => { writing = false })

  const seen: Change[] = []
  let pages = 0
  for (let after = start, wasWriting = true; ;) {
    const { data, page } = (await get(`/v1/changes?after=${after}&limit=200&wait=${wasWriting ? 1 : 0}`)).body
    seen.push(...data)
    pages++
    // What is written while this page is read comes with the next one.
    if (!wasWriting && data.length === 0) break
    wasWriting = writing
    after = page.next
  }
  await writers
  t.comment(`${written} changes by ${WRITERS} writers in ${Math.round(performance.now() - began)} ms, ${pages} pages`)

  t.ok(written >= CHANGES)
  const { rows } = await register.pool.query(`select kind, record_id as id, act, version from changes
    where actor = 'a writer' order by seq`)
  t.equal(rows.length, written)
  t.equal(seen.length, written, 'each is seen')
  t.equal(new Set(seen.map(({ cursor }) => cursor)).size, seen.length, 'and seen once')
  const told = seen.map(({ kind, id, act, version }) => ({ kind, id, act, version }))
  t.ok(JSON.stringify(told) === JSON.stringify(rows), 'in the order of the log')

  const now = new Map<string, Change>()
  const steps = new Set<number>()
  const followed = new Set<string>()
  const wrong: string[] = []
  for (const [at, change] of seen.entries()) {
    const { kind, id, version, act, transaction } = change
    const before = now.get(`${kind} ${id}`)
    steps.add(version - (before?.version ?? 0))
    const wasThere = before === undefined ? 'never' : before.record === null ? 'no more' : 'there'
    const expected = { never: ['created'], 'no more': ['restored'], there: ['updated', 'deleted'] }[wasThere]
    if (!expected.includes(act)) wrong.push(`${kind} ${id} was ${wasThere} and is ${act}`)
    if (transaction !== seen[at - 1]?.transaction && followed.has(transaction)) wrong.push(`${transaction} is split`)
    followed.add(transaction)
    now.set(`${kind} ${id}`, change)
  }
  t.strictSame([...steps], [1], 'the versions of each record come one after the other')
  t.strictSame(wrong, [], 'what is there is changed, what is gone comes back, and what is one act lies together')

  for (const [kind, ids] of [['organisation', organisations], ['meeting', meetings]] as const) {
    const there = await snapshot(register.db, kind, ids)
    for (const id of ids) {
      const content = there.get(id)?.content
      const last = now.get(`${kind} ${id}`)
      t.strictSame(last?.record ?? null, content === undefined ? null : exchanged(kind, content), `${kind} ${id}`)
      if (content !== undefined) t.equal(last!.version, there.get(id)!.version, `${kind} ${id}`)
    }
  }
})
