/**
 * The administrative units that the built-in articles speak of, with what became of them: five wards, the wards that
 * were merged with them on 1 July 2025, their successors, and the cities and provinces above them. What the articles
 * do not say themselves is marked as inferred, with its reason.
 */
import {
  ACT_ON_PROVINCES as actOnProvinces, actOnWards, BEFORE_REFORM as beforeReform, REFORM as reform
} from '../domain/reform.js'
import type { Inference, UnitChangeRecord, UnitKey, UnitRecord } from './types.js'

const actOnThaiNguyen = actOnWards('19')
const actOnNinhBinh = actOnWards('37')
const actOnNgheAn = actOnWards('40')
const actOnQuangNinh = actOnWards('22')
const actOnCuaLo = '1243/NQ-UBTVQH15'

const tables = 'bảng chuyển đổi đơn vị hành chính năm 2025 đã công bố; hai bộ dữ liệu cho cùng kết quả'
const fromTables = (property: string): Inference => ({ property, reason: `Theo ${tables}.` })
const codeFromList: Inference = { property: 'code', reason: 'Theo danh mục đơn vị hành chính của cơ quan thống kê.' }
const codeOf = (code: string): Inference =>
  ({ property: 'code', reason: `Bài không nêu mã; ${code} theo danh mục của cơ quan thống kê.` })
const endedWith = (successor: string): Inference[] => [
  { property: 'validTo', reason: `Nhập vào ${successor} từ 01/7/2025, theo ${tables}.` },
  { property: 'successors', reason: `Nhập toàn bộ vào ${successor}, theo ${tables}.` }
]

function province (slug: string, name: string, code: string): UnitRecord {
  return {
    key: `province:${slug}`,
    inferred: [codeFromList],
    versions: [{ name, kind: 'tinh', code, parent: null, validFrom: null, validTo: null, legalAct: null }]
  }
}

/** A city in a province, until the district level ended. */
function city (slug: string, name: string, code: string, parent: UnitKey): UnitRecord {
  return {
    key: `district:${slug}`,
    inferred: [
      codeFromList,
      { property: 'validTo', reason: 'Cấp huyện không còn từ 01/7/2025.' }
    ],
    versions: [
      { name, kind: 'thanh-pho', code, parent, validFrom: null, validTo: beforeReform, legalAct: null }
    ]
  }
}

/** A ward that ended with the district level; its beginning is not known. */
function formerWard (
  slug: string, name: string, code: string, parent: UnitKey,
  inferred: readonly Inference[] = [fromTables('code'), fromTables('validTo')]
): UnitRecord {
  return {
    key: `ward:${slug}`,
    inferred,
    versions: [{
      name,
      kind: name.startsWith('Xã ') ? 'xa' : 'phuong',
      code,
      parent,
      validFrom: null,
      validTo: beforeReform,
      legalAct: null
    }]
  }
}

/** A ward of Cửa Lò, which came under Vinh with its town for its last seven months. */
function formerWardOfCuaLo (
  slug: string, name: string, code: string,
  inferred: readonly Inference[] = [fromTables('code'), fromTables('validTo')]
): UnitRecord {
  const common = { name, kind: 'phuong', code }
  return {
    key: `ward:${slug}`,
    inferred,
    versions: [
      { ...common, parent: 'district:cua-lo', validFrom: null, validTo: '2024-11-30', legalAct: null },
      {
        ...common,
        parent: 'district:vinh',
        validFrom: '2024-12-01',
        validTo: beforeReform,
        legalAct: actOnCuaLo
      }
    ]
  }
}

function presentWard (
  slug: string, name: string, code: string, parent: UnitKey, legalAct: string | null
): UnitRecord {
  return {
    key: `ward:${slug}`,
    inferred: [fromTables('code'), fromTables('validFrom')],
    versions: [{ name, kind: 'phuong', code, parent, validFrom: reform, validTo: null, legalAct }]
  }
}

