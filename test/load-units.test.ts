/**
 * The units of the country from files of open data: every format says the same, loading is one act that changes nothing
 * when it is repeated, what people changed stays, and the built-in units are the same units whichever comes first.
 */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { readUnitFile, UnknownFile } from '../src/gazetteer/files.js'
import { Contradiction, loadUnits, type Options } from '../src/gazetteer/load.js'
import { loadRecords } from '../src/records/load.js'
import { ADMIN_KEY, bearer, openRegister, type Register } from './helpers/register.js'
import { earlierList, formerTree, list, mapping, presentTree, table } from './helpers/unit-files.js'

const files = { 'list.csv': list, 'present.json': presentTree, 'mapping.csv': mapping }
const read = (texts: Readonly<Record<string, string>>) =>
  Object.entries(texts).map(([name, text]) => readUnitFile(name, text))

/** A register and how it is filled. */
async function open (t: Test, empty = true) {
  const register = await openRegister(t, { empty })
  const { connection: { db, pool }, app, get } = register
  const load = async (texts: Readonly<Record<string, string>> = files, options: Options = {}) => {
    const outcome = await loadUnits(db, read(texts), options)
    await app.units.load()
    return outcome
  }
  const log = async () => (await pool.query('select act, kind, record_id, after from changes order by seq')).rows
  const slugs = async (query: string) =>
    (await get(`/v1/wards?limit=200&${query}`)).body.data.map((ward: { slug: string }) => ward.slug)
  return { ...register, load, log, slugs }
}

const versionsOf = async ({ get }: Pick<Register, 'get'>, address: string) =>
  (await get(address)).body.versions.map((version: Record<string, any>) =>
    [version.name, version.code, version.parent?.name ?? null, version.validFrom, version.validTo, version.legalAct])

t.test('every format is known by its structure and says the same', async t => {
  const former = (text: string) => Object.fromEntries(readUnitFile('a file', text).former)
  const ofIsland = (units: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(units).filter(([key]) => key !== 'district 989'))
  t.equal(Object.keys(former(earlierList)).length, 13)
  t.strictSame(former(earlierList), former(formerTree))
  t.strictSame(former(list), ofIsland(former(formerTree)))
  t.strictSame(former(mapping), former(formerTree))
  t.strictSame(former(table), former(formerTree))
  t.strictSame(former(list)['ward 90004'],
    { level: 'ward', code: '90004', name: 'Phường Thử Hòa', kind: 'phuong', parent: 'district 971' })
  const present = (text: string) => Object.fromEntries(readUnitFile('a file', text).present)
  t.strictSame(present(mapping), present(presentTree))
  t.strictSame(present(table), present(presentTree))
  const { conversions } = readUnitFile('a file', mapping)
  t.equal(conversions.length, 11)
  t.strictSame(readUnitFile('a file', table).conversions, conversions)
  t.strictSame(conversions.filter(({ part }) => part), [
    { from: 'ward 90010', to: 'ward 90001', part: true }, { from: 'ward 90010', to: 'ward 90011', part: true }
  ])
})

t.test('a file that is no list of units is refused, a line that is none is named', async t => {
  for (const [name, text, message] of [
    ['a.csv', 'a,b\n1,2', 'a.csv has the headings of no known list of units'],
    ['a.json', '[{"a":1}]', 'a.json is no list of provinces with their wards'],
    ['b.json', '[{', 'b.json is no JSON'],
    ['c.csv', '"', 'c.csv is neither CSV nor JSON of a known kind'],
    ['d.csv', 'Mã\uFFFD', 'd.csv is not in UTF-8']
  ] as const) {
    t.throws(() => readUnitFile(name, text), new UnknownFile(message), name)
  }
  t.strictSame(readUnitFile('x.csv', list.replace('90004', '9x').replace('Xã Thử Ba', 'Thử Ba')).faults, [
    "x.csv:3: '9x' is no code of a ward", "x.csv:4: 'Thử Ba' does not say what kind of ward it is"
  ])
})

