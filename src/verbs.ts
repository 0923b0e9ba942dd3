/** What the verbs of the executable do. Each opens the database, does its work and closes it again. */
import closeWithGrace from 'close-with-grace'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import pg from 'pg'
import pino from 'pino'
import { buildApp } from './app.js'
import { readConfig, type Config } from './config.js'
import { forgetContacts } from './corrections/queries.js'
import { awaitDatabase } from './db/await.js'
import { isDistributed } from './db/cluster.js'
import { connect, connection, type Connection } from './db/connect.js'
import { completeEntries } from './db/entries.js'
import { noteCluster } from './db/locks.js'
import { migrate } from './db/migrate.js'
import { Sender } from './delivery/sender.js'
import { Worker } from './delivery/worker.js'
import { addressOf, serveMetrics } from './plugins/metrics-server.js'
import { loadFirst, loadRecords } from './records/load.js'
import { stopTracing, traceFields } from './tracing.js'
import { forgetAnswers } from './writing/answers.js'
import { forgetCutOffImports } from './writing/imports.js'

/** So many connections may wait to be accepted, where the system allows as many (`net.core.somaxconn` on Linux). */
const BACKLOG = 4096

/** Opens the database of the configuration for some work and closes it again. */
export async function withDatabase<T> (config: Config, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await connect(config)
  try {
    const say = (message: string) => { process.stderr.write(`so-phuong: ${message}\n`) }
    await awaitDatabase(connection, { seconds: config.START_TIMEOUT, say })
    await learnCluster(connection)
    return await work(connection)
  } finally {
    await connection.close()
  }
}

async function learnCluster ({ db, engine }: Connection): Promise<void> {
  if (engine === 'postgres') noteCluster(await isDistributed(db))
}

/**
 * Readies a database for the service: the newest schema, and what a new register starts with. The embedded one gets
 * the built-in records, PostgreSQL only the catalogue of indicators.
 */
export async function prepare ({ db, engine }: Connection, config: Config): Promise<void> {
  if (config.MIGRATE) {
    await migrate(db)
    await completeEntries(db)
    await loadFirst(db, config.BUILT_IN && engine === 'embedded')
  }
}

/** Whether statements have the time limit that their connections ask for. */
async function limitsStatements ({ pool }: Connection): Promise<boolean> {
  const { rows: [row] } = await pool.query<{ statement_timeout: string }>('show statement_timeout')
  return row!.statement_timeout !== '0'
}

