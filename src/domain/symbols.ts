/**
 * Document symbols as they are printed (21-NQ/TU, 12/NQ-HĐND), brought to one spelling of dashes and spaces.
 * Letters are never folded: TƯ and TU, ĐA and DA are different.
 */

/** `21 – NQ/ TU` → `21-NQ/TU`; letters and numbers stay as they are. */
export function normaliseSymbol (symbol: string): string {
  return symbol.normalize('NFC').replace(/[‐‑‒–—−]/g, '-').replace(/\s+/g, ' ').replace(/ ?([-/]) ?/g, '$1').trim()
}