t.test('the units of all levels are made, with their days, and what became of them', async t => {
  const register = await open(t)
  const { load, get, slugs } = register
  t.strictSame(await load(),
    { listed: 17, created: 17, changed: 0, changes: 8, left: 0, doubts: [] })
  t.strictSame((await slugs('asOf=2025-06-30')).sort(), [
    'tay-son-90013', 'thu-ba', 'thu-bay', 'thu-hoa', 'thu-mot-thu', 'thu-sau', 'thu-tu-thu-nghiem'
  ], 'tay-son is kept for the built-in ward')
  t.strictSame((await slugs('asOf=2025-07-01')).sort(), [
    'dao-thu', 'tay-son-thu-nam', 'thu-ba', 'thu-bay', 'thu-mot-thu-nam', 'thu-tu-thu-nam'
  ])

  // What stays, under other units above; what is called otherwise; what takes another code.
  t.strictSame(await versionsOf(register, '/v1/wards/thu-ba'), [
    ['Xã Thử Ba', '90007', 'Huyện Thử Nghiệm', null, '2025-06-30', null],
    ['Xã Thử Ba', '90007', 'Tỉnh Thử Nam', '2025-07-01', null, null]
  ])
  t.strictSame(await versionsOf(register, '/v1/wards/thu-bay'), [
    ['Thị trấn Thử Bảy', '90019', 'Thị xã Thử Nam', null, '2025-06-30', null],
    ['Xã Thử Bảy', '90019', 'Tỉnh Thử Nam', '2025-07-01', null, null]
  ])
  t.strictSame(await versionsOf(register, '/v1/units/province:thu-nam'), [
    ['Tỉnh Thử Nam', '98', null, null, '2025-06-30', null],
    ['Tỉnh Thử Nam', '97', null, '2025-07-01', null, '202/2025/QH15']
  ])
  t.equal((await get('/v1/wards/90001')).body.slug, 'thu-mot-thu-nam', 'a code that is reused')
  t.equal((await get('/v1/wards/90001?asOf=2025-06-30')).body.slug, 'thu-mot-thu')

  const cameFrom = async (slug: string) => (await get(`/v1/wards/${slug}`)).body.predecessors
    .map((unit: Record<string, string>) => [unit.slug, unit.change, unit.extent, unit.effectiveOn].join(' ')).sort()
  t.strictSame(await cameFrom('thu-mot-thu-nam'), [
    'thu-hoa merged whole 2025-07-01', 'thu-mot-thu merged whole 2025-07-01', 'thu-tu-thu-nghiem merged part 2025-07-01'
  ])
  t.strictSame(await cameFrom('thu-tu-thu-nam'), ['thu-tu-thu-nghiem split part 2025-07-01'])
  t.strictSame(await cameFrom('dao-thu'), ['dao-thu renamed whole 2025-07-01'], 'a district without wards')
  const { body: { data: [province] } } = await get('/v1/unit-changes?unit=province:thu-bac')
  t.strictSame([province.to.name, province.kind, province.extent, province.legalBasis],
    ['Tỉnh Thử Nam', 'merged', 'whole', '202/2025/QH15'])
  const { body: { page } } = await get('/v1/meetings?ward=thu-mot-thu-nam&lineage=true')
  t.strictSame(page.lineage.map((line: { ward: { slug: string }, extent: string }) => [line.ward.slug, line.extent]),
    [['thu-hoa', 'whole'], ['thu-mot-thu', 'whole'], ['thu-tu-thu-nghiem', 'part']])
})

t.test('loading again changes nothing, whatever the order and the format', async t => {
  const { load, log } = await open(t)
  await load()
  const before = await log()
  const all: Array<Record<string, string>> = [files, { 'mapping.csv': mapping }, { 'table.csv': table },
    { 'old.json': formerTree }, { 'present.json': presentTree }, { 'list.csv': earlierList, 'table.csv': table }]
  for (const texts of all) {
    const { created, changed, changes, doubts } = await load(texts)
    t.strictSame([created, changed, changes, doubts], [0, 0, 0, []], Object.keys(texts).join())
  }
  t.strictSame(await log(), before)
})

