/** The metrics over HTTP, in the text format of Prometheus, and what is looked up for them in the register. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import fp from 'fastify-plugin'
import { setTimeout as wait } from 'node:timers/promises'
import { operation } from '../http/operation.js'
import { registerState, type RegisterState } from './queries.js'

/** Metrics are told also where the database does not answer within this time (ms). */
const PATIENCE = 2_000

const ofRegister: ReadonlyArray<readonly [name: string, help: string, of: keyof RegisterState]> = [
  ['feed_position', 'The end of the log of changes', 'position'],
  ['webhook_lag_entries', 'Entries of the log that the webhook furthest behind has not been told of', 'behind'],
  ['webhook_pending', 'Deliveries to webhooks that wait', 'pending'],
  ['webhook_oldest_seconds', 'For how long the oldest of them has waited', 'oldest'],
  ['webhook_dead', 'Deliveries to webhooks that were given up', 'dead'],
  ['webhooks_stopped', 'Webhooks that were stopped since nothing arrived', 'stopped']
]

const routes: FastifyPluginAsyncTypebox = async app => {
  const { metrics, watch, followers, answers, replicas } = app
  let asking: Promise<RegisterState | null> | null = null

  /** Asks once for all that want to know; null where there is no answer in time. */
  async function state (): Promise<RegisterState | null> {
    asking ??= Promise.race([registerState(app.db), wait(PATIENCE, null, { ref: false })])
      .catch(() => null)
      .finally(() => { asking = null })
    return await asking
  }

  metrics.gauge({ name: 'database_up', help: 'Whether the database answers' },
    async () => await state() === null ? 0 : 1)
  for (const [name, help, of] of ofRegister) {
    metrics.gauge({ name, help }, async () => (await state())?.[of] ?? null)
  }
  metrics.gauge({ name: 'feed_age_seconds', help: 'How long ago this process saw the end of the log' },
    () => watch.age)
  metrics.gauge({ name: 'followers', help: 'Readers that wait for changes' }, () => followers.size)
  if (answers !== null) {
    metrics.gauge({ name: 'answers', help: 'Answers that are kept in memory' }, () => answers.entries)
    metrics.gauge({ name: 'answers_bytes', help: 'Memory that they take' }, () => answers.bytes)
    metrics.counts({ name: 'answers_total', help: 'What became of questions to the memory', label: 'result' },
      () => ({ ...answers.counters }))
  }
  if (replicas !== null) {
    const byPlace = (values: ReadonlyArray<number | null>) =>
      Object.fromEntries(values.map((value, at) => [at + 1, value]))
    metrics.gauge({ name: 'replica_lag_seconds', help: 'By how much a replica is behind', label: 'replica' },
      () => byPlace(replicas.states.map(({ lag }) => lag)))
    metrics.gauge({ name: 'replica_in_use', help: 'Whether a replica is asked', label: 'replica' },
      () => byPlace(replicas.states.map(({ inUse }) => Number(inUse))))
  }

  app.get('/metrics', {
    config: { keeps: false, atOnce: true },
    schema: operation({
      operationId: 'getMetrics',
      tag: 'Service',
      summary: 'What the service counts and measures',
      description: 'In the text format of Prometheus; OPERATIONS.md tells what each means. Needs a key with the ' +
        'scope `metrics`, or none on the port that `METRICS_PORT` opens.',
      response: {
        200: {
          description: 'The metrics',
          content: { 'text/plain': { schema: { type: 'string', description: 'A line for each value' } } }
        }
      }
    })
  }, async (_request, reply) => await reply
    .type(metrics.contentType).header('cache-control', 'no-store').send(await metrics.text()))
}

export default fp(routes, { name: 'metrics-routes', dependencies: ['metrics', 'cache', 'followers'] })
