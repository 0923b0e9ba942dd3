/** What pg makes of a value before it is sent; its types do not say so. */
declare module 'pg/lib/utils.js' {
  export function prepareValue (value: unknown): string | Buffer | null
}
