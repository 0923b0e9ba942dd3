/** The contract of sources: the published texts and reports on which all claims rest. */
import { Type } from 'typebox'
import { builtInId, sourceId } from '../domain/ids.js'
import {
  dayParameter, idParameter, lineageParameter, listParameters, q, queryOf, wardParameter, wordParameter
} from '../http/parameters.js'
import { day, id, nullable, text, versionedProperties } from '../http/schemas.js'

const sha256 = '482f45cb0db47bf443b12b80e7bea31a841cf84d861f1325495aa3347738af4b'

export const Source = Type.Object({
  id: id('Id of the source, made from its text', sourceId(sha256)),
  title: text('Its title', 'Phường Nghi Hòa: Tổ chức Hội nghị tổng kết công tác Đảng năm 2023'),
  publisher: nullable(text('Who published it', 'Cổng thông tin điện tử thị xã Cửa Lò')),
  author: nullable(text('Who signed it', 'Phan Thành - Duy Quý')),
  publishedOn: nullable(day('When it was published', '2023-12-19')),
  url: nullable(text('Where it was published', 'https://cualo.vn/')),
  language: text('Language of the text (BCP 47)', 'vi'),
  sha256: text('SHA-256 of the text in UTF-8, in hexadecimal', sha256),
  licence: nullable(text('Licence of the text; null where none is known', 'CC BY 4.0')),
  hasText: Type.Boolean({ description: 'Whether the register keeps the text itself', examples: [false] }),
  ...versionedProperties
}, { $id: 'Source', description: 'A published text or report' })

export const SourceQuery = queryOf({
  q: q('its title, publisher or author', 'nghi hòa'),
  ward: wardParameter('Sources of claims about this ward: id, slug or official code; several with commas', 'nghi-hoa'),
  lineage: lineageParameter,
  meeting: idParameter('Sources of this meeting (id)', builtInId('meeting', 'nghi-hoa-2023-12-19')),
  sha256: wordParameter('SHA-256 of the text, in hexadecimal', sha256, 64),
  publishedFrom: dayParameter('Published on this day or later', '2023-12-01'),
  publishedTo: dayParameter('Published on this day or earlier', '2023-12-31'),
  ...listParameters(['-updatedAt', 'updatedAt'])
})
