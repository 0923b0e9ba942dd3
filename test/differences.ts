/**
 * Reads the five real articles beside the project into a register that has nothing but the units, accepts all,
 * and prints in what the register then differs from the built-in records, which people made: `npm run differences`.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { Test } from 'tap'
import { ADMIN_KEY, bearer, openRegister, type Register } from './helpers/register.js'

const folder = new URL('../../shared/articles/', import.meta.url)
const admin = bearer(ADMIN_KEY)
/** Registers that are closed at the end. */
const closings: Array<() => unknown> = []
const t = { teardown: (close: () => unknown) => { closings.unshift(close) } } as unknown as Test

/** Why records that people made differ from what is read; the first that fits is told. */
const reasons: ReadonlyArray<readonly [kind: string, missing: boolean, reason: string]> = [
  ['organisations', true, 'mentioned only: hosts, parents and issuers that no finding refers to'],
  ['organisations', false, 'named as the text names it, or by the vocabulary'],
  ['resolutions', true, 'cited by number alone, or without the day that tells its term: no document is named'],
  ['resolutions', false, 'titled in the words of the text'],
  ['citations', true, 'documents without a number (of congresses, programmes), or cited otherwise'],
  ['citations', false, 'cited as the text cites it'],
  ['observations', true, 'told in a form that no indicator of the vocabulary has, or split otherwise by people'],
  ['observations', false, 'kept in the terms of the text where people chose another period, subject or indicator'],
  ['tasks', true, 'summed up by people in their own words'],
  ['tasks', false, 'in the words of the text'],
  ['meetings', true, 'titled by people'],
  ['meetings', false, 'titled as the article is'],
  ['officials', true, 'with offices as people read them'],
  ['officials', false, 'with offices as the text names them']
]

/** What identifies a record for a reader, without its words. */
const tellers: Readonly<Record<string, (record: any) => string>> = {
  meetings: ({ ward, heldOn, endsOn, session, type, reviews, plans }) => [
    ward.slug, heldOn, endsOn, session, type.code, reviews?.code, plans?.code].join(' '),
  officials: ({ name, appointments }) =>
    `${name}: ${appointments.map(({ role }: any) => role.code).sort().join(', ')}`,
  observations: ({ ward, indicator, kind, period, value, valueText, ...of }) => [
    ward.slug, indicator.code, kind, period?.code, value ?? valueText, of.target, of.percentOfTarget, of.changePercent
  ].join(' '),
  citations: ({ ward, resolution, asCited }) => `${ward.slug} ${resolution?.symbol ?? asCited.slice(0, 60)}`,
  resolutions: ({ symbol, issuedOn, issuer }) => `${symbol} ${issuedOn} ${issuer.name}`,
  organisations: ({ name }) => name,
  tasks: ({ ward, text }) => `${ward.slug} ${text.slice(0, 80)}`
}

async function all (register: Register, kind: string): Promise<string[]> {
  const { body } = await register.get(`/v1/${kind}?limit=200`)
  return [...new Set<string>(body.data.map(tellers[kind]!))].sort()
}

const say = (line: string) => { process.stdout.write(`${line}\n`) }

if (!existsSync(folder)) say('There are no articles beside the project (../shared/articles): nothing is compared.')
else {
  const made = await openRegister(t)
  const read = await openRegister(t, { empty: true })
  const snapshot = String((await made.get('/v1/exports/snapshot.ndjson', admin)).body).split('\n')
  const units = snapshot.filter(line => /"kind":"(unit|unit-change)"/.test(line)).join('\n')
  await read.ask('POST', '/v1/imports', { ...admin, 'content-type': 'application/x-ndjson' }, units)
  await read.app.units.load()
  for (const file of readdirSync(folder).filter(name => /^real-.*\.txt$/.test(name)).sort()) {
    const text = readFileSync(new URL(file, folder), 'utf8')
    const { status, body } = await read.ask('POST', '/v1/sources', admin, { title: file, text })
    if (status !== 201) throw new Error(JSON.stringify(body))
    const { headers } = await read.get(`/v1/reviews/${body.id}`, admin)
    const match = { ...admin, 'if-match': headers.etag! }
    const accepted = await read.ask('POST', `/v1/reviews/${body.id}/accept`, match, {})
    if (accepted.status !== 200) throw new Error(JSON.stringify(accepted.body))
  }
  for (const kind of Object.keys(tellers)) {
    const [ours, theirs] = [await all(made, kind), await all(read, kind)]
    const both = ours.filter(record => theirs.includes(record))
    say(`\n${kind}: ${both.length} the same`)
    for (const [label, missing, list] of [
      ['only the built-in records', true, ours.filter(record => !theirs.includes(record))],
      ['only what was read', false, theirs.filter(record => !ours.includes(record))]
    ] as const) {
      if (list.length === 0) continue
      say(`  ${label} (${list.length}): ${reasons.find(([of, is]) => of === kind && is === missing)![2]}`)
      for (const record of list) say(`    ${record}`)
    }
  }
}
for (const close of closings) await close()
