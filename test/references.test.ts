/** Citations by themselves: every way in which a document is named comes to the same parts. */
import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import { documentTypes } from '../src/domain/documents.js'
import { readReference, type Reference } from '../src/extraction/reference.js'

/** What a citation tells, without what it does not tell. */
function partsOf (ref: string) {
  const { said, ...parts } = readReference(ref)
  return Object.fromEntries(Object.entries(parts).filter(([, value]) =>
    value !== null && !(Array.isArray(value) && value.length === 0)))
}

const party = (symbol: string, number: number, suffix: string, ...types: string[]) =>
  ({ symbol, family: 'party', types, number, suffix })
const state = (symbol: string, number: number, suffix: string, ...types: string[]) =>
  ({ symbol, family: 'state', types, number, suffix })
const nq21 = party('21-NQ/TU', 21, 'TU', 'NQ')
const kl01 = party('01-KL/TW', 1, 'TW', 'KL')
const ct05 = party('05-CT/TW', 5, 'TW', 'CT')
const plenum = { family: 'party', types: ['NQ'], plenum: 4, congress: 12 }

/** Forms as they are met, and what each tells. */
const forms: ReadonlyArray<readonly [ref: string, parts: object]> = [
  ['21-NQ/TU', nq21],
  ['21 - NQ/TU', nq21],
  ['21–NQ/TU', nq21],
  ['21 – NQ/TU', nq21],
  ['21—NQ/TU', nq21],
  ['21−NQ/TU', nq21],
  ['21 NQ/TU', nq21],
  ['21-NQ/ TU', nq21],
  ['21\u00a0-\u00a0NQ/TU', nq21],
  ['số 21-NQ/TU', nq21],
  ['Số: 21-NQ/TU', nq21],
  ['21-nq/tu', nq21],
  ['NQ/TU 21', nq21],
  ['NQ/TU số 21', nq21],
  ['21 NQ-TU', nq21],
  ['21/NQ-TU', nq21],
  ['21 NQ TU', nq21],
  ['21NQ/TU', nq21],
  ['21-NQTU', nq21],
  ['NQ 21/TU', nq21],
  ['NQ-TU 21', nq21],
  ['21-N.Q/T.U', nq21],
  ['Nghị quyết 21-NQ/TU', nq21],
  ['Nghị quyết số 21-NQ/TU, ngày 31/12/2020', { ...nq21, issuedOn: '2020-12-31' }],
  ['Nghị quyết số 21/NQ-TU ngày 31/12/2020 của BTV Thành ủy',
    { ...nq21, issuedOn: '2020-12-31', issuer: 'BTV Thành ủy' }],
  ['Nghị quyết số 21', { types: ['NQ'], number: 21 }],
  ['Nghị quyết 21', { types: ['NQ'], number: 21 }],
  ['nghị quyết 21', { types: ['NQ'], number: 21 }],
  ['Nghị quyết 21'.normalize('NFD'), { types: ['NQ'], number: 21 }],
  ['NQ 21', { types: ['NQ'], number: 21 }],
  ['NQ21', { types: ['NQ'], number: 21 }],
  ['N.Q 21', { types: ['NQ'], number: 21 }],
  ['NQ số 21', { types: ['NQ'], number: 21 }],
  ['21', { number: 21 }],
  ['Nghị quyết 21 năm 2020 của Thành ủy Hạ Long',
    { family: 'party', types: ['NQ'], number: 21, year: 2020, issuer: 'Thành ủy Hạ Long' }],
  ['Nghị quyết 21 Thành ủy Hạ Long', { family: 'party', types: ['NQ'], number: 21, issuer: 'Thành ủy Hạ Long' }],
  ['01-KL/TW', kl01],
  ['1-KL/TW', kl01],
  ['KL 01-KL/TW', kl01],
  ['Kết luận 01', { family: 'party', types: ['KL'], number: 1 }],
  ['Kết luận số 02 của Ban Bí thư', { family: 'party', types: ['KL'], number: 2, issuer: 'Ban Bí thư' }],
  ['05-CT/TW', ct05],
  ['05-CT/TƯ', ct05],
  ['05-CT/T.Ư', ct05],
  ['05-CT/T.W', ct05],
  ['O5-CT/TW', ct05],
  ['T.Ư', { family: 'party', suffix: 'TW' }],
  ['CT05', { types: ['CT'], number: 5 }],
  ['Chỉ thị 05', { types: ['CT'], number: 5 }],
  ['chỉ thị 05', { types: ['CT'], number: 5 }],
  ['2167 -TB/TU', party('2167-TB/TU', 2167, 'TU', 'TB')],
  ['66 – QĐ/ĐU', party('66-QĐ/ĐU', 66, 'ĐU', 'QĐ', 'QĐi')],
  ['91 QĐ/ĐU', party('91-QĐ/ĐU', 91, 'ĐU', 'QĐ', 'QĐi')],
  ['100 - KL/TW', party('100-KL/TW', 100, 'TW', 'KL')],
  ['754/QĐTU', party('754-QĐ/TU', 754, 'TU', 'QĐ', 'QĐi')],
  ['Quy định số 66-QĐ/TW', party('66-QĐ/TW', 66, 'TW', 'QĐi', 'QĐ')],
  ['132-QĐi/TW', party('132-QĐ/TW', 132, 'TW', 'QĐi')],
  ['132-QyĐ/TW', party('132-QĐ/TW', 132, 'TW', 'QĐi')],
  ['05-CTRHĐ/ĐU', party('05-CTrHĐ/ĐU', 5, 'ĐU', 'CTrHĐ', 'CTr')],
  ['20-CTR/TU', party('20-CTr/TU', 20, 'TU', 'CTr', 'CTrHĐ')],
  ['885-QĐ/UBKTTW', party('885-QĐ/UBKTTW', 885, 'UBKTTW', 'QĐ', 'QĐi')],
  ['367 - QĐ/TWĐTN-VP', party('367-QĐ/TWĐTN-VP', 367, 'TWĐTN-VP', 'QĐ', 'QĐi')],
  ['khoản 2 Điều 5 Quy định số 66-QĐ/TW',
    { ...party('66-QĐ/TW', 66, 'TW', 'QĐi', 'QĐ'), clause: 'khoản 2 Điều 5' }],
  ['Nghị quyết Trung ương 4 khóa XII', plenum],
  ['Nghị quyết Trung ương 4 (khoá XII)', plenum],
  ['NQTW4 khóa XII', plenum],
  ['NQ TƯ 4 khóa 12', plenum],
  ['nghị quyết hội nghị lần thứ tư ban chấp hành trung ương đảng khóa xii', plenum],
  ['Nghị quyết Hội nghị lần thứ năm BCH Trung ương khóa XIII', { ...plenum, plenum: 5, congress: 13 }],
  ['Nghị quyết Trung ương năm 2016', { types: ['NQ'], year: 2016, family: 'party', issuer: 'Trung ương' }],
  ['Nghị quyết Đại hội Đảng bộ lần thứ XII', { types: ['NQ'], issuer: 'Đảng bộ', name: 'Đại hội', congress: 12 }],
  ['Nghị quyết hằng tháng', { types: ['NQ'], name: 'hằng tháng' }],
  ['Nghị quyết về tam nông', { types: ['NQ'], name: 'tam nông' }],
  ['Nghị quyết HĐND phường', { family: 'state', types: ['NQ'], issuer: 'HĐND phường' }],
  ['12/NQ-HĐND', state('12/NQ-HĐND', 12, 'HĐND', 'NQ')],
  ['12-NQ/HĐND', state('12/NQ-HĐND', 12, 'HĐND', 'NQ')],
  ['34/2016/NĐ-CP', { ...state('34/2016/NĐ-CP', 34, 'CP', 'NĐ'), year: 2016 }],
  ['01/2011/TT-BNV', { ...state('01/2011/TT-BNV', 1, 'BNV', 'TTư'), year: 2011 }],
  ['1630/QĐ-TTg', state('1630/QĐ-TTg', 1630, 'TTg', 'QĐ')],
  ['1243/NQ-UBTVQH15', state('1243/NQ-UBTVQH15', 1243, 'UBTVQH15', 'NQ')],
  ['35/2023/UBTVQH15', { ...state('35/2023/UBTVQH15', 35, 'UBTVQH15', 'NQ'), year: 2023 }],
  ['91/2025/QH15', { ...state('91/2025/QH15', 91, 'QH15', 'Luật', 'NQ'), year: 2025 }],
  ['69-CP', { family: 'state', number: 69, suffix: 'CP' }],
  ['474/UBND-VP7', { symbol: '474/UBND-VP7', family: 'state', number: 474, suffix: 'UBND' }],
  ['Nghị quyết', { types: ['NQ'] }],
  ['xin chào', { unread: ['xin chào'] }],
  ['…', {}]
]

