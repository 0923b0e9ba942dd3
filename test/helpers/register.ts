/**
 * A register for a test file: the real application on a database of its own, with the built-in records loaded at a
 * fixed instant, asked through the front door. On the embedded engine, or on PostgreSQL where TEST_DATABASE_URL is set.
 */
import { PGlite } from '@electric-sql/pglite'
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { Test } from 'tap'
import { buildApp, type AppOptions } from '../../src/app.js'
import type { Scope } from '../../src/auth/principal.js'
import { readConfig } from '../../src/config.js'
import { connection, type Connection, type Database } from '../../src/db/connect.js'
import { poolOf } from '../../src/db/embedded.js'
import { migrate } from '../../src/db/migrate.js'
import { poolOf as poolOfServer } from '../../src/db/replicas.js'
import { loadRecords } from '../../src/records/load.js'
import { recordAnswers } from './recorded.js'

/** When the built-in records came into the register of a test. */
export const LOADED_AT = '2026-01-05T08:00:00.000Z'

/** The key of the configuration in tests. */
export const ADMIN_KEY = 'test-administrator-0123456789'

/** What tests tell the service where they ask for nothing else: they ask more than a client may, and all at once. */
export const SETTINGS = { LOG_LEVEL: 'silent', RATE_LIMIT: 'off', LOAD_SHEDDING: 'off', ADMIN_KEY }

