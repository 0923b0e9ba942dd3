/**
 * The documents: settings, commands and addresses that they name exist, every command of the tours is run and answers
 * what is shown, and every dependency has its reason.
 */
import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import { parse } from 'yaml'
import { readConfig, settingNames } from '../src/config.js'
import { ADMIN_KEY, openRegister, serve } from './helpers/register.js'

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')
const texts = Object.fromEntries(
  ['README.md', 'README.vi.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].map(name => [name, read(name)]))
const manifest = JSON.parse(read('package.json'))
const { app, ask, connection } = await openRegister(t)
const addresses = Object.keys((app.swagger() as { paths: object }).paths)

/** All that a pattern's first group finds, each once, in order. */
const all = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(match => match[1]!))].sort()

// ── The tours ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Words of a command line; quotes hold a word together, and in double ones the key of the configuration is set in. */
const words = (line: string) => [...line.replaceAll('\\\n', ' ').matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)]
  .map(([, single, double, plain]) => single ?? double?.replace('$ADMIN_KEY', ADMIN_KEY) ?? plain!)

/** What a curl command asks for. */
function requestOf (command: string) {
  const [curl, ...rest] = words(command)
  if (curl !== 'curl') throw new Error(`no curl command: ${command}`)
  const headers: Record<string, string> = {}
  const search: string[] = []
  let address = ''
  let method = 'GET'
  let body: string | undefined
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '-H') {
      const [name, ...value] = rest.shift()!.split(': ')
      headers[name!.toLowerCase()] = value.join(': ')
    } else if (word === '--data-urlencode') {
      const [name, value] = rest.shift()!.split('=')
      search.push(`${name}=${encodeURIComponent(value!)}`)
    } else if (word === '-X') {
      method = rest.shift()!
    } else if (word === '-d') {
      body = rest.shift()!
    } else if (word.startsWith('localhost:3000/')) {
      address = word.replace('localhost:3000', '')
    } else if (!['-i', '-G'].includes(word)) {
      throw new Error(`an option that this test does not know: ${word}`)
    }
  }
  return { method, url: search.length === 0 ? address : `${address}?${search.join('&')}`, headers, body }
}

/** JSON as it is shown: a bare `…` in an object or a list becomes an entry of its own, so that it can be parsed. */
function parseShown (shown: string): unknown {
  const open: string[] = []
  return JSON.parse(shown.replace(/"(?:[^"\\]|\\.)*"|[[\]{}…]/g, token => {
    if (token === '[' || token === '{') open.push(token)
    if (token === ']' || token === '}') open.pop()
    return token !== '…' ? token : open.at(-1) === '{' ? '"…": 0' : '"…"'
  }))
}

/** A text of which only the beginning may be shown. */
const begins = (actual: string, shown: string) =>
  shown.endsWith('…') ? actual.startsWith(shown.slice(0, -1)) : actual === shown

/** Where an answer differs from what is shown; nothing may be left out that is not marked by `…`. */
function differences (actual: unknown, shown: unknown, path = ''): string[] {
  if (typeof shown === 'string' && typeof actual === 'string') {
    return begins(actual, shown) ? [] : [`${path} is ${actual}`]
  }
  if (Array.isArray(shown) && Array.isArray(actual)) {
    const parts = shown.filter(part => part !== '…')
    if (parts.length === shown.length ? actual.length !== shown.length : actual.length <= parts.length) {
      return [`${path} has ${actual.length} items`]
    }
    return parts.flatMap((part, at) => differences(actual[at], part, `${path}/${at}`))
  }
  if (typeof shown === 'object' && shown !== null && typeof actual === 'object' && actual !== null) {
    const { '…': cut, ...parts } = shown as Record<string, unknown>
    const missing = Object.keys(actual).filter(name => !(name in parts))
    const unmarked = cut === undefined ? missing.map(name => `${path}/${name} is left out`) : []
    const marked = cut !== undefined && missing.length === 0 ? [`${path} has nothing left out`] : []
    return [...unmarked, ...marked, ...Object.entries(parts).flatMap(([name, part]) =>
      differences((actual as Record<string, unknown>)[name], part, `${path}/${name}`))]
  }
  return actual === shown ? [] : [`${path} is ${JSON.stringify(actual)}`]
}

/** Whether the parts of a line between its marks occur in order. */
function isCutFrom (line: string, shown: string): boolean {
  const parts = shown.split('…').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.+')}$`).test(line)
}

