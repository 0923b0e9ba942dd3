/**
 * The organisations that the built-in records need: hosts and counterparts of meetings, bodies in which people hold
 * office, and those that issue documents or number them. Councils and people's committees are written out, with the
 * usual abbreviation as short name.
 */
import type { OrganisationRecord, UnitKey } from './types.js'

type Level = 'h' | 'x'

/** What the bodies of one unit have in common: their level and the unit itself. */
const at = (level: Level, unit: UnitKey) => ({ shortName: null, level, unit })

const tamDiep = at('h', 'district:tam-diep')
const bacKan = at('h', 'district:bac-kan')
const cuaLo = at('h', 'district:cua-lo')
const haLong = at('h', 'district:ha-long')
const taySon = at('x', 'ward:tay-son')
const phungChiKien = at('x', 'ward:phung-chi-kien')
const nghiHoa = at('x', 'ward:nghi-hoa')
const ducXuan = at('x', 'ward:duc-xuan')
const haKhanh = at('x', 'ward:ha-khanh')

export const organisations: readonly OrganisationRecord[] = [
  // The centre: three bodies that share one register of documents, kept under the name Trung ương
  {
    key: 'ban-chap-hanh-trung-uong',
    name: 'Ban Chấp hành Trung ương Đảng',
    shortName: 'Trung ương',
    kind: 'tw-bch',
    level: 'tw',
    parent: null,
    unit: null
  },
  {
    key: 'bo-chinh-tri',
    name: 'Bộ Chính trị',
    shortName: null,
    kind: 'tw-bct',
    level: 'tw',
    parent: 'ban-chap-hanh-trung-uong',
    unit: null
  },
  {
    key: 'ban-bi-thu',
    name: 'Ban Bí thư Trung ương Đảng',
    shortName: 'Ban Bí thư',
    kind: 'tw-bbt',
    level: 'tw',
    parent: 'ban-chap-hanh-trung-uong',
    unit: null
  },

  // Provinces. Tỉnh ủy is the executive committee of the provincial Party organisation, also cited by that name.
  {
    key: 'tinh-uy-bac-kan',
    name: 'Tỉnh ủy Bắc Kạn',
    shortName: null,
    kind: 'c-bch',
    level: 't',
    parent: 'ban-chap-hanh-trung-uong',
    unit: 'province:bac-kan'
  },
  {
    key: 'ban-thuong-vu-tinh-uy-bac-kan',
    name: 'Ban Thường vụ Tỉnh ủy Bắc Kạn',
    shortName: null,
    kind: 'c-btv',
    level: 't',
    parent: 'tinh-uy-bac-kan',
    unit: 'province:bac-kan'
  },
  {
    key: 'tinh-uy-nghe-an',
    name: 'Tỉnh ủy Nghệ An',
    shortName: null,
    kind: 'c-bch',
    level: 't',
    parent: 'ban-chap-hanh-trung-uong',
    unit: 'province:nghe-an'
  },

  // Tam Điệp and phường Tây Sơn
  { ...tamDiep, key: 'thanh-uy-tam-diep', name: 'Thành ủy Tam Điệp', kind: 'c-bch', parent: null },
  {
    ...tamDiep,
    key: 'ban-to-chuc-thanh-uy-tam-diep',
    name: 'Ban Tổ chức Thành ủy Tam Điệp',
    kind: 'c-btc',
    parent: 'thanh-uy-tam-diep'
  },
  {
    ...taySon,
    key: 'dang-uy-phuong-tay-son',
    name: 'Đảng ủy phường Tây Sơn',
    kind: 'c-bch',
    parent: 'thanh-uy-tam-diep'
  },
  {
    ...taySon,
    key: 'hdnd-phuong-tay-son',
    name: 'Hội đồng nhân dân phường Tây Sơn',
    shortName: 'HĐND phường Tây Sơn',
    kind: 'c-hdnd',
    parent: null
  },

  // Bắc Kạn, phường Phùng Chí Kiên and phường Đức Xuân
  { ...bacKan, key: 'thanh-uy-bac-kan', name: 'Thành ủy Bắc Kạn', kind: 'c-bch', parent: 'tinh-uy-bac-kan' },
  {
    ...bacKan,
    key: 'ban-thuong-vu-thanh-uy-bac-kan',
    name: 'Ban Thường vụ Thành ủy Bắc Kạn',
    kind: 'c-btv',
    parent: 'thanh-uy-bac-kan'
  },
  {
    ...bacKan,
    key: 'ban-dan-van-thanh-uy-bac-kan',
    name: 'Ban Dân vận Thành ủy Bắc Kạn',
    kind: 'c-bdv',
    parent: 'thanh-uy-bac-kan'
  },
  {
    ...bacKan,
    key: 'ban-tuyen-giao-thanh-uy-bac-kan',
    name: 'Ban Tuyên giáo Thành ủy Bắc Kạn',
    kind: 'c-btg',
    parent: 'thanh-uy-bac-kan'
  },
  // Under its old name, which the source of 2021 still uses
  {
    ...bacKan,
    key: 'trung-tam-chinh-tri-thanh-pho-bac-kan',
    name: 'Trung tâm bồi dưỡng chính trị thành phố Bắc Kạn',
    kind: 'c-ttct',
    parent: 'thanh-uy-bac-kan'
  },
  {
    ...bacKan,
    key: 'mttq-thanh-pho-bac-kan',
    name: 'Ủy ban Mặt trận Tổ quốc Việt Nam thành phố Bắc Kạn',
    shortName: 'Ủy ban MTTQ thành phố Bắc Kạn',
    kind: 'c-mttq',
    parent: null
  },
  {
    ...bacKan,
    key: 'hdnd-thanh-pho-bac-kan',
    name: 'Hội đồng nhân dân thành phố Bắc Kạn',
    shortName: 'HĐND thành phố Bắc Kạn',
    kind: 'c-hdnd',
    parent: null
  },
  {
    ...phungChiKien,
    key: 'dang-uy-phuong-phung-chi-kien',
    name: 'Đảng ủy phường Phùng Chí Kiên',
    kind: 'c-bch',
    parent: 'thanh-uy-bac-kan'
  },
  {
    ...ducXuan,
    key: 'dang-uy-phuong-duc-xuan',
    name: 'Đảng ủy phường Đức Xuân',
    kind: 'c-bch',
    parent: 'thanh-uy-bac-kan'
  },

  // Cửa Lò and phường Nghi Hòa
  { ...cuaLo, key: 'thi-uy-cua-lo', name: 'Thị ủy Cửa Lò', kind: 'c-bch', parent: 'tinh-uy-nghe-an' },
  {
    ...cuaLo,
    key: 'ban-thuong-vu-thi-uy-cua-lo',
    name: 'Ban Thường vụ Thị ủy Cửa Lò',
    kind: 'c-btv',
    parent: 'thi-uy-cua-lo'
  },
  {
    ...cuaLo,
    key: 'ban-tuyen-giao-thi-uy-cua-lo',
    name: 'Ban Tuyên giáo Thị ủy Cửa Lò',
    kind: 'c-btg',
    parent: 'thi-uy-cua-lo'
  },
  {
    ...cuaLo,
    key: 'trung-tam-chinh-tri-thi-xa-cua-lo',
    name: 'Trung tâm Chính trị thị xã Cửa Lò',
    kind: 'c-ttct',
    parent: 'thi-uy-cua-lo'
  },
  {
    ...cuaLo,
    key: 'hdnd-thi-xa-cua-lo',
    name: 'Hội đồng nhân dân thị xã Cửa Lò',
    shortName: 'HĐND thị xã Cửa Lò',
    kind: 'c-hdnd',
    parent: null
  },
  {
    ...nghiHoa,
    key: 'dang-uy-phuong-nghi-hoa',
    name: 'Đảng ủy phường Nghi Hòa',
    kind: 'c-bch',
    parent: 'thi-uy-cua-lo'
  },
  {
    ...nghiHoa,
    key: 'hdnd-phuong-nghi-hoa',
    name: 'Hội đồng nhân dân phường Nghi Hòa',
    shortName: 'HĐND phường Nghi Hòa',
    kind: 'c-hdnd',
    parent: null
  },
  {
    ...nghiHoa,
    key: 'ubnd-phuong-nghi-hoa',
    name: 'Ủy ban nhân dân phường Nghi Hòa',
    shortName: 'UBND phường Nghi Hòa',
    kind: 'c-ubnd',
    parent: null
  },

  // Hạ Long and phường Hà Khánh
  { ...haLong, key: 'thanh-uy-ha-long', name: 'Thành ủy Hạ Long', kind: 'c-bch', parent: null },
  {
    ...haLong,
    key: 'ban-thuong-vu-thanh-uy-ha-long',
    name: 'Ban Thường vụ Thành ủy Hạ Long',
    kind: 'c-btv',
    parent: 'thanh-uy-ha-long'
  },
  {
    ...haKhanh,
    key: 'dang-uy-phuong-ha-khanh',
    name: 'Đảng ủy phường Hà Khánh',
    kind: 'c-bch',
    parent: 'thanh-uy-ha-long'
  },
  {
    ...haKhanh,
    key: 'ubnd-phuong-ha-khanh',
    name: 'Ủy ban nhân dân phường Hà Khánh',
    shortName: 'UBND phường Hà Khánh',
    kind: 'c-ubnd',
    parent: null
  },
  {
    ...haKhanh,
    key: 'chi-bo-khu-pho-2-ha-khanh',
    name: 'Chi bộ khu phố 2, phường Hà Khánh',
    shortName: 'Chi bộ khu phố 2',
    kind: 'd-cb',
    level: 'd',
    parent: 'dang-uy-phuong-ha-khanh'
  }
]
