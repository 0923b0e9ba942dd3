/**
 * Which office of the vocabulary a title is: by its rank, and by the first body that it names. A title of which
 * nothing in the vocabulary is a kind has no code, and so has a former office, since its holder holds none.
 */
import { roles } from '../../domain/roles.js'
import { Phrases } from '../phrases.js'
import type { Token } from '../tokens.js'
import type { Title } from './titles.js'
import type { Rank } from './vocabulary.js'

type Body =
  'cell' | 'committee' | 'youth' | 'women' | 'farmers' | 'veterans' | 'union' | 'council' | 'government' | 'front' |
  'inspection' | 'organisation' | 'propaganda' | 'masses' | 'building' | 'residential-front' | 'standing' |
  'executive' |
  'training' | 'home' | 'police' | 'group' | 'military' | 'health' | 'unit' | 'city' | 'association' | 'party-office'

const bodies: ReadonlyArray<readonly [Body, readonly string[]]> = [
  ['cell', ['chi bộ']],
  ['committee', [
    'đảng ủy', 'thành ủy', 'tỉnh ủy', 'thị ủy', 'huyện ủy', 'quận ủy', 'đảng bộ', 'ban bí thư',
    'cấp ủy'
  ]],
  ['youth', [
    'đoàn', 'đoàn thanh niên', 'thành đoàn', 'tỉnh đoàn', 'thị đoàn', 'huyện đoàn', 'quận đoàn', 'đtn',
    'trung ương đoàn',
    'đoàn tn', 'đoàn tncs'
  ]],
  ['association', ['chi đoàn', 'đoàn kiểm tra', 'đoàn giám sát', 'đoàn công tác', 'hội', 'hội đồng quản trị']],
  ['women', ['hội liên hiệp phụ nữ', 'hội lhpn', 'hội phụ nữ', 'hpn']],
  ['farmers', ['hội nông dân', 'hội nd', 'hnd']],
  ['veterans', ['hội cựu chiến binh', 'hội ccb', 'ccb']],
  ['union', ['công đoàn', 'liên đoàn lao động', 'lđlđ', 'cđcs']],
  ['council', ['hđnd', 'hội đồng nhân dân']],
  ['government', ['ubnd', 'ủy ban nhân dân']],
  ['front', [
    'ub.mttq', 'ub mttq', 'ubmttq', 'ubmttqvn', 'mttq', 'ủy ban mttq', 'ủy ban mặt trận', 'mặt trận tổ quốc',
    'mặt trận',
    'mttqvn', 'ub.mttqvn', 'ub mttqvn', 'ủy ban mttqvn', 'ubmt'
  ]],
  ['inspection', ['ủy ban kiểm tra', 'ubkt']],
  ['organisation', ['ban tổ chức', 'btc']],
  ['propaganda', ['ban tuyên giáo', 'btg']],
  ['masses', ['ban dân vận', 'khối dân vận', 'bdv']],
  ['building', ['ban xây dựng đảng']],
  ['residential-front', ['ban công tác mặt trận', 'ban ctmt']],
  ['standing', ['ban thường vụ', 'btv', 'thường vụ']],
  ['executive', [
    'ban chấp hành', 'bch', 'bch đảng bộ', 'trung ương', 'trung ương đảng', 'tw', 'ban chấp hành đảng bộ'
  ]],
  ['training', [
    'trung tâm chính trị', 'trung tâm bồi dưỡng chính trị', 'trung tâm bdct', 'ttct', 'ttbdct'
  ]],
  ['home', ['phòng nội vụ']],
  ['police', ['công an', 'ca', 'cap']],
  ['group', [
    'tổ dân phố', 'tdp', 'khu phố', 'kp', 'khối', 'khối phố', 'khóm', 'thôn', 'ấp', 'bản', 'buôn', 'làng', 'xóm',
    'khu dân cư',
    'kdc'
  ]],
  ['military', ['ban chqs', 'bchqs', 'ban chỉ huy quân sự', 'bch quân sự', 'quân sự']],
  ['health', ['trạm y tế', 'trạm']],
  ['unit', ['phường', 'xã', 'thị trấn', 'đặc khu', 'p.', 'huyện', 'quận', 'tỉnh']],
  ['city', ['thành phố', 'thị xã', 'tp']]
]

