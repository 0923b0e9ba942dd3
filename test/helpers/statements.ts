/** Coming between the service and its database: every statement, through the pool or one of its connections. */
import pg from 'pg'
import { lanesOf } from '../../src/db/lanes.js'

type Call = (...given: unknown[]) => Promise<unknown>
/** Sends a statement, or does something else instead. */
type Pass = (send: () => Promise<unknown>, text: string) => Promise<unknown>

interface Own { readonly query: Call, readonly connect: (...given: unknown[]) => Promise<pg.PoolClient> }
/** Told of a connection, or why there is none. */
type Back = (error?: Error, client?: pg.PoolClient, release?: unknown) => void
const owns = new WeakMap<pg.Pool, Own>()

const textOf = (statement: unknown) =>
  typeof statement === 'string' ? statement : (statement as { text: string }).text

/**
 * Has all statements pass through a function, in place of what was there before.
 * @returns the way back
 */
export function intercept (pool: pg.Pool, pass: Pass): () => void {
  // Lanes that rest have their connections already.
  const giveBack = () => { if (pool instanceof pg.Pool) lanesOf(pool).giveBack() }
  giveBack()
  const own = owns.get(pool) ?? { query: pool.query.bind(pool) as Call, connect: pool.connect.bind(pool) as never }
  owns.set(pool, own)
  const between = (send: Call): Call => async (...given) =>
    await pass(async () => await send(...given), textOf(given[0]))
  /** The same for a client, which can be told to call back. */
  const betweenClient = (client: pg.PoolClient) => {
    const query = between(client.query.bind(client) as Call)
    return (...given: unknown[]) => {
      const back = given.at(-1)
      if (typeof back !== 'function') return query(...given)
      query(...given.slice(0, -1)).then(result => back(null, result), error => back(error))
    }
  }
  const dressed = (client: pg.PoolClient) => new Proxy(client, {
    get (target, property) {
      const value: unknown = Reflect.get(target, property)
      if (property === 'query') return betweenClient(target)
      return typeof value === 'function' ? value.bind(target) : value
    }
  })
  // The pool asks itself for a connection, at once: what it sends on that one has passed already.
  let isItself = false
  pool.query = between((...given) => {
    isItself = true
    try {
      return own.query(...given)
    } finally {
      isItself = false
    }
  }) as never
  pool.connect = ((back?: Back) => {
    if (back === undefined) return own.connect().then(dressed)
    const between: Back = (error, client, release) => {
      back(error, client === undefined ? undefined : dressed(client), release)
    }
    return own.connect(isItself ? back : between)
  }) as never
  return () => {
    giveBack()
    Object.assign(pool, own)
  }
}
