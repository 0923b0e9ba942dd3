/**
 * The Party documents that the built-in articles cite by number, under their official titles. A document is told
 * by the committee whose register numbers it, its type, its number and the term; the body that issued it is told apart,
 * since the three bodies of the centre share one register.
 */
import type { ResolutionRecord } from './types.js'

/** What all documents of the centre have in common. */
const centre = { family: 'party', suffix: 'TW', committee: 'ban-chap-hanh-trung-uong' } as const

export const resolutions: readonly ResolutionRecord[] = [
  // The centre, by term
  {
    ...centre,
    key: '10-ct-tw-2007',
    symbol: '10-CT/TW',
    type: 'CT',
    number: 10,
    issuer: 'ban-bi-thu',
    issuedOn: '2007-03-30',
    term: '2006/2011',
    title: 'Về nâng cao chất lượng sinh hoạt chi bộ',
    aliases: ['Chỉ thị 10'],
    relations: []
  },
  {
    ...centre,
    key: '22-nq-tw-2008',
    symbol: '22-NQ/TW',
    type: 'NQ',
    number: 22,
    issuer: 'ban-chap-hanh-trung-uong',
    issuedOn: '2008-02-02',
    term: '2006/2011',
    title: 'Về nâng cao năng lực lãnh đạo, sức chiến đấu của tổ chức cơ sở đảng và chất lượng đội ngũ cán bộ, ' +
      'đảng viên',
    aliases: ['Nghị quyết 22', 'Nghị quyết Trung ương 6 khóa X'],
    relations: []
  },
  {
    ...centre,
    key: '47-ct-tw-2015',
    symbol: '47-CT/TW',
    type: 'CT',
    number: 47,
    issuer: 'ban-bi-thu',
    issuedOn: '2015-06-25',
    term: '2011/2016',
    title: 'Về tăng cường sự lãnh đạo của Đảng đối với công tác phòng cháy, chữa cháy',
    aliases: ['Chỉ thị 47'],
    relations: []
  },
  {
    ...centre,
    key: '05-ct-tw-2016',
    symbol: '05-CT/TW',
    type: 'CT',
    number: 5,
    issuer: 'bo-chinh-tri',
    issuedOn: '2016-05-15',
    term: '2016/2021',
    title: 'Về đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh',
    aliases: ['Chỉ thị 05'],
    relations: []
  },
  {
    ...centre,
    key: '01-kl-tw-2021',
    symbol: '01-KL/TW',
    type: 'KL',
    number: 1,
    issuer: 'bo-chinh-tri',
    issuedOn: '2021-05-18',
    term: '2021/2026',
    title: 'Về tiếp tục thực hiện Chỉ thị số 05-CT/TW của Bộ Chính trị về đẩy mạnh học tập và làm theo tư tưởng, ' +
      'đạo đức, phong cách Hồ Chí Minh',
    aliases: ['Kết luận 01'],
    relations: [{ kind: 'continues', to: '05-ct-tw-2016' }]
  },
  {
    ...centre,
    key: '02-kl-tw-2021',
    symbol: '02-KL/TW',
    type: 'KL',
    number: 2,
    issuer: 'ban-bi-thu',
    issuedOn: '2021-05-18',
    term: '2021/2026',
    title: 'Về tiếp tục thực hiện Chỉ thị số 47-CT/TW của Ban Bí thư về tăng cường sự lãnh đạo của Đảng đối với ' +
      'công tác phòng cháy, chữa cháy',
    aliases: ['Kết luận 02'],
    relations: [{ kind: 'continues', to: '47-ct-tw-2015' }]
  },

  // Province and city: the same suffix TU for committees of two levels
  {
    key: '10-nq-tu-nghe-an-2023',
    family: 'party',
    symbol: '10-NQ/TU',
    type: 'NQ',
    number: 10,
    suffix: 'TU',
    issuer: 'tinh-uy-nghe-an',
    committee: 'tinh-uy-nghe-an',
    issuedOn: '2023-07-05',
    term: '2020/2025',
    title: 'Về tiếp tục sắp xếp tổ chức bộ máy tinh gọn, hoạt động hiệu lực, hiệu quả và các chế độ, chính sách ' +
      'liên quan trong thời gian tới',
    aliases: ['Nghị quyết 10'],
    relations: []
  },
  {
    key: '21-nq-tu-ha-long-2020',
    family: 'party',
    symbol: '21-NQ/TU',
    type: 'NQ',
    number: 21,
    suffix: 'TU',
    issuer: 'ban-thuong-vu-thanh-uy-ha-long',
    committee: 'thanh-uy-ha-long',
    issuedOn: '2020-12-31',
    term: '2020/2025',
    title: 'Về đầu tư, cải tạo, nâng cấp hạ tầng các khu dân cư, khu đô thị hình thành trước năm 2005 trên địa bàn ' +
      'các phường thuộc thành phố',
    aliases: ['Nghị quyết 21'],
    relations: []
  }
]
