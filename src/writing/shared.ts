/** How organisations, indicators and sources are written: records that all wards share. */
import { inArray } from 'drizzle-orm'
import { createHash } from 'node:crypto'
import type { Static } from 'typebox'
import { takeLocks } from '../db/locks.js'
import { organisations, sources } from '../db/tables.js'
import { sourceId } from '../domain/ids.js'
import { indicators as catalogue } from '../domain/indicators.js'
import { secrecyStamp } from '../domain/secrecy.js'
import { canonicalName, searchWords, sortKey } from '../domain/text.js'
import type { IndicatorDraft } from '../indicators/drafts.js'
import type { OrganisationDraft } from '../organisations/drafts.js'
import type { SourceDraft } from '../sources/drafts.js'
import { say, secret, take, takeId, type Plan } from './item.js'

export const organisationPlan: Plan<Static<typeof OrganisationDraft>> = {
  kind: 'organisation',

  want (draft, refs) {
    refs.want('unit', draft.unit)
    refs.want('organisation', draft.parent)
  },

  async find ({ tx, refs }, items) {
    const names = items.map(({ draft }) => canonicalName(draft.name))
    // Whoever writes of the same body at the same time waits, and then finds it.
    await takeLocks(tx, 'names', items.map(({ draft: { kind, name } }) => `${kind} ${canonicalName(name)}`))
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
