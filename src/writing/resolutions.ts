/**
 * How Party and State documents are written: what numbers them is read from their symbol and their day, as far as these
 * tell it and the draft does not, and nothing may contradict the symbol.
 */
import { and, inArray } from 'drizzle-orm'
import type { Static } from 'typebox'
import { takeLocks } from '../db/locks.js'
import { resolutions } from '../db/tables.js'
import { canWrite, documentTypes, partsOfSymbol, termOfDay } from '../domain/documents.js'
import type { LevelCode } from '../domain/organisations.js'
import { secrecyStamp } from '../domain/secrecy.js'
import { normaliseSymbol } from '../domain/symbols.js'
import { searchWords } from '../domain/text.js'
import { term } from '../domain/vocabulary.js'
import type { ResolutionDraft } from '../resolutions/drafts.js'
import { say, secret, take, takeId, type Item, type Plan } from './item.js'

type Document = Static<typeof ResolutionDraft>

const required = say('is required, since the symbol does not tell it', 'là bắt buộc, vì ký hiệu không cho biết')

/** What numbers a document: read from the draft, else from its symbol and day. */
function numberingOf (draft: Document) {
  const parts = partsOfSymbol(normaliseSymbol(draft.symbol))
  const family = draft.family ?? parts?.family
  const known = parts !== null && parts.types.length === 1 ? parts.types[0] : undefined
  const central = parts !== null && /^T[WƯ]$/u.test(parts.suffix)
  return {
    family,
    type: draft.type === undefined ? known : term(documentTypes, draft.type),
    number: draft.number ?? parts?.number,
    suffix: draft.suffix ?? parts?.suffix,
    term: family !== 'party'
      ? null
      : draft.term ?? (draft.issuedOn == null ? null : termOfDay(central ? 'tw' : 'x', draft.issuedOn)),
    year: family !== 'state'
      ? null
      : draft.year ?? parts?.year ?? (draft.issuedOn == null ? null : Number(draft.issuedOn.slice(0, 4)))
  }
}

/** What a symbol tells, and the draft says otherwise. */
function checkSymbol (item: Item<Document>): void {
  const { draft } = item
  const told = partsOfSymbol(normaliseSymbol(draft.symbol))
  if (told === null) return
  const differs = {
    family: draft.family !== undefined && draft.family !== told.family,
    type: draft.type !== undefined && told.types.length > 0 && !told.types.some(({ code }) => code === draft.type),
    number: draft.number !== undefined && draft.number !== told.number,
    suffix: draft.suffix !== undefined && draft.suffix !== told.suffix,
    year: draft.year != null && told.year !== null && draft.year !== told.year
  }
  for (const [name, isOther] of Object.entries(differs)) {
    if (isOther) item.fault(`/${name}`, say('is not that of the symbol', 'không khớp với ký hiệu'))
  }
}

/** Properties that follow from a symbol and a day, where nothing else is said. */
const following = ['family', 'type', 'number', 'suffix', 'term', 'year'] as const

/** A document before a patch of its symbol or day, without what followed from those: the patch may tell it anew. */
export function beforePatch (draft: Document, patch: object): object {
  if (!('symbol' in patch) && !('issuedOn' in patch)) return draft
  const { symbol, issuedOn } = draft
  const { type, ...told } = numberingOf({ symbol, issuedOn } as Document)
  const followed: Record<string, unknown> = { ...told, type: type?.code }
  return Object.fromEntries(Object.entries(draft).filter(([name, value]) =>
    !following.includes(name as typeof following[number]) || followed[name] !== value))
}