export const units: readonly UnitRecord[] = [
  // Provinces
  province('ninh-binh', 'Tỉnh Ninh Bình', '37'),
  {
    key: 'province:bac-kan',
    inferred: [
      codeFromList,
      { property: 'validTo', reason: `Nhập vào tỉnh Thái Nguyên từ 01/7/2025 theo ${actOnProvinces}.` }
    ],
    versions: [{
      name: 'Tỉnh Bắc Kạn',
      kind: 'tinh',
      code: '06',
      parent: null,
      validFrom: null,
      validTo: beforeReform,
      legalAct: null
    }]
  },
  province('thai-nguyen', 'Tỉnh Thái Nguyên', '19'),
  province('nghe-an', 'Tỉnh Nghệ An', '40'),
  province('quang-ninh', 'Tỉnh Quảng Ninh', '22'),

  // Cities and towns of a province: the level that was abolished on 1 July 2025
  city('tam-diep', 'Thành phố Tam Điệp', '370', 'province:ninh-binh'),
  city('bac-kan', 'Thành phố Bắc Kạn', '058', 'province:bac-kan'),
  {
    key: 'district:cua-lo',
    inferred: [
      codeFromList,
      { property: 'validTo', reason: `Nhập vào thành phố Vinh từ 01/12/2024 theo ${actOnCuaLo}.` }
    ],
    versions: [{
      name: 'Thị xã Cửa Lò',
      kind: 'thi-xa',
      code: '413',
      parent: 'province:nghe-an',
      validFrom: null,
      validTo: '2024-11-30',
      legalAct: null
    }]
  },
  city('vinh', 'Thành phố Vinh', '412', 'province:nghe-an'),
  city('ha-long', 'Thành phố Hạ Long', '193', 'province:quang-ninh'),

  // Tam Điệp
  formerWard('tay-son', 'Phường Tây Sơn', '14369', 'district:tam-diep', [
    {
      property: 'parent',
      reason: 'Bài không nêu tên thành phố. Năm 2023 có ba phường Tây Sơn, ở Tam Điệp, Pleiku và An Khê: ' +
        '“Thành ủy” loại An Khê (thị xã), cổng tin tamdiep.ninhbinh.gov.vn đăng bài loại Pleiku.'
    },
    { property: 'province', reason: 'Bài không nêu tỉnh; Tam Điệp thuộc Ninh Bình, như tên miền của cổng tin.' },
    codeOf('14369'),
    ...endedWith('phường Tam Điệp')
  ]),
  formerWard('bac-son', 'Phường Bắc Sơn', '14362', 'district:tam-diep'),
  formerWard('quang-son', 'Xã Quang Sơn', '14377', 'district:tam-diep'),
  presentWard('tam-diep', 'Phường Tam Điệp', '14362', 'province:ninh-binh', actOnNinhBinh),

  // Bắc Kạn, western part
  formerWard('phung-chi-kien', 'Phường Phùng Chí Kiên', '01843', 'district:bac-kan', [
    { property: 'province', reason: 'Bài nêu thành phố Bắc Kạn, không nêu tỉnh; thành phố này thuộc tỉnh Bắc Kạn.' },
    codeOf('01843'),
    ...endedWith('phường Bắc Kạn')
  ]),
  formerWard('song-cau', 'Phường Sông Cầu', '01837', 'district:bac-kan'),
  formerWard('nong-thuong', 'Xã Nông Thượng', '01852', 'district:bac-kan'),
  formerWard('xuat-hoa', 'Phường Xuất Hóa', '01855', 'district:bac-kan'),
  presentWard('bac-kan', 'Phường Bắc Kạn', '01843', 'province:thai-nguyen', actOnThaiNguyen),

  // Bắc Kạn, eastern part: the successor bears the name and the code of one of its predecessors, on a larger territory.
  formerWard('duc-xuan', 'Phường Đức Xuân', '01840', 'district:bac-kan', [
    {
      property: 'parent',
      reason: 'Bài không nêu tên thành phố; đăng trên backancity.gov.vn, và trước 2025 chỉ có một phường Đức Xuân ' +
        '(hai xã cùng tên ở Cao Bằng và Hà Giang).'
    },
    { property: 'province', reason: 'Bài chỉ nêu “Tỉnh ủy”; thành phố Bắc Kạn thuộc tỉnh Bắc Kạn.' },
    codeOf('01840'),
    ...endedWith('phường Đức Xuân mới, tỉnh Thái Nguyên')
  ]),
  formerWard('nguyen-thi-minh-khai', 'Phường Nguyễn Thị Minh Khai', '01834', 'district:bac-kan'),
  formerWard('huyen-tung', 'Phường Huyền Tụng', '01846', 'district:bac-kan'),
  presentWard('duc-xuan-thai-nguyen', 'Phường Đức Xuân', '01840', 'province:thai-nguyen', actOnThaiNguyen),

  // Cửa Lò: all seven wards of the former town
  formerWardOfCuaLo('nghi-hoa', 'Phường Nghi Hòa', '16726', [
    {
      property: 'parent',
      reason: 'Bài chỉ nêu “Thị ủy”, “thị xã”; cả nước chỉ có một phường Nghi Hòa và cualo.vn là cổng tin Cửa Lò. ' +
        `Từ 01/12/2024 Cửa Lò nhập vào Vinh theo ${actOnCuaLo}.`
    },
    { property: 'province', reason: 'Bài chỉ nêu “Đảng bộ Tỉnh”; Cửa Lò thuộc tỉnh Nghệ An.' },
    codeOf('16726'),
    ...endedWith('phường Cửa Lò')
  ]),
  formerWardOfCuaLo('nghi-thuy', 'Phường Nghi Thủy', '16717'),
  formerWardOfCuaLo('nghi-tan', 'Phường Nghi Tân', '16720'),
  formerWardOfCuaLo('thu-thuy', 'Phường Thu Thủy', '16723'),
  formerWardOfCuaLo('nghi-hai', 'Phường Nghi Hải', '16729'),
  formerWardOfCuaLo('nghi-huong', 'Phường Nghi Hương', '16732'),
  formerWardOfCuaLo('nghi-thu', 'Phường Nghi Thu', '16735'),
  presentWard('cua-lo', 'Phường Cửa Lò', '16732', 'province:nghe-an', actOnNgheAn),

  // Hạ Long: here too the successor bears the name and the code of a predecessor.
  formerWard('ha-khanh', 'Phường Hà Khánh', '06649', 'district:ha-long', [
    {
      property: 'parent',
      reason: 'Bài không nêu tên thành phố; đăng trên hakhanh.halongcity.gov.vn, cả nước chỉ có một phường Hà Khánh, ' +
        'và 21-NQ/TU là của Thành ủy Hạ Long.'
    },
    { property: 'province', reason: 'Bài không nêu tỉnh; Hạ Long thuộc tỉnh Quảng Ninh.' },
    codeOf('06649'),
    ...endedWith('phường Cao Xanh mới')
  ]),
  formerWard('cao-xanh', 'Phường Cao Xanh', '06658', 'district:ha-long'),
  presentWard('cao-xanh-quang-ninh', 'Phường Cao Xanh', '06658', 'province:quang-ninh', actOnQuangNinh)
]