t.test('one by one the files say what they say together', async t => {
  const together = await open(t)
  await together.load()
  const apart = await open(t)
  for (const name of ['list.csv', 'mapping.csv', 'present.json'] as const) await apart.load({ [name]: files[name] })
  const units = async ({ get }: Pick<Register, 'get'>) => (await get('/v1/units?limit=200')).body.data
    .map(({ id, slug, versions }: Record<string, object>) => ({ id, slug, versions }))
  // Which of two namesakes came first decides how they are addressed, and nothing else.
  const bare = (all: Array<{ id: string, versions: Array<{ parent: { slug: string } | null }> }>) =>
    all.map(({ id, versions }) => ({ id, versions: versions.map(version => ({ ...version, parent: null })) }))
      .sort((a, b) => a.id < b.id ? -1 : 1)
  t.strictSame(bare(await units(apart)), bare(await units(together)))
  const changes = async ({ get }: Pick<Register, 'get'>) =>
    (await get('/v1/unit-changes?limit=200&total=true')).body.page.total
  t.strictSame(await changes(apart), await changes(together))
})

t.test('two lists alone leave what went on as two units, and a table joins them', async t => {
  const { load, get } = await open(t)
  await load({ 'present.json': presentTree })
  await load({ 'list.csv': list })
  t.equal((await get('/v1/wards/90007')).body.predecessors.length, 0)
  const { created, changes, doubts } = await load({ 'mapping.csv': mapping })
  t.strictSame([created, changes, doubts], [1, 11, []], 'the island')
  t.match((await get('/v1/wards/90007')).body.predecessors, [{ change: 'transferred', extent: 'whole' }])
  t.match((await get('/v1/wards/90019')).body.predecessors, [{ change: 'renamed', extent: 'whole' }])
})

t.test('an earlier list, with its last day, adds where wards lay before', async t => {
  const register = await open(t)
  const { load } = register
  await load()
  const earlier = list.replace('90007,Xã Thử Ba,,Xã,972,Huyện Thử Nghiệm', '90007,Xã Thử Ba,,Xã,973,Huyện Thử Cũ')
  t.match(await load({ 'earlier.csv': earlier }, { window: { from: null, to: '2024-11-30' } }),
    { created: 1, changed: 1, changes: 0, doubts: [] })
  t.strictSame((await versionsOf(register, '/v1/wards/thu-ba')).map(([, , parent, from, to]: string[]) =>
    [parent, from, to]), [
    ['Huyện Thử Cũ', null, '2024-11-30'],
    ['Huyện Thử Nghiệm', '2024-12-01', '2025-06-30'],
    ['Tỉnh Thử Nam', '2025-07-01', null]
  ])
  t.match(await load({ 'earlier.csv': earlier }, { window: { from: null, to: '2024-11-30' } }),
    { created: 0, changed: 0 })
  const oneKind = 'Days can be given for lists of one kind only: of three levels, or of two.'
  await t.rejects(load(files, { window: { from: null, to: '2024-11-30' } }), new Contradiction(oneKind))
  await t.rejects(load({ 'mapping.csv': mapping }, { window: { from: '2026-01-01', to: null } }),
    new Contradiction(oneKind))
  await t.rejects(load({ 'list.csv': list }, { window: { from: '2025-01-01', to: '2024-01-01' } }),
    new Contradiction('A list cannot hold from 2025-01-01 to 2024-01-01.'))
})

