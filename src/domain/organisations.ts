/**
 * The kinds of organisation that issue documents, meet and hold offices, and the levels at which they stand.
 * A kind that exists at several levels is one entry: Ban Chấp hành is c-bch from the province down to the ward.
 */
import type { Term } from './vocabulary.js'

export type LevelCode = 'tw' | 't' | 'h' | 'x' | 'd'

/** Levels, highest first; h was abolished as a level of administration on 1 July 2025. */
export const levels: ReadonlyArray<Term & { readonly code: LevelCode }> = [
  { code: 'tw', name: 'Trung ương', nameEn: 'central' },
  { code: 't', name: 'tỉnh, thành phố trực thuộc Trung ương', nameEn: 'province, centrally-run city' },
  { code: 'h', name: 'huyện, quận, thị xã, thành phố thuộc tỉnh', nameEn: 'district, town, city in a province' },
  { code: 'x', name: 'xã, phường, thị trấn, đặc khu', nameEn: 'commune, ward, township, special zone' },
  {
    code: 'd',
    name: 'thôn, tổ dân phố, khu phố, khối, khóm, khu dân cư, trường học, cơ quan',
    nameEn: 'below the ward: residential groups, schools, agencies'
  }
]

export type OrganisationCategory =
  'party' | 'party-staff' | 'party-unit' | 'state' | 'state-staff' | 'state-unit' | 'state-aux' |
  'front' | 'mass' | 'security' | 'defence' | 'self-management'

export interface OrganisationKind extends Term {
  /** Levels at which this kind exists. */
  readonly levels: readonly LevelCode[]
  readonly category: OrganisationCategory
  /** Other names and abbreviations. */
  readonly aliases: readonly string[]
}

const local: readonly LevelCode[] = ['t', 'h', 'x']