/** The whole of each of `from` became part of `to` on the day of the reform. */
const merged = (from: readonly UnitKey[], to: UnitKey, legalBasis: string | null): UnitChangeRecord[] =>
  from.map(unit => ({ from: unit, to, kind: 'merged', extent: 'whole', effectiveOn: reform, legalBasis }))

export const unitChanges: readonly UnitChangeRecord[] = [
  // Above the wards
  {
    from: 'district:cua-lo',
    to: 'district:vinh',
    kind: 'merged',
    extent: 'whole',
    effectiveOn: '2024-12-01',
    legalBasis: actOnCuaLo
  },
  ...merged(['province:bac-kan'], 'province:thai-nguyen', actOnProvinces),

  // Wards
  ...merged(['ward:bac-son', 'ward:tay-son', 'ward:quang-son'], 'ward:tam-diep', actOnNinhBinh),
  ...merged(
    ['ward:song-cau', 'ward:phung-chi-kien', 'ward:nong-thuong', 'ward:xuat-hoa'],
    'ward:bac-kan',
    actOnThaiNguyen
  ),
  ...merged(
    ['ward:nguyen-thi-minh-khai', 'ward:duc-xuan', 'ward:huyen-tung'],
    'ward:duc-xuan-thai-nguyen',
    actOnThaiNguyen
  ),
  ...merged(
    [
      'ward:nghi-thuy', 'ward:nghi-tan', 'ward:thu-thuy', 'ward:nghi-hoa', 'ward:nghi-hai', 'ward:nghi-huong',
      'ward:nghi-thu'
    ],
    'ward:cua-lo',
    actOnNgheAn
  ),
  ...merged(['ward:ha-khanh', 'ward:cao-xanh'], 'ward:cao-xanh-quang-ninh', actOnQuangNinh)
]
