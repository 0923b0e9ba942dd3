/**
 * Texts as they are read, before anything is written: what each says, which ward it is about as far as the register can
 * tell, and whether the key behind it may write there.
 */
import { extract } from '../extraction/extract.js'
import type { Extraction } from '../extraction/findings.js'
import type { Problem } from '../http/problems.js'
import { Item, type Work } from '../writing/item.js'
import { checkWard } from '../writing/save.js'
import { placesOf, type Place } from './places.js'

export interface TextToRead {
  readonly sourceId: string
  readonly text: string
  /** The ward, where a person says it. */
  readonly wardId?: string | undefined
}

export interface ReadText {
  readonly sourceId: string
  readonly text: string
  readonly extraction: Extraction
  /** The ward that it is about; null where the text tells none, or none that the register knows for certain. */
  readonly place: Place | null
  /** Wards that may be meant, while that is not certain. */
  readonly candidates: readonly Place[]
  /** Why the key may not write what it says. */
  readonly problem: Problem | null
}

/** The day of the meeting of a text. */
export const dayOf = ({ meeting }: Extraction): string | null => meeting?.heldOn ?? null

/** Reads texts. */
export async function readTexts (work: Work, texts: readonly TextToRead[]): Promise<ReadText[]> {
  const extractions = texts.map(({ text }) => extract(text))
  const places = await placesOf(work.tx, texts.map(({ wardId }, at) => {
    const extraction = extractions[at]!
    return { finding: extraction.ward, wardId, day: dayOf(extraction) }
  }))
  return texts.map(({ sourceId, text }, at) => {
    const [first = null, ...more] = places[at]!
    const place = more.length === 0 ? first : null
    const allowed = new Item({})
    if (place !== null) checkWard(work, allowed, place.ward.id)
    return {
      sourceId,
      text,
      extraction: extractions[at]!,
      place,
      candidates: place === null ? places[at]! : [],
      problem: allowed.problem
    }
  })
}
