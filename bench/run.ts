/** Runs a benchmark by its name: `npm run bench`, `npm run bench -- growth`. */
const names = [
  'service', 'growth', 'export', 'plans', 'start', 'crowd', 'report', 'import', 'extract', 'ingest', 'search'
]
const [first] = process.argv.slice(2)
const name = first === undefined || first.startsWith('-') ? names[0]! : first
if (!names.includes(name)) throw new Error(`no benchmark '${name}': there are ${names.join(', ')}`)
await import(`./${name}.ts`)