const BODY_WORDS = new Phrases<Body>(bodies.flatMap(([body, list]) => list.map(words => [words, body] as const)))
const has = new Set(roles.map(({ code }) => code))

/** The office for a rank by what body it names first; `else` where it names none of them. */
const table: Partial<Record<Rank, Partial<Record<Body | 'else', string>>>> = {
  secretary: { cell: 'bt-cb', youth: 'bt-dtn', association: '', else: 'bt' },
  'deputy-secretary': { cell: 'pbt-cb', youth: '', association: '', else: 'pbt' },
  'standing-deputy-secretary': { cell: 'pbt-cb', youth: '', association: '', else: 'pbt-tt' },
  'standing-member': { youth: '', women: '', farmers: '', veterans: '', union: '', association: '', else: 'uv-btv' },
  'committee-member': { cell: 'uv-cu', youth: '', women: '', farmers: '', veterans: '', else: 'uv-bch' },
  member: { standing: 'uv-btv', executive: 'uv-bch', government: 'uv-ubnd' },
  alternate: { else: 'uv-dk' },
  'cell-member': { else: 'uv-cu' },
  chair: {
    council: 'ct-hdnd',
    government: 'ct-ubnd',
    unit: 'ct-ubnd',
    front: 'ct-mttq',
    women: 'ct-pn',
    farmers: 'ct-nd',
    veterans: 'ct-ccb',
    union: 'ct-cd'
  },
  'deputy-chair': { council: 'pct-hdnd', government: 'pct-ubnd', unit: 'pct-ubnd', front: 'pct-mttq' },
  inspector: { inspection: 'cn-ubkt' },
  'deputy-inspector': { inspection: 'pcn-ubkt' },
  head: {
    organisation: 'tb-tc',
    propaganda: 'tb-tg',
    masses: 'tb-dv',
    building: 'tb-xdd',
    'residential-front': 'tb-ctmt',
    council: 'tb-hdnd',
    home: 'tp-nv',
    police: 'tca',
    group: 'tt-tdp',
    health: 'ttyt'
  },
  'deputy-head': { organisation: 'ptb-tc', masses: 'ptb-dv' },
  director: { training: 'gd-ttct' },
  chief: { committee: 'cvp-cu', else: 'cvp-cu', council: '', government: '' },
  'group-head': { group: 'tt-tdp', else: '' },
  principal: { else: 'ht' },
  commander: { military: 'cht-qs', else: 'cht-qs' },
  'political-officer': { military: 'ctv-qs', else: 'ctv-qs' },
  'council-deputy': { else: 'db-hdnd' },
  'assembly-deputy': { else: 'db-qh' },
  rapporteur: { else: 'bcv' }
}

/** The code of the office that a title names: src/domain/roles.ts; null where none fits. */
export function codeOf (tokens: readonly Token[], title: Title): string | null {
  if (title.former) return null
  const { rank, code: fixed } = title.head
  if (fixed !== null) return fixed
  const row = table[rank]
  if (row === undefined) return null
  let code: string | undefined
  for (let at = title.body; at < title.end; at++) {
    const found = BODY_WORDS.at(tokens, at, title.end)
    if (found === null) continue
    code = row[found.value]
    if (code !== undefined) break
    at = found.end - 1
  }
  code ??= row.else
  if (code === 'tca' && !isWardPolice(tokens, title)) return null
  // Members of a standing committee of a mass organisation are none of the Party's.
  if ((code === 'uv-btv' || code === 'uv-bch') && rank === 'member' && isOfMass(tokens, title)) return null
  return code === undefined || code === '' || !has.has(code) ? null : code
}

/** `Trưởng Công an thành phố` is another office than the ward's. */
function isWardPolice (tokens: readonly Token[], title: Title): boolean {
  for (let at = title.body; at < title.end; at++) {
    if (/^(thành|tỉnh|quận|huyện|thị|tp|tx)$/.test(tokens[at]!.key)) return tokens[at + 1]?.key === 'trấn'
  }
  return true
}

function isOfMass (tokens: readonly Token[], title: Title): boolean {
  for (let at = title.body; at < title.end; at++) {
    const body = BODY_WORDS.at(tokens, at, title.end)?.value
    if (body === 'youth' || body === 'women' || body === 'farmers' || body === 'veterans' || body === 'union' ||
      body === 'association') return true
  }
  return false
}
