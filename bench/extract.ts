/**
 * Measures extraction on one core: articles of 2,500 characters a second after warm-up, and by how much ten times the
 * text takes longer where a text is made to be slow.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { extract } from '../src/extraction/extract.js'
import { adversarial } from '../test/helpers/adversarial.js'

const CHARACTERS = 2500
const SECONDS = 5
const MEGABYTE = 1_000_000

const folder = new URL('../test/articles/', import.meta.url)
const texts = readdirSync(folder).filter(file => file.endsWith('.txt'))
  .map(file => readFileSync(new URL(file, folder), 'utf8').normalize('NFC'))

/** Whole articles, one after the other, cut where they reach the length: as many words as pages of that length have. */
const articles = texts.map((text, at) => (text + '\n' + texts[(at + 1) % texts.length]!).slice(0, CHARACTERS))
const megabytes = articles.reduce((sum, article) => sum + Buffer.byteLength(article), 0) / 1e6

function round (): void {
  for (const article of articles) extract(article)
}

const cpu = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

for (const end = Date.now() + 3000; Date.now() < end;) round()
let rounds = 0
const start = cpu()
for (const end = Date.now() + SECONDS * 1000; Date.now() < end; rounds++) round()
const seconds = cpu() - start
console.table({
  extract: {
    'articles/s': Math.round(rounds * articles.length / seconds),
    'MB/s': (rounds * megabytes / seconds).toFixed(2),
    'ms each': (1000 * seconds / rounds / articles.length).toFixed(3)
  }
})

const timed = (text: string): number => {
  const before = cpu()
  extract(text)
  return cpu() - before
}
console.table(Object.fromEntries(Object.entries(adversarial).map(([name, make]) => {
  const [once, tenTimes] = [timed(make(MEGABYTE)), timed(make(10 * MEGABYTE))]
  return [name, {
    '1 MB (s)': once.toFixed(2), '10 MB (s)': tenTimes.toFixed(2), ratio: (tenTimes / Math.max(once, 0.001)).toFixed(1)
  }]
})))
