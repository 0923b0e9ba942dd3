/** Tasks over HTTP. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import fp from 'fastify-plugin'
import { officesFor } from '../auth/request.js'
import { listResponse, sendList } from '../http/list.js'
import { operation, recordResponse } from '../http/operation.js'
import { idParams, RecordQuery } from '../http/parameters.js'
import { periodFrom, questionFrom, wardsFrom } from '../http/scope.js'
import { foundOrGone } from '../writing/delete.js'
import { writeRoutes } from '../writing/http.js'
import { getTask, listTasks } from './queries.js'
import { Task, TaskQuery } from './schemas.js'

const routes: FastifyPluginAsyncTypebox = async app => {
  app.addSchema(Task)

  app.get('/tasks', {
    schema: operation({
      operationId: 'listTasks',
      tag: 'Tasks',
      summary: 'What was set to be done',
      description: 'Each with its ward, meeting and passage.',
      querystring: TaskQuery,
      response: listResponse(Task, 'Tasks')
    })
  }, async (request, reply) => {
    const { meeting, assignee, category, period, status, updatedSince, q } = request.query
    const filter = {
      wardIds: await wardsFrom(request, request.query),
      meeting,
      assignee: questionFrom(assignee, 'assignee'),
      categories: category?.split(','),
      period: periodFrom('period', period),
      view: { status: status ?? 'verified' as const, offices: officesFor(request) },
      updatedSince,
      q: questionFrom(q)
    }
    const db = app.databaseAt(request, { wardIds: filter.wardIds })
    return await sendList(request, reply, Task, page => listTasks(db, filter, page))
  })

  app.get('/tasks/:id', {
    schema: operation({
      operationId: 'getTask',
      tag: 'Tasks',
      summary: 'One task',
      description: 'With the passage in which it was set.',
      params: idParams('task', 'ha-khanh-2024-01-06 5431'),
      querystring: RecordQuery,
      response: recordResponse(Task, 'The task'),
      problems: ['gone']
    })
  }, async request => {
    const { id } = request.params
    const db = app.databaseAt(request, { record: { kind: 'task', id } })
    return await foundOrGone(request, 'task', id, await getTask(db, id, officesFor(request)))
  })

  writeRoutes(app, {
    kind: 'task',
    address: '/tasks/:id',
    name: 'Task',
    noun: 'task',
    tag: 'Tasks',
    params: idParams('task', 'ha-khanh-2024-01-06 5431'),
    record: Task,
    read: async (db, id) => await getTask(db, id, 'all')
  })
}

export default fp(routes, { name: 'tasks' })
