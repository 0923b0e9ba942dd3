/**
 * Checks the built-in records as data, without a database: that every key and code they use exists, that units follow
 * each other in time, and, where the articles stand beside the project, that every passage and every count is right.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { documentRelations, documentTypes } from '../src/domain/documents.js'
import { indicatorCategories, indicators } from '../src/domain/indicators.js'
import { capacities, meetingTypes } from '../src/domain/meetings.js'
import { comparators, flags, observationKinds } from '../src/domain/observations.js'
import { levels, organisationKinds } from '../src/domain/organisations.js'
import { parsePeriod } from '../src/domain/periods.js'
import { roles } from '../src/domain/roles.js'
import { unitChangeKinds, unitKinds } from '../src/domain/units.js'
import { articles, officials, organisations, resolutions, unitChanges, units } from '../src/records/index.js'
import type { ArticleRecord, Span, UnitRecord } from '../src/records/types.js'

type Version = UnitRecord['versions'][number]

const keys = (records: ReadonlyArray<{ readonly key: string }>) => records.map(record => record.key)
const codes = (terms: ReadonlyArray<{ readonly code: string }>) => terms.map(term => term.code)
const level = (key: string) => key.slice(0, key.indexOf(':'))

/** What of `used` is not in `known`. */
const missing = (used: ReadonlyArray<string | null | undefined>, known: readonly string[]) =>
  used.filter(key => key !== null && key !== undefined && !known.includes(key))

const dayAfter = (date: string) => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10)
const isDate = (date: string) => new Date(date).toISOString().slice(0, 10) === date

/** Whether two spans of time share a day; an open end reaches for ever. */
const overlap = (a: Version, b: Version) =>
  (a.validFrom ?? '') <= (b.validTo ?? '9999') && (b.validFrom ?? '') <= (a.validTo ?? '9999')

/** Every claim of an article with its passages. */
function claims (article: ArticleRecord): ReadonlyArray<{ readonly at: readonly Span[] }> {
  const { participants, groups, citations, observations, tasks } = article
  const stated = article.meeting.at.map(({ span }) => ({ at: [span] }))
  return [...stated, ...participants, ...groups, ...citations, ...observations, ...tasks]
}

t.test('no two built-in records of one kind share a key', async t => {
  for (const records of [units, organisations, officials, resolutions, articles]) {
    t.equal(new Set(keys(records)).size, records.length)
  }
})

t.test('every unit, organisation, official and resolution that is referred to exists', async t => {
  t.equal(articles.length, 5)
  t.same(missing(units.flatMap(unit => unit.versions.map(version => version.parent)), keys(units)), [])
  t.same(missing(unitChanges.flatMap(change => [change.from, change.to]), keys(units)), [])
  t.same(missing(organisations.map(organisation => organisation.unit), keys(units)), [])
  t.same(missing(organisations.map(organisation => organisation.parent), keys(organisations)), [])
  t.same(missing(resolutions.flatMap(({ issuer, committee }) => [issuer, committee]), keys(organisations)), [])
  t.same(missing(resolutions.flatMap(({ relations }) => relations.map(({ to }) => to)), keys(resolutions)), [])

  for (const { meeting, participants, citations, tasks } of articles) {
    const offices = participants.flatMap(participant => participant.offices)
    const cited = citations.flatMap(({ resolution, candidates }) => [resolution, ...candidates])
    t.same(missing([meeting.ward], keys(units)), [])
    t.same(missing([meeting.host, meeting.counterpart], keys(organisations)), [])
    t.same(missing(offices.map(office => office.organisation), keys(organisations)), [])
    t.same(missing(participants.map(participant => participant.official), keys(officials)), [])
    t.same(missing(tasks.map(task => task.setByOfficial), participants.map(({ official }) => official)), [])
    t.same(missing(cited, keys(resolutions)), [])
  }
})

