/** The `include` parameter: which related records an answer is to carry, each by its name. */
import { Type } from 'typebox'

/** A list of names with commas, each out of those that the resource has. */
export function includeParameter (names: readonly string[]) {
  const quoted = names.map(name => `\`${name}\``).join(', ')
  return Type.Optional(Type.String({
    pattern: `^(${names.join('|')})(,(${names.join('|')}))*$`,
    description: `Related records to add to each record: ${quoted}; several with commas`,
    examples: [names.join(',')]
  }))
}

/** The names in an `include` parameter, which its schema has checked. */
export const includesOf = <N extends string>(include: string | undefined): ReadonlySet<N> =>
  new Set((include?.split(',') ?? []) as N[])