function checkNumbering (item: Item<Document>): void {
  const { family, type, number, suffix, term, year } = numberingOf(item.draft)
  for (const [name, value] of Object.entries({ family, type, number, suffix })) {
    if (value === undefined) item.fault(`/${name}`, required)
  }
  if (type !== undefined && family !== undefined && !type.families.includes(family)) {
    item.fault('/type', say(`is no type of ${family} documents`, 'không thuộc loại văn bản này'))
  } else {
    checkSymbol(item)
  }
  if (family === 'party' && term === null) {
    item.fault('/term', say(
      'is required: numbers restart with every term, and the day of issue does not tell which',
      'là bắt buộc: số văn bản đánh lại theo nhiệm kỳ, và ngày ban hành không cho biết nhiệm kỳ nào'))
  }
  if (family === 'state' && year === null) {
    item.fault('/year', say(
      'is required: numbers restart with every year', 'là bắt buộc: số văn bản đánh lại theo năm'))
  }
  if (term !== null && Number(term.slice(5)) <= Number(term.slice(0, 4))) {
    item.fault('/term', say('ends before it begins', 'kết thúc trước khi bắt đầu'))
  }
  if (secrecyStamp(item.draft.title) !== null) item.fault('/title', secret)
}

export const resolutionPlan: Plan<Document> = {
  kind: 'resolution',

  want (draft, refs) {
    refs.want('organisation', draft.issuer)
    refs.want('organisation', draft.committee)
    refs.want('resolution', draft.replacedBy)
    for (const { to } of draft.relations ?? []) refs.want('resolution', to)
  },

  async find ({ tx, refs }, items) {
    const committees = items.flatMap(({ draft }) => refs.idOf('organisation', draft.committee) ?? [])
    const numbers = items.flatMap(({ draft }) => numberingOf(draft).number ?? [])
    if (committees.length === 0 || numbers.length === 0) return new Map()
    // Whoever writes of the same document at the same time waits, and then finds it.
    await takeLocks(tx, 'names', items.map(({ draft }) => {
      const { type, number, term, year } = numberingOf(draft)
      return `${refs.idOf('organisation', draft.committee)} ${type?.code} ${number} ${term ?? year}`
    }))
    const rows = await tx.select().from(resolutions)
      .where(and(inArray(resolutions.committeeId, committees), inArray(resolutions.number, numbers)))
    return new Map(items.flatMap(item => {
      const { family, type, number, term, year } = numberingOf(item.draft)
      const committeeId = refs.idOf('organisation', item.draft.committee)
      const found = rows.find(row => row.committeeId === committeeId && row.family === family &&
        row.type.code === type?.code && row.number === number &&
        (family === 'party' ? row.term === term : row.year === year))
      return found === undefined ? [] : [[item, found.id] as const]
    }))
  },

  async rows ({ refs }, items) {
    items.forEach(checkNumbering)
    const made = items.map(item => {
      const { draft } = item
      const relations = (draft.relations ?? []).map(({ kind, to }, at) => {
        const toId = takeId(item, refs, 'resolution', to, `/relations/${at}/to`)
        if (toId === item.id) item.fault(`/relations/${at}/to`, say('is the document itself', 'là chính văn bản này'))
        return { fromId: item.id, toId, kind }
      })
      const { family, type, number, suffix, term, year } = numberingOf(draft)
      const [issuerId, committeeId] = (['issuer', 'committee'] as const).map(name => {
        const body = take(item, refs, 'organisation', draft[name], `/${name}`)
        if (family === 'party' && suffix !== undefined && body !== null && !canWrite(suffix, body.level as LevelCode)) {
          item.fault(`/${name}`, say(`is of a level that does not write …/${suffix}`,
            `thuộc cấp không dùng ký hiệu …/${suffix}`))
        }
        return body?.id ?? null
      })
      const row = {
        id: item.id,
        family,
        symbol: normaliseSymbol(draft.symbol),
        type,
        number,
        suffix,
        issuerId,
        committeeId,
        issuedOn: draft.issuedOn ?? null,
        term,
        year,
        title: draft.title,
        aliases: draft.aliases ?? [],
        url: draft.url ?? null,
        inForce: draft.inForce ?? null,
        replacedById: takeId(item, refs, 'resolution', draft.replacedBy, '/replacedBy'),
        status: draft.status ?? 'verified',
        words: searchWords(draft.symbol, type?.name, draft.title, ...draft.aliases ?? [])
      }
      return { item, row, relations }
    }).filter(({ item }) => item.isGood)
    return {
      kind: 'resolution',
      rows: made.map(({ row }) => row),
      parts: [{ name: 'relations', rows: made.flatMap(({ relations }) => relations) }]
    }
  }
}
