/**
 * Builds the service to dist/: the executable and the thread of parsers, each module in a file with those that are
 * needed along with it. Hundreds of small files take longer to find and read than what stands in them takes to run.
 */
import { build } from 'esbuild'
import { cpSync, readFileSync, rmSync } from 'node:fs'

/** Packages of hundreds of small modules. All others stay where npm put them, as what watches them expects. */
const INLINED = ['drizzle-orm', 'jose', 'typebox']

const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'))

rmSync('dist', { recursive: true, force: true })
await build({
  entryPoints: { cli: 'src/cli.ts', worker: 'src/inputs/worker.ts' },
  outdir: 'dist',
  chunkNames: '[name]-[hash]', // beside the entries: what is found from a module is found from src/ and dist/ alike
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  external: Object.keys(dependencies).filter(name => !INLINED.includes(name)),
  logLevel: 'warning'
})
cpSync('src/review-sheet/page', 'dist/review-sheet/page', { recursive: true })
