#!/usr/bin/env node
/**
 * Checks the gold of the practice articles against their texts: every name, role, document number and figure stands in
 * the text, and periods, types and comparators are of the fixed lists. With --unread it also prints, per article, the
 * numbers of the text that no gold item accounts for, which is how a forgotten figure shows.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const TYPES = ('so-ket tong-ket lam-viec ban-chap-hanh ban-thuong-vu giao-ban sinh-hoat-chi-bo dai-hoi quan-triet ' +
  'doi-thoai trao-huy-hieu kiem-tra-giam-sat gap-mat hdnd khac').split(' ')
const PERIOD = /^\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])|([1-9]|1[0-2])M)|\/\d{4})?$/
const DATE = /^\d{4}-\d{2}-\d{2}$/
const COMPARATORS = ['eq', 'gt', 'gte', 'lt', 'lte', 'approx']
const SCALES = { tỷ: 1e9, tỉ: 1e9, triệu: 1e6, nghìn: 1e3, ngàn: 1e3 }
const UNITS = ['', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín']
const TENS = ['', 'mười', ...UNITS.slice(2).map(word => `${word} mươi`)]
const SOFT = { một: 'mốt', năm: 'lăm' }
const WORDS = Array.from({ length: 100 }, (_, n) => {
  const [tens, unit] = [TENS[Math.floor(n / 10)], UNITS[n % 10]]
  const soft = tens !== '' && (unit === 'năm' || (unit === 'một' && n > 20)) ? SOFT[unit] : unit
  return n === 0 ? 'không' : `${tens} ${soft}`.trim()
})

const plain = text => text.normalize('NFC').replace(/[\s\u00a0]+/g, ' ')
const low = text => plain(text).toLowerCase()
const round = x => Number(x.toPrecision(9))

/** What `8.254,817` may mean: dots as thousands or as a decimal point, commas likewise. */
function readings (token) {
  const found = new Set()
  if (/^\d+$/.test(token)) found.add(Number(token))
  if (/^\d{1,3}([.,]\d{3})+$/.test(token)) found.add(Number(token.replace(/[.,]/g, '')))
  if (/^\d+[.,]\d+$/.test(token)) found.add(Number(token.replace(',', '.')))
  if (/^\d{1,3}(\.\d{3})+,\d+$/.test(token)) found.add(Number(token.replaceAll('.', '').replace(',', '.')))
  return [...found]
}

/** Every value that a number of the text may stand for, with its scale words and compounds (49 tỷ 687 triệu). */
function numbersOf (text) {
  const numbers = [...text.matchAll(/\d+(?:[.,]\d+)*/g)].map(match => {
    const after = text.slice(match.index + match[0].length)
    const scale = after.match(/^ ?((?:nghìn |ngàn )?(?:tỷ|tỉ|triệu)|nghìn|ngàn)(?!\p{L})/u)?.[1]
    const factor = (scale ?? '').split(' ').filter(Boolean).reduce((product, word) => product * SCALES[word], 1)
    const end = match.index + match[0].length + (scale === undefined ? 0 : scale.length + 1)
    return { token: match[0], at: match.index, end, factor, values: readings(match[0]) }
  })
  const all = numbers.map((n, i) => {
    const values = new Set(n.values.flatMap(v => [v, v * n.factor, v * 1e3, v * 1e6, v * 1e9].map(round)))
    let sum = (n.values[0] ?? 0) * n.factor
    for (let j = i + 1; j < numbers.length && n.factor > 1; j++) {
      const next = numbers[j]
      if (next.at - numbers[j - 1].end > 1) break
      sum += (next.values[0] ?? 0) * next.factor
      values.add(round(sum))
    }
    return { ...n, values }
  })
  const words = WORDS.flatMap((word, value) => low(text).includes(`${word} `) ? [value] : [])
  return { all, words }
}

