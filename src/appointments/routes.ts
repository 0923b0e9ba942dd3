/** Appointments over HTTP: the offices of an official, one by one. To write one is to write its official. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { Type } from 'typebox'
import { v7 } from 'uuid'
import { officesFor } from '../auth/request.js'
import { listResponse, pageOf, sendList } from '../http/list.js'
import { createdResponse, noContent, operation, recordResponse } from '../http/operation.js'
import { queryOf, RecordQuery } from '../http/parameters.js'
import {
  idempotencyKey, ifMatch, ifNoneMatch, reasonParameter, requiredReason, versionsFrom
} from '../http/preconditions.js'
import { badProperty, found, notFound, Problem } from '../http/problems.js'
import { ref } from '../http/schemas.js'
import type { RepeatableRequest } from '../writing/answers.js'
import { foundOrGone } from '../writing/delete.js'
import { say } from '../writing/item.js'
import { saveOffice, type Change } from '../writing/offices.js'
import { merged, patchOf } from '../writing/patch.js'
import { headerOf, perform, repeatableOf, send } from '../writing/perform.js'
import { AppointmentDraft } from './drafts.js'
import { getAppointment, getOfficialId, listAppointments } from './queries.js'
import { Office, officeListParams, officeParams, OfficeQuery } from './schemas.js'

const AppointmentPatch = patchOf(AppointmentDraft)

const routes: FastifyPluginAsyncTypebox = async app => {
  for (const component of [Office, AppointmentDraft, AppointmentPatch]) app.addSchema(component)
  const common = { tag: 'Officials', problems: ['conflict', 'gone', 'precondition-failed'] } as const
  const guarded = { ...common, problems: [...common.problems, 'precondition-required'] } as const
  const why = queryOf({ reason: reasonParameter })

  /** Writes one office, and answers it with the status of what was done; 204 where it is taken away. */
  async function write (
    request: FastifyRequest, id: string, change: Change, repeatable: RepeatableRequest | null = null
  ) {
    const official = (request.params as { id: string }).id.toLowerCase()
    let status = 200
    return await perform(app, 'official', async (tx, item) => {
      const body = await getAppointment(tx, item.id, id, 'all')
      return {
        status: body === null ? 204 : status,
        recordId: item.id,
        location: `${app.prefix}/officials/${item.id}/appointments/${id}`,
        body
      }
    }, {
      request,
      repeatable,
      write: async work => await saveOffice(work, official, id, before => {
        status = before === undefined ? 201 : 200
        return change(before)
      }, versionsFrom(headerOf(request, 'if-match')))
    })
  }

  app.get('/officials/:id/appointments', {
    schema: operation({
      operationId: 'listAppointments',
      tag: 'Officials',
      summary: 'The offices of an official',
      description: 'Every office that a source has shown, the highest organisation first; with `asOf` those held ' +
        'on that day.',
      params: officeListParams,
      querystring: OfficeQuery,
      response: listResponse(Office, 'Appointments'),
      problems: ['gone']
    })
  }, async (request, reply) => {
    const { id } = request.params
    const [db, offices] = [app.databaseAt(request), officesFor(request)]
    return await sendList(request, reply, Office, async page => {
      const rows = await listAppointments(db, id, offices, request.query.asOf)
      if (rows.length === 0) await foundOrGone(request, 'official', id, await getOfficialId(db, id, offices))
      return await pageOf(rows)(page)
    })
  })

  app.get('/officials/:id/appointments/:appointment', {
    schema: operation({
      operationId: 'getAppointment',
      tag: 'Officials',
      summary: 'One office of an official',
      description: 'Its `ETag` begins with the version of the official, of whom it is a part.',
      params: officeParams,
      querystring: RecordQuery,
      response: recordResponse(Office, 'The appointment')
    })
  }, async request => {
    const { id, appointment } = request.params
    return found(await getAppointment(app.databaseAt(request), id, appointment, officesFor(request)), appointment)
  })

  app.post('/officials/:id/appointments', {
    schema: operation({
      ...common,
      operationId: 'createAppointment',
      summary: 'Add an office of an official',
      description: 'The others stay, and the version of the official moves. Where the person has that office already ' +
        '(organisation, role, first day), the answer is a 409 that names it. `If-Match` is heeded where it is sent.',
      params: officeListParams,
      querystring: why,
      headers: Type.Object({ ...idempotencyKey, ...ifMatch }),
      body: ref(AppointmentDraft),
      response: createdResponse(Office, 'The appointment'),
      problems: [...common.problems, 'request-in-progress', 'idempotency-key-reused']
    })
  }, async (request, reply) => {
    const id = (request.body as { id?: string }).id?.toLowerCase() ?? v7()
    return send(reply, await write(request, id, before => {
      if (before === undefined) return request.body as object as Record<string, unknown>
      throw new Problem('conflict', say(`The appointment ${id} is there already.`, `Đã có chức vụ ${id}.`))
    }, repeatableOf(request)))
  })

  app.put('/officials/:id/appointments/:appointment', {
    schema: operation({
      ...guarded,
      operationId: 'upsertAppointment',
      summary: 'Create or replace an office of an official',
      description: 'Under the id of the address. To replace one that is there send `If-Match` with its `ETag` or ' +
        'that of the official; `If-None-Match: *` only creates.',
      params: officeParams,
      querystring: why,
      headers: Type.Object({ ...ifMatch, ...ifNoneMatch }),
      body: ref(AppointmentDraft),
      response: { ...recordResponse(Office, 'It as it is now'), ...createdResponse(Office, 'It, not there before') }
    })
  }, async (request, reply) => {
    const id = request.params.appointment.toLowerCase()
    const body = request.body as Record<string, unknown>
    if (body.id !== undefined && String(body.id).toLowerCase() !== id) {
      throw badProperty('/id', say('is another than that of the address', 'khác với mã trong địa chỉ'))
    }
    const onlyNew = headerOf(request, 'if-none-match')?.trim() === '*'
    return send(reply, await write(request, id, before => {
      if (before !== undefined && onlyNew) {
        throw new Problem('precondition-failed', say('The record is there already.', 'Đã có bản ghi này.'))
      }
      return body
    }))
  })

  app.patch('/officials/:id/appointments/:appointment', {
    schema: operation({
      ...guarded,
      operationId: 'updateAppointment',
      summary: 'Change some properties of an office',
      description: 'A JSON merge patch (RFC 7396). `If-Match` has the `ETag` of the office or of the official.',
      params: officeParams,
      querystring: why,
      headers: Type.Object(ifMatch),
      body: ref(AppointmentPatch),
      consumes: ['application/merge-patch+json', 'application/json'],
      response: recordResponse(Office, 'It as it is now')
    })
  }, async (request, reply) => {
    const id = request.params.appointment.toLowerCase()
    return send(reply, await write(request, id, before =>
      merged(found(before ?? null, id), request.body) as Record<string, unknown>))
  })

  app.delete('/officials/:id/appointments/:appointment', {
    schema: operation({
      ...guarded,
      operationId: 'deleteAppointment',
      summary: 'Take away an office of an official',
      description: 'With a reason, which the log keeps with what it was. `If-Match` has the `ETag` of the office ' +
        'or of the official.',
      params: officeParams,
      querystring: queryOf({ reason: requiredReason }),
      headers: Type.Object(ifMatch),
      response: noContent('It is taken away')
    })
  }, async (request, reply) => {
    const id = request.params.appointment.toLowerCase()
    await write(request, id, before => {
      if (before === undefined) throw notFound(id)
      return null
    })
    return await reply.code(204).send()
  })
}

export default fp(routes, { name: 'appointments' })
