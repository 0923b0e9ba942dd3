/** Coming between the service and its database: every statement, through the pool or one of its connections. */
import type pg from 'pg'

type Call = (...given: unknown[]) => Promise<unknown>
/** Sends a statement, or does something else instead. */
type Pass = (send: () => Promise<unknown>, text: string) => Promise<unknown>

interface Own { readonly query: Call, readonly connect: (...given: unknown[]) => Promise<pg.PoolClient> }
const owns = new WeakMap<pg.Pool, Own>()

const textOf = (statement: unknown) =>
  typeof statement === 'string' ? statement : (statement as { text: string }).text

/**
 * Has all statements pass through a function, in place of what was there before.
 * @returns the way back
 */
export function intercept (pool: pg.Pool, pass: Pass): () => void {
  const own = owns.get(pool) ?? { query: pool.query.bind(pool) as Call, connect: pool.connect.bind(pool) as never }
  owns.set(pool, own)
  const between = (send: Call): Call => async (...given) =>
    await pass(async () => await send(...given), textOf(given[0]))
  const dressed = (client: pg.PoolClient) => new Proxy(client, {
    get (target, property) {
      const value: unknown = Reflect.get(target, property)
      if (property === 'query') return between(target.query.bind(target) as Call)
      return typeof value === 'function' ? value.bind(target) : value
    }
  })
  pool.query = between(own.query) as never
  // The pool asks itself for a connection with a callback.
  pool.connect = ((...given: unknown[]) => given.length > 0
    ? own.connect(...given)
    : own.connect().then(dressed)) as never
  return () => { Object.assign(pool, own) }
}