t.test('every form tells its parts, and nothing else', async t => {
  for (const [ref, parts] of forms) t.strictSame(partsOf(ref), parts, ref)
})

t.test('letters are never folded: TU is no TƯ, ĐA no DA', async t => {
  t.equal(readReference('05-CT/TU').suffix, 'TU')
  t.strictSame(readReference('32-ĐA/TU').types, ['ĐA'])
  t.strictSame(readReference('32-DA/TU').types, ['DA'])
})

t.test('a symbol that was read is read again as itself', async t => {
  for (const [ref] of forms) {
    const { symbol } = readReference(ref)
    if (symbol !== null) t.equal(readReference(symbol).symbol, symbol, ref)
  }
})

t.test('whatever is typed, reading ends, and says nothing that is not there', async t => {
  const hostile = ['', ' ', '\n', '/'.repeat(500), '1'.repeat(500), 'số '.repeat(160), 'Nghị quyết '.repeat(45),
    '21-NQ/TU'.repeat(60), 'TW '.repeat(160), '\u0000', 'khóa X'.repeat(80), 'Điều 1 '.repeat(70), '𝟚𝟙-NQ/TU',
    '-1-NQ/TU']
  for (const ref of hostile) {
    const { number } = readReference(ref)
    t.ok(number === null || (Number.isInteger(number) && number >= 0), ref.slice(0, 20))
  }
})