/** The header that a key goes into. */
export const bearer = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` })

/** Where files are kept that any run of the tests can make anew. */
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/so-phuong/', import.meta.url))

interface KeyOptions {
  readonly scopes: readonly Scope[]
  /** Slugs, codes or ids; without them, every ward. */
  readonly wards?: readonly string[]
  /** Made good first, and then not any more. */
  readonly spoilt?: 'expired' | 'revoked'
}

/** What several tests of one process ask for, made for the first of them. */
function once<Name, Value> (make: (name: Name) => Promise<Value>): (name: Name) => Promise<Value> {
  const made = new Map<Name, Promise<Value>>()
  return async name => {
    const known = made.get(name) ?? make(name)
    made.set(name, known)
    return await known
  }
}

/** A file of the cache; made where it is not there, and put there whole. */
async function cached (name: string, make: () => Promise<Blob>): Promise<Blob> {
  const file = join(CACHE, name)
  try {
    return new Blob([await readFile(file)])
  } catch {
    const made = await make()
    await mkdir(CACHE, { recursive: true })
    const unfinished = `${file}.${process.pid}`
    await writeFile(unfinished, Buffer.from(await made.arrayBuffer()))
    await rename(unfinished, file)
    return made
  }
}

const { version } = createRequire(import.meta.url)('../../node_modules/@electric-sql/pglite/package.json')

/**
 * A folder of the embedded engine as it stands after its first start, which is most of the time that a test takes to
 * open; made once for each release of the engine, and holding nothing of ours.
 */
const freshFolder = once<void, Blob>(async () => await cached(`pglite-${version}.tar`, async () => {
  const pglite = await PGlite.create()
  const folder = await pglite.dumpDataDir('none')
  await pglite.close()
  return folder
}))

/** A digest of all that a register with the built-in records comes from: a change of any file makes it anew. */
async function digestOfRegister (): Promise<string> {
  const hash = createHash('sha256').update(`${version} ${LOADED_AT}`)
  for (const folder of ['src', 'migrations']) {
    const root = fileURLToPath(new URL(`../../${folder}/`, import.meta.url))
    const names = (await readdir(root, { recursive: true, withFileTypes: true })).filter(entry => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name)).sort()
    for (const name of names) hash.update(relative(root, name)).update(await readFile(name))
  }
  return hash.digest('hex').slice(0, 16)
}

/** A folder with the schema and, by `fill`, the built-in records, as the service itself makes it. */
const preparedFolder = once(async (prepare: typeof migrate | typeof fill): Promise<Blob> => {
  const digest = await digestOfRegister()
  return await cached(`register-${prepare.name}-${digest}.tar`, async () => {
    // Those of earlier states of the sources are of no more use.
    const old = (await readdir(CACHE).catch(() => []))
      .filter(file => file.startsWith('register-') && !file.includes(digest))
    for (const file of old) await rm(join(CACHE, file), { force: true })
    const pglite = await PGlite.create({ loadDataDir: await freshFolder() })
    const { db } = connection('embedded', poolOf(pglite))
    await prepare(db)
    await pglite.exec('checkpoint')
    const folder = await pglite.dumpDataDir('none')
    await pglite.close()
    return folder
  })
})

/** Makes an empty database a register with the built-in records. */
export async function fill (db: Database): Promise<void> {
  await migrate(db)
  await loadRecords(db, new Date(LOADED_AT))
}

type OnStatement = (statement: string) => void

/** A database of the embedded engine on a copy of a folder. */
async function openEmbedded (t: Test, folder: Blob, onStatement: OnStatement): Promise<Connection> {
  const pglite = await PGlite.create({ loadDataDir: folder })
  const opened = connection('embedded', poolOf(pglite), { onStatement, close: async () => await pglite.close() })
  t.teardown(async () => await opened.close())
  return opened
}

/** Does something on the server itself, past a pooler. */
async function onServer<T> (act: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client(process.env.TEST_SERVER_URL ?? process.env.TEST_DATABASE_URL)
  await admin.connect()
  try {
    return await act(admin)
  } finally {
    await admin.end()
  }
}

/** A connection to a database of the server. */
function connectTo (name: string, onStatement: OnStatement = () => {}): Connection {
  const url = new URL(process.env.TEST_DATABASE_URL!)
  url.pathname = `/${name}`
  const pool = poolOfServer({ connectionString: url.href, max: 5 })
  // A pooler that hands connections out by transactions knows no prepared statements.
  const isPrepared = process.env.TEST_SERVER_URL === process.env.TEST_DATABASE_URL
  return connection('postgres', pool, { onStatement, isPrepared })
}

/** A database of a server, copied from another one; it is gone when the test ends. */
async function openCopy (t: Test, template: string, onStatement: OnStatement): Promise<Connection> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await onServer(async admin => await admin.query(`create database ${name} template ${template}`))
  const opened = connectTo(name, onStatement)
  t.teardown(async () => {
    await opened.close()
    await onServer(async admin => await admin.query(`drop database ${name} with (force)`))
  })
  return opened
}

const TEMPLATE = 'so_phuong_test_'

/** A database to copy registers from: made once for each state of the sources, while the other tests wait. */
const templateOn = once(async (prepare: typeof migrate | typeof fill): Promise<string> => {
  const digest = await digestOfRegister()
  const name = `${TEMPLATE}${prepare.name}_${digest}`
  return await onServer(async admin => {
    await admin.query(`select pg_advisory_lock(hashtext('${TEMPLATE}'))`)
    const { rows } = await admin.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)', [TEMPLATE])
    if (rows.some(({ datname }) => datname === name)) return name
    // Those of earlier states, and what a run left behind that was cut off.
    const old = rows.filter(({ datname }) => !datname.endsWith(digest))
    for (const { datname } of old) await admin.query(`drop database ${datname} with (force)`)
    await admin.query(`create database ${name}_unfinished`)
    const opened = connectTo(`${name}_unfinished`)
    await prepare(opened.db)
    await opened.close()
    // A pooler keeps its own connections.
    await admin.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [`${name}_unfinished`])
    await admin.query(`alter database ${name}_unfinished rename to ${name}`)
    return name
  })
})

/** An empty database; it is gone when the test ends. Each statement that is sent is told. */
export async function openDatabase (t: Test, onStatement: OnStatement = () => {}): Promise<Connection> {
  return process.env.TEST_DATABASE_URL === undefined
    ? await openEmbedded(t, await freshFolder(), onStatement)
    : await openCopy(t, 'template1', onStatement)
}

/** A database with the schema and, unless it is to be empty, the built-in records. */
async function openFilled (t: Test, empty: boolean, onStatement: OnStatement): Promise<Connection> {
  const prepare = empty ? migrate : fill
  return process.env.TEST_DATABASE_URL === undefined
    ? await openEmbedded(t, await preparedFolder(prepare), onStatement)
    : await openCopy(t, await templateOn(prepare), onStatement)
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | undefined>>
  /** Parsed where it is JSON, else the text. */
  readonly body: any
}

/** Tests that write by hand write past the log: the service then has to forget its answers, as a new one would. */
function forgetAfterWritesByHand ({ pool }: Connection, app: Awaited<ReturnType<typeof buildApp>>): void {
  const query = pool.query.bind(pool) as (...given: unknown[]) => Promise<unknown>
  pool.query = (async (...given: unknown[]) => {
    const result = await query(...given)
    const [text] = given
    if (typeof text === 'string' && /^\s*(update|insert|delete|alter)/i.test(text)) {
      app.answers?.dropAll(app.watch.place ?? 0)
    }
    return result
  }) as never
}

interface Options {
  /** Settings of the service, as in its environment. */
  readonly settings?: Record<string, string>
  /** Where the log goes; nowhere without it. */
  readonly logger?: AppOptions['logger']
  /** Leave the register empty. */
  readonly empty?: boolean
}

/** Answers from a database that is open, and tells how to ask. */
export async function serve (
  t: Test, opened: Connection, { settings = {}, logger = false }: Pick<Options, 'settings' | 'logger'> = {}
) {
  const config = readConfig({ ...SETTINGS, ...settings })
  const app = await buildApp({ config, connection: opened, logger })
  await app.ready()
  await app.units.load()
  recordAnswers(app)
  forgetAfterWritesByHand(opened, app)
  t.teardown(async () => await app.close())

  /** Asks; a body that is an object is sent as JSON. */
  async function ask (
    method: string, url: string, headers: Record<string, string> = {}, body?: object | string | Buffer
  ): Promise<Answer> {
    const response = await app.inject({
      method: method as 'GET', url, headers, ...(body === undefined ? {} : { payload: body })
    })
    const json = /[/+]json(;|$)/.test(String(response.headers['content-type'])) && response.payload !== ''
    return {
      status: response.statusCode,
      headers: response.headers as Record<string, string | undefined>,
      body: json ? JSON.parse(response.payload) : response.payload
    }
  }

  return {
    app,
    ask,
    /** Asks with GET. */
    get: async (url: string, headers?: Record<string, string>) => await ask('GET', url, headers)
  }
}

/** Opens a register and tells how to ask it. */
export async function openRegister (t: Test, { settings = {}, empty = false, logger = false }: Options = {}) {
  const statements: string[] = []
  const opened = await openFilled(t, empty, statement => { statements.push(statement) })
  const { app, ask, get } = await serve(t, opened, { settings, logger })

  /** Makes a key through the front door. */
  async function key ({ spoilt, ...options }: KeyOptions): Promise<string> {
    const { status, body } = await ask('POST', '/v1/keys', bearer(ADMIN_KEY), { name: 'a test', ...options })
    if (status !== 201) throw new Error(JSON.stringify(body))
    if (spoilt === 'revoked') await ask('POST', `/v1/keys/${body.id}/revoke`, bearer(ADMIN_KEY))
    if (spoilt === 'expired') {
      await opened.pool.query("update api_keys set expires_at = now() - interval '1 second' where id = $1", [body.id])
    }
    return body.key
  }

  return {
    app,
    connection: opened,
    ask,
    /** Makes a key and tells its secret. */
    key,
    get,
    /** The bytes of an answer. */
    bytes: async (url: string, headers: Record<string, string> = {}): Promise<Buffer> =>
      (await app.inject({ url, headers })).rawPayload,
    /** How many statements an action sends to the database. */
    async statementsOf (action: () => Promise<unknown>): Promise<number> {
      statements.length = 0
      await action()
      return statements.length
    }
  }
}

export type Register = Awaited<ReturnType<typeof openRegister>>