t.test('every code is one of its vocabulary', async t => {
  const versions = units.flatMap(unit => unit.versions)
  const relations = resolutions.flatMap(resolution => resolution.relations)
  t.same(missing(versions.map(version => version.kind), codes(unitKinds)), [])
  t.same(missing(unitChanges.map(change => change.kind), codes(unitChangeKinds)), [])
  t.same(missing(organisations.map(organisation => organisation.kind), codes(organisationKinds)), [])
  t.same(missing(organisations.map(organisation => organisation.level), codes(levels)), [])
  t.same(missing(resolutions.map(resolution => resolution.type), codes(documentTypes)), [])
  t.same(missing(relations.map(relation => relation.kind), codes(documentRelations)), [])

  for (const { meeting, participants, observations, tasks } of articles) {
    const offices = participants.flatMap(participant => participant.offices)
    t.same(missing([meeting.type, ...meeting.alsoTypes], codes(meetingTypes)), [])
    t.same(missing(participants.map(participant => participant.capacity), codes(capacities)), [])
    t.same(missing(offices.map(office => office.role), codes(roles)), [])
    t.same(missing(observations.map(observation => observation.indicator), codes(indicators)), [])
    t.same(missing(observations.map(observation => observation.comparator), codes(comparators)), [])
    t.same(missing(observations.map(observation => observation.kind), codes(observationKinds)), [])
    t.same(missing(observations.flatMap(({ flags = [] }) => flags.map(({ code }) => code)), codes(flags)), [])
    t.same(missing(tasks.map(task => task.category), codes(indicatorCategories)), [])
  }
})

t.test('every period and every day can be read', async t => {
  for (const { meeting, observations, tasks } of articles) {
    const periods = [meeting.reviews, meeting.plans, ...[...observations, ...tasks].map(({ period }) => period)]
    t.same(periods.filter(period => period !== null && parsePeriod(period) === null), [])
    const days = [meeting.heldOn, meeting.endsOn, ...observations.map(({ measuredOn }) => measuredOn)]
    t.same(days.filter(day => typeof day === 'string' && !isDate(day)), [])
  }
  t.same(resolutions.filter(({ term }) => term !== null && parsePeriod(term) === null), [])
  t.same(resolutions.filter(({ issuedOn }) => issuedOn !== null && !isDate(issuedOn)), [])
})

t.test('an office is held in an organisation of the kind that has it', async t => {
  for (const { title, role, organisation } of articles.flatMap(a => a.participants.flatMap(p => p.offices))) {
    const kind = roles.find(({ code }) => code === role)?.organisationKind
    t.equal(organisations.find(({ key }) => key === organisation)?.kind, kind, title)
  }
})

t.test('an organisation stands at a level at which its kind exists', async t => {
  for (const { key, kind, level } of organisations) {
    t.ok(organisationKinds.find(({ code }) => code === kind)?.levels.some(code => code === level), key)
  }
})

t.test('an indicator is broken down only by dimensions that it has', async t => {
  for (const { indicator, dimensions = {} } of articles.flatMap(article => article.observations)) {
    const known = indicators.find(({ code }) => code === indicator)?.dimensions ?? []
    t.same(missing(Object.keys(dimensions), known), [], indicator)
  }
})

t.test('a symbol is made of its number, type and suffix', async t => {
  for (const { symbol, number, type, suffix } of resolutions) {
    const printed = documentTypes.find(({ code }) => code === type)?.symbol
    t.equal(symbol, `${String(number).padStart(2, '0')}-${printed}/${suffix}`)
  }
})

t.test('thirteen officials are named, and each of them took part in a meeting', async t => {
  const present = articles.flatMap(article => article.participants.map(({ official }) => official))
  t.equal(officials.length, 13)
  t.same(present.sort(), keys(officials).sort())
})

t.test('every organisation is needed by a meeting, an office, a document or another organisation', async t => {
  const needed = [
    ...articles.flatMap(({ meeting }) => [meeting.host, meeting.counterpart]),
    ...articles.flatMap(({ participants }) => participants.flatMap(({ offices }) => offices.map(o => o.organisation))),
    ...resolutions.flatMap(({ issuer, committee }) => [issuer, committee]),
    ...organisations.map(({ parent }) => parent)
  ].filter(key => key !== null)
  t.same(missing(keys(organisations), needed), [])
})

t.test('a unit has the level of its kind, and its versions follow each other without gap or overlap', async t => {
  for (const { key, versions } of units) {
    for (const [i, { kind, validFrom, validTo }] of versions.entries()) {
      t.equal(unitKinds.find(({ code }) => code === kind)?.level, level(key), key)
      t.ok((validFrom ?? '') <= (validTo ?? '9999'), `${key} ends after it begins`)
      const before = versions[i - 1]
      if (before !== undefined) t.equal(validFrom, dayAfter(before.validTo ?? ''), `${key} goes on the day after`)
    }
  }
})

t.test('a unit lies within the time of its parent', async t => {
  for (const { key, versions } of units) {
    for (const { parent, validTo } of versions) {
      if (parent === null) continue
      const last = units.find(unit => unit.key === parent)?.versions.at(-1)
      t.ok((last?.validTo ?? '9999') >= (validTo ?? '9999'), `${key} in ${parent}`)
    }
  }
})

