/**
 * neostandard with TypeScript, as the Fastify family has it, lines of at most 120 characters, and in what is run no
 * regular expression that takes more than linear time. Those that are put together are tried by test/patterns.test.ts.
 */
import redos from 'eslint-plugin-redos'
import neostandard from 'neostandard'

export default [
  ...neostandard({ ts: true, ignores: ['dist/**', '.tap/**', 'migrations/**', 'openapi/**', 'bench/results/**'] }),
  {
    rules: {
      '@stylistic/max-len': ['error', { code: 120, ignoreUrls: true, ignoreRegExpLiterals: true }]
    }
  },
  {
    files: ['src/**'],
    plugins: { redos },
    rules: { 'redos/no-vulnerable': ['error', { timeout: 30_000, ignoreErrors: false, cache: true }] }
  },
  {
    // Which names a browser has, the compiler knows.
    files: ['src/review-sheet/page/**'],
    rules: { 'no-undef': 'off' }
  }
]