// The vocabulary of documents is no part of the project; where it stands beside it, the forms that it lists are read.
const vocabulary = new URL('../../shared/domain/documents.json', import.meta.url)

if (!existsSync(vocabulary)) t.comment('the vocabulary does not stand beside the project')
else {
  const { wild_variants: variants, regex_selftest: selfTest, party_types: types, issuer_suffixes: suffixes } =
    JSON.parse(readFileSync(vocabulary, 'utf8')) as {
      wild_variants: string[],
      regex_selftest: Record<string, boolean>,
      party_types: Array<{ code: string, vi: string } & Partial<Record<
        'aliases' | 'variants' | 'symbol_variants', string[]>>>,
      issuer_suffixes: Array<{ suffix: string, aliases: string[] }>
    }
  const known = new Map<string, object>(forms)

  t.test('every variant that the vocabulary lists is in the table above, or is one by its own words', async t => {
    for (const variant of variants) {
      // What stands in brackets is said of the form; an equals sign says that two are one.
      const [first, ...same] = variant.replace(/\s*\([^)]*\)/g, '').split(' = ') as [string, ...string[]]
      t.strictSame(partsOf(first), known.get(first), variant)
      for (const other of same) t.strictSame(partsOf(other), partsOf(first), variant)
    }
  })

  t.test('what its patterns read is read as the same family, number and suffix', async t => {
    for (const form of Object.keys(selfTest)) {
      const [sort, ...rest] = form.split(':') as [string, ...string[]]
      const text = rest.join(':')
      const read: Reference = readReference(text)
      t.equal(read.number, Number(/\d+/.exec(text)![0]), form)
      if (sort !== 'short') t.equal(read.family, sort.startsWith('party') ? 'party' : 'state', form)
      if (sort !== 'short') t.equal(typeof read.symbol, 'string', form)
    }
  })

  t.test('every type and every suffix is read, however it is written', async t => {
    for (const { code, vi, aliases = [], variants = [], symbol_variants: letters = [] } of types) {
      if (!/^\p{L}+$/u.test(code)) continue
      const names = [code, ...aliases, ...variants, ...letters]
      for (const name of names) {
        const read = readReference(`07-${name}/TU`)
        const all = documentTypes.filter(type => read.types.includes(type.code)).map(type => type.name)
        t.ok(read.symbol !== null && all.some(known => vi.startsWith(known) || known.startsWith(vi.split(' (')[0]!)),
          `${name}: ${vi}, ${all.join(', ')}`)
      }
    }
    for (const { suffix, aliases } of suffixes) {
      const [first, ...others] = suffix.split(/ \/ | … \/ |, /).filter(code => !code.startsWith('…')) as [string]
      t.equal(readReference(`07-NQ/${first}`).suffix, first)
      for (const alias of aliases.map(alias => alias.split(' ')[0]!)) {
        const { suffix: read } = readReference(`07-NQ/${alias}`)
        t.ok([first, alias].includes(read!), `${alias}: ${read}`)
      }
      for (const other of others) t.equal(readReference(`07-NQ/${other}`).suffix, other)
    }
  })
}
