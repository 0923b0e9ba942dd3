/** What can be written of citations. */
import { Type } from 'typebox'
import { builtInId } from '../domain/ids.js'
import {
  claim, draftDay, draftEvidence, draftId, draftOf, exampleOf, meetingReference, optional, orNull,
  resolutionReference, wardOfClaim, words
} from '../http/drafts.js'

/** A citation inside its meeting, as an example. */
export const citationExample = {
  resolution: { symbol: '21-NQ/TU', issuer: { name: 'Thành ủy Hạ Long' } },
  asCited: 'Nghị quyết 21-NQ/TU (ví dụ)',
  evidence: [{ source: exampleOf.source, start: 890, end: 909 }]
}

/** A citation inside its meeting. */
export const citationProperties = {
  id: draftId(builtInId('citation', 'ha-khanh-2024-01-06 890')),
  resolution: orNull(
    resolutionReference('The document that is meant; null while not certain', '21-nq-tu-ha-long-2020')),
  candidates: optional(Type.Array(resolutionReference('A document that may be meant', '21-nq-tu-ha-long-2020'), {
    maxItems: 50, description: 'Documents that may be meant while it is not certain, the likeliest first'
  })),
  asCited: words('How it was named', 'Nghị quyết số 21-NQ/TU, ngày 31/12/2020', 1000),
  issuerAsStated: orNull(words('Who issued it, as was said', 'Ban Thường vụ Thành ủy', 300)),
  issuedOnAsStated: orNull(draftDay('When it was issued, as was said', '2020-12-31')),
  agrees: orNull(Type.Boolean({
    description: 'Whether what was said agrees with the record of the document; a stated day that differs from ' +
      'that of the record disagrees in any case',
    examples: [true]
  })),
  evidence: draftEvidence,
  ...claim
}

export const CitationDraft = draftOf('CitationDraft', 'A citation to be written', {
  ward: wardOfClaim,
  meeting: meetingReference('The meeting at which it was said'),
  ...citationProperties
}, { meeting: exampleOf.meeting, ...citationExample })
