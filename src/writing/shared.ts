/** How organisations, resolutions, indicators and sources are written: records that all wards share. */
import { inArray } from 'drizzle-orm'
import { createHash } from 'node:crypto'
import type { Static } from 'typebox'
import { organisations, resolutions, sources } from '../db/tables.js'
import { canWrite, documentTypes, partsOfSymbol, termOfDay } from '../domain/documents.js'
import { sourceId } from '../domain/ids.js'
import { indicators as catalogue } from '../domain/indicators.js'
import type { LevelCode } from '../domain/organisations.js'
import { secrecyStamp } from '../domain/secrecy.js'
import { normaliseSymbol } from '../domain/symbols.js'
import { canonicalName, searchWords, sortKey } from '../domain/text.js'
import { term } from '../domain/vocabulary.js'
import type { IndicatorDraft } from '../indicators/drafts.js'
import type { OrganisationDraft } from '../organisations/drafts.js'
import type { ResolutionDraft } from '../resolutions/drafts.js'
import type { SourceDraft } from '../sources/drafts.js'
import { say, take, takeId, type Item, type Plan } from './item.js'

export const organisationPlan: Plan<Static<typeof OrganisationDraft>> = {
  kind: 'organisation',

  want (draft, refs) {
    refs.want('unit', draft.unit)
    refs.want('organisation', draft.parent)
  },

  async find ({ tx, refs }, items) {
    const names = items.map(({ draft }) => canonicalName(draft.name))
    const rows = await tx.select({
      id: organisations.id, name: organisations.name, kind: organisations.kind, unitId: organisations.unitId
    }).from(organisations).where(inArray(organisations.name, names))
    return new Map(items.flatMap(item => {
      const { name, kind, unit } = item.draft
      const unitId = unit == null ? null : refs.idOf('unit', unit)
      const found = rows.find(row =>
        row.name === canonicalName(name) && row.kind === kind && row.unitId === unitId)
      return found === undefined ? [] : [[item, found.id] as const]
    }))
  },

  async rows ({ refs }, items) {
    const rows = items.map(item => {
      const { draft } = item
      const parentId = takeId(item, refs, 'organisation', draft.parent, '/parent')
      if (parentId === item.id) item.fault('/parent', say('is the organisation itself', 'là chính tổ chức này'))
      return {
        id: item.id,
        name: canonicalName(draft.name),
        sortKey: sortKey(draft.name),
        shortName: draft.shortName ?? null,
        kind: draft.kind,
        level: draft.level,
        parentId,
        unitId: takeId(item, refs, 'unit', draft.unit, '/unit'),
        status: draft.status ?? 'verified',
        words: searchWords(draft.name, draft.shortName)
      }
    })
    return { kind: 'organisation', rows: rows.filter((_, at) => items[at]!.isGood), parts: [] }
  }
}

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

const secret = say(
  'bears a secrecy stamp: state secrets have no place in the register',
  'có dấu chỉ độ mật: sổ không nhận bí mật nhà nước')

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
    const rows = await tx.select().from(resolutions).where(inArray(resolutions.number, numbers))
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

/** The words by which the field's vocabulary also knows an indicator. */
const wordingsOf = (code: string) => catalogue.find(known => known.code === code)?.variants ?? []

export const indicatorPlan: Plan<Static<typeof IndicatorDraft>> = {
  kind: 'indicator',

  want (draft, refs) {
    refs.want('indicator', draft.partOf)
  },

  async find (_, items) {
    return new Map(items.flatMap(item => item.draft.code === undefined ? [] : [[item, item.draft.code] as const]))
  },

  async rows ({ refs }, items) {
    const rows = items.map(item => {
      const { draft } = item
      if (item.made) item.fault('/code', say('is required', 'là bắt buộc'))
      if (draft.partOf != null && draft.partOf === item.id) {
        item.fault('/partOf', say('is the indicator itself', 'là chính chỉ tiêu này'))
      } else if (draft.partOf != null) {
        take(item, refs, 'indicator', draft.partOf, '/partOf')
      }
      return {
        code: item.id,
        name: draft.name,
        nameEn: draft.nameEn,
        unit: draft.unit,
        category: draft.category,
        kind: draft.kind,
        nature: draft.nature,
        dimensions: draft.dimensions ?? [],
        partOf: draft.partOf ?? null,
        words: searchWords(draft.name, draft.nameEn, item.id, ...wordingsOf(item.id))
      }
    })
    return { kind: 'indicator', rows: rows.filter((_, at) => items[at]!.isGood), parts: [] }
  }
}

type Source = Static<typeof SourceDraft>

const digestOf = ({ text, sha256 }: Source): string | undefined =>
  text == null ? sha256 : createHash('sha256').update(text).digest('hex')

/** The id of a source, which follows from its text; undefined where neither the text nor its digest is given. */
export function idOfSource (draft: Source): string | undefined {
  const digest = digestOf(draft)
  return digest === undefined ? undefined : sourceId(digest)
}

export const sourcePlan: Plan<Source> = {
  kind: 'source',

  want () {},

  async find ({ tx }, items) {
    const digests = items.flatMap(({ draft }) => digestOf(draft) ?? [])
    const rows = digests.length === 0
      ? []
      : await tx.select({ id: sources.id, sha256: sources.sha256 }).from(sources)
        .where(inArray(sources.sha256, digests))
    return new Map(items.flatMap(item => {
      const found = rows.find(row => row.sha256 === digestOf(item.draft))
      return found === undefined ? [] : [[item, found.id] as const]
    }))
  },

  async rows (_, items) {
    const rows = items.map(item => {
      const { draft } = item
      const digest = digestOf(draft)
      if (digest === undefined) {
        item.fault('/sha256', say('is required where the text is not given', 'là bắt buộc khi không gửi văn bản'))
      } else if (draft.sha256 !== undefined && draft.sha256 !== digest) {
        item.fault('/sha256', say('is not that of the text', 'không phải của văn bản đã gửi'))
      } else if (item.id !== sourceId(digest)) {
        item.fault('/id', say('does not follow from the text', 'không ứng với văn bản'))
      }
      for (const [path, text] of [['/title', draft.title], ['/text', draft.text]] as const) {
        if (text != null && secrecyStamp(text) !== null) item.fault(path, secret)
      }
      return {
        id: item.id,
        title: draft.title,
        publisher: draft.publisher ?? null,
        author: draft.author ?? null,
        publishedOn: draft.publishedOn ?? null,
        url: draft.url ?? null,
        language: draft.language ?? 'vi',
        sha256: digest,
        licence: draft.licence ?? null,
        // A text that is not sent again is not taken away by that.
        text: draft.text === undefined ? item.before?.content.text ?? null : draft.text,
        words: searchWords(draft.title, draft.publisher, draft.author)
      }
    })
    return { kind: 'source', rows: rows.filter((_, at) => items[at]!.isGood), parts: [] }
  }
}
