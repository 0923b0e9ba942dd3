/**
 * Who asks: the key behind a request, what it may do and in which wards. A request without a key has no principal.
 */

export const scopes = ['read', 'write', 'review', 'metrics', 'admin'] as const
export type Scope = typeof scopes[number]

export interface Principal {
  /** What the log writes: `key:<id>`, or `admin` for the key of the configuration. */
  readonly actor: string
  /** Null for the key of the configuration. */
  readonly keyId: string | null
  readonly name: string
  /** As they were given; `may` knows what each implies. */
  readonly scopes: ReadonlySet<Scope>
  /** Null: every ward. */
  readonly wardIds: readonly string[] | null
}

/** The scopes that each scope brings along, itself among them. */
const implied: Readonly<Record<Scope, readonly Scope[]>> = {
  read: ['read'],
  write: ['write', 'read'],
  review: ['review', 'read'],
  metrics: ['metrics', 'read'],
  admin: ['admin', 'metrics', 'review', 'write', 'read']
}

/** Whether a key has a scope, or one that implies it. */
export const may = (principal: Principal, scope: Scope): boolean =>
  [...principal.scopes].some(given => implied[given].includes(scope))

/** Whether a key is for a ward; its scopes are another question. */
export const mayWriteWard = ({ wardIds }: Principal, wardId: string): boolean =>
  wardIds === null || wardIds.includes(wardId)

/** Whether a key may change shared records; one that is limited to wards refers to them and proposes new ones. */
export const mayWriteShared = ({ wardIds }: Principal): boolean => wardIds === null
