/**
 * Gives every route the configuration, the database (of now or of then), the units held in memory and what tells of
 * changes. Nothing is asked of the database before the first request, and it is not closed: the connection belongs to
 * whoever opened it.
 */
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import type { ServerResponse } from 'node:http'
import { officesFor } from '../auth/request.js'
import type { Dependencies } from '../cache/tags.js'
import type { Config } from '../config.js'
import type { Connection, Database, Engine, Reading } from '../db/connect.js'
import { UnitDirectory } from '../db/directory.js'
import type { Scope } from '../db/known.js'
import type { Replicas } from '../db/replicas.js'
import { Reader } from '../db/reader.js'
import { LogWatch } from '../db/watch.js'
import { badParameter } from '../http/problems.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** What its answer depends on; null where the answer is not going to be kept. */
    dependsOn: Dependencies | null
  }
  interface FastifyInstance {
    config: Config
    engine: Engine
    /** What is written to, and what a write reads. */
    db: Database
    replicas: Replicas | null
    units: UnitDirectory
    /** Tells what the log grows by. */
    watch: LogWatch
    /** Where reads go now; what belongs together is read from one. */
    reading (request: FastifyRequest): Reading
    /**
     * The database that a reading request asks: as it is, or as the register was at the instant of `knownAt`. A replica
     * may answer.
     * @param scope what the question is limited to, so that less of the log is read
     */
    databaseAt (request: FastifyRequest, scope?: Scope): Database
    /** The database as it is, whatever `knownAt` says. */
    databaseNow (request: FastifyRequest, scope?: Scope): Database
  }
  interface FastifyRequest {
    /** Where its statements are read, once there is one. */
    reads: Reading | null
    /** Where its answer goes. */
    answer: ServerResponse | null
    /** Who is answered; null as long as nobody asks, and for what writes. */
    reader: Reader | null
    /** A place (LSN) that its sender was told of, and must see; null without one. */
    seen: bigint | null
  }
}

/** Whoever is answered leaves where the answer is closed before its end; the end of the question says nothing of it. */
function readerOf (answer: ServerResponse): Reader {
  const reader = new Reader()
  if (answer.destroyed) reader.leave()
  answer.once('close', () => { if (!answer.writableFinished) reader.leave() })
  return reader
}

/** Parameters that look for words, which the register keeps only of what is. */
const ofWords = ['q', 'assignee']

export default fp<{ config: Config, connection: Connection }>(async (app, { config, connection }) => {
  app.decorate('config', config)
  app.decorate('engine', connection.engine)
  app.decorate('db', connection.db)
  const units = new UnitDirectory(connection.db)
  const watch = new LogWatch(connection)
  app.decorate('replicas', connection.replicas)
  app.decorate('units', units)
  app.decorate('watch', watch)
  app.decorateRequest('dependsOn', null)
  app.decorateRequest('reads', null)
  app.decorateRequest('seen', null)
  // Before anybody else hears of it, so that nothing is answered from units as they were.
  watch.follow(async grown => {
    if (grown === null || grown.some(({ kind }) => kind.startsWith('unit'))) await units.reload()
  })
  app.addHook('onClose', async () => { await watch.close() })
  app.decorateRequest('answer', null)
  app.decorateRequest('reader', null)
  app.addHook('onRequest', (request, reply, done) => {
    request.answer = reply.raw
    done()
  })
  app.decorate('reading', (request: FastifyRequest) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    if (isRead) request.reader ??= readerOf(request.answer!)
    return connection.reading(request.seen ?? undefined, request.reader ?? undefined)
  })
  app.decorate('databaseNow', (request: FastifyRequest, scope: Scope = {}) => {
    const { dependsOn } = request
    request.reads ??= app.reading(request)
    return dependsOn === null
      ? request.reads.db
      : request.reads.databaseTelling(statement => { dependsOn.note(statement, scope) })
  })
  app.decorate('databaseAt', (request: FastifyRequest, scope: Scope = {}) => {
    const query = request.query as Record<string, string | undefined>
    if (query.knownAt === undefined) return app.databaseNow(request, scope)
    request.reads ??= app.reading(request)
    request.dependsOn?.noteEverything()
    const parameter = ofWords.find(name => query[name] !== undefined)
    if (parameter !== undefined) {
      throw badParameter(parameter, {
        en: `${parameter} looks for words, which the register keeps only of the present: it does not go with knownAt.`,
        vi: `${parameter} tìm theo từ, mà sổ chỉ giữ cho hiện tại: không dùng cùng knownAt.`
      })
    }
    // What hangs on a meeting is of its ward.
    const ofMeeting = scope.wardIds === null && query.meeting !== undefined
    return request.reads.databaseOfThen({
      at: new Date(query.knownAt),
      offices: officesFor(request),
      scope: ofMeeting ? { record: { kind: 'meeting', id: query.meeting! } } : scope
    })
  })
}, { name: 'database' })
