/**
 * Whether what runs in production has known vulnerabilities (npm run audit). Fails on one that is high or critical and
 * not accepted in .audit.json, each with `id`, `reason` and `expires` (a day); a registry that cannot be asked is told
 * and fails nothing.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const GRAVE = ['high', 'critical']

/**
 * What an audit finds, each advisory once.
 * @param {any} report what `npm audit --json` prints; null where nothing was printed
 * @returns {Array<{ id: string, name: string, title: string, severity: string }> | null} null where nobody answered
 */
export function advisoriesOf (report) {
  if (report?.vulnerabilities === undefined) return null
  const found = Object.values(report.vulnerabilities).flatMap(({ via }) => via)
    .filter(via => typeof via === 'object' && GRAVE.includes(via.severity))
    .map(({ url, source, name, title, severity }) =>
      ({ id: String(url ?? source).split('/').at(-1), name, title, severity }))
  return [...new Map(found.map(advisory => [advisory.id, advisory])).values()]
}

/**
 * What of the findings nobody has accepted, or not until this day.
 * @param {ReturnType<typeof advisoriesOf>} advisories
 * @param {Array<{ id: string, reason: string, expires: string }>} accepted
 * @param {string} today
 */
export const openOf = (advisories, accepted, today) => (advisories ?? []).filter(({ id }) =>
  !accepted.some(({ id: other, reason, expires }) => other === id && reason !== '' && expires > today))

/** What npm prints; it exits with 1 where it finds something. */
function audit () {
  let printed = ''
  try {
    printed = execFileSync('npm', ['audit', '--json', '--omit=dev', '--audit-level=high'],
      { encoding: 'utf8', timeout: 60_000, stdio: ['ignore', 'pipe', 'ignore'] })
  } catch (error) {
    printed = error.stdout ?? ''
  }
  try {
    return JSON.parse(printed)
  } catch {
    return null
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const advisories = advisoriesOf(audit())
  const accepted = JSON.parse(readFileSync(new URL('../.audit.json', import.meta.url), 'utf8'))
  const open = openOf(advisories, accepted, new Date().toISOString().slice(0, 10))
  for (const { id, name, title, severity } of open) console.error(`${severity}: ${name}: ${title} (${id})`)
  if (advisories === null) console.log('the registry does not answer: nothing was looked up')
  else console.log(`${advisories.length} grave advisories, ${open.length} of them not accepted`)
  process.exitCode = open.length > 0 ? 1 : 0
}
