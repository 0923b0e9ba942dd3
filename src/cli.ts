#!/usr/bin/env node
/** The executable: one line for each verb. What a verb needs is loaded when it is called. */
import { Command } from 'commander'
import { distributeVerb } from './verbs/distribute.js'
import { extractVerb } from './verbs/extract.js'
import { importVerb } from './verbs/import.js'
import { generateVerb } from './verbs/generate.js'
import { ingestVerb } from './verbs/ingest.js'
import { keyVerbs } from './verbs/keys.js'
import { loadUnitsVerb } from './verbs/load-units.js'
import { startTracing } from './tracing.js'
import { version } from './version.js'

const verbs = async () => await import('./verbs.js')

const program = new Command('so-phuong')
  .description('Sổ Phường: the ward register. Configuration is by environment; see the README.')
  .version(version)

program.command('serve').description('start the service').action(async () => {
  await startTracing() // before what it watches is loaded
  await (await verbs()).serve()
})
program.command('migrate').description('bring the database to the newest schema')
  .action(async () => { await (await verbs()).migrateOnly() })
distributeVerb(program.command('distribute')
  .description('put the tables on a Citus cluster, by ward; repeated, it goes on where it was broken off'))
const load = program.command('load').description('load the built-in records; what was changed since is left as it is')
  .action(async () => { await (await verbs()).load() })
loadUnitsVerb(load.command('units')
  .description('load the administrative units of the country from files of open data; repeated, it changes nothing'))
extractVerb(program.command('extract')
  .description('find in files what the register would keep, and print it; needs no database'))
importVerb(program.command('import')
  .description('send files to a running service; interrupted, the same command goes on'))
ingestVerb(program.command('ingest')
  .description('send an archive of articles to a running service, which reads them; repeated, it completes'))
keyVerbs(program.command('keys').description('make, list and revoke keys, on the database itself'))
generateVerb(program.command('bench').description('what benchmarks need').command('generate')
  .description('fill an empty PostgreSQL with the records of an invented country'))
program.command('openapi')
  .description('write the OpenAPI document')
  .argument('[folder]', 'where to', 'openapi')
  .action(async (folder: string) => { await (await verbs()).openapi(folder) })

program.parseAsync().catch((error: Error) => {
  // What the database said, not the statement that it said it to.
  const { message } = error.cause instanceof Error ? error.cause : error
  process.stderr.write(`so-phuong: ${message}\n`)
  process.exitCode = 1
})
