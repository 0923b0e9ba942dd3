/** `so-phuong import`, as it is typed, against a service that answers as the import does. */
import { execFile, spawn } from 'node:child_process'
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import t from 'tap'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = await mkdtemp(join(tmpdir(), 'so-phuong-import-'))
t.teardown(async () => await rm(folder, { recursive: true }))

interface Asked { url: string, type: string | undefined, key: string | undefined, body: string }
type Answer = (response: ServerResponse, request: IncomingMessage) => void | Promise<void>

const asked: Asked[] = []
let answer: Answer
const server = http.createServer((request, response) => answer(response, request))
await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
t.teardown(() => { server.closeAllConnections(); server.close() })
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

const line = (value: object) => JSON.stringify(value) + '\n'
const counts = (created: number, failed = 0) => ({ created, updated: 0, unchanged: 0, failed })

/** Takes the whole file, then answers these lines. */
const answers = (...lines: object[]): Answer => async (response, request) => {
  const { 'content-type': type, authorization: key } = request.headers
  asked.push({ url: request.url!, type, key, body: await text(request) })
  response.setHeader('content-type', 'application/x-ndjson')
  response.end(lines.map(line).join(''))
}

const environment = () => ({ PATH: process.env.PATH, XDG_CACHE_HOME: folder, SO_PHUONG_KEY: 'sp_of-the-environment' })
const options = (...args: string[]) => ['--import=tsx', 'src/cli.ts', 'import', '--url', address, ...args]

const run = async (...args: string[]) => await new Promise<{ code: number, out: string, err: string }>(resolve => {
  execFile(process.execPath, options(...args), { cwd: root, env: environment() }, (error, out, err) => {
    resolve({ code: Number(error?.code ?? 0), out: out.replaceAll(folder, ''), err: err.replaceAll(folder, '') })
  })
})

