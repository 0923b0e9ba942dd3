/** Keys from the command line: for whoever has the database, before there is any key and when the last one is lost. */
import { InvalidArgumentError, Option, type Command } from 'commander'
import { newKeyFrom } from '../auth/new-key.js'
import { scopes, type Scope } from '../auth/principal.js'
import { readConfig } from '../config.js'
import type { Database } from '../db/connect.js'
import { UnitDirectory } from '../db/directory.js'
import { isStorable } from '../domain/text.js'
import { INSTANT_PATTERN, UUID_PATTERN } from '../http/schemas.js'
import { createKey, listKeys, revokeKey } from '../keys/queries.js'

/** What the log writes. */
const ACTOR = 'command line'

const onDatabase = async <T>(work: (db: Database) => Promise<T>): Promise<T> => {
  // Loaded here, so that other verbs need not load a service.
  const { prepare, withDatabase } = await import('../verbs.js')
  const config = readConfig()
  return await withDatabase(config, async connection => {
    // A key may be the first thing that is written, and the first start looks whether anything was.
    await prepare(connection, config)
    return await work(connection.db)
  })
}

function nameFrom (text: string): string {
  const name = text.trim()
  if (name !== '' && name.length <= 200 && isStorable(name)) return name
  throw new InvalidArgumentError('A name has 1 to 200 characters.')
}

/** A day means its beginning, in UTC. */
function instantFrom (text: string): string {
  const instant = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text
  const date = text.slice(0, 10)
  // JavaScript would take 30 February for a day in March.
  const exists = !Number.isNaN(Date.parse(date)) && new Date(date).toISOString().startsWith(date)
  if (exists && new RegExp(INSTANT_PATTERN).test(instant) && !Number.isNaN(Date.parse(instant))) return instant
  throw new InvalidArgumentError('Write a day such as 2099-01-01, or an instant such as 2099-01-01T08:00:00Z.')
}

function idFrom (text: string): string {
  if (!new RegExp(UUID_PATTERN).test(text)) throw new InvalidArgumentError('A key is known by its id, a UUID.')
  return text.toLowerCase()
}

interface CreateOptions { name: string, scope: Scope[], ward?: string[], expires?: string }

async function create ({ name, scope, ward, expires }: CreateOptions): Promise<void> {
  const { id, key } = await onDatabase(async db => {
    const author = { actor: ACTOR, reason: null, at: new Date() }
    const input = { name, scopes: [...new Set(scope)], wards: ward ?? null, expiresAt: expires ?? null }
    return await createKey(db, await newKeyFrom(new UnitDirectory(db), input, author.at), author)
  })
  process.stderr.write(`Key ${id}. Its secret is shown this once:\n`)
  process.stdout.write(`${key}\n`)
}

type Row = Awaited<ReturnType<typeof listKeys>>['rows'][number]

const day = (instant: Date) => instant.toISOString().slice(0, 10)

function stateOf ({ revokedAt, expiresAt }: Row): string {
  if (revokedAt !== null) return `revoked ${day(revokedAt)}`
  if (expiresAt === null) return 'good'
  return expiresAt <= new Date() ? `expired ${day(expiresAt)}` : `good until ${day(expiresAt)}`
}

const cellsOf = (row: Row) => [
  row.id,
  `${row.prefix}…`,
  row.scopes.join(','),
  row.wards?.map(({ slug }) => slug).join(',') ?? 'every ward',
  stateOf(row),
  row.lastUsedAt === null ? 'never' : day(row.lastUsedAt),
  row.name
]

async function list (): Promise<void> {
  const rows = await onDatabase(async db => {
    const all: Row[] = []
    let after: readonly string[] | null = null
    do {
      const page = await listKeys(db, { sort: '-createdAt', limit: 200, after, total: false })
      all.push(...page.rows)
      after = page.next
    } while (after !== null)
    return all
  })
  const table = [['ID', 'KEY', 'SCOPES', 'WARDS', 'STATE', 'LAST USED', 'NAME'], ...rows.map(cellsOf)]
  const widths = table[0]!.map((_, at) => Math.max(...table.map(cells => cells[at]!.length)))
  for (const cells of table) {
    process.stdout.write(cells.map((cell, at) => cell.padEnd(widths[at]!)).join('  ').trimEnd() + '\n')
  }
}

async function revoke (id: string): Promise<void> {
  const key = await onDatabase(async db => await revokeKey(db, id, { actor: ACTOR, reason: null, at: new Date() }))
  if (key === null) throw new Error(`no key has the id ${id}`)
  process.stdout.write(`Key ${id} (${key.name}) was revoked at ${key.revokedAt!.toISOString()}\n`)
}

/** Gives the verb its own verbs. */
export function keyVerbs (keys: Command): void {
  keys.command('create')
    .description('make a key and print its secret, this once')
    .requiredOption('--name <name>', 'whose key it is', nameFrom)
    .addOption(new Option('--scope <scope...>', 'what it may do; several times').choices(scopes).makeOptionMandatory())
    .option('--ward <ward...>', 'limits it to a ward (id, slug or code); several times')
    .option('--expires <day>', 'from when on it is refused: a day (UTC) or an instant', instantFrom)
    .action(create)
  keys.command('list').description('print all keys, without their secrets').action(list)
  keys.command('revoke')
    .description('revoke a key: it is refused from then on')
    .argument('<id>', 'id of the key', idFrom)
    .action(revoke)
}
