/** The executable's verb extract, as it is typed: files and standard input, lines and sheets, good files beside bad. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { extract } from '../src/extraction/extract.js'
import { readText } from '../src/inputs/read.js'
import { sheetOf } from '../src/verbs/sheet.js'
import { toVni } from './helpers/encodings.js'
import { docx, paragraph, run as runOf } from './helpers/packages.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = t.testdir()
const data = join(folder, 'data')

async function run (input: string | Buffer, ...args: string[]) {
  const { PATH, HOME } = process.env
  const child = spawn(process.execPath, ['--import=tsx', join(root, 'src/cli.ts'), 'extract', ...args],
    { cwd: root, env: { PATH, HOME, DATA_DIR: data } })
  child.stdin.on('error', () => {}).end(input)
  const closed = new Promise<number | null>(resolve => { child.on('close', resolve) })
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await closed, out, err }
}

const article = `Đảng ủy phường Thử sơ kết 6 tháng đầu năm 2023
Sáng 12/7, Đảng ủy phường Thử tổ chức hội nghị sơ kết 6 tháng đầu năm 2023.
Đồng chí Nguyễn Văn Thử, Bí thư Đảng ủy, chủ trì hội nghị. Phường kết nạp 5 đảng viên, đạt 50% kế hoạch.`

const file = async (name: string, content: string | Buffer) => {
  await writeFile(join(folder, name), content)
  return join(folder, name)
}

t.test('each file gives a line of JSON, in their order, and no database is opened', async t => {
  const plain = await file('a.txt', article)
  const vni = await file('b.txt', toVni(article))
  const word = await file('c.docx', await docx(article.split('\n').map(line => paragraph(runOf(line))).join('')))
  const about = { title: null, publishedOn: null, url: null }
  const extraction = JSON.parse(JSON.stringify(extract(article))) as unknown
  const { code, out, err } = await run('', plain, vni, word)
  t.strictSame([code, err], [0, ''])
  t.strictSame(out.trimEnd().split('\n').map(line => JSON.parse(line) as unknown), [
    { file: plain, input: { ...about, format: 'text', encoding: 'utf-8', notes: [] }, extraction },
    { file: vni, input: { ...about, format: 'text', encoding: 'vni', notes: [] }, extraction },
    { file: word, input: { ...about, format: 'docx', encoding: 'unicode', notes: [] }, extraction }
  ])
  t.notOk(existsSync(data))
})

t.test('- is the standard input, and --text gives the text to which the offsets belong', async t => {
  const { code, out } = await run(`<p>${article.replaceAll('\n', '<br>')}</p>`, '--text', '-')
  t.equal(code, 0)
  t.match(JSON.parse(out), {
    file: '-', input: { format: 'html', text: article }, extraction: JSON.parse(JSON.stringify(extract(article)))
  })
})

t.test('a file that cannot be read is a line of its own; the others are read, and the code is 1', async t => {
  await mkdir(join(folder, 'd'))
  const good = await file('good.txt', article)
  const scan = await file('scan.png', Buffer.from('\x89PNG\r\n\x1A\n', 'latin1'))
  const { code, out, err } = await run('', join(folder, 'none.txt'), scan, good, join(folder, 'd'))
  t.strictSame([code, err], [1, ''])
  const lines = out.trimEnd().split('\n').map(line => JSON.parse(line) as { file: string, error?: unknown })
  t.strictSame(lines.map(({ file, error }) => [file, error]), [
    [join(folder, 'none.txt'), { code: 'no-such-file', message: 'There is no such file.' }],
    [scan, { code: 'unsupported', message: 'The file is a picture: text in it cannot be read.' }],
    [good, undefined],
    [join(folder, 'd'), { code: 'no-such-file', message: 'It is a folder, not a file.' }]
  ])
})

t.test('a sheet shows what was found, each with its passage', async t => {
  const { code, out } = await run(article, '--format', 'table', '-')
  t.equal(code, 0)
  // eslint-disable-next-line no-control-regex
  t.notMatch(out, /\x1B/, 'no colours where nobody sees them')
  for (const part of ['-\n  text · utf-8\n', '\nWARD\n  phường Thử\n    Đảng ủy [phường Thử] sơ kết', '\nMEETING\n',
    '\nOFFICIALS\n  Nguyễn Văn Thử | ', '\nFIGURES\n  party-members-admitted | 5 ']) {
    t.ok(out.includes(part), part)
  }
  t.equal((await run('Trời hôm nay nắng đẹp.', '--format', 'table', '-')).out,
    '-\n  text · utf-8\n  Nothing was found.\n\n')
})

t.test('passages are coloured on a terminal, and no text makes a terminal do things', async t => {
  const hostile = article.replace('Nguyễn', '\x1B[2JNguyễn')
  const reading = await readText(Buffer.from(hostile))
  const outcome = { file: 'a\x1B[2J.txt', reading, extraction: extract(hostile) }
  t.match(sheetOf(outcome, true), '\x1B[30;43mphường Thử\x1B[0m')
  t.notMatch(sheetOf(outcome, true), '\x1B[2J')
  // eslint-disable-next-line no-control-regex
  t.notMatch(sheetOf(outcome, false), /\x1B/)
})

t.test('the verb explains itself, and says what is wrong with its options', async t => {
  const { code, out } = await run('', '--help')
  t.equal(code, 0)
  for (const part of ['<file...>', '--format <format>', '--text']) t.match(out, part)
  t.match((await run('')).err, "missing required argument 'file'")
  t.match((await run('', '--format', 'xml', '-')).err, 'Allowed choices are json, table.')
})
