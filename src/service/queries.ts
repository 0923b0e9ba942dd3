/** What the readiness of the service depends on. */
import type { Database } from '../db/connect.js'
import { pendingMigrations } from '../db/migrate.js'

/** Whether the database answers with an up-to-date schema; throws where it does not answer. */
export const schemaIsCurrent = async (db: Database): Promise<boolean> => await pendingMigrations(db) === 0