for (const name of ['README.md', 'README.vi.md']) {
  const tour = [...texts[name]!.matchAll(/```sh tour\n((?:(?!```)[\s\S])+)\n```\n```(json|http|csv)\n([\s\S]*?)\n```/g)]

  t.test(`the tour of ${name} answers what is shown`, async t => {
    t.equal(tour.length, texts[name]!.split('```sh tour').length - 1, 'every command has its answer')
    t.ok(tour.length >= 6)
    for (const [, command, form, shown] of tour) {
      const { method, url, headers, body: sent } = requestOf(command!)
      const { status, headers: answered, body } = await ask(method, url, headers, sent)
      if (form === 'csv') {
        const lines = (body as string).replace('\uFEFF', '').trimEnd().split('\r\n')
        for (const line of shown!.split('\n')) t.ok(lines.some(other => isCutFrom(other, line)), `${command}\n${line}`)
        continue
      }
      const [head, ...rest] = form === 'http' ? shown!.split('\n\n') : ['HTTP/1.1 200', shown!]
      const [first, ...fields] = head!.split('\n')
      t.equal(status, Number(first!.split(' ')[1]), command!)
      for (const field of fields.filter(line => line !== '…')) {
        const [header, ...value] = field.split(': ')
        t.ok(begins(String(answered[header!]), value.join(': ')), `${command}\n${field}\n${answered[header!]}`)
      }
      if (rest.length === 0) t.equal(body, '', command!)
      else t.same(differences(body, parseShown(rest.join('\n\n'))), [], command!)
    }
  })
}

// ── Names ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The rows of a table, by the heading of its first column. */
function rowsOf (text: string, heading: string): string[][] {
  const table = text.split('\n\n').find(block => block.startsWith(`| ${heading} |`))
  if (table === undefined) throw new Error(`no table of '${heading}'`)
  return table.trim().split('\n').slice(2).map(row => row.split('|').slice(1, -1).map(cell => cell.trim()))
}

