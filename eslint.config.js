/** neostandard with TypeScript, as the Fastify family has it, and lines of at most 120 characters. */
import neostandard from 'neostandard'

export default [
  ...neostandard({ ts: true, ignores: ['dist/**', '.tap/**', 'migrations/**', 'openapi/**', 'bench/results/**'] }),
  {
    rules: {
      '@stylistic/max-len': ['error', { code: 120, ignoreUrls: true, ignoreRegExpLiterals: true }]
    }
  },
  {
    // Which names a browser has, the compiler knows.
    files: ['src/review-sheet/page/**'],
    rules: { 'no-undef': 'off' }
  }
]
