/** What can be written of sources. */
import { Type } from 'typebox'
import { sourceId } from '../domain/ids.js'
import { draftDay, draftId, draftOf, optional, orNull, words } from '../http/drafts.js'

const sha256 = '482f45cb0db47bf443b12b80e7bea31a841cf84d861f1325495aa3347738af4b'

export const SourceDraft = draftOf('SourceDraft', 'A source to be written; its text, or the SHA-256 of it, is needed', {
  id: draftId(sourceId(sha256)),
  title: words('Its title', 'Phường Nghi Hòa: Tổ chức Hội nghị tổng kết công tác Đảng năm 2023', 1000),
  publisher: orNull(words('Who published it', 'Cổng thông tin điện tử thị xã Cửa Lò', 300)),
  author: orNull(words('Who signed it', 'Phan Thành - Duy Quý', 300)),
  publishedOn: orNull(draftDay('When it was published', '2023-12-19')),
  url: orNull(Type.String({
    pattern: '^https?://', maxLength: 2000, description: 'Where it was published', examples: ['https://cualo.vn/']
  })),
  language: optional(Type.String({
    pattern: '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$',
    maxLength: 35,
    default: 'vi',
    description: 'Language of the text (BCP 47)',
    examples: ['vi']
  })),
  sha256: optional(Type.String({
    pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the text in UTF-8, in hexadecimal', examples: [sha256]
  })),
  licence: orNull(words('Licence of the text; null where none is known', 'CC BY 4.0', 200)),
  text: orNull(Type.String({
    minLength: 1,
    maxLength: 500_000,
    description: 'The text itself, where its owner allows the register to keep it',
    examples: ['Sáng 12/7, Đảng ủy phường tổ chức hội nghị sơ kết.']
  }))
}, {
  title: 'Bài viết thử nghiệm',
  publisher: 'Cổng thông tin thử nghiệm',
  publishedOn: '2024-05-05',
  url: 'https://example.org/thu-nghiem',
  text: 'Sáng 04/5/2024, Đảng ủy phường tổ chức hội nghị thử nghiệm.'
})
