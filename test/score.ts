/**
 * Scores extraction against articles with known records, with the scorer beside the project: `npm run score`, or
 * `npm run score -- FOLDER --errors 5`. Without it, there is nothing to score with, and this says so.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { extract } from '../src/extraction/extract.js'

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
const { status } = spawnSync(process.execPath, [scorer, folder, join(scratch, 'output.ndjson'), ...options],
  { stdio: 'inherit' })
rmSync(scratch, { recursive: true })
process.exitCode = status ?? 1
