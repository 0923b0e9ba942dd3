/** The house rules that keep it easy to find one's way: which file may import which. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'

const src = fileURLToPath(new URL('../src', import.meta.url))
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'))

/** What a file imports: paths under src for its own files, names for packages. */
function importsOf (file: string): string[] {
  const text = readFileSync(join(src, file), 'utf8')
  return [...text.matchAll(/(?:^|\n)(?:import|export)\s(?:[^'"]*?from\s+)?'([^']+)'/g)].map(([, target]) =>
    target!.startsWith('.')
      ? relative(src, resolve(src, dirname(file), target!)).replace(/\.js$/, '.ts')
      : target!)
}

const imports = new Map(files.map(file => [file, importsOf(file)]))
const folderOf = (file: string) => file.includes('/') ? file.split('/')[0]! : ''
const roomOf = (file: string) => file.split('/').at(-1)!.replace('.ts', '')
const slices = new Set(files.filter(file => roomOf(file) === 'routes').map(folderOf))

const isPackage = (target: string, ...names: string[]) =>
  names.some(name => target === name || target.startsWith(`${name}/`))
const inSlice = (target: string) => slices.has(folderOf(target))
const inRoom = (target: string, ...rooms: string[]) => inSlice(target) && rooms.includes(roomOf(target))

type Rule = [speaksOf: (file: string) => boolean, forbids: (target: string, file: string) => boolean]

/** Each rule: of which files it speaks, and what they must not import. */
const rules: Record<string, Rule> = {
  'domain imports nothing of the project but itself': [
    file => folderOf(file) === 'domain',
    target => files.includes(target) && folderOf(target) !== 'domain'],
  'queries know nothing of HTTP, nor of another slice’s queries': [
    file => inRoom(file, 'queries'),
    (target, file) => isPackage(target, 'fastify', '@fastify') || ['http', 'plugins'].includes(folderOf(target)) ||
      inRoom(target, 'routes') || (inRoom(target, 'queries') && folderOf(target) !== folderOf(file))],
  'routes know nothing of SQL, nor of another slice’s routes and queries': [
    file => inRoom(file, 'routes'),
    (target, file) => isPackage(target, 'drizzle-orm', 'pg') || target === 'db/tables.ts' ||
      (inRoom(target, 'routes', 'queries') && folderOf(target) !== folderOf(file))],
  'schemas are the contract and know no storage': [
    file => inRoom(file, 'schemas'),
    target => isPackage(target, 'drizzle-orm', 'pg') || folderOf(target) === 'db' ||
      inRoom(target, 'queries', 'routes')],
  'drafts are what can be sent, and know neither storage nor answers': [
    file => inRoom(file, 'drafts'),
    target => isPackage(target, 'drizzle-orm', 'pg', 'fastify', '@fastify') || folderOf(target) === 'db' ||
      inRoom(target, 'queries', 'routes', 'schemas')],
  'writing knows no queries and no routes: a slice hands in how its records are read': [
    file => folderOf(file) === 'writing',
    target => inRoom(target, 'queries', 'routes', 'schemas')],
  'what all share knows no slice': [
    file => ['db', 'http', 'plugins', 'auth'].includes(folderOf(file)),
    target => inSlice(target)],
  'inputs turn files into text for whoever asks, and know no slice, database or request': [
    file => folderOf(file) === 'inputs',
    target => inSlice(target) || isPackage(target, 'fastify', '@fastify', 'drizzle-orm', 'pg') ||
      ['db', 'plugins', 'auth', 'writing', 'delivery'].includes(folderOf(target)) ||
      (folderOf(target) === 'http' && target !== 'http/problems.ts')],
  'nothing imports the executable': [() => true, target => target === 'cli.ts'],
  'only the application registers routes': [
    file => file !== 'app.ts',
    target => inRoom(target, 'routes')]
}

for (const [rule, [speaksOf, forbids]] of Object.entries(rules)) {
  t.test(rule, async t => {
    const concerned = files.filter(speaksOf)
    t.ok(concerned.length > 0, 'the rule speaks of some files')
    t.same(concerned.flatMap(file => imports.get(file)!.filter(target => forbids(target, file))
      .map(target => `${file} → ${target}`)), [])
  })
}

t.test('every import of a file of the project leads to one that exists', async t => {
  const broken = [...imports].flatMap(([file, targets]) =>
    targets.filter(target => target.endsWith('.ts') && !files.includes(target)).map(target => `${file} → ${target}`))
  t.same(broken, [])
})

t.test('a slice has at most the rooms that every slice has, and its vocabulary', async t => {
  const rooms = files.filter(inSlice).map(roomOf)
  t.same([...new Set(rooms)].sort(),
    ['drafts', 'queries', 'routes', 'schemas', 'vocabularies'])
})

t.test('every file says at its head what it is in charge of', async t => {
  const silent = files.filter(file => !/^(#!.*\n)?\/\*\*/.test(readFileSync(join(src, file), 'utf8')))
  t.same(silent, [])
})
