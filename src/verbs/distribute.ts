/** Puts the tables on a Citus cluster from the command line, before a register is filled; repeated, it goes on. */
import type { Command } from 'commander'
import { readConfig } from '../config.js'

const NAMES = { reference: 'on every node', distributed: 'by ward' }

async function distributeTables ({ dryRun }: { dryRun?: true }): Promise<void> {
  const { withDatabase } = await import('../verbs.js')
  const { demandCluster, distribute } = await import('../db/cluster.js')
  const { migrationState } = await import('../db/migrate.js')
  const config = readConfig()
  if (config.DATABASE_URL === null) {
    throw new Error(
      'the embedded database cannot be distributed: DATABASE_URL must lead to the coordinator of a Citus cluster')
  }
  await withDatabase(config, async ({ db }) => {
    await demandCluster(db)
    if ((await migrationState(db)).pending > 0) throw new Error('run so-phuong migrate first: tables are missing')
    const steps = await distribute(db, dryRun === true, ({ table, placement, statement, done }) => {
      process.stdout.write(dryRun
        ? `${done ? '-- done: ' : ''}${statement};\n`
        : `${table}: ${NAMES[placement]}${done ? ' already' : ''}\n`)
    })
    if (dryRun) return
    const fresh = steps.filter(({ done }) => !done).length
    process.stdout.write(`${fresh} tables placed, ${steps.length - fresh} were in their place\n`)
  })
}

/** Gives the verb its options. */
export function distributeVerb (command: Command): void {
  command.option('--dry-run', 'print the statements, change nothing').action(distributeTables)
}