const bare = (cell: string) => cell.replaceAll('`', '')
const composed = all(read('docker-compose.yml'), /\$\{([A-Z_]+)/g)
const verbs = all(read('src/cli.ts'), /program\.command\('(\w+)'\)/g)

t.test('the table of settings has them all, with their defaults', async t => {
  const rows = rowsOf(texts['README.md']!, 'setting')
  t.same(rows.map(([name]) => bare(name!)), settingNames)
  const defaults: Record<string, unknown> = readConfig({})
  for (const [cell, shown] of rows) {
    const name = bare(cell!)
    const given: Record<string, unknown> = readConfig(shown === 'none' ? {} : { [name]: bare(shown!) })
    t.strictSame(given[name], defaults[name], name)
    t.equal(shown === 'none', defaults[name] === null, name)
  }
})

t.test('the Vietnamese README names only settings that exist, with their defaults', async t => {
  for (const [name, shown] of rowsOf(texts['README.vi.md']!, 'biến')) {
    const english = rowsOf(texts['README.md']!, 'setting').find(([cell]) => cell === name)
    t.equal(shown === 'không có' ? 'none' : shown, english?.[1], name!)
  }
  const named = all(texts['README.vi.md']!, /`([A-Z][A-Z_]{3,})`/g)
  const methods = ['POST', 'PATCH', 'DELETE']
  t.same(named.filter(name => ![...settingNames, ...composed, ...methods].includes(name)), [])
})

t.test('the compose file sets only what exists, and its variables are in the README', async t => {
  const { services } = parse(read('docker-compose.yml'), { merge: true })
  const set = Object.keys(services['so-phuong'].environment)
  t.same(set.filter(name => !(settingNames as readonly string[]).includes(name)), [])
  t.same(rowsOf(texts['README.md']!, 'variable').map(([name]) => bare(name!)).sort(), composed)
  for (const [, verb] of read('docker-compose.yml').matchAll(/cli\.js (\w+)/g)) t.ok(verbs.includes(verb!), verb!)
})

t.test('the image is made of what there is', async t => {
  const recipe = read('Dockerfile')
  const copied = [...recipe.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names]) => names!.split(' '))
  t.ok(copied.length > 0)
  t.same(copied.filter(name => !existsSync(new URL(`../${name}`, import.meta.url))), [])
  t.same(copied.filter(name => !read('.dockerignore').split('\n').includes(`!${name}`)), [], 'all goes to the builder')
  const set = [...recipe.matchAll(/^ENV (.+)$/gm)].flatMap(([, pairs]) => all(pairs!, /(\w+)=/g))
  t.same(set.filter(name => ![...settingNames, 'NODE_ENV'].includes(name)), [])
  t.match(recipe, '/health/live')
  t.ok(verbs.includes(/cli\.js", "(\w+)"\]\s*$/.exec(recipe)?.[1] ?? ''))
})

t.test('the table of commands has all verbs, and no other is named anywhere', async t => {
  const rows = rowsOf(texts['README.md']!, 'command').map(([cell]) => /^so-phuong (\w+)/.exec(bare(cell!))![1]!)
  t.same([...new Set(rows)].sort(), verbs)
  for (const [name, text] of Object.entries(texts)) {
    const named = all(text, /(?:`(?:npx )?so-phuong|cli\.js) ([a-z]+)/g)
    t.same(named.filter(verb => !verbs.includes(verb)), [], name)
  }
})

t.test('every npm script that is named exists', async t => {
  for (const [name, text] of Object.entries(texts)) {
    const named = all(text, /npm (?:run )?([a-z][\w:]*)/g)
    t.same(named.filter(script => !(script in manifest.scripts) && script !== 'ci'), [], name)
  }
  const listed = all(texts['CONTRIBUTING.md']!, /`npm (?:run )?([\w:]+)`/g)
  t.same(Object.keys(manifest.scripts).filter(script => !listed.includes(script) && script !== 'prepare'), [])
})

t.test('every address of the API is in the README, and every address that is named answers', async t => {
  const table = rowsOf(texts['README.md']!, 'address').flatMap(([cell]) => cell!.split(' · ').map(bare))
  t.same(addresses.filter(address => !table.includes(address)), [], 'the table has them all')
  // With all that a configuration can add; nobody is at the address of the provider.
  const { ask } = await serve(t, connection, { settings: { OIDC_ISSUER: 'http://127.0.0.1:9', OIDC_AUDIENCE: 'a' } })
  for (const [name, text] of Object.entries(texts)) {
    const named = all(text, /(?<![\w./-])(\/(?:v1|docs|openapi|problems|health|\.well-known)\b[\w/{}.-]*)/g)
      .map(address => address.replace(/[./]$/, '')).filter(address => address !== '/v1')
    for (const address of named.filter(address => !addresses.includes(address))) {
      t.ok((await ask('GET', address)).status < 400, `${name}: ${address}`)
    }
  }
})

t.test('every parameter of the table of addresses belongs to one of its addresses', async t => {
  const { paths } = app.swagger() as {
    paths: Record<string, Record<string, { parameters?: Array<{ name: string }> }>>
  }
  for (const [cell, filters] of rowsOf(texts['README.md']!, 'address')) {
    const known = cell!.split(' · ')
      .flatMap(address => Object.values(paths[bare(address)] ?? {}))
      .flatMap(({ parameters = [] }) => parameters).map(({ name }) => name)
    const named = all(filters!, /`(\w+)`/g)
    t.same(named.filter(name => !known.includes(name)), [], cell!)
  }
})

const anchorsOf = (text: string) => all(text, /^#+ (.+)$/gm)
  .map(heading => heading.toLowerCase().replace(/[^\w\s-]/g, '').replaceAll(' ', '-'))

t.test('links lead to files and headings that exist', async t => {
  const written = { ...texts, 'OPERATIONS.md': read('OPERATIONS.md'), 'SECURITY.md': read('SECURITY.md') }
  for (const [name, text] of Object.entries(written)) {
    for (const target of all(text, /\]\(([^)]+)\)/g).filter(target => !/^https?:/.test(target))) {
      const [file, anchor] = target.split('#')
      if (file !== '') t.ok(existsSync(new URL(`../${file}`, import.meta.url)), `${name}: ${target}`)
      if (anchor === undefined) continue
      const there = file === '' ? text : read(file!)
      t.ok(anchorsOf(there).includes(anchor), `${name}: ${target}`)
    }
  }
})

t.test('OPERATIONS.md tells of every metric of the service, and of no other', async t => {
  const there = all(await app.metrics.text(), /^# TYPE ((?:so_phuong|http)_\w+) /gm)
  const told = all(read('OPERATIONS.md'), /^\| (`(?:so_phuong|http)_.*?) \|/gm).flatMap(cell => all(cell, /`(\w+)`/g))
  // Only where there are replicas, and where requests wait for their turn.
  const elsewhere = ['so_phuong_replica_in_use', 'so_phuong_replica_lag_seconds', 'so_phuong_waiting_requests']
  t.same([...there, ...elsewhere].sort(), told.sort())
  const known = new Set([...told, ...told.flatMap(name => [`${name}_count`, `${name}_bucket`])])
  const used = all(read('OPERATIONS.md'), /((?:so_phuong|http_server)_\w+)/g)
  t.same(used.filter(name => !known.has(name)), [], 'alerts ask for metrics that there are')
})

t.test('every dependency has its reason, and no other package has one', async t => {
  const [running, developing] = texts['CONTRIBUTING.md']!.split('\nFor running:\n')[1]!.split('\nFor developing:\n')
  t.same(all(running!, /^- `([^`]+)`: \S/gm), Object.keys(manifest.dependencies).sort())
  t.same(all(developing!, /^- `([^`]+)`: \S/gm), Object.keys(manifest.devDependencies).sort())
})

t.test('the changelog knows the version', async t => {
  const versions = all(texts['CHANGELOG.md']!, /^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d\d-\d\d$/gm)
  t.ok(versions.includes(manifest.version))
  t.match(texts['CHANGELOG.md'], /^## \[Unreleased\]$/m)
})

t.test('every test that SECURITY.md cites exists', async t => {
  const cited = [...read('SECURITY.md').matchAll(/(test\/[\w/-]+\.test\.ts): ("[^"]+"(?:, "[^"]+")*)/g)]
    .flatMap(([, file, names]) => all(names!, /"([^"]+)"/g).map(name => [file!, name] as const))
  t.ok(cited.length > 30)
  for (const [file, name] of cited) {
    t.ok(existsSync(new URL(`../${file}`, import.meta.url)) && read(file).includes(`'${name}'`), `${file}: ${name}`)
  }
  const risks = all(read('SECURITY.md'), /^\| (API\d+) .*test\//gm)
  t.equal(risks.length, 10, 'each risk has its test')
})