t.test('a later list adds new names from its first day', async t => {
  const register = await open(t)
  await register.load()
  const later = presentTree.replace('Xã Thử Ba', 'Phường Thử Ba')
  t.match(await register.load({ 'later.json': later }, { window: { from: '2026-05-01', to: null } }),
    { created: 0, changed: 1 })
  t.strictSame((await versionsOf(register, '/v1/wards/thu-ba')).slice(1).map(([name, , , from, to]: string[]) =>
    [name, from, to]), [['Xã Thử Ba', '2025-07-01', '2026-04-30'], ['Phường Thử Ba', '2026-05-01', null]])
})

t.test('what files do not agree on is told, and the first is kept', async t => {
  const { load, get } = await open(t)
  const { doubts } = await load({
    ...files,
    'mapping.csv': mapping.replace('Phường Thử Hoà', 'Phường Thử Hỏa').replaceAll(',90011', ',90012')
  })
  t.strictSame(doubts, [
    'mapping.csv: ward 90004 is Phường Thử Hỏa; Phường Thử Hòa is kept',
    'mapping.csv: Xã Thử Tư has the code 90012; 90011 is kept'
  ])
  t.equal((await get('/v1/wards/90004')).body.name, 'Phường Thử Hòa')
  t.equal((await get('/v1/wards/90011')).body.predecessors.length, 1)
  t.strictSame((await load({ 'other.csv': list.replace('Xã Thử Sáu', 'Xã Thử Xáu') })).doubts,
    ['Xã Thử Xáu (90016): the register has another name (Xã Thử Sáu), which is kept'])
})

t.test('what people changed or deleted stays', async t => {
  const { load, ask, get } = await open(t)
  await load()
  const change = async (method: string, address: string, body?: object) => {
    const { headers } = await get(address.split('?')[0]!)
    return await ask(method, address, { ...bearer(ADMIN_KEY), 'if-match': headers.etag! }, body)
  }
  const { body: ward } = await get('/v1/wards/thu-hoa')
  const versions = ward.versions.map(({ parent, ...version }: { parent: { slug: string } }) =>
    ({ ...version, name: 'Phường Thử Hiền', parent: `district:${parent.slug}` }))
  t.equal((await change('PATCH', '/v1/wards/thu-hoa', { versions })).status, 200)
  const gone = (await get('/v1/unit-changes?unit=dao-thu')).body.data[0]
  t.equal((await change('DELETE', `/v1/unit-changes/${gone.id}?reason=sai`)).status, 204)

  const { created, changed, changes, left, doubts } = await load()
  t.strictSame([created, changed, changes, left, doubts], [0, 0, 0, 1,
    ['Phường Thử Hòa (90004): the register has another name (Phường Thử Hiền), which is kept']])
  t.equal((await get('/v1/wards/thu-hoa')).body.name, 'Phường Thử Hiền')
  t.equal((await get(`/v1/unit-changes/${gone.id}`)).status, 410)
})

t.test('all or nothing: what is tried or fails half-way leaves no trace', async t => {
  const { load, log } = await open(t)
  t.match(await load(files, { dryRun: true }), { created: 17, changes: 8 })
  t.strictSame(await log(), [])
  await t.rejects(load(files, { progress (done) { if (done > 0.5) throw new Error('cut off') } }), /cut off/)
  t.strictSame(await log(), [])
  t.match(await load(), { created: 17, changes: 8 })
  const entries = await log()
  t.strictSame(entries.map(({ act, kind }) => `${act} ${kind}`),
    [...Array(17).fill('created unit'), ...Array(8).fill('created unit-change')])
})

/** Wards of a built-in article, as lists have them. */
const tamDiep = {
  'list.csv': list.split('\n')[0] + [
    ['14362', 'Phường Bắc Sơn'], ['14369', 'Phường Tây Sơn'], ['14377', 'Xã Quang Sơn']
  ].map(([code, name]) => `\n${code},${name},,,370,Thành phố Tam Điệp,37,Tỉnh Ninh Bình`).join(''),
  'mapping.csv': mapping.split('\n')[0] + [
    ['14362.0', 'Phường Bắc Sơn'], ['14369.0', 'Phường Tây Sơn'], ['14377.0', 'Xã Quang Sơn']
  ].map(([code, name]) => `\n37,True,370,,${code},,True,False,Tỉnh Ninh Bình,Thành phố Tam Điệp,${name},` +
    'Tỉnh Ninh Bình,Phường Tam Điệp,37,14362').join('')
}

