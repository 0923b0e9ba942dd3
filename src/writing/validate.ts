/**
 * Drafts that do not come as the body of their own request (lines of an import, records after a patch) are held against
 * the same schemas, with the same words for what is wrong.
 */
import { AjvCompiler } from '@fastify/ajv-compiler'
import type { FastifySchemaValidationError } from 'fastify'
import type { TSchema } from 'typebox'
import { CitationDraft } from '../citations/drafts.js'
import type { RecordKind } from '../db/log.js'
import { EXACTLY } from '../http/compilers.js'
import { faultsOf } from '../http/faults.js'
import type { Fault } from '../http/problems.js'
import { IndicatorDraft } from '../indicators/drafts.js'
import { MeetingDraft, ParticipantDraft } from '../meetings/drafts.js'
import { ObservationDraft } from '../observations/drafts.js'
import { OfficialDraft } from '../officials/drafts.js'
import { OrganisationDraft } from '../organisations/drafts.js'
import { ResolutionDraft } from '../resolutions/drafts.js'
import { SourceDraft } from '../sources/drafts.js'
import { TaskDraft } from '../tasks/drafts.js'
import { UnitChangeDraft, UnitDraft } from '../wards/drafts.js'

/** What can be written of each kind. */
export const drafts = {
  unit: UnitDraft,
  'unit-change': UnitChangeDraft,
  organisation: OrganisationDraft,
  official: OfficialDraft,
  resolution: ResolutionDraft,
  indicator: IndicatorDraft,
  source: SourceDraft,
  meeting: MeetingDraft,
  participant: ParticipantDraft,
  citation: CitationDraft,
  observation: ObservationDraft,
  task: TaskDraft
} as const satisfies Partial<Record<RecordKind, TSchema>>

export type DraftKind = keyof typeof drafts

type Validator = ((data: unknown) => boolean) & { errors?: FastifySchemaValidationError[] | null }

const compile = AjvCompiler()({}, { customOptions: EXACTLY } as never)
const validators = new Map<DraftKind, Validator>()

/** What is wrong with a draft by its schema; nothing where it is well-formed. */
export function draftFaults (kind: DraftKind, draft: unknown): Fault[] {
  const validator = validators.get(kind) ??
    compile({ schema: drafts[kind], method: 'POST', url: `/${kind}`, httpPart: 'body' } as never) as never as Validator
  validators.set(kind, validator)
  return validator(draft) ? [] : faultsOf(validator.errors ?? [], 'body')
}
