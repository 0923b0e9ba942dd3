/**
 * Gives every route the configuration, the database (of now or of then) and the units held in memory. Nothing is asked
 * of the database before the first request, and nothing is closed: the connection belongs to whoever opened it.
 */
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { officesFor } from '../auth/request.js'
import type { Config } from '../config.js'
import type { Connection, Database, Engine, Reading } from '../db/connect.js'
import { UnitDirectory } from '../db/directory.js'
import type { Scope } from '../db/known.js'
import type { Replicas } from '../db/replicas.js'
import { badParameter } from '../http/problems.js'

declare module 'fastify' {
  interface FastifyInstance {
    config: Config
    engine: Engine
    /** What is written to, and what a write reads. */
    db: Database
    replicas: Replicas | null
    units: UnitDirectory
    /** Where reads go now; what belongs together is read from one. */
    reading (request: FastifyRequest): Reading
    /**
     * The database that a reading request asks: as it is, or as the register was at the instant of `knownAt`. A replica
     * may answer.
     * @param scope what the question is limited to, so that less of the log is read
     */
    databaseAt (request: FastifyRequest, scope?: Scope): Database
  }
  interface FastifyRequest {
    /** Where its statements are read, once there is one. */
    reads: Reading | null
    /** A place (LSN) that its sender was told of, and must see; null without one. */
    seen: bigint | null
  }
}

/** Parameters that look for words, which the register keeps only of what is. */
const ofWords = ['q', 'assignee']

export default fp<{ config: Config, connection: Connection }>(async (app, { config, connection }) => {
  app.decorate('config', config)
  app.decorate('engine', connection.engine)
  app.decorate('db', connection.db)
  app.decorate('replicas', connection.replicas)
  app.decorate('units', new UnitDirectory(connection.db))
  app.decorateRequest('reads', null)
  app.decorateRequest('seen', null)
  app.decorate('reading', (request: FastifyRequest) => connection.reading(request.seen ?? undefined))
  app.decorate('databaseAt', (request: FastifyRequest, scope: Scope = {}) => {
    const query = request.query as Record<string, string | undefined>
    request.reads ??= app.reading(request)
    if (query.knownAt === undefined) return request.reads.db
    const parameter = ofWords.find(name => query[name] !== undefined)
    if (parameter !== undefined) {
      throw badParameter(parameter, {
        en: `${parameter} looks for words, which the register keeps only of the present: it does not go with knownAt.`,
        vi: `${parameter} tìm theo từ, mà sổ chỉ giữ cho hiện tại: không dùng cùng knownAt.`
      })
    }
    return request.reads.databaseOfThen({ at: new Date(query.knownAt), offices: officesFor(request), scope })
  })
}, { name: 'database' })