t.test('the built-in units are the same units, whichever comes first', async t => {
  const first = await open(t, false)
  const before = await first.log()
  t.match(await first.load(tamDiep), { listed: 6, created: 0, changed: 0, changes: 0, doubts: [] })
  t.strictSame(await first.log(), before)
  await first.load()
  t.equal((await first.get('/v1/wards/tay-son')).body.code, '14369', 'a slug never changes its ward')

  const after = await open(t)
  t.match(await after.load(tamDiep), { created: 6, changes: 3 })
  await loadRecords(after.connection.db)
  await after.app.units.load()
  const bare = ({ version, createdAt, updatedAt, ...record }: Record<string, unknown>) => record
  for (const slug of ['tay-son', 'bac-son', 'quang-son', 'tam-diep']) {
    t.strictSame(bare((await after.get(`/v1/wards/${slug}`)).body), bare((await first.get(`/v1/wards/${slug}`)).body))
  }
  t.match(await after.load(tamDiep), { created: 0, changed: 0, changes: 0, doubts: [] })
  t.match((await after.get('/v1/meetings?ward=tam-diep&lineage=true')).body.data, [{ ward: { slug: 'tay-son' } }])

  const later = JSON.stringify([{
    Code: '37', FullName: 'Tỉnh Ninh Bình', Wards: [{ Code: '14362', FullName: 'Phường Thử Điệp', ProvinceCode: '37' }]
  }])
  t.match(await after.load({ 'later.json': later }, { window: { from: '2027-01-01', to: null } }), { changed: 1 })
  t.match(await loadRecords(after.connection.db), { created: 0, updated: 0 })
  t.equal((await after.get('/v1/wards/tam-diep')).body.name, 'Phường Thử Điệp', 'what a later list says stays')
})

