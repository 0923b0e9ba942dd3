/**
 * The offices that a person can hold. Only holders of an office are in the register, so ordinary membership and
 * words for groups of staff are no roles here. The tier says how freely a holder's name is shown.
 */
import type { Term } from './vocabulary.js'

/** A: leading posts at ward level and above. B: the lowest posts, whose names SHOW_OFFICES=leading withholds. */
export type RoleTier = 'A' | 'B'

export type RoleCategory =
  'party' | 'state' | 'front' | 'mass' | 'security' | 'defence' | 'self-management' | 'staff' | 'other'

export interface Role extends Term {
  /** Code of the kind of organisation in which the office is held; null where none of the vocabulary fits. */
  readonly organisationKind: string | null
  readonly category: RoleCategory
  readonly tier: RoleTier
  readonly abbreviations: readonly string[]
  /** Other wordings; many name the level as well. */
  readonly variants: readonly string[]
}

type Place = Pick<Role, 'organisationKind' | 'category' | 'tier'>
type Wordings = Pick<Role, 'abbreviations' | 'variants'>

const offices: ReadonlyArray<readonly [label: Term, place: Place, wordings?: Partial<Wordings>]> = [
  [{ code: 'bt', name: 'Bí thư', nameEn: 'secretary of the Party committee' },
    { organisationKind: 'c-bch', category: 'party', tier: 'A' }, {
      abbreviations: ['BT', 'BTTU', 'BTĐU'],
      variants: [
        'Bí thư Tỉnh ủy', 'Bí thư Thành ủy', 'Bí thư Thị ủy', 'Bí thư Huyện ủy', 'Bí thư Quận ủy', 'Bí thư Đảng ủy',
        'Bí thư Đảng ủy phường'
      ]
    }],
  [{ code: 'pbt-tt', name: 'Phó Bí thư Thường trực', nameEn: 'standing deputy secretary' },
    { organisationKind: 'c-bch', category: 'party', tier: 'A' }, {
      abbreviations: ['PBTTT', 'PBT TT'],
      variants: ['Phó Bí thư thường trực Thị ủy', 'PBT Thường trực Đảng ủy']
    }],
  [{ code: 'pbt', name: 'Phó Bí thư', nameEn: 'deputy secretary' },
    { organisationKind: 'c-bch', category: 'party', tier: 'A' },
    { abbreviations: ['PBT'], variants: ['Phó Bí thư Đảng ủy'] }],
  [{ code: 'uv-btv', name: 'Ủy viên Ban Thường vụ', nameEn: 'member of the standing committee' },
    { organisationKind: 'c-btv', category: 'party', tier: 'A' }, {
      abbreviations: ['UVBTV', 'TVTU'],
      variants: [
        'Ủy viên BTV Tỉnh ủy', 'Ủy viên BTV Thành ủy', 'Uỷ viên Ban Thường vụ', 'Thường vụ Thành ủy',
        'Ủy viên Thường vụ'
      ]
    }],
  [{ code: 'uv-bch', name: 'Ủy viên Ban Chấp hành Đảng bộ', nameEn: 'member of the Party committee' },
    { organisationKind: 'c-bch', category: 'party', tier: 'A' }, {
      abbreviations: ['TUV', 'ThUV', 'HUV', 'QUV', 'ĐUV', 'UVBCH'],
      variants: [
        'Tỉnh ủy viên', 'Thành ủy viên', 'Thị ủy viên', 'Huyện ủy viên', 'Quận ủy viên', 'Đảng ủy viên',
        'Ủy viên BCH Đảng bộ', 'cấp ủy viên'
      ]
    }],
  [{ code: 'uv-dk', name: 'Ủy viên dự khuyết', nameEn: 'alternate member of the Central Committee' },
    { organisationKind: 'tw-bch', category: 'party', tier: 'A' },
    { variants: ['Ủy viên dự khuyết Trung ương Đảng'] }],
  [{ code: 'tb-tc', name: 'Trưởng Ban Tổ chức', nameEn: 'head of the organisation department' },
    { organisationKind: 'c-btc', category: 'party', tier: 'A' },
    { abbreviations: ['TBTC'], variants: ['Trưởng ban Tổ chức Thành ủy'] }],
  [{ code: 'ptb-tc', name: 'Phó Trưởng Ban Tổ chức', nameEn: 'deputy head of the organisation department' },
    { organisationKind: 'c-btc', category: 'party', tier: 'A' },
    { abbreviations: ['PTBTC'], variants: ['Phó trưởng Ban Tổ chức Thành ủy', 'Phó Ban Tổ chức'] }],
  [{ code: 'tb-tg', name: 'Trưởng Ban Tuyên giáo', nameEn: 'head of the propaganda department' },
    { organisationKind: 'c-btg', category: 'party', tier: 'A' },
    { abbreviations: ['TBTG'], variants: ['Trưởng Ban tuyên giáo Thành ủy'] }],
  [{ code: 'tb-dv', name: 'Trưởng Ban Dân vận', nameEn: 'head of mass mobilisation' },
    { organisationKind: 'c-bdv', category: 'party', tier: 'A' }, {
      abbreviations: ['TBDV'],
      variants: ['Trưởng Ban dân vận Thành ủy', 'Trưởng Khối Dân vận', 'Trưởng Khối Dân vận phường']
    }],
  [{ code: 'ptb-dv', name: 'Phó Trưởng Ban Dân vận', nameEn: 'deputy head of mass mobilisation' },
    { organisationKind: 'c-bdv', category: 'party', tier: 'A' }, { variants: ['Phó Ban Dân vận'] }],
  [{ code: 'cn-ubkt', name: 'Chủ nhiệm Ủy ban Kiểm tra', nameEn: 'chair of the inspection committee' },
    { organisationKind: 'c-ubkt', category: 'party', tier: 'A' },
    { abbreviations: ['CNUBKT'], variants: ['Chủ nhiệm UBKT', 'Chủ nhiệm UBKT Thành ủy'] }],
  [{ code: 'pcn-ubkt', name: 'Phó Chủ nhiệm Ủy ban Kiểm tra', nameEn: 'deputy chair of the inspection committee' },
    { organisationKind: 'c-ubkt', category: 'party', tier: 'A' }, { variants: ['Phó Chủ nhiệm UBKT'] }],
  [{ code: 'cvp-cu', name: 'Chánh Văn phòng cấp ủy', nameEn: 'chief of the Party office' },
    { organisationKind: 'c-vp', category: 'party', tier: 'A' },
    { abbreviations: ['CVP'], variants: ['Chánh Văn phòng Thành ủy'] }],
  [{ code: 'tb-xdd', name: 'Trưởng Ban Xây dựng Đảng', nameEn: 'head of the Party-building board' },
    { organisationKind: 'x-bxdd', category: 'party', tier: 'A' }],
  [{ code: 'gd-ttct', name: 'Giám đốc Trung tâm Chính trị', nameEn: 'director of the political training centre' },
    { organisationKind: 'c-ttct', category: 'party', tier: 'A' },
    { abbreviations: ['GĐ TTCT'], variants: ['Giám đốc Trung tâm bồi dưỡng chính trị'] }],
  [{ code: 'ct-hdnd', name: 'Chủ tịch Hội đồng nhân dân', nameEn: "chair of the People's Council" },
    { organisationKind: 'c-hdnd', category: 'state', tier: 'A' },
    { abbreviations: ['CT HĐND', 'CT.HĐND'], variants: ['Chủ tịch HĐND', 'Chủ tịch HĐND phường'] }],
  [{ code: 'pct-hdnd', name: 'Phó Chủ tịch Hội đồng nhân dân', nameEn: "vice-chair of the People's Council" },
    { organisationKind: 'c-hdnd', category: 'state', tier: 'A' },
    { abbreviations: ['PCT HĐND', 'PCT. HĐND'], variants: ['Phó Chủ tịch HĐND'] }],
  [{ code: 'tb-hdnd', name: 'Trưởng Ban của Hội đồng nhân dân', nameEn: "head of a committee of the People's Council" },
    { organisationKind: 'c-hdnd', category: 'state', tier: 'A' },
    { variants: ['Trưởng Ban Kinh tế – Xã hội HĐND', 'Trưởng Ban Pháp chế HĐND'] }],
  [{ code: 'db-hdnd', name: 'Đại biểu Hội đồng nhân dân', nameEn: "deputy of the People's Council" },
    { organisationKind: 'c-hdnd', category: 'state', tier: 'A' },
    { abbreviations: ['ĐB HĐND'], variants: ['đại biểu HĐND', 'đại biểu HĐND phường'] }],
  [{ code: 'db-qh', name: 'Đại biểu Quốc hội', nameEn: 'deputy of the National Assembly' },
    { organisationKind: null, category: 'state', tier: 'A' }, { abbreviations: ['ĐBQH'] }],
  [{ code: 'ct-ubnd', name: 'Chủ tịch Ủy ban nhân dân', nameEn: "chair of the People's Committee" },
    { organisationKind: 'c-ubnd', category: 'state', tier: 'A' },
    { abbreviations: ['CT UBND'], variants: ['Chủ tịch UBND', 'Chủ tịch UBND phường', 'Chủ tịch phường'] }],
  [{ code: 'pct-ubnd', name: 'Phó Chủ tịch Ủy ban nhân dân', nameEn: "vice-chair of the People's Committee" },
    { organisationKind: 'c-ubnd', category: 'state', tier: 'A' },
    { abbreviations: ['PCT UBND'], variants: ['Phó Chủ tịch UBND', 'Phó chủ tịch phụ trách mảng địa chính'] }],
  [{ code: 'uv-ubnd', name: 'Ủy viên Ủy ban nhân dân', nameEn: "member of the People's Committee" },
    { organisationKind: 'c-ubnd', category: 'state', tier: 'A' },
    { abbreviations: ['UV UBND'], variants: ['Ủy viên UBND'] }],
  [{ code: 'tp-nv', name: 'Trưởng phòng Nội vụ', nameEn: 'head of the home-affairs office' },
    { organisationKind: 'h-pnv', category: 'state', tier: 'A' }],
  [{ code: 'ct-mttq', name: 'Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam', nameEn: 'chair of the Front committee' },
    { organisationKind: 'c-mttq', category: 'front', tier: 'A' }, {
      abbreviations: ['CT MTTQ'],
      variants: ['Chủ tịch Ủy ban MTTQ', 'Chủ tịch UB.MTTQ thành phố', 'Chủ tịch UBMTTQ phường']
    }],
  [{
    code: 'pct-mttq',
    name: 'Phó Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam',
    nameEn: 'vice-chair of the Front committee'
  }, { organisationKind: 'c-mttq', category: 'front', tier: 'A' },
  { variants: ['Phó Chủ tịch Ủy ban MTTQ', 'Phó Chủ tịch Thường trực UBMTTQ'] }],
  [{ code: 'bt-dtn', name: 'Bí thư Đoàn Thanh niên', nameEn: 'secretary of the Youth Union' },
    { organisationKind: 'c-dtn', category: 'mass', tier: 'A' },
    { abbreviations: ['BT ĐTN'], variants: ['Bí thư Thành Đoàn', 'Bí thư Đoàn phường'] }],
  [{ code: 'ct-pn', name: 'Chủ tịch Hội Liên hiệp Phụ nữ', nameEn: "chair of the Women's Union" },
    { organisationKind: 'c-pn', category: 'mass', tier: 'A' }, { variants: ['Chủ tịch Hội LHPN'] }],
  [{ code: 'ct-nd', name: 'Chủ tịch Hội Nông dân', nameEn: "chair of the Farmers' Union" },
    { organisationKind: 'c-nd', category: 'mass', tier: 'A' }],
  [{ code: 'ct-ccb', name: 'Chủ tịch Hội Cựu chiến binh', nameEn: "chair of the Veterans' Association" },
    { organisationKind: 'c-ccb', category: 'mass', tier: 'A' }],
  [{ code: 'ct-cd', name: 'Chủ tịch Công đoàn', nameEn: 'chair of the trade union' },
    { organisationKind: 'c-cd', category: 'mass', tier: 'A' }],
  [{ code: 'bt-cb', name: 'Bí thư chi bộ', nameEn: 'Party-cell secretary' },
    { organisationKind: 'd-cb', category: 'party', tier: 'B' },
    { abbreviations: ['BTCB'], variants: ['Bí thư chi bộ khu phố'] }],
  [{ code: 'pbt-cb', name: 'Phó Bí thư chi bộ', nameEn: 'deputy Party-cell secretary' },
    { organisationKind: 'd-cb', category: 'party', tier: 'B' }, { abbreviations: ['PBTCB'] }],
  [{ code: 'uv-cu', name: 'Chi ủy viên', nameEn: 'member of the cell committee' },
    { organisationKind: 'd-cu', category: 'party', tier: 'B' },
    { abbreviations: ['CUV'], variants: ['cấp ủy viên chi bộ'] }],
  [{ code: 'tt-tdp', name: 'Tổ trưởng tổ dân phố', nameEn: 'head of a residential group' },
    { organisationKind: 'd-tdp', category: 'self-management', tier: 'B' },
    { abbreviations: ['TTTDP'], variants: ['Tổ trưởng TDP', 'Trưởng khu phố', 'Khối trưởng', 'Trưởng khóm'] }],
  [{ code: 'tb-ctmt', name: 'Trưởng Ban công tác Mặt trận', nameEn: 'head of the residential Front committee' },
    { organisationKind: 'd-ctmt', category: 'front', tier: 'B' }],
  [{ code: 'tca', name: 'Trưởng Công an phường', nameEn: 'ward police chief' },
    { organisationKind: 'x-ca', category: 'security', tier: 'A' }],
  [{ code: 'cht-qs', name: 'Chỉ huy trưởng Ban Chỉ huy Quân sự', nameEn: 'ward military commander' },
    { organisationKind: 'x-qs', category: 'defence', tier: 'A' },
    { abbreviations: ['CHT'], variants: ['CHT BCHQS', 'Chỉ huy trưởng Quân sự'] }],
  [{ code: 'ctv-qs', name: 'Chính trị viên Ban Chỉ huy Quân sự', nameEn: 'political officer of the military command' },
    { organisationKind: 'x-qs', category: 'defence', tier: 'A' }, { abbreviations: ['CTV'] }],
  [{ code: 'ht', name: 'Hiệu trưởng', nameEn: 'school principal' },
    { organisationKind: null, category: 'staff', tier: 'B' }, { abbreviations: ['HT'] }],
  [{ code: 'ttyt', name: 'Trưởng trạm Y tế', nameEn: 'head of the health station' },
    { organisationKind: 'x-tyt', category: 'staff', tier: 'B' }],
  [{ code: 'bcv', name: 'Báo cáo viên', nameEn: 'rapporteur' },
    { organisationKind: 'c-btg', category: 'party', tier: 'B' }],
  [{ code: 'khac', name: 'Chức danh khác', nameEn: 'other office' },
    { organisationKind: null, category: 'other', tier: 'B' }]
]

/** Offices in the order of the field's list; `khac`, last, takes those outside it. */
export const roles: readonly Role[] =
  offices.map(([label, place, wordings]) => ({ ...label, ...place, abbreviations: [], variants: [], ...wordings }))
