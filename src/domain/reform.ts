/**
 * The reorganisation of 1 July 2025, on which the district level ended, provinces were merged and wards were redrawn:
 * its days and its legal acts, and what happened to provinces since. The acts on wards are those of 16 June 2025, one
 * for each province, by the province's present code.
 */

/** The first day of the units of two levels, and the last of those of three. */
export const REFORM = '2025-07-01'
export const BEFORE_REFORM = '2025-06-30'

/** The act on provinces. */
export const ACT_ON_PROVINCES = '202/2025/QH15'

const numbers: Readonly<Record<string, number>> = {
  '01': 1656,
  '04': 1657,
  '08': 1684,
  11: 1661,
  12: 1670,
  14: 1681,
  15: 1673,
  19: 1683,
  20: 1672,
  22: 1679,
  24: 1658,
  25: 1676,
  31: 1669,
  33: 1666,
  37: 1674,
  38: 1686,
  40: 1678,
  42: 1665,
  44: 1680,
  46: 1675,
  48: 1659,
  51: 1677,
  52: 1664,
  56: 1667,
  66: 1660,
  68: 1671,
  75: 1662,
  79: 1685,
  80: 1682,
  82: 1663,
  86: 1687,
  91: 1654,
  92: 1668,
  96: 1655
}

/** The act on the wards of a province; null where the code is none of the 34. */
export const actOnWards = (provinceCode: string): string | null =>
  numbers[provinceCode] === undefined ? null : `${numbers[provinceCode]}/NQ-UBTVQH15`

/** What provinces became since: their name and kind from a day on. */
export const laterProvinces = [{
  code: '75', before: 'Tỉnh Đồng Nai', name: 'Thành phố Đồng Nai', from: '2026-04-30', legalAct: '30/2026/QH16'
}] as const
