/** The executable's verbs for keys, as they are typed: on a folder of their own, beside no running service. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { buildApp } from '../src/app.js'
import { readConfig } from '../src/config.js'
import { connect } from '../src/db/connect.js'
import { bearer } from './helpers/register.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const DATA_DIR = await mkdtemp(join(tmpdir(), 'so-phuong-keys-'))
t.teardown(async () => await rm(DATA_DIR, { recursive: true }))

const run = async (...args: string[]) => await new Promise<{ code: number, out: string, err: string }>(resolve => {
  const { PATH, HOME } = process.env
  const options = { cwd: root, env: { PATH, HOME, DATA_DIR } }
  execFile(process.execPath, ['--import=tsx', 'src/cli.ts', 'keys', ...args], options, (error, out, err) => {
    resolve({ code: Number(error?.code ?? 0), out, err })
  })
})

t.test('each verb explains itself, and says what is wrong with its options', async t => {
  const [all, create] = [await run('--help'), await run('create', '--help')]
  for (const verb of ['create', 'list', 'revoke <id>']) t.match(all.out, verb)
  for (const option of ['--name', '--scope', '--ward', '--expires']) t.match(create.out, option)
  const cases: ReadonlyArray<readonly [args: string[], said: string]> = [
    [['create', '--scope', 'write'], "required option '--name <name>' not specified"],
    [['create', '--name', 'a'], "required option '--scope <scope...>' not specified"],
    [['create', '--name', ' ', '--scope', 'read'], 'A name has 1 to 200 characters.'],
    [['create', '--name', 'a', '--scope', 'own'], 'Allowed choices are read, write, review, metrics, admin.'],
    [['create', '--name', 'a', '--scope', 'read', '--expires', '2099-02-30'], 'Write a day such as 2099-01-01'],
    [['revoke', '7'], 'A key is known by its id, a UUID.']
  ]
  for (const [args, said] of cases) {
    const { code, out, err } = await run(...args)
    t.strictSame([code, out], [1, ''], args.join(' '))
    t.match(err, said, args.join(' '))
  }
})

t.test('a key is made, listed, used over HTTP and revoked', async t => {
  const made = await run('create', '--name', 'Văn phòng', '--scope', 'write', '--scope', 'review', '--ward', 'tay-son',
    '--ward', 'ha-khanh', '--expires', '2099-01-01')
  t.equal(made.code, 0, made.err)
  t.match(made.out, /^sp_[\w-]{43}\n$/, 'the secret alone is what it prints')
  const secret = made.out.trim()
  const id = /^Key ([0-9a-f-]{36})\. Its secret is shown this once:$/m.exec(made.err)![1]!

  const listed = await run('list')
  const row = listed.out.split('\n').find(line => line.startsWith(id))
  t.strictSame(row?.split(/ {2,}/), [id, `${secret.slice(0, 10)}…`, 'write,review', 'ha-khanh,tay-son',
    'good until 2099-01-01', 'never', 'Văn phòng'])
  t.notMatch(listed.out, secret)

  const connection = await connect(readConfig({ DATA_DIR }))
  const app = await buildApp({ config: readConfig({ LOG_LEVEL: 'silent', READ_ACCESS: 'key' }), connection })
  const ask = async () => (await app.inject({ url: '/v1/meetings?total=true', headers: bearer(secret) }))
  t.equal((await ask()).json().page.total, 5, 'the built-in records came first')
  await app.close()
  await connection.close()

  const revoked = await run('revoke', id)
  t.match(revoked, { code: 0, out: `Key ${id} (Văn phòng) was revoked at ` })
  t.match((await run('revoke', id)).out, revoked.out, 'a second time changes nothing')
  t.match((await run('list')).out, `revoked ${new Date().toISOString().slice(0, 4)}`)
})

t.test('what cannot be done is said in one line', async t => {
  t.strictSame(await run('revoke', '0197a3c2-5b1e-7c44-9d0f-3a5e8b7c6d21'),
    { code: 1, out: '', err: 'so-phuong: no key has the id 0197a3c2-5b1e-7c44-9d0f-3a5e8b7c6d21\n' })
  t.strictSame(await run('create', '--name', 'a', '--scope', 'write', '--ward', 'nowhere'),
    { code: 1, out: '', err: "so-phuong: /wards/0 names no ward that is known: 'nowhere'.\n" })
  t.strictSame(await run('create', '--name', 'a', '--scope', 'read', '--expires', '2020-01-01'),
    { code: 1, out: '', err: 'so-phuong: /expiresAt must lie in the future.\n' })
})
