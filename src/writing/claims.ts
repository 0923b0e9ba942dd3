/**
 * How the claims of a meeting are written: participants, citations, figures and tasks. A claim inside a meeting that is
 * sent again without ids is found again by what it says.
 */
import type { Static } from 'typebox'
import type { Row } from '../db/store.js'
import { citations, observations, participants, tasks } from '../db/tables.js'
import { capacities } from '../domain/meetings.js'
import { parsePeriod } from '../domain/periods.js'
import { searchWords } from '../domain/text.js'
import type { CitationDraft } from '../citations/drafts.js'
import type { ParticipantDraft } from '../meetings/drafts.js'
import type { ObservationDraft } from '../observations/drafts.js'
import type { TaskDraft } from '../tasks/drafts.js'
import { say, take, takeId, type Item, type Work } from './item.js'
import type { Reference, References } from './references.js'

export type ClaimKind = 'participant' | 'citation' | 'observation' | 'task'

/** Where a claim belongs. */
export interface Place {
  readonly wardId: string
  readonly meetingId: string | null
  readonly position: number
}

interface Passage {
  source: Reference,
  start: number,
  end: number,
  quote?: string | null,
  method?: string,
  confidence?: number,
  confirmedBy?: string | null,
  property?: string
}

/** Notes the sources of passages. */
export function wantPassages (passages: readonly object[] | undefined, refs: References): void {
  for (const { source } of (passages ?? []) as Passage[]) refs.want('source', source)
}

/** Where claims of each kind are kept. */
export const claimTables = {
  participant: participants, citation: citations, observation: observations, task: tasks
} as const

/** Where a passage says to which claim it belongs. */
export const claimColumns = {
  participant: 'participantId', citation: 'citationId', observation: 'observationId', task: 'taskId'
} as const

/** The rows of passages of a claim, or of properties of a meeting. */
export function passageRows (
  item: Item<any>, refs: References, claim: ClaimKind | null, of: { wardId: string, meetingId: string | null }
): Row[] {
  return ((item.draft.evidence ?? []) as Passage[]).map((passage, at) => {
    if (passage.start >= passage.end) {
      item.fault(`/evidence/${at}/end`, say('must be after start', 'phải sau start'))
    }
    return {
      wardId: of.wardId,
      sourceId: takeId(item, refs, 'source', passage.source, `/evidence/${at}/source`),
      meetingId: of.meetingId,
      property: passage.property ?? null,
      ...Object.fromEntries(Object.entries(claimColumns).map(([kind, column]) =>
        [column, kind === claim ? item.id : null])),
      start: passage.start,
      end: passage.end,
      quote: passage.quote ?? null,
      method: passage.method ?? 'manual',
      confidence: passage.confidence ?? 1,
      confirmedBy: passage.confirmedBy ?? null
    }
  })
}

/** Passages of a draft as they are told apart: by source, start and end. */
export const placesOf = (passages: readonly object[] | undefined, refs: References): string[] =>
  ((passages ?? []) as Passage[]).map(({ source, start, end }) => `${refs.idOf('source', source)} ${start} ${end}`)

/** How one kind of claim is written. */
export interface ClaimPlan<D> {
  readonly kind: ClaimKind
  want (draft: D, refs: References): void
  /** The row of a draft without its id; faults are noted with the item. */
  row (work: Work, item: Item<D>, place: Place): Record<string, unknown>
  /** What a claim is known by at its meeting, of a row that is to be written and of one that is there. */
  key (row: Record<string, unknown>): string
  /** Whether its meeting has it once; what may be said several times is told apart by its passages. */
  isOnce (row: Record<string, unknown>): boolean
}

interface Common { status?: string, sourceSystem?: string | null, externalId?: string | null }

/** Notes where only half of what a system calls a record is given. */
export function checkExternal (item: Item<Common>): void {
  if ((item.draft.sourceSystem == null) !== (item.draft.externalId == null)) {
    item.fault('/externalId', say('goes with sourceSystem, and only with it', 'đi cùng sourceSystem'))
  }
}

function common (item: Item<Common>, place: Place) {
  const { draft } = item
  checkExternal(item)
  return {
    wardId: place.wardId,
    meetingId: place.meetingId,
    status: draft.status ?? 'verified',
    sourceSystem: draft.sourceSystem ?? null,
    externalId: draft.externalId ?? null,
    position: place.position
  }
}

/** A period of a draft; the schema has seen to its form, but not to its sense. */
export function periodOf (item: Item, code: string | null | undefined, path: string) {
  if (code == null) return null
  const period = parsePeriod(code)
  if (period === null) item.fault(path, say('is no period', 'không phải là kỳ'))
  return period
}

const participant: ClaimPlan<Omit<Static<typeof ParticipantDraft>, 'meeting'>> = {
  kind: 'participant',

  want (draft, refs) {
    refs.want('official', draft.official)
    for (const organisation of draft.organisations ?? []) refs.want('organisation', organisation)
    wantPassages(draft.evidence, refs)
  },

  row ({ refs }, item, place) {
    const { draft } = item
    const isNamed = draft.official != null || draft.group != null
    if (isNamed ? draft.official != null && draft.group != null : (draft.titles ?? []).length === 0) {
      item.fault('', say(
        'is either an official or a group; a person who is not named has a title',
        'là một cán bộ hoặc một đoàn, không thể cả hai; người không nêu tên thì phải có chức danh'))
    }
    return {
      ...common(item, place),
      officialId: takeId(item, refs, 'official', draft.official, '/official'),
      groupName: draft.group ?? null,
      capacity: draft.capacity ?? capacities.find(({ code }) => code === 'attendee')!.code,
      titles: draft.titles ?? [],
      organisationIds: (draft.organisations ?? []).map((organisation, at) =>
        takeId(item, refs, 'organisation', organisation, `/organisations/${at}`))
    }
  },

  key: row => String(row.officialId ??
    (row.groupName === null ? `titles ${String(row.titles)}` : `group ${String(row.groupName)}`)),

  // Persons who are not named may bear the same title.
  isOnce: row => row.officialId !== null || row.groupName !== null
}

