/**
 * Run by itself: loads every module of the service and prints the regular expressions that they put together, as JSON:
 * file, source and flags. In a process of its own, since it watches the constructor of all.
 */
import { readdirSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'

const src = fileURLToPath(new URL('../../src/', import.meta.url))
const built: Array<{ file: string, source: string, flags: string }> = []

globalThis.RegExp = new Proxy(RegExp, {
  construct (target, given, newTarget) {
    const made = Reflect.construct(target, given, newTarget) as RegExp
    // Who called: the frame below this one.
    const caller = new Error().stack!.split('\n')[2]!
    const file = caller.includes(src) ? caller.split(src)[1]!.split(':')[0]! : null
    if (file !== null) built.push({ file, source: made.source, flags: made.flags })
    return made
  }
})

const modules = readdirSync(src, { recursive: true, encoding: 'utf8' })
  // Not what runs as soon as it is loaded: the executable, and the thread of parsers.
  .filter(file => file.endsWith('.ts') && !['cli.ts', 'inputs/worker.ts'].includes(file))
for (const file of modules) await import(pathToFileURL(src + file).href)
process.stdout.write(JSON.stringify(built), () => process.exit())
