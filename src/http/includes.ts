/** The `include` parameter: which related records an answer is to carry, each by its name. */
import { codesParameter } from './schemas.js'

/** A list of names with commas, each out of those that the resource has. */
export function includeParameter (names: readonly string[]) {
  const list = names.map(name => `\`${name}\``).join(', ')
  return codesParameter(names, `Related records to add to each record: ${list}`, names.join(','))
}

/** The names in an `include` parameter, which its schema has checked. */
export const includesOf = <N extends string>(include: string | undefined): ReadonlySet<N> =>
  new Set((include?.split(',') ?? []) as N[])