const kinds: ReadonlyArray<readonly [label: Term, rest: Omit<OrganisationKind, keyof Term>]> = [
  [{ code: 'tw-bch', name: 'Ban Chấp hành Trung ương Đảng', nameEn: 'Party Central Committee' },
    { levels: ['tw'], category: 'party', aliases: ['BCHTW', 'BCH TW', 'TW', 'Trung ương'] }],
  [{ code: 'tw-bct', name: 'Bộ Chính trị', nameEn: 'Politburo' },
    { levels: ['tw'], category: 'party', aliases: ['BCT'] }],
  [{ code: 'tw-bbt', name: 'Ban Bí thư Trung ương Đảng', nameEn: 'Secretariat' },
    { levels: ['tw'], category: 'party', aliases: ['BBT', 'Ban Bí thư', 'Ban Bí thư TW'] }],
  [{ code: 'tw-btc', name: 'Ban Tổ chức Trung ương', nameEn: 'Central Organisation Commission' },
    { levels: ['tw'], category: 'party-staff', aliases: ['BTCTW'] }],
  [{ code: 'tw-btg', name: 'Ban Tuyên giáo Trung ương', nameEn: 'Central Propaganda Commission' }, {
    levels: ['tw'],
    category: 'party-staff',
    aliases: ['Ban Tuyên giáo và Dân vận Trung ương', 'BTGTW', 'BTGDVTW']
  }],
  [{ code: 'tw-ubkt', name: 'Ủy ban Kiểm tra Trung ương', nameEn: 'Central Inspection Commission' },
    { levels: ['tw'], category: 'party-staff', aliases: ['UBKTTW'] }],
  [{ code: 'tw-vp', name: 'Văn phòng Trung ương Đảng', nameEn: 'Office of the Central Committee' },
    { levels: ['tw'], category: 'party-staff', aliases: ['VPTW'] }],
  [{ code: 'c-bch', name: 'Ban Chấp hành Đảng bộ', nameEn: 'Party committee' }, {
    levels: local,
    category: 'party',
    aliases: [
      'cấp ủy', 'BCH', 'BCH Đảng bộ', 'Tỉnh ủy', 'Thành ủy', 'Thị ủy', 'Huyện ủy', 'Quận ủy', 'Đảng ủy'
    ]
  }],
  [{ code: 'c-btv', name: 'Ban Thường vụ', nameEn: 'standing committee' },
    { levels: local, category: 'party', aliases: ['BTV', 'Thường vụ'] }],
  [{ code: 'c-tt', name: 'Thường trực cấp ủy', nameEn: 'standing secretariat' },
    { levels: local, category: 'party', aliases: ['TT', 'Thường trực'] }],
  [{ code: 'c-btc', name: 'Ban Tổ chức', nameEn: 'organisation department' },
    { levels: ['t', 'h'], category: 'party-staff', aliases: ['BTC', 'BTCTU', 'BTCHU'] }],
  [{ code: 'c-btg', name: 'Ban Tuyên giáo', nameEn: 'propaganda department' },
    { levels: ['t', 'h'], category: 'party-staff', aliases: ['BTG', 'BTGTU'] }],
  [{ code: 'c-bdv', name: 'Ban Dân vận', nameEn: 'mass-mobilisation department' },
    { levels: local, category: 'party-staff', aliases: ['Khối Dân vận', 'BDV', 'BDVTU'] }],
  [{
    code: 'c-btgdv',
    name: 'Ban Tuyên giáo và Dân vận',
    nameEn: 'propaganda and mass-mobilisation department'
  }, { levels: ['t'], category: 'party-staff', aliases: ['BTGDV'] }],
  [{ code: 'c-ubkt', name: 'Ủy ban Kiểm tra', nameEn: 'inspection committee' },
    { levels: local, category: 'party-staff', aliases: ['UBKT', 'UBKTTU', 'UBKTĐU'] }],
  [{ code: 'c-vp', name: 'Văn phòng cấp ủy', nameEn: 'Party committee office' },
    { levels: local, category: 'party-staff', aliases: ['VP', 'VPTU', 'VPĐU'] }],
  [{ code: 'x-bxdd', name: 'Ban Xây dựng Đảng', nameEn: 'Party-building board' },
    { levels: ['x'], category: 'party-staff', aliases: ['BXDĐ'] }],
  [{ code: 'c-ttct', name: 'Trung tâm chính trị', nameEn: 'political training centre' }, {
    levels: ['h', 'x'],
    category: 'party-unit',
    aliases: ['Trung tâm bồi dưỡng chính trị', 'Trung tâm BDCT', 'TTCT', 'TTBDCT']
  }],
  [{ code: 'x-db', name: 'Đảng bộ phường', nameEn: 'ward Party organisation' },
    { levels: ['x'], category: 'party', aliases: ['ĐB phường'] }],
  [{ code: 'd-cb', name: 'Chi bộ', nameEn: 'Party cell' },
    { levels: ['d'], category: 'party', aliases: ['CB'] }],
  [{ code: 'd-cu', name: 'Chi ủy', nameEn: 'cell committee' },
    { levels: ['d'], category: 'party', aliases: ['CU'] }],
  [{ code: 'c-hdnd', name: 'Hội đồng nhân dân', nameEn: "People's Council" },
    { levels: local, category: 'state', aliases: ['HĐND'] }],
  [{ code: 'c-tthdnd', name: 'Thường trực Hội đồng nhân dân', nameEn: "standing body of the People's Council" },
    { levels: local, category: 'state', aliases: ['TT HĐND', 'Thường trực HĐND'] }],
  [{ code: 'c-ubnd', name: 'Ủy ban nhân dân', nameEn: "People's Committee" },
    { levels: local, category: 'state', aliases: ['UBND'] }],
  [{ code: 'h-pnv', name: 'Phòng Nội vụ', nameEn: 'home-affairs office' },
    { levels: ['h'], category: 'state-staff', aliases: [] }],
  [{ code: 'c-mttq', name: 'Ủy ban Mặt trận Tổ quốc Việt Nam', nameEn: 'Fatherland Front committee' }, {
    levels: local,
    category: 'front',
    aliases: ['UBMTTQ', 'UB.MTTQ', 'UB MTTQ', 'MTTQ', 'Mặt trận', 'TT UBMTTQVN']
  }],
  [{ code: 'c-dtn', name: 'Đoàn TNCS Hồ Chí Minh', nameEn: 'Youth Union' },
    { levels: local, category: 'mass', aliases: ['ĐTN', 'Đoàn Thanh niên', 'Thành Đoàn'] }],
  [{ code: 'c-pn', name: 'Hội Liên hiệp Phụ nữ', nameEn: "Women's Union" },
    { levels: local, category: 'mass', aliases: ['HPN', 'Hội LHPN'] }],
  [{ code: 'c-nd', name: 'Hội Nông dân', nameEn: "Farmers' Union" },
    { levels: local, category: 'mass', aliases: ['HND'] }],
  [{ code: 'c-ccb', name: 'Hội Cựu chiến binh', nameEn: "Veterans' Association" },
    { levels: local, category: 'mass', aliases: ['CCB', 'Hội CCB'] }],
  [{ code: 'c-cd', name: 'Công đoàn', nameEn: 'trade union' },
    { levels: local, category: 'mass', aliases: ['Liên đoàn Lao động', 'CĐ', 'LĐLĐ'] }],
  [{ code: 'x-ca', name: 'Công an phường', nameEn: 'ward police' },
    { levels: ['x'], category: 'security', aliases: ['CA phường'] }],
  [{ code: 'x-qs', name: 'Ban Chỉ huy Quân sự phường', nameEn: 'ward military command' },
    { levels: ['x'], category: 'defence', aliases: ['BCHQS', 'BCH Quân sự'] }],
  [{ code: 'x-tyt', name: 'Trạm Y tế phường', nameEn: 'ward health station' },
    { levels: ['x'], category: 'state-unit', aliases: ['TYT'] }],
  [{ code: 'x-hdtvt', name: 'Hội đồng tư vấn thuế phường', nameEn: 'ward tax advisory council' },
    { levels: ['x'], category: 'state-aux', aliases: [] }],
  [{ code: 'd-tdp', name: 'Tổ dân phố', nameEn: 'residential group' }, {
    levels: ['d'],
    category: 'self-management',
    aliases: ['khu phố', 'khối', 'khóm', 'khu dân cư', 'TDP', 'KP', 'KDC']
  }],
  [{ code: 'd-ctmt', name: 'Ban công tác Mặt trận', nameEn: 'residential Front work committee' },
    { levels: ['d'], category: 'front', aliases: ['BCTMT'] }]
]

/** Central bodies first, then those of provinces down to wards, then what is below the ward. */
export const organisationKinds: readonly OrganisationKind[] = kinds.map(([label, rest]) => ({ ...label, ...rest }))
