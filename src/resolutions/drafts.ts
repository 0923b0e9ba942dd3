/** What can be written of Party and State documents. */
import { Type } from 'typebox'
import { documentTypes } from '../domain/documents.js'
import { builtInId } from '../domain/ids.js'
import {
  draftDay, draftId, draftOf, draftStatus, exampleOf, optional, organisationReference, orNull, resolutionReference,
  words
} from '../http/drafts.js'
import { oneOf } from '../http/schemas.js'

export const ResolutionDraft = draftOf('ResolutionDraft', 'A document to be written', {
  id: draftId(builtInId('resolution', '21-nq-tu-ha-long-2020')),
  symbol: words('Symbol as printed', '21-NQ/TU', 100),
  family: optional(oneOf(
    ['party', 'state'], 'Whether it is a Party or a State document; read from the symbol where it tells', 'party')),
  type: optional(oneOf(documentTypes.map(type => type.code),
    'Code of the document-types vocabulary; read from the symbol where it tells', 'NQ')),
  number: optional(Type.Integer({
    minimum: 1, maximum: 99_999, description: 'Number; read from the symbol where it is left out', examples: [21]
  })),
  suffix: optional(words('Suffix of the symbol; read from it where it is left out', 'TU', 50)),
  issuer: organisationReference('The body that issued it', 'ban-thuong-vu-thanh-uy-ha-long'),
  committee: organisationReference('The committee whose register numbers it', 'thanh-uy-ha-long'),
  issuedOn: orNull(draftDay('Day of issue', '2020-12-31')),
  term: orNull(Type.String({
    pattern: '^[0-9]{4}/[0-9]{4}$',
    description: 'Term of the committee in which it was numbered (Party documents)',
    examples: ['2020/2025']
  })),
  year: orNull(Type.Integer({
    minimum: 1900,
    maximum: 2199,
    description: 'Year in which it was numbered (State documents); that of the day of issue where it is left out',
    examples: [2024]
  })),
  title: words('Official title', 'Về đầu tư, cải tạo, nâng cấp hạ tầng các khu dân cư, khu đô thị', 1000),
  aliases: optional(Type.Array(words('Another name that is used for it', 'Nghị quyết 21', 200), {
    maxItems: 50, description: 'Other names that are used for it', examples: [['Nghị quyết 21']]
  })),
  url: orNull(Type.String({
    pattern: '^https?://',
    maxLength: 2000,
    description: 'Where it is published',
    examples: ['https://tulieuvankien.dangcongsan.vn/']
  })),
  inForce: orNull(Type.Boolean({ description: 'Whether it is in force; null where unknown', examples: [true] })),
  replacedBy: orNull(resolutionReference('The document that took its place', '21-nq-tu-ha-long-2020')),
  relations: optional(Type.Array(Type.Object({
    kind: oneOf(['continues', 'implements', 'replaces'],
      'What this document does to the other: a code of the document-relations vocabulary', 'continues'),
    to: resolutionReference('The other document', '22-nq-tw-2008')
  }, { additionalProperties: false }), { maxItems: 200, description: 'What it does to other documents' })),
  status: draftStatus
}, {
  symbol: '99-NQ/ĐU',
  issuer: exampleOf.committee,
  committee: exampleOf.committee,
  issuedOn: '2024-02-03',
  title: 'Nghị quyết thử nghiệm',
  aliases: ['Nghị quyết 99']
})
