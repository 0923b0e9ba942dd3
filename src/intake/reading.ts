/**
 * Texts as they are read, before anything is written: what each says, which ward it is about as far as the register can
 * tell, and whether the key behind it may write there.
 */
import { extract } from '../extraction/extract.js'
import type { Extraction } from '../extraction/findings.js'
import { Problem } from '../http/problems.js'
import { Item, type Work } from '../writing/item.js'
import { checkWard } from '../writing/save.js'
import { placesOf, type Place } from './places.js'

export interface TextToRead {
  readonly sourceId: string
  readonly text: string
  /** Where it was published. */
  readonly url?: string | null | undefined
  /** The ward, where a person says it. */
  readonly wardId?: string | undefined
  /** When it was published: what tells the year of a day without one. */
  readonly publishedOn?: string | null | undefined
  /** What it says, where it was read before. */
  readonly extraction?: Extraction | null | undefined
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

const nothing: Extraction = {
  ward: null, meeting: null, officials: [], documents: [], indicators: [], tasks: [], warnings: []
}

const unread = {
  en: 'The text could not be read for records; without `extract` it can be kept.',
  vi: 'Không đọc được bản ghi từ văn bản; vẫn có thể lưu nếu bỏ `extract`.'
}

/** What a text says; null where the extraction fails at it, so that the texts beside it do not suffer. */
function read ({ text, publishedOn = null }: TextToRead): Extraction | null {
  try {
    return extract(text, { publishedOn })
  } catch {
    return null
  }
}

/** Reads texts. */
export async function readTexts (work: Work, texts: readonly TextToRead[]): Promise<ReadText[]> {
  const extractions = texts.map(text => text.extraction ?? read(text))
  const places = await placesOf(work.tx, texts.map(({ wardId, url }, at) => {
    const extraction = extractions[at] ?? nothing
    return { finding: extraction.ward, wardId, day: dayOf(extraction), url }
  }))
  return texts.map(({ sourceId, text }, at) => {
    const [first = null, ...more] = places[at]!
    const place = more.length === 0 ? first : null
    const allowed = new Item({})
    if (extractions[at] === null) allowed.refuse(new Problem('internal-error', unread))
    if (place !== null) checkWard(work, allowed, place.ward.id)
    return {
      sourceId,
      text,
      extraction: extractions[at] ?? nothing,
      place,
      candidates: place === null ? places[at]! : [],
      problem: allowed.problem
    }
  })
}
