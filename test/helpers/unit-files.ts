/**
 * Files of units in the formats in which open data on them are published, about provinces that do not exist: what
 * tests of loading them read.
 */

interface Old {
  code: string
  name: string
  district: string
  province: string
  into: readonly string[]
  part?: boolean
}
interface New { code: string, name: string, province: string }

export const oldProvinces: Readonly<Record<string, string>> = { 97: 'Tỉnh Thử Bắc', 98: 'Tỉnh Thử Nam' }
export const districts: Readonly<Record<string, string>> = {
  971: 'Thành phố Thử', 972: 'Huyện Thử Nghiệm', 981: 'Thị xã Thử Nam', 989: 'Huyện Đảo Thử'
}
/** Thử Nam went on under the code of Thử Bắc, which it took in. */
export const newProvinces: Readonly<Record<string, string>> = { 97: 'Tỉnh Thử Nam' }

/** Units of three levels, each with what it became. */
export const olds: readonly Old[] = [
  { code: '90001', name: 'Phường Thử Một', district: '971', province: '97', into: ['90001'] },
  { code: '90004', name: 'Phường Thử Hoà', district: '971', province: '97', into: ['90001'] },
  { code: '90007', name: 'Xã Thử Ba', district: '972', province: '97', into: ['90007'] },
  { code: '90010', name: 'Xã Thử Tư', district: '972', province: '97', into: ['90001', '90011'], part: true },
  { code: '90013', name: 'Phường Tây Sơn', district: '981', province: '98', into: ['90013'] },
  { code: '90016', name: 'Xã Thử Sáu', district: '981', province: '98', into: ['90013'] },
  { code: '90019', name: 'Thị trấn Thử Bảy', district: '981', province: '98', into: ['90019'] }
]
/** A district without wards. */
export const island = { district: '989', province: '98', into: '90090' }

export const news: readonly New[] = [
  { code: '90001', name: 'Phường Thử Một', province: '97' },
  { code: '90007', name: 'Xã Thử Ba', province: '97' },
  { code: '90011', name: 'Xã Thử Tư', province: '97' },
  { code: '90013', name: 'Phường Tây Sơn', province: '97' },
  { code: '90019', name: 'Xã Thử Bảy', province: '97' },
  { code: '90090', name: 'Đặc khu Đảo Thử', province: '97' }
]

const csv = (lines: ReadonlyArray<readonly unknown[]>) => lines.map(line => line.map(cell =>
  /[",]/.test(String(cell)) ? `"${String(cell)}"` : cell).join(',')).join('\n')
const coded = (name: string, code: string) => `${name} (${code})`
const newOf = (code: string) => news.find(unit => unit.code === code)!

/** As the statistics office's list is exported, with a byte order mark. */
export const list = '\uFEFF' + csv([
  ['Mã', 'Tên', 'Tên Tiếng Anh', 'Cấp', 'Mã QH', 'Quận Huyện', 'Mã TP', 'Tỉnh / Thành Phố'],
  ...olds.map(({ code, name, district, province }) =>
    [code, name, '', name.split(' ')[0], district, districts[district], province, oldProvinces[province]])
])

/** The same, as it was exported before; with the island. */
export const earlierList = csv([
  ['Tỉnh Thành Phố', 'Mã TP', 'Quận Huyện', 'Mã QH', 'Phường Xã', 'Mã PX', 'Cấp', 'Tên Tiếng Anh'],
  ...olds.map(({ code, name, district, province }) =>
    [oldProvinces[province], province, districts[district], district, name, code, name.split(' ')[0], '']),
  [oldProvinces[island.province], island.province, districts[island.district], island.district, '', '', '', '']
])

/** As a tree of three levels. */
export const formerTree = JSON.stringify(Object.entries(oldProvinces).map(([Code, FullName]) => ({
  Code,
  FullName,
  District: Object.entries(districts).filter(([code]) => code.startsWith(Code)).map(([district, name]) => ({
    Code: district,
    FullName: name,
    ProvinceCode: Code,
    Ward: olds.filter(unit => unit.district === district)
      .map(unit => ({ Code: unit.code, FullName: unit.name, DistrictCode: district }))
  }))
})))

/** As a tree of two levels. */
export const presentTree = JSON.stringify(Object.entries(newProvinces).map(([Code, FullName]) => ({
  Code,
  FullName,
  Wards: news.map(unit => ({ Code: unit.code, FullName: unit.name, ProvinceCode: Code }))
})))

/** Former wards and what they became, as a spreadsheet that made numbers of the codes has left it. */
export const mapping = csv([
  ['provinceCode', 'isMergedProvince', 'districtCode', 'districtType', 'wardCode', 'wardType', 'isMergedWard',
    'isDividedWard', 'province', 'district', 'ward', 'newProvince', 'newWard', 'newProvinceCode', 'newWardCode'],
  ...olds.flatMap(({ code, name, district, province, into, part }) => into.map(next => [
    Number(province), 'True', Number(district), '', `${Number(code)}.0`, '', 'True', part === true ? 'True' : 'False',
    oldProvinces[province], districts[district], name, newProvinces[newOf(next).province], newOf(next).name,
    newOf(next).province, next
  ])),
  [Number(island.province), 'True', Number(island.district), '', '', '', 'True', 'False',
    oldProvinces[island.province], districts[island.district], '', newProvinces['97'], newOf(island.into).name, '97',
    island.into]
])

/** The statistics office's own table, with its titles above and between. */
export const table = csv([
  ['Đơn vị hành chính từ ngày 01/7/2025', '', '', 'Đơn vị hành chính trước ngày 01/7/2025', '', '', '', '', ''],
  ['Tỉnh, thành phố', 'Tên Xã mới', 'Mã Xã mới', 'Tên Xã cũ', 'Mã Xã cũ', 'Ghi chú', 'Quận/huyện', 'Tỉnh cũ', ''],
  ['TỈNH THỬ NAM', '', '', '', '', '', '', '', ''],
  ...olds.flatMap(({ code, name, district, province, into, part }) => into.map(next => [
    coded(newProvinces[newOf(next).province]!, newOf(next).province), newOf(next).name, next, name, code,
    part === true ? 'Nhập một phần diện tích, toàn bộ dân số' : 'Nhập toàn bộ',
    coded(districts[district]!, district), coded(oldProvinces[province]!, province), ''
  ])),
  [coded(newProvinces['97']!, '97'), newOf(island.into).name, island.into, '', '', 'Nhập toàn bộ',
    coded(districts[island.district]!, island.district), coded(oldProvinces[island.province]!, island.province), '']
])