const citation: ClaimPlan<Omit<Static<typeof CitationDraft>, 'meeting'>> = {
  kind: 'citation',

  want (draft, refs) {
    refs.want('resolution', draft.resolution)
    for (const candidate of draft.candidates ?? []) refs.want('resolution', candidate)
    wantPassages(draft.evidence, refs)
  },

  row ({ refs }, item, place) {
    const { draft } = item
    const meant = take(item, refs, 'resolution', draft.resolution, '/resolution')
    const differs = meant !== null && meant.issuedOn != null && draft.issuedOnAsStated != null &&
      meant.issuedOn !== draft.issuedOnAsStated
    return {
      ...common(item, place),
      resolutionId: meant?.id ?? null,
      candidateIds: (draft.candidates ?? []).map((candidate, at) =>
        takeId(item, refs, 'resolution', candidate, `/candidates/${at}`)),
      asCited: draft.asCited,
      issuerAsStated: draft.issuerAsStated ?? null,
      issuedOnAsStated: draft.issuedOnAsStated ?? null,
      agrees: meant === null ? null : differs ? false : draft.agrees ?? true,
      words: searchWords(draft.asCited, draft.issuerAsStated)
    }
  },

  key: row => String(row.asCited),
  isOnce: () => false
}

const observation: ClaimPlan<Omit<Static<typeof ObservationDraft>, 'meeting' | 'ward'>> = {
  kind: 'observation',

  want (draft, refs) {
    refs.want('indicator', draft.indicator)
    refs.want('source', draft.source)
    refs.want('observation', draft.supersededBy)
    wantPassages(draft.evidence, refs)
  },

  row ({ refs }, item, place) {
    const { draft } = item
    const first = draft.evidence?.[0]
    const source = draft.source ?? first?.source
    if (source === undefined) {
      item.fault('/source', say('is required: a figure has a source', 'là bắt buộc: số liệu phải có nguồn'))
    }
    const period = periodOf(item, draft.period, '/period')
    const measuredOn = draft.measuredOn ?? null
    if (draft.period == null && measuredOn === null) {
      item.fault('/period', say(
        'is required where measuredOn is not given', 'là bắt buộc khi không có measuredOn'))
    }
    if (draft.value == null && draft.valueText == null && draft.target == null && draft.percentOfTarget == null &&
      draft.changePercent == null && !(draft.flags ?? []).some(({ code }) => code === 'number-missing')) {
      item.fault('/value', say(
        'is required, or one of valueText, target, percentOfTarget, changePercent, or the flag number-missing',
        'là bắt buộc, hoặc một trong valueText, target, percentOfTarget, changePercent, hoặc cờ number-missing'))
    }
    // What is unique must fit into an index entry.
    if (JSON.stringify(draft.dimensions ?? {}).length > 300) {
      item.fault('/dimensions', say('are too long', 'quá dài'))
    }
    return {
      ...common(item, place),
      sourceId: source === undefined ? null : takeId(item, refs, 'source', source, '/source'),
      place: draft.place ?? first?.start ?? 0,
      indicator: takeId(item, refs, 'indicator', draft.indicator, '/indicator'),
      unit: draft.unit ?? null,
      kind: draft.kind ?? 'actual',
      period,
      periodFrom: period?.from ?? measuredOn,
      periodTo: period?.to ?? measuredOn,
      subject: draft.subject ?? null,
      dimensions: draft.dimensions ?? {},
      value: draft.value ?? null,
      valueText: draft.valueText ?? null,
      target: draft.target ?? null,
      percentOfTarget: draft.percentOfTarget ?? null,
      changePercent: draft.changePercent ?? null,
      changeBasis: draft.changeBasis ?? null,
      comparator: draft.comparator ?? 'eq',
      estimate: draft.estimate ?? false,
      measuredOn,
      asReported: draft.asReported,
      statedFlags: draft.flags ?? [],
      flags: draft.flags ?? [],
      supersededBy: takeId(item, refs, 'observation', draft.supersededBy, '/supersededBy')
    }
  },

  key: row => JSON.stringify([row.indicator, row.kind, (row.period as { code?: string } | null)?.code ?? null,
    row.subject, Object.entries(row.dimensions as object).sort(), row.sourceId, row.place]),

  isOnce: () => true
}

const task: ClaimPlan<Omit<Static<typeof TaskDraft>, 'meeting'>> = {
  kind: 'task',

  want (draft, refs) {
    refs.want('official', draft.setByOfficial)
    wantPassages(draft.evidence, refs)
  },

  row ({ refs }, item, place) {
    const { draft } = item
    return {
      ...common(item, place),
      text: draft.text,
      setBy: draft.setBy ?? null,
      setByOfficialId: takeId(item, refs, 'official', draft.setByOfficial, '/setByOfficial'),
      assignee: draft.assignee ?? null,
      assigneeWords: searchWords(draft.assignee),
      period: periodOf(item, draft.period, '/period'),
      category: draft.category ?? null,
      words: searchWords(draft.text, draft.assignee)
    }
  },

  key: row => String(row.text),
  isOnce: () => false
}

/** How each kind of claim is written. */
export const claimPlans: Readonly<Record<ClaimKind, ClaimPlan<any>>> = { participant, citation, observation, task }
