/**
 * What every vocabulary of the field is made of: a stable code, the Vietnamese label that is printed,
 * and an English gloss. Each vocabulary has a file of its own beside this one.
 */

/** One entry of a vocabulary. Codes never change; labels may be corrected. */
export interface Term {
  readonly code: string
  /** Vietnamese label, as it is printed. */
  readonly name: string
  /** English gloss. */
  readonly nameEn: string
}

/** The codes of a vocabulary, as a type too. */
export const codes = <C extends string>(terms: ReadonlyArray<Term & { readonly code: C }>): [C, ...C[]] =>
  terms.map(term => term.code) as [C, ...C[]]

/** Finds an entry by its code; an unknown code is a mistake in the program, so it throws. */
export function term<T extends Term> (terms: readonly T[], code: string): T {
  const found = terms.find(entry => entry.code === code)
  if (found === undefined) throw new Error(`no term '${code}' in the vocabulary of ${terms[0]?.code} …`)
  return found
}