const problems = []
function check (name, text, gold, unread) {
  const say = (...words) => problems.push(`${name}: ${words.join(' ')}`)
  const body = plain(text)
  const { all, words } = numbersOf(body)
  const has = value => words.includes(value) || all.some(n => n.values.has(round(value)))
  if (gold.ward !== null) {
    if (!['phường', 'xã', 'thị trấn'].includes(gold.ward.kind)) say('kind', gold.ward.kind)
    if (!low(body).includes(gold.ward.name.replace(/^Phường (?=\d)/, '').toLowerCase())) say('ward', gold.ward.name)
  }
  const { heldOn, endsOn, session, type, reviews, plans } = gold.meeting
  for (const date of [heldOn, endsOn]) if (date !== null && !DATE.test(date)) say('date', date)
  if (![null, 'morning', 'afternoon', 'evening'].includes(session)) say('session', session)
  if (type !== null && !TYPES.includes(type)) say('type', type)
  for (const period of [reviews, plans]) if (period !== null && !PERIOD.test(period)) say('period', period)

  for (const { name: person, roles } of gold.officials) {
    if (!low(body).includes(low(person))) say('person', person)
    for (const role of roles) if (!low(body).includes(low(role))) say('role', role)
  }
  if (new Set(gold.officials.map(o => o.name)).size !== gold.officials.length) say('a person twice')
  for (const document of gold.documents) {
    if (!new RegExp(`(?<!\\d)${document.number}(?!\\d)`).test(body)) say('document', document.number)
    if (document.issuedOn !== null && !DATE.test(document.issuedOn)) say('document date', document.issuedOn)
    if (document.issuedBy !== null && !low(body).includes(low(document.issuedBy))) say('issuer', document.issuedBy)
  }
  for (const figure of gold.indicators) {
    const { label, value, target, percentOfTarget: percent, changePercent: change, period } = figure
    for (const number of [value, target]) {
      if (number !== null && number !== 0 && !has(number)) say('figure', label, number)
    }
    if (percent !== null && !has(percent) && !has(round(percent - 100))) say('percent', label, percent)
    if (change !== null && !has(Math.abs(change)) && !has(round(change + 100))) say('change', label, change)
    if (period !== null && !PERIOD.test(period)) say('period', label, period)
    if (!COMPARATORS.includes(figure.comparator)) say('comparator', figure.comparator)
    if (!['actual', 'target'].includes(figure.kind)) say('kind', figure.kind)
  }
  if (!unread) return
  const told = new Set(gold.indicators.flatMap(i => [i.value, i.target, i.percentOfTarget, i.percentOfTarget - 100,
    i.changePercent, Math.abs(i.changePercent), i.changePercent + 100]).filter(n => n !== null).map(round))
  const numbered = new Set(gold.documents.map(d => Number(d.number)))
  const dates = [...body.matchAll(/(?<!\d)\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?(?![\d%])|(?<!\d)(?:19|20)\d{2}(?!\d)|\d+ (?=tháng)/g)]
    .map(match => [match.index, match.index + match[0].length])
  const inDate = n => dates.some(([from, to]) => n.at >= from && n.at < to)
  const left = all.filter(n => ![...n.values].some(v => told.has(v)) && !numbered.has(Number(n.token)) && !inDate(n))
  const around = n => body.slice(Math.max(0, n.at - 14), n.at) + `[${n.token}]` +
    body.slice(n.at + n.token.length, n.at + n.token.length + 14)
  const places = left.map(around)
  console.log(`${name}\n  ${places.join('\n  ')}`)
}

const here = fileURLToPath(new URL('.', import.meta.url))
let count = 0
for (const folder of [here, `${here}held-out/`]) {
  let files = []
  try { files = readdirSync(folder).filter(file => /^p\d+\.txt$/.test(file)) } catch {}
  for (const file of files.sort()) {
    const name = file.slice(0, -4)
    const gold = JSON.parse(readFileSync(`${folder}${name}.json`, 'utf8'))
    const only = process.argv.slice(3)
    const unread = process.argv[2] === '--unread' && (only.length === 0 || only.includes(name))
    check(name, readFileSync(`${folder}${file}`, 'utf8'), gold, unread)
    count++
  }
}
console.log([...problems, `${count} articles, ${problems.length} problems`].join('\n'))
process.exitCode = problems.length > 0 ? 1 : 0