async function fileOf (name: string, content: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

t.beforeEach(() => { asked.length = 0 })

t.test('a file is sent as it is, with its type, its name and the key', async t => {
  answer = answers({ import: { id: 'x' } }, { progress: { position: 2, ...counts(2) } }, { summary: counts(2) })
  const file = await fileOf('hop.ndjson', '{"kind":"meeting"}\n{"kind":"meeting"}\n')
  t.strictSame(await run(file), { code: 0, out: '/hop.ndjson: 2 created, 0 updated, 0 unchanged, 0 failed\n', err: '' })
  t.strictSame(asked, [{
    url: '/v1/imports?name=hop.ndjson',
    type: 'application/x-ndjson',
    key: 'Bearer sp_of-the-environment',
    body: '{"kind":"meeting"}\n{"kind":"meeting"}\n'
  }])
  t.same((await readdir(join(folder, 'so-phuong'))), [], 'what is done is forgotten')
})

t.test('options go along', async t => {
  answer = answers({ import: { id: 'x' } }, { summary: { ...counts(1), written: false } })
  const file = await fileOf('số liệu.csv', 'a,b\n')
  const { code, out } = await run(file, '--key', 'sp_own', '--kind', 'observation', '--dry-run', '--atomic', 'all',
    '--source-system', 'van-ban')
  t.equal(code, 0)
  t.match(out, '(nothing was written)')
  const { url, type, key } = asked[0]!
  t.same(Object.fromEntries(new URL(url, address).searchParams),
    { name: 'số liệu.csv', kind: 'observation', sourceSystem: 'van-ban', dryRun: 'true', atomic: 'all' })
  t.same([type, key], ['text/csv', 'Bearer sp_own'])
})

t.test('what failed is told with its place, and the exit code says so', async t => {
  answer = answers({ import: { id: 'x' } },
    { position: 7, status: 'failed', kind: 'meeting', errors: [{ pointer: '/heldOn', detail: 'is required' }] },
    {
      position: 8,
      status: 'failed',
      kind: 'observation',
      place: 'Số liệu!A9',
      errors: [{ column: 'Giá trị', cell: 'D9', detail: 'is no number' }, { detail: 'is not known' }]
    },
    { position: 9, status: 'failed', place: 'A4', type: '/problems/conflict', detail: 'It is taken.', errors: [] },
    { summary: { id: 'x', ...counts(6, 5) } })
  t.strictSame(await run(await fileOf('a.ndjson', '{}\n')), {
    code: 1,
    out: '/a.ndjson:7: /heldOn is required\n' +
      '/a.ndjson!Số liệu!D9: Giá trị is no number\n/a.ndjson!Số liệu!A9: is not known\n/a.ndjson!A4: It is taken.\n' +
      '/a.ndjson: 2 more failed: see /v1/imports/x/failures\n' +
      '/a.ndjson: 6 created, 0 updated, 0 unchanged, 5 failed\n',
    err: ''
  })
})

t.test('what cannot be imported at all is said in one line', async t => {
  answer = (response, request) => {
    request.resume()
    response.statusCode = 401
    response.setHeader('content-type', 'application/problem+json')
    response.end(JSON.stringify({ title: 'Unauthorized', detail: 'The key is not known.' }))
  }
  const file = await fileOf('large.ndjson', '{}\n'.repeat(1_000_000))
  t.strictSame(await run(file), { code: 2, out: '', err: 'so-phuong: /large.ndjson: 401: The key is not known.\n' })
  t.match(await run(join(folder, 'none.csv')), { code: 2, err: 'there is no such file' })
  t.match(await run(await fileOf('a.doc', '')), { code: 2, err: 'is none of .ndjson, .jsonl, .csv, .tsv and .xlsx' })
  t.match(await run('--atomic', 'some', file), { code: 2, err: 'Allowed choices are item, all.' })
  t.match(await run('--url', 'ftp://a', file), { code: 2, err: 'Write an address such as' })
  t.equal((await run('--help')).code, 0)
  answer = answers({ import: { id: 'x' } })
  t.match(await run(file), { code: 2, err: 'large.ndjson: the connection was lost before the end' })
})

t.test('an import whose connection is lost goes on where it was', async t => {
  const file = await fileOf('b.ndjson', '{}\n{}\n{}\n')
  answer = async (response, request) => {
    await text(request)
    response.write(line({ import: { id: 'x' } }))
    response.write(line({ progress: { position: 2, ...counts(1, 1) } }))
    setTimeout(() => response.destroy(), 300)
  }
  t.match(await run(file), { code: 2, out: '' })
  answer = answers({ import: { id: 'y' } }, { progress: { position: 3, ...counts(1) } }, { summary: counts(1) })
  t.strictSame(await run(file), {
    code: 1, out: '/b.ndjson: 2 created, 0 updated, 0 unchanged, 1 failed\n', err: '/b.ndjson: goes on after item 2\n'
  })
  t.equal(asked[0]!.url, '/v1/imports?name=b.ndjson&from=2')
  await run(file)
  t.equal(asked[1]!.url, '/v1/imports?name=b.ndjson', 'what was finished begins anew')
})

t.test('an import that is interrupted goes on, unless its file has changed', async t => {
  const file = await fileOf('c.ndjson', '{}\n{}\n{}\n')
  const interrupt = async () => await new Promise<{ code: number | null, err: string }>(resolve => {
    answer = async (response, request) => {
      await text(request)
      response.write(line({ import: { id: 'x' } }) + line({ progress: { position: 1, ...counts(1) } }))
      response.write(line({ position: 2, status: 'failed', errors: [{ detail: 'is wrong' }] }))
    }
    const child = spawn(process.execPath, options(file), { cwd: root, env: environment() })
    let err = ''
    child.stderr.on('data', data => { err += data })
    // The line after the progress was read, so the progress was.
    child.stdout.once('data', () => child.kill('SIGINT'))
    child.on('exit', code => { resolve({ code, err }) })
  })
  t.match(await interrupt(), { code: 2, err: 'interrupted; the same command goes on' })
  answer = answers({ import: { id: 'y' } }, { summary: counts(2) })
  t.match(await run(file), { code: 0, out: '3 created' })
  t.equal(asked[0]!.url, '/v1/imports?name=c.ndjson&from=1')

  await interrupt()
  await utimes(file, new Date(), new Date(0))
  asked.length = 0
  answer = answers({ import: { id: 'y' } }, { summary: counts(3) })
  t.match(await run(file), { code: 0, out: '3 created' })
  t.equal(asked[0]!.url, '/v1/imports?name=c.ndjson')
})
