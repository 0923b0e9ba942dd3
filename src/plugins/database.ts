/**
 * Gives every route the configuration, the database (of now or of then) and the units held in memory. Nothing is asked
 * of the database before the first request, and nothing is closed: the connection belongs to whoever opened it.
 */
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { officesFor } from '../auth/request.js'
import type { Config } from '../config.js'
import type { Connection, Database, Engine } from '../db/connect.js'
import { UnitDirectory } from '../db/directory.js'
import type { Scope } from '../db/known.js'
import { badParameter } from '../http/problems.js'

declare module 'fastify' {
  interface FastifyInstance {
    config: Config
    engine: Engine
    db: Database
    units: UnitDirectory
    /**
     * The database that a request asks: as it is, or as the register was at the instant of `knownAt`.
     * @param scope what the question is limited to, so that less of the log is read
     */
    databaseAt (request: FastifyRequest, scope?: Scope): Database
  }
}

/** Parameters that look for words, which the register keeps only of what is. */
const ofWords = ['q', 'assignee']

export default fp<{ config: Config, connection: Connection }>(async (app, { config, connection }) => {
  app.decorate('config', config)
  app.decorate('engine', connection.engine)
  app.decorate('db', connection.db)
  app.decorate('units', new UnitDirectory(connection.db))
  app.decorate('databaseAt', (request: FastifyRequest, scope: Scope = {}) => {
    const query = request.query as Record<string, string | undefined>
    if (query.knownAt === undefined) return connection.db
    const parameter = ofWords.find(name => query[name] !== undefined)
    if (parameter !== undefined) {
      throw badParameter(parameter, {
        en: `${parameter} looks for words, which the register keeps only of the present: it does not go with knownAt.`,
        vi: `${parameter} tìm theo từ, mà sổ chỉ giữ cho hiện tại: không dùng cùng knownAt.`
      })
    }
    return connection.databaseOfThen({ at: new Date(query.knownAt), offices: officesFor(request), scope })
  })
}, { name: 'database' })
