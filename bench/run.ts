/** Runs a benchmark by its name: `npm run bench`, `npm run bench -- import`. */
const names = ['core-query', 'import', 'extract', 'ingest', 'search']
const [name = names[0]!] = process.argv.slice(2)
if (!names.includes(name)) throw new Error(`no benchmark '${name}': there are ${names.join(', ')}`)
await import(`./${name}.ts`)
