/** Wards over HTTP. What hangs on a ward (meetings, officials, …) is answered by the slice that it belongs to. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import fp from 'fastify-plugin'
import type { Level } from '../db/directory.js'
import { unitKinds } from '../domain/units.js'
import { listResponse, sendList } from '../http/list.js'
import { operation, recordResponse } from '../http/operation.js'
import { RecordQuery, wardParams } from '../http/parameters.js'
import { badParameter, found, notFound, type Message } from '../http/problems.js'
import { daysFrom, parentsFrom, provinceFrom, questionFrom } from '../http/scope.js'
import { goneProblem, foundOrGone } from '../writing/delete.js'
import { writeRoutes } from '../writing/http.js'
import type { Item } from '../writing/item.js'
import { getUnitChange, getWard, listUnitChanges, listWards } from './queries.js'
import {
  components, Unit, UnitChange, unitChangeParams, UnitChangeQuery, unitParams, UnitQuery, Ward, WardQuery,
  WardRecordQuery
} from './schemas.js'

const onDay = (day: string | undefined) => day === undefined ? undefined : { from: day, to: day }

const levels = ['ward', 'district', 'province'] as const

const unknownUnit = (reference: string): Message => ({
  en: `No unit is known as '${reference}': give an id, a slug or an official code.`,
  vi: `Không có đơn vị nào là '${reference}': hãy cho mã, tên rút gọn hoặc mã chính thức.`
})

/** What is written under /wards is of ward level. */
function onlyWards (item: Item): void {
  const { versions } = item.draft as { versions: ReadonlyArray<{ kind: string }> }
  versions.forEach(({ kind }, at) => {
    if (unitKinds.find(known => known.code === kind)!.level === 'ward') return
    item.fault(`/versions/${at}/kind`, {
      en: 'is not of ward level: write it under /v1/units', vi: 'không thuộc cấp xã: hãy ghi tại /v1/units'
    })
  })
}

