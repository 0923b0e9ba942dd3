/** The resolver over HTTP: what a citation means, one at a time or many at once. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import fp from 'fastify-plugin'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { resolveAll, type Cited, type ReadAndResolved } from '../citing/resolve.js'
import type { Candidate } from '../citing/candidates.js'
import type { UnitDirectory } from '../db/directory.js'
import { termOfCongress } from '../domain/documents.js'
import { faultsOf } from '../http/faults.js'
import { actResponse, operation } from '../http/operation.js'
import { invalidBody, Problem, type Fault } from '../http/problems.js'
import { wardAt, wardFrom } from '../http/scope.js'
import { ref } from '../http/schemas.js'
import { languageOf } from '../plugins/errors.js'
import {
  components, References, ResolvedReferences, ResolveManyQuery, ResolveQuery, Resolving, typeLabels,
  type ReferenceToResolve
} from './schemas.js'

type Language = 'en' | 'vi'

/** More candidates than these nobody looks at. */
const MOST_SHOWN = 20

const labelOf = ({ id, symbol, title, issuer, issuedOn }: Candidate) =>
  ({ id, symbol, title, issuer: { id: issuer.id, name: issuer.name }, issuedOn })

function partsOf ({ reference }: ReadAndResolved) {
  const { said: _, types, ...parts } = reference
  const isCentral = reference.plenum !== null || reference.suffix === 'TW'
  return {
    ...parts,
    types: types.flatMap(code => typeLabels.get(code) ?? []),
    term: reference.congress === null || !isCentral ? null : termOfCongress(reference.congress)
  }
}

const told = (cited: string, resolved: ReadAndResolved, language: Language) => ({
  ref: cited,
  outcome: resolved.outcome,
  resolution: resolved.resolution === null ? null : labelOf(resolved.resolution),
  parts: partsOf(resolved),
  candidates: resolved.candidates.slice(0, MOST_SHOWN).map(({ candidate, score, reasons }) => ({
    resolution: labelOf(candidate),
    score,
    reasons: reasons.map(({ code, weight, detail }) => ({ code, weight, detail: detail[language] }))
  })),
  needs: resolved.needs
})

const dayOf = (date: string | null | undefined) => date == null ? undefined : { from: date, to: date }

/** A citation with its surroundings, once its ward is known by its id. */
const citedAt = (
  units: UnitDirectory, { ref, date = null, issuer = null }: Omit<ReferenceToResolve, 'ward'>, wardId: string | null
): Cited => ({ ref, date, issuer, place: wardId === null ? null : units.surroundingsOf(wardId, date) })

/** An item of several; or why it cannot be looked at. */
async function citedOrProblem (
  units: UnitDirectory, { ward, ...item }: ReferenceToResolve
): Promise<{ readonly cited?: Cited, readonly problem?: Problem }> {
  try {
    const wardId = ward == null ? null : await wardAt(units, ward, '/ward', dayOf(item.date))
    return { cited: citedAt(units, item, wardId) }
  } catch (error) {
    if (error instanceof Problem) return { problem: error }
    throw error
  }
}

/** What the sender calls an item, whatever else is wrong with it. */
const idOf = (item: unknown): string | null => {
  const { id } = (item ?? {}) as { id?: unknown }
  return typeof id === 'string' ? id : null
}

const toldProblem = ({ code, detail, faults }: Problem, language: Language) => ({
  type: `/problems/${code}`,
  detail: detail[language],
  errors: faults.map(fault => ({ pointer: fault.pointer ?? '', detail: fault.detail[language] }))
})

/** What is wrong with each item; what is wrong with the whole is thrown. */
function faultsOfItems ({ validationError }: FastifyRequest): Map<number, Fault[]> {
  const faults = new Map<number, Fault[]>()
  if (validationError === undefined) return faults
  for (const fault of faultsOf(validationError.validation ?? [], validationError.validationContext)) {
    const [, at, pointer] = /^\/references\/(\d+)(.*)/s.exec(fault.pointer ?? '') ?? []
    if (at === undefined) throw validationError
    faults.set(Number(at), [...faults.get(Number(at)) ?? [], { ...fault, pointer: pointer! }])
  }
  return faults
}

/** The reasons are told in a language. */
function languageFor (request: FastifyRequest, reply: FastifyReply): Language {
  const language = languageOf(request)
  reply.header('content-language', language).header('vary', 'accept-language')
  return language
}

const description = 'Spaces, dashes of any kind, missing zeros and case do not matter; `TƯ` is read as TW. A symbol ' +
  'is no identity, since numbers restart with every term and many committees write the same suffix: whatever speaks ' +
  'for a document or against it is weighed, and told. '

const routes: FastifyPluginAsyncTypebox = async app => {
  for (const component of components) app.addSchema(component)

  app.get('/resolutions/resolve', {
    schema: operation({
      operationId: 'resolveReference',
      tag: 'Resolutions',
      summary: 'Which document a citation means',
      description: description + 'An ambiguous citation says so, with what would make it sure.',
      querystring: ResolveQuery,
      response: actResponse(Resolving, 'Its parts, and the documents that it may mean')
    })
  }, async (request, reply) => {
    const { ward, status, ...item } = request.query
    const wardId = ward === undefined ? null : await wardFrom(app.units, ward, dayOf(item.date))
    const db = app.databaseAt(request)
    const [resolved] = await resolveAll(db, [citedAt(app.units, item, wardId)], status ?? 'verified')
    return told(item.ref, resolved!, languageFor(request, reply))
  })

  app.post('/resolutions/resolve', {
    attachValidation: true,
    schema: operation({
      operationId: 'resolveReferences',
      tag: 'Resolutions',
      summary: 'Which documents many citations mean',
      description: description + 'Answered in the order in which they were sent; an item that is not valid is told ' +
        'in its place, and does not hinder the others. Nothing is kept.',
      body: ref(References),
      querystring: ResolveManyQuery,
      response: actResponse(ResolvedReferences, 'One answer for each')
    })
  }, async (request, reply) => {
    const faults = faultsOfItems(request)
    const language = languageFor(request, reply)
    const items = await Promise.all(request.body.references.map(async (item, at) => ({
      id: idOf(item),
      ...faults.has(at) ? { problem: invalidBody(faults.get(at)!) } : await citedOrProblem(app.units, item)
    } as { id: string | null, cited?: Cited, problem?: Problem })))
    const cited = items.flatMap(({ cited }) => cited ?? [])
    const resolved = (await resolveAll(app.databaseAt(request), cited, request.query.status ?? 'verified')).values()
    reply.header('cache-control', 'no-store')
    return {
      data: items.map(({ id, cited, problem }) => ({
        id,
        result: cited === undefined ? null : told(cited.ref, resolved.next().value!, language),
        problem: problem === undefined ? null : toldProblem(problem, language)
      }))
    }
  })
}

export default fp(routes, { name: 'resolver' })
