/**
 * An archive on its way into a running service: every file in a folder and below is read, sent and read for records;
 * what fails is told with its reason, what is interrupted is completed by the same command, and twice changes nothing.
 */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { docx, paragraph, run } from './helpers/packages.js'
import { openRegister } from './helpers/register.js'
import { article } from './helpers/texts.js'

const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url))

async function archive (t: Test, files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'archive-'))
  t.teardown(async () => await rm(folder, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true })
    await writeFile(join(folder, name), content)
  }
  return folder
}

const argumentsOf = (folder: string, url: string, key: string, ...more: string[]) =>
  ['--import=tsx', cli, 'ingest', folder, '--url', url, '--key', key, ...more]

async function ingest (folder: string, url: string, key: string, ...more: string[]) {
  return await new Promise<{ code: number, stdout: string, stderr: string }>(resolve => {
    execFile(process.execPath, argumentsOf(folder, url, key, ...more), (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), stdout, stderr })
    })
  })
}

async function start (t: Test) {
  const register = await openRegister(t)
  const url = await register.app.listen({ host: '127.0.0.1', port: 0 })
  const { pool } = register.connection
  const count = async (table: string) =>
    (await pool.query(`select count(*)::int as count from ${table}`)).rows[0].count as number
  return { ...register, url, count, writer: await register.key({ scopes: ['write'] }) }
}

t.test('a folder is taken in, and what was found and what failed is told', async t => {
  const { url, writer, count } = await start(t)
  const before = { sources: await count('sources'), meetings: await count('meetings') }
  const folder = await archive(t, {
    '2024/a.txt': article(),
    '2024/7/b.docx': await docx(article({ day: 6 }).trim().split(/\n+/).map(words => paragraph(run(words))).join('')),
    '2024/a-again.txt': article(),
    'nothing.txt': 'Trời hôm nay nắng đẹp.',
    'secret.txt': `TỐI MẬT\n\n${article({ day: 7 })}`,
    'empty.txt': '',
    'picture.png': Buffer.from('89504e470d0a1a0a', 'hex'),
    '.hidden.txt': article({ day: 8 })
  })
  const { code, stdout } = await ingest(folder, url, writer, '--publisher', 'Cổng thử', '--json')
  const { seconds, ...summary } = JSON.parse(stdout)
  const secret = summary.failures.pop()
  t.match(secret, { file: 'secret.txt', reason: /bears a secrecy stamp/ })
  t.equal(code, 1)
  t.type(seconds, 'number')
  t.strictSame(summary, {
    files: 7,
    created: 3,
    unchanged: 1,
    failed: 3,
    unplaced: 1,
    found: { meeting: 2, participant: 4, citation: 4, observation: 2, task: 2 },
    failures: [
      { file: 'empty.txt', reason: 'The file is empty.' },
      { file: 'picture.png', reason: 'The file is a picture: text in it cannot be read.' }
    ],
    wards: 1,
    meetings: 2
  })
  t.strictSame({ sources: await count('sources'), meetings: await count('meetings') },
    { sources: before.sources + 3, meetings: before.meetings + 2 })
})

t.test('twice the same folder changes nothing', async t => {
  const { url, writer, count } = await start(t)
  const folder = await archive(t, Object.fromEntries([1, 2, 3].map(day => [`${day}.txt`, article({ day })])))
  const first = await ingest(folder, url, writer)
  t.equal(first.code, 0, first.stderr)
  t.match(first.stdout, /^3 files .*: 3 new, 0 there already, 0 failed\nfound: 1 wards, 3 meetings, 6 participants, /)
  const changes = await count('changes')
  const again = await ingest(folder, url, writer)
  t.strictSame([again.code, await count('changes')], [0, changes])
  t.match(again.stdout, /: 0 new, 3 there already, 0 failed/)
})

t.test('killed, and repeated, it completes', async t => {
  const { url, writer, count } = await start(t)
  const before = await count('sources')
  const folder = await archive(t, Object.fromEntries(Array.from({ length: 120 }, (_, n) =>
    [`${n}.txt`, article({ day: 1 + n % 31, title: `Hà Khánh họp lần thứ ${n}` })])))
  const child = spawn(process.execPath, argumentsOf(folder, url, writer), { stdio: 'ignore' })
  while (await count('sources') === before) await new Promise(resolve => setTimeout(resolve, 20))
  child.kill('SIGKILL')
  await once(child, 'exit')
  const { code, stdout } = await ingest(folder, url, writer, '--json')
  const { created, unchanged, failed } = JSON.parse(stdout)
  t.strictSame([code, created + unchanged, failed], [0, 120, 0])
  t.ok(unchanged > 0)
  t.strictSame([await count('sources') - before, await count('reviews')], [120, 120])
})

t.test('a key that may not write, and a folder that is none, end with a line', async t => {
  const { url, key } = await start(t)
  const folder = await archive(t, { 'a.txt': article() })
  const reader = await ingest(folder, url, await key({ scopes: ['read'] }))
  t.strictSame([reader.code, reader.stdout], [2, ''])
  t.match(reader.stderr, /so-phuong: 403: A key with the scope write is needed here\./)
  const none = await ingest(join(folder, 'none'), url, await key({ scopes: ['write'] }))
  t.equal(none.code, 2)
  t.match(none.stderr, /so-phuong: .*no such file or directory/)
})