const routes: FastifyPluginAsyncTypebox = async app => {
  /** The unit that a word names: of the level that stands before it, else the lowest that has it. */
  async function unitNamed (word: string, asOf?: string): Promise<string | null> {
    const [, level, name] = /^(?:(ward|district|province):)?(.*)$/s.exec(word)!
    const found = await app.units.find(level === undefined ? levels : level as Level, name!, onDay(asOf))
    return found.findLast(unit => unit.level === found[0]!.level)?.id ?? null
  }

  for (const component of components) app.addSchema(component)

  app.get('/wards', {
    schema: operation({
      operationId: 'listWards',
      tag: 'Wards',
      summary: 'Wards, in the order of Vietnamese lists',
      description: 'Wards of all times: also those that were merged, with what became of them. `asOf` gives ' +
        'those that existed on a day, as they were then.',
      querystring: WardQuery,
      response: listResponse(Ward, 'Wards')
    })
  }, async (request, reply) => {
    const { code, asOf, updatedSince, kind, ...query } = request.query
    const filter = {
      levels: ['ward'] as const,
      q: questionFrom(query.q),
      code,
      parents: await parentsFrom(app.units, query.parent, onDay(asOf)),
      province: await provinceFrom(app.units, query.province, onDay(asOf)),
      kinds: kind?.split(','),
      asOf,
      updatedSince
    }
    const db = app.databaseAt(request)
    return await sendList(request, reply, Ward, page => listWards(db, filter, page))
  })

  app.get('/wards/:ward', {
    schema: operation({
      operationId: 'getWard',
      tag: 'Wards',
      summary: 'One ward, by id, slug or official code',
      description: 'A code that was reused names the ward that held it on the day of `asOf`, else its present holder.',
      params: wardParams,
      querystring: WardRecordQuery,
      response: recordResponse(Ward, 'The ward'),
      problems: ['gone']
    })
  }, async request => {
    const { params, query } = request
    const unit = (await app.units.find('ward', params.ward, onDay(query.asOf))).at(-1)
    if (unit === undefined) throw await goneProblem(app.db, 'unit', params.ward) ?? notFound(params.ward)
    return found(await getWard(app.databaseAt(request), unit.id, query.asOf), params.ward)
  })

  app.get('/units', {
    schema: operation({
      operationId: 'listUnits',
      tag: 'Wards',
      summary: 'Administrative units of every level',
      description: 'Wards, and the districts and provinces above them.',
      querystring: UnitQuery,
      response: listResponse(Unit, 'Units')
    })
  }, async (request, reply) => {
    const { code, asOf, updatedSince, kind, level, ...query } = request.query
    const filter = {
      levels: (level?.split(',') ?? levels) as Level[],
      q: questionFrom(query.q),
      code,
      parents: await parentsFrom(app.units, query.parent, onDay(asOf)),
      kinds: kind?.split(','),
      asOf,
      updatedSince
    }
    const db = app.databaseAt(request)
    return await sendList(request, reply, Unit, page => listWards(db, filter, page))
  })

  app.get('/units/:unit', {
    schema: operation({
      operationId: 'getUnit',
      tag: 'Wards',
      summary: 'One unit of any level',
      description: 'By id, slug or official code.',
      params: unitParams,
      querystring: WardRecordQuery,
      response: recordResponse(Unit, 'The unit'),
      problems: ['gone']
    })
  }, async request => {
    const { params, query } = request
    const id = await unitNamed(params.unit, query.asOf)
    if (id === null) throw await goneProblem(app.db, 'unit', params.unit) ?? notFound(params.unit)
    return found(await getWard(app.databaseAt(request), id, query.asOf), params.unit)
  })

  app.get('/unit-changes', {
    schema: operation({
      operationId: 'listUnitChanges',
      tag: 'Wards',
      summary: 'What became of units: which became which',
      description: 'Mergers, divisions, changes of name and of the unit above, of every level.',
      querystring: UnitChangeQuery,
      response: listResponse(UnitChange, 'Changes of units')
    })
  }, async (request, reply) => {
    const { unit, from, to, updatedSince } = request.query
    daysFrom({ from, to })
    const id = unit === undefined ? undefined : await unitNamed(unit)
    if (id === null) throw badParameter('unit', unknownUnit(unit!))
    const filter = { unitIds: id === undefined ? undefined : [id], from, to, updatedSince }
    const db = app.databaseAt(request)
    return await sendList(request, reply, UnitChange, page => listUnitChanges(db, filter, page))
  })

  app.get('/unit-changes/:id', {
    schema: operation({
      operationId: 'getUnitChange',
      tag: 'Wards',
      summary: 'One change of units',
      description: 'With both ends.',
      params: unitChangeParams,
      querystring: RecordQuery,
      response: recordResponse(UnitChange, 'The change'),
      problems: ['gone']
    })
  }, async request => {
    const { id } = request.params
    const change = await getUnitChange(app.databaseAt(request), id)
    return await foundOrGone(request, 'unit-change', id, change)
  })

  writeRoutes(app, {
    kind: 'unit',
    address: '/wards/:ward',
    name: 'Ward',
    noun: 'ward',
    tag: 'Wards',
    params: wardParams,
    record: Ward,
    read: async (db, id) => await getWard(db, id, undefined),
    idOf: async word => {
      const ward = (await app.units.find('ward', word)).at(-1)
      if (ward === undefined && await unitNamed(word) !== null) throw notFound(word)
      return ward?.id ?? null
    },
    check: onlyWards
  })
  writeRoutes(app, {
    kind: 'unit',
    address: '/units/:unit',
    name: 'Unit',
    noun: 'unit',
    tag: 'Wards',
    params: unitParams,
    record: Unit,
    read: async (db, id) => await getWard(db, id, undefined),
    idOf: async word => await unitNamed(word)
  })
  writeRoutes(app, {
    kind: 'unit-change',
    address: '/unit-changes/:id',
    name: 'UnitChange',
    noun: 'change of units',
    tag: 'Wards',
    params: unitChangeParams,
    record: UnitChange,
    read: async (db, id) => await getUnitChange(db, id)
  })
}

export default fp(routes, { name: 'wards' })