t.test('the verb loads files, and says what came of it and under which licence they are', async t => {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const folder = await mkdtemp(join(tmpdir(), 'so-phuong-units-'))
  t.teardown(async () => await rm(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  await writeFile(join(folder, 'odd.csv'), list.replace('90004', '9x'))
  await writeFile(join(folder, 'other.csv'), list.replace('Xã Thử Sáu', 'Xã Thử Xáu'))
  const run = async (...args: string[]) => await new Promise<{ code: number, out: string, err: string }>(resolve => {
    const { PATH, HOME } = process.env
    const options = { cwd: folder, env: { PATH, HOME, DATA_DIR: join(folder, 'data'), BUILT_IN: 'off' } }
    const command = [`--import=${import.meta.resolve('tsx')}`, join(root, 'src/cli.ts'), 'load', 'units', ...args]
    execFile(process.execPath, command, options, (error, out, err) => {
      resolve({ code: Number(error?.code ?? 0), out, err })
    })
  })
  const told = 'list.csv: list of the statistics office, three levels (a publication of the State; as republished by ' +
    'tranngocminhhieu/vietnamadminunits: MIT)\n' +
    'present.json: provinces with their wards (thanglequoc/vietnamese-provinces-database: MIT)\n' +
    'mapping.csv: former wards and what they became (tranngocminhhieu/vietnamadminunits: MIT)\n'
  t.match(await run(...Object.keys(files)),
    { code: 0, out: `${told}17 units: 17 created, 0 changed, 0 unchanged; 8 changes of units added\n` })
  const again = await run('other.csv', '--doubts', 'doubts.txt')
  t.match(again, { code: 0, out: /\n12 units: 0 created, 0 changed, 12 unchanged; .*\n1 doubts: see/ })
  t.equal(await readFile(join(folder, 'doubts.txt'), 'utf8'),
    'Xã Thử Xáu (90016): the register has another name (Xã Thử Sáu), which is kept\n')
  for (const [args, said] of [
    [['odd.csv'], "odd.csv:3: '9x' is no code of a ward\n" +
      'so-phuong: odd.csv has lines that cannot be used; nothing was written\n'],
    [['list.csv', '--valid-to', '2025-02-30'], 'Write a day such as 2025-07-01.'],
    [[...Object.keys(files), '--dry-run', '--valid-to', '2024-01-01'], 'Days can be given for lists of one kind only']
  ] as const) {
    const { code, err } = await run(...args)
    t.strictSame([code, err.includes(said)], [1, true], err)
  }
})

const country = fileURLToPath(new URL('../../shared/units/', import.meta.url))

// Once is enough: it takes a while, and what it rests on is tested on both engines.
if (existsSync(country) && process.env.TEST_DATABASE_URL === undefined) {
  t.test('the whole country: 34 provinces, 3,321 wards since the reform, 10,035 before', async t => {
    const { load, get } = await open(t, false)
    const names = ['wards-2025-07-18.csv', 'legacy-to-2025.csv', 'units-2026-07-25.json']
    const texts = Object.fromEntries(names.map(name => [name, readFileSync(join(country, name), 'utf8')]))
    const { doubts, ...counts } = await load(texts)
    t.strictSame(counts, { listed: 13_983, created: 13_950, changed: 0, changes: 10_479, left: 0 })
    t.equal(doubts.length, 172)
    t.match(await load(texts), { created: 0, changed: 0, changes: 0, left: 0 })

    const total = async (query: string) => (await get(`/v1/units?limit=1&total=true&${query}`)).body.page.total
    t.strictSame(await Promise.all(['level=province&asOf=2025-06-30', 'level=province&asOf=2026-01-01',
      'level=district&asOf=2025-06-30', 'level=district&asOf=2025-07-01', 'level=ward&asOf=2025-06-30',
      'level=ward&asOf=2025-07-01'].map(total)), [63, 34, 696, 0, 10_035, 3_321])
    const nameOn = async (day: string) => (await get(`/v1/units/province:75?asOf=${day}`)).body.name
    t.strictSame([await nameOn('2026-04-29'), await nameOn('2026-04-30')], ['Tỉnh Đồng Nai', 'Thành phố Đồng Nai'])

    for (const [ward, successor, act] of [
      ['tay-son', 'tam-diep', '1674'], ['phung-chi-kien', 'bac-kan', '1683'], ['nghi-hoa', 'cua-lo', '1678'],
      ['duc-xuan', 'duc-xuan-thai-nguyen', '1683'], ['ha-khanh', 'cao-xanh-quang-ninh', '1679']
    ] as const) {
      t.match((await get(`/v1/wards/${ward}`)).body.successors,
        [{ slug: successor, change: 'merged', extent: 'whole', legalBasis: `${act}/NQ-UBTVQH15` }], ward)
      const { data, page } = (await get(`/v1/meetings?ward=${successor}&lineage=true&total=true`)).body
      t.strictSame([data.length, data[0].ward.slug, page.total], [1, ward, 1])
      t.ok(page.lineage.some((line: { ward: { slug: string } }) => line.ward.slug === ward))
    }
    const phuong = await get('/v1/wards?q=tây+sơn&kind=phuong&limit=200&asOf=2025-06-30')
    t.strictSame(phuong.body.data.filter((ward: { name: string }) => ward.name === 'Phường Tây Sơn')
      .map((ward: { slug: string }) => ward.slug).sort(), ['tay-son', 'tay-son-an-khe', 'tay-son-pleiku'])
    t.equal((await get('/v1/wards/23575?asOf=2025-06-30')).body.slug, 'tay-son-pleiku')
    t.equal((await get('/v1/wards/23575')).body.name, 'Phường Pleiku')
    t.equal((await get('/v1/wards?limit=200&asOf=2025-06-30&province=gia-lai&q=tay+son')).body.data.length, 2)
  })
}
