/** The audit of dependencies: what fails it, what is accepted and until when, and a registry that does not answer. */
import { readFileSync } from 'node:fs'
import t from 'tap'

const { advisoriesOf, openOf } = await import(new URL('../.ci/audit.mjs', import.meta.url).href)

/** As `npm audit --json` prints it. */
const report = {
  auditReportVersion: 2,
  vulnerabilities: {
    inner: {
      name: 'inner',
      severity: 'high',
      via: [
        { source: 1, name: 'inner', title: 'Runs what it reads', url: 'https://github.com/advisories/GHSA-aaaa', severity: 'high' },
        { source: 2, name: 'inner', title: 'Is slow', url: 'https://github.com/advisories/GHSA-bbbb', severity: 'low' }
      ]
    },
    outer: { name: 'outer', severity: 'high', via: ['inner'] }
  }
}
const advisory = { id: 'GHSA-aaaa', name: 'inner', title: 'Runs what it reads', severity: 'high' }
const accepted = { id: 'GHSA-aaaa', reason: 'is never given what others send', expires: '2027-01-01' }

t.test('what is high or critical is found once, and fails unless it is accepted for now and with a reason', async t => {
  t.strictSame(advisoriesOf(report), [advisory])
  t.strictSame(openOf([advisory], [], '2026-12-31'), [advisory])
  t.strictSame(openOf([advisory], [accepted], '2026-12-31'), [])
  t.strictSame(openOf([advisory], [accepted], '2027-01-01'), [advisory], 'it has expired')
  t.strictSame(openOf([advisory], [{ ...accepted, reason: '' }], '2026-12-31'), [advisory])
  t.strictSame(openOf([advisory], [{ ...accepted, id: 'GHSA-cccc' }], '2026-12-31'), [advisory])
})

t.test('a registry that does not answer is told from one that has found nothing', async t => {
  t.equal(advisoriesOf(null), null)
  t.equal(advisoriesOf({ message: 'request to https://registry.example failed', error: {} }), null)
  t.strictSame(advisoriesOf({ auditReportVersion: 2, vulnerabilities: {} }), [])
  t.strictSame(openOf(null, [], '2026-12-31'), [])
})

t.test('what is accepted says why and until when', async t => {
  for (const entry of JSON.parse(readFileSync(new URL('../.audit.json', import.meta.url), 'utf8'))) {
    t.match(entry, { id: /^GHSA-/, reason: /\S{3}/, expires: /^\d{4}-\d\d-\d\d$/ })
  }
})
