/**
 * The statements that the benchmark measures the service against answer what the service answers: a ceiling that says
 * less would be none.
 */
import t from 'tap'
import { reads, readsOf, type Question } from '../bench/reads.js'
import { recordsOf } from '../bench/same.js'
import { parsePeriod } from '../src/domain/periods.js'
import { openRegister } from './helpers/register.js'

const { connection: { pool }, ask } = await openRegister(t)
const found = async (address: string) => (await ask('GET', address)).body.data as Array<Record<string, any>>

const wards = await found('/v1/wards?limit=200')
const meetings = await found('/v1/meetings?limit=200')
const figures = await found('/v1/observations?limit=200')
const documents = await found('/v1/resolutions?limit=200')
const include = 'participants,resolutions,observations,tasks,sources,evidence'

/** Every address of the built-in records that a read can have. */
const questions: Record<string, Question[]> = {
  core: wards.flatMap(({ slug, id }) => ['2020/2025', '2021', '2023', '2024'].map(code => {
    const { from, to } = parsePeriod(code)!
    return { address: `/v1/meetings?ward=${slug}&period=${code}`, values: [id, from, to] }
  })),
  meeting: meetings.map(({ id }) => ({ address: `/v1/meetings/${id}?include=${include}`, values: [id] })),
  observations: [...new Set(figures.filter(({ period }) => period !== null).map(({ ward, period }) =>
    `${ward.slug} ${ward.id} ${period.code} ${period.to}`))].map(text => {
    const [slug, id, code, to] = text.split(' ') as [string, string, string, string]
    return { address: `/v1/observations?ward=${slug}&period=${code}`, values: [id, code, to] }
  }),
  officials: wards.map(({ slug, id }) => ({ address: `/v1/wards/${slug}/officials`, values: [id] })),
  citations: documents.map(({ id }) => ({ address: `/v1/resolutions/${id}/citations`, values: [id] })),
  'most-cited': documents.slice(0, 10).map(({ id }) => ({ address: `/v1/resolutions/${id}/citations`, values: [id] })),
  page200: wards.map(({ slug, id }) => ({ address: `/v1/wards/${slug}/observations?limit=200`, values: [id] })),
  csv: wards.map(({ slug, id }) => ({ address: `/v1/wards/${slug}/meetings?format=csv`, values: [id] }))
}

for (const read of reads) {
  t.test(`the statement of '${read.name}' answers what the service answers`, async t => {
    const asked = questions[read.name]!
    t.ok(asked.length >= 5)
    for (const { address, values } of asked) {
      const { status, body } = await ask('GET', address)
      t.equal(status, 200, address)
      const { rows } = await pool.query<{ body: string }>(read.statement, [...values])
      const ours = recordsOf(typeof body === 'string' ? body : JSON.stringify(body), read)
      t.same(recordsOf(rows[0]!.body, read), ours, address)
    }
  })
}

t.test('a read that there is not is refused', async t => {
  t.throws(() => readsOf(['core', 'nothing']), /no read 'nothing'/)
  t.same(readsOf(['csv', 'core']).map(({ name }) => name), ['core', 'csv'])
})
