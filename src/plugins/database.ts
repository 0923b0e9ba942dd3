/**
 * Gives every route the configuration, the database and the units held in memory. Nothing is asked of the
 * database before the first request, and nothing is closed: the connection belongs to whoever opened it.
 */
import fp from 'fastify-plugin'
import type { Config } from '../config.js'
import type { Connection, Database, Engine } from '../db/connect.js'
import { UnitDirectory } from '../db/directory.js'

declare module 'fastify' {
  interface FastifyInstance {
    config: Config
    engine: Engine
    db: Database
    units: UnitDirectory
  }
}

export default fp<{ config: Config, connection: Connection }>(async (app, { config, connection }) => {
  app.decorate('config', config)
  app.decorate('engine', connection.engine)
  app.decorate('db', connection.db)
  app.decorate('units', new UnitDirectory(connection.db))
}, { name: 'database' })
