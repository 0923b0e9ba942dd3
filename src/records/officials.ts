/**
 * The people whom the built-in articles name in a public office, under keys for use in these records. The offices
 * themselves stand with the meetings that show them; nothing else about a person is kept.
 */

export const officials: ReadonlyArray<{ readonly key: string, readonly name: string }> = [
  // phường Tây Sơn, 2023
  { key: 'pham-ngoc-lan', name: 'Phạm Ngọc Lan' },
  { key: 'pham-duy-phong', name: 'Phạm Duy Phong' },

  // phường Phùng Chí Kiên, 2021
  { key: 'dang-van-le', name: 'Đặng Văn Lê' },
  { key: 'pham-quyet-chien', name: 'Phạm Quyết Chiến' },

  // phường Nghi Hòa, 2023
  { key: 'le-thanh-long', name: 'Lê Thanh Long' },
  { key: 'tran-thi-thanh-thuy', name: 'Trần Thị Thanh Thủy' },
  { key: 'le-thanh-giang', name: 'Lê Thanh Giang' },
  { key: 'le-thanh-mai', name: 'Lê Thanh Mai' },
  { key: 'nguyen-dang-giang', name: 'Nguyễn Đăng Giang' },

  // phường Đức Xuân, 2023
  { key: 'cu-ngoc-cuong', name: 'Cù Ngọc Cường' },
  { key: 'trieu-thi-thu-hoai', name: 'Triệu Thị Thu Hoài' },

  // phường Hà Khánh, 2024
  { key: 'tran-viet-hung', name: 'Trần Việt Hùng' },
  { key: 'nguyen-thanh-binh', name: 'Nguyễn Thanh Bình' }
]
