/**
 * Scores extraction against articles with known records, with the scorer beside the project: `npm run score`, or
 * `npm run score -- FOLDER --errors 5`. With `--floors` it fails where a score is under its floor, a little under what
 * is reached. Without the scorer there is nothing to score with, and this says so.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { extract } from '../src/extraction/extract.js'

/** Scores in per cent, under which nothing lands. */
const floors: Readonly<Record<string, number>> = {
  officials: 97,
  'official-roles': 95,
  documents: 98,
  indicators: 94,
  ward: 96,
  heldOn: 96,
  session: 95,
  type: 95,
  reviews: 95,
  plans: 92,
  chair: 95,
  'indicator label overlaps': 95,
  'indicator comparator': 97,
  'indicator kind': 95,
  'indicator period': 94,
  'indicator percentOfTarget': 97
}

const shared = fileURLToPath(new URL('../../shared/', import.meta.url))
const scorer = join(shared, 'tools/score-extraction.mjs')
if (!existsSync(scorer)) {
  process.stdout.write('There is no ../shared/tools/score-extraction.mjs beside the project: nothing is scored.\n')
  process.exit(0)
}

const [first, ...rest] = process.argv.slice(2)
const named = first !== undefined && !first.startsWith('--')
const folder = named ? first : join(shared, 'articles')
const options = named ? rest : process.argv.slice(2)

const lines = readdirSync(folder).filter(file => file.endsWith('.txt')).sort().map(file =>
  JSON.stringify({ file, extraction: extract(readFileSync(join(folder, file), 'utf8')) }))
const scratch = mkdtempSync(join(tmpdir(), 'score-'))
writeFileSync(join(scratch, 'output.ndjson'), lines.join('\n') + '\n')
const { status, stdout } = spawnSync(process.execPath,
  [scorer, folder, join(scratch, 'output.ndjson'), ...options.filter(option => option !== '--floors')],
  { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' })
rmSync(scratch, { recursive: true })
process.stdout.write(stdout)
process.exitCode = status ?? 1

if (options.includes('--floors')) {
  for (const [name, floor] of Object.entries(floors)) {
    const score = Number(new RegExp(`^${name}\\s+(?:F1\\s+)?([0-9.]+)`, 'm').exec(stdout)?.[1])
    if (score >= floor) continue
    process.stdout.write(`${name}: ${score} is under ${floor}\n`)
    process.exitCode = 1
  }
}