t.test('a code belongs to one unit of a level at a time', async t => {
  const all = units.flatMap(({ key, versions }) => versions.map(version => ({ key, version })))
  for (const [i, a] of all.entries()) {
    for (const b of all.slice(i + 1)) {
      if (level(a.key) !== level(b.key) || a.version.code !== b.version.code) continue
      t.notOk(overlap(a.version, b.version), `${a.key} and ${b.key}`)
    }
  }
})

t.test('a unit that was merged ended the day before', async t => {
  for (const { from, to, effectiveOn } of unitChanges) {
    const ended = units.find(unit => unit.key === from)?.versions.at(-1)?.validTo
    t.equal(dayAfter(ended ?? ''), effectiveOn, `${from} into ${to}`)
  }
})

t.test('every ward that ended has a successor, and every ward that began has predecessors', async t => {
  for (const { key, versions } of units.filter(unit => level(unit.key) === 'ward')) {
    if (versions.at(-1)?.validTo !== null) t.equal(unitChanges.filter(({ from }) => from === key).length, 1, key)
    else t.ok(unitChanges.filter(({ to }) => to === key).length >= 2, key)
  }
})

t.test('every claim has a passage, and every passage is ordered and not empty', async t => {
  for (const article of articles) {
    t.ok(claims(article).every(({ at }) => at.length > 0), `${article.key}: each claim has one`)
    t.ok(claims(article).every(({ at }) => at.every(([start, end]) => start >= 0 && start < end)), article.key)
  }
})

// The articles belong to their publishers and are no part of the project; where they stand beside it, as text and as
// an annotation that quotes each claim, the records are held against them.
const folder = new URL('../../shared/articles/', import.meta.url)
const files = existsSync(folder) ? readdirSync(folder) : []

interface Quoted { readonly source: { readonly quote: string } }
type Section = 'people' | 'groups' | 'documents' | 'indicators' | 'tasks' | 'events' | 'awards'
type Annotation = Readonly<Record<Section, readonly Quoted[]>>

/** A quote was typed with plain spaces where a page has no-break spaces. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

if (files.length === 0) t.comment('the articles do not stand beside the project: passages are not compared with them')

for (const article of articles) {
  const ward = article.meeting.ward.slice('ward:'.length)
  const textFile = files.find(name => name.startsWith('real-') && name.endsWith(`-${ward}.txt`))
  const annotationFile = files.find(name => name.startsWith('real-') && name.match(`-${ward}\\.\\w+\\.json$`))
  if (textFile === undefined || annotationFile === undefined) continue

  t.test(`the records of ${article.key} stand where the article says so`, async t => {
    const bytes = readFileSync(new URL(textFile, folder))
    const text = bytes.toString('utf8')
    const annotation: Annotation = JSON.parse(readFileSync(new URL(annotationFile, folder), 'utf8'))
    t.equal(createHash('sha256').update(bytes).digest('hex'), article.source.sha256, 'the text is the one described')
    t.ok(claims(article).every(({ at }) => at.every(([, end]) => end <= text.length)), 'no passage leaves the text')

    const slice = ([start, end]: Span) => plain(text.slice(start, end))
    const quotes = (section: Section) => annotation[section].map(({ source }) => plain(source.quote))
    const { participants, groups, citations, observations, tasks } = article

    const lists = { people: participants, groups, documents: citations, indicators: observations, tasks }
    for (const section of ['people', 'groups', 'documents', 'indicators', 'tasks'] as const) {
      const main = lists[section].flatMap(({ at }) => at.slice(0, 1).map(slice))
      t.equal(main.length, quotes(section).length, `as many ${section}`)
      t.same(main.sort(), quotes(section).sort(), `the passages of ${section}`)
    }

    // Some claims are stated a second time, by a passage that tells something else besides.
    const second = [groups, citations, observations, tasks].flat().flatMap(({ at }) => at.slice(1).map(slice))
    const others = (['documents', 'indicators', 'events'] as const).flatMap(quotes)
    t.same(missing(second, others), [], 'further passages are known ones')

    // Officials are named at first, and further on by name, by office or as the comrade spoken of.
    for (const { official, at } of participants) {
      const name = officials.find(({ key }) => key === official)?.name ?? ''
      t.ok(at.slice(0, 1).map(slice).every(quote => quote.includes(name)), `${name} is named`)
      t.ok(at.map(slice).every(quote => quote.includes(name) || quote.includes('đồng chí')), `${name} is spoken of`)
    }
  })
}