function build (connection: Connection, config: Config) {
  return buildApp({
    config,
    connection,
    logger: {
      level: config.LOG_LEVEL,
      mixin: traceFields,
      ...process.stdout.isTTY
        ? { transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname' } } }
        : { stream: pino.destination(1) }
    }
  })
}

type App = Awaited<ReturnType<typeof build>>

/** Makes the database ready to be asked, however long that takes. */
async function ready (app: App, connection: Connection): Promise<void> {
  const { config, life: { ending: signal }, log } = app
  await awaitDatabase(connection, { seconds: config.START_TIMEOUT, say: message => { log.warn(message) }, signal })
  await learnCluster(connection)
  await prepare(connection, config)
  if (connection.engine === 'postgres' && !await limitsStatements(connection)) {
    log.warn("statements have no time limit: alter role … set statement_timeout = '30s'; see SCALING.md")
  }
}

/** How often a running service reads the units anew. */
const UNITS_EVERY = 30_000

/** How often it forgets how to reach the senders of requests that were answered long ago. */
const FORGET_EVERY = 3_600_000

/**
 * By how much the heap may grow before what is dead is cleared away, in per cent of what lives. Left to itself V8 lets
 * it grow to several times that under a load, for little more speed; a service shares its machine with a database.
 */
const HEAP_GROWTH = 100

/** Webhooks that are being sent are waited for no longer than this (ms); they are sent again by another instance. */
const WEBHOOKS_WAIT = 5_000

/** What a running service does now and then. */
function tend (app: App): void {
  // What other instances and verbs did to the units; a unit that is not known yet is looked up at once in any case.
  setInterval(() => { app.units.load().catch(error => { app.log.warn(error) }) }, UNITS_EVERY).unref()
  const forget = async () => {
    await forgetContacts(app.db)
    await forgetAnswers(app.db)
    await forgetCutOffImports(app.db)
  }
  setInterval(() => { forget().catch(error => { app.log.warn(error) }) }, FORGET_EVERY).unref()
}

/**
 * Serves until a signal ends it. It listens at once, says of itself that it is not ready until the database is, and
 * takes leave in the same order: first it is not ready, then it takes nothing new, then what was begun is over.
 */
export async function serve (): Promise<void> {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH}`)
  const config = readConfig()
  const { STOP_DELAY, STOP_TIMEOUT } = config
  const connection = await connect(config)
  const app = await build(connection, config)
  const sender = new Sender({ privateAddresses: config.WEBHOOK_PRIVATE_ADDRESSES })
  const onAttempt = (arrived: boolean) => { app.metrics.noteAttempt(arrived) }
  const worker = new Worker({ db: connection.db, sender, log: app.log, onAttempt })
  let metrics: Awaited<ReturnType<typeof serveMetrics>> | null = null
  const close = async () => {
    metrics?.close()
    await Promise.all([app.close(), worker.stop(Math.min(WEBHOOKS_WAIT, STOP_TIMEOUT * 500))])
    await connection.close()
    await stopTracing()
  }
  const grace = closeWithGrace({
    delay: (STOP_DELAY + STOP_TIMEOUT) * 1000,
    logger: app.log,
    onTimeout: () => { app.log.error('not all that was begun was over in time: it is broken off') }
  }, async ({ signal, err }) => {
    if (err !== undefined) app.log.fatal(err, 'a mistake of ours ends the process')
    else app.log.info(`${signal ?? 'the end'}: stopping`)
    if (signal !== undefined && app.life.phase === 'serving') {
      app.life.phase = 'leaving'
      await wait(STOP_DELAY * 1000)
    }
    await close()
  })
  try {
    app.life.phase = 'starting'
    const address = await app.listen({ host: config.HOST, port: config.PORT, backlog: BACKLOG })
    if (config.METRICS_PORT !== null) {
      metrics = await serveMetrics(app.metrics, config.METRICS_HOST, config.METRICS_PORT)
      app.log.info(`metrics: ${addressOf(metrics)}`)
    }
    await ready(app, connection)
    app.life.phase = 'serving'
    worker.start()
    tend(app)
    app.log.info(`Swagger UI: ${config.PUBLIC_URL ?? address}/docs`)
  } catch (error) {
    if (app.life.ending.aborted) return // it was stopped meanwhile, and what was under way broke off
    grace.uninstall()
    await close()
    throw error
  }
}

/** Only migrates; a new register also gets the catalogue of indicators. */
export async function migrateOnly (): Promise<void> {
  const applied = await withDatabase(readConfig(), async ({ db }) => {
    const count = await migrate(db)
    const entries = await completeEntries(db)
    await loadFirst(db, false)
    return { count, entries }
  })
  process.stdout.write(`${applied.count} migrations applied, ${applied.entries} entries of the search made\n`)
}

/** Loads the built-in records. */
export async function load (): Promise<void> {
  const config = readConfig()
  const { created, updated, unchanged } = await withDatabase(config, async ({ db }) => {
    if (config.MIGRATE) {
      await migrate(db)
      await completeEntries(db)
    }
    return await loadRecords(db)
  })
  process.stdout.write(`${created} records created, ${updated} updated, ${unchanged} unchanged\n`)
}

/** Writes the OpenAPI document; no database is needed for that. */
export async function openapi (folder: string): Promise<void> {
  const config = readConfig({})
  const app = await buildApp({ config, connection: connection('postgres', new pg.Pool()) })
  await mkdir(folder, { recursive: true })
  await app.ready()
  await writeFile(join(folder, 'openapi.json'), JSON.stringify(app.swagger(), null, 2) + '\n')
  await writeFile(join(folder, 'openapi.yaml'), app.swagger({ yaml: true }))
  await app.close()
}
