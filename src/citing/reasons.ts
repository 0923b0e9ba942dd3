/** Why a document is or is not the one that a citation means: the words for it, in both languages. */

const day = (iso: string) => iso.split('-').reverse().join('/')
const terms = (term: string) => term.replace('/', '–')
const years = (count: number) => count === 0 ? 'less than a year' : count === 1 ? '1 year' : `${count} years`
const say = (en: string, vi: string) => ({ en, vi })

/** What each level of a committee is to a ward. */
const OF_WARD: Readonly<Record<string, readonly [en: string, vi: string]>> = {
  t: ['province', 'tỉnh, thành phố'],
  h: ['city or district', 'thành phố, quận, huyện'],
  x: ['own committee', 'phường, xã']
}

export const details = {
  symbol: (symbol: string) => say(
    `type, number and suffix match ${symbol}`,
    `trùng loại, số và ký hiệu cơ quan: ${symbol}`),
  'type-and-number': (symbol: string) => say(`type and number match ${symbol}`, `trùng loại và số: ${symbol}`),
  number: (symbol: string) => say(`the number matches ${symbol}`, `trùng số: ${symbol}`),
  'only-one': () => say(
    'the register knows no other document that fits',
    'kho dữ liệu không có văn bản nào khác phù hợp'),
  alias: (name: string) => say(`it goes by the name “${name}”`, `còn được gọi là “${name}”`),
  title: () => say('its title has these words', 'tên văn bản có những từ này'),
  'few-words': () => say('a few words that many titles have', 'chỉ có ít từ, nhiều văn bản cùng có'),
  'title-differs': () => say('its title is about something else', 'tên văn bản nói về nội dung khác'),
  'suffix-differs': (said: string, own: string) => say(
    `the suffix is ${own}, not ${said}; one is sometimes written for the other`,
    `ký hiệu cơ quan là ${own}, không phải ${said}; đôi khi bị ghi nhầm`),
  type: (name: string) => say(`it is a ${name}, as was said`, `đúng là ${name} như được nêu`),
  'type-differs': (said: string, own: string) => say(
    `it is a ${own}, not a ${said}; both are abbreviated alike`,
    `đây là ${own}, không phải ${said}; hai loại viết tắt giống nhau`),
  issuer: (name: string) => say(`the issuer stated is ${name}`, `cơ quan ban hành được nêu là ${name}`),
  'issuer-fits': (name: string) => say(
    `the issuer stated can be ${name}`, `cơ quan ban hành được nêu có thể là ${name}`),
  'issuer-body-differs': (name: string) => say(
    `it was issued by ${name}, another body of the same committee`,
    `do ${name} ban hành, là cơ quan khác của cùng cấp ủy`),
  'issuer-differs': (name: string) => say(
    `it was issued by ${name}, not by the issuer stated`, `do ${name} ban hành, không phải cơ quan được nêu`),
  'issuer-of-ward': (name: string, level: string) => {
    const [en, vi] = OF_WARD[level] ?? OF_WARD.x!
    return say(`issuer inferred from the ward’s ${en}: ${name}`, `cơ quan ban hành suy từ ${vi} của phường: ${name}`)
  },
  'issuer-of-ward-before': (name: string) => say(
    `issuer inferred from what the ward lay in before: ${name}`,
    `cơ quan ban hành suy từ đơn vị cấp trên trước đây của phường: ${name}`),
  'issuer-of-centre': (name: string) => say(
    `the Centre’s documents are carried out in every ward: ${name}`,
    `văn bản của Trung ương được thực hiện ở mọi phường: ${name}`),
  'issuer-elsewhere': (name: string) => say(
    `${name} is not above the ward`, `${name} không phải cấp trên của phường`),
  day: (iso: string) => say(`issued on the day stated, ${iso}`, `ban hành đúng ngày được nêu, ${day(iso)}`),
  'day-differs': (iso: string) => say(
    `issued on ${iso}, another day than stated, in the same term`,
    `ban hành ngày ${day(iso)}, khác ngày được nêu, trong cùng nhiệm kỳ`),
  'other-term': (iso: string) => say(
    `issued on ${iso}, in another term than the day stated`,
    `ban hành ngày ${day(iso)}, thuộc nhiệm kỳ khác với ngày được nêu`),
  year: (year: number) => say(`issued in the year stated, ${year}`, `ban hành đúng năm được nêu, ${year}`),
  'year-differs': (year: number) => say(
    `issued in ${year}, not in the year stated`,
    `ban hành năm ${year}, khác năm được nêu`),
  congress: (term: string) => say(
    `of the term stated, ${terms(term)}`, `thuộc nhiệm kỳ được nêu, ${terms(term)}`),
  'congress-differs': (term: string) => say(
    `of the term ${terms(term)}, not of the one stated`, `thuộc nhiệm kỳ ${terms(term)}, khác nhiệm kỳ được nêu`),
  'issued-after': (iso: string) => say(
    `issued on ${iso}, after the date: it could not be cited yet`,
    `ban hành ngày ${day(iso)}, sau thời điểm trích dẫn`),
  term: (term: string) => say(
    `the date lies in its term, ${terms(term)}`, `thời điểm trích dẫn thuộc nhiệm kỳ ${terms(term)} của văn bản`),
  'earlier-term': (term: string) => say(
    `of an earlier term, ${terms(term)}`, `thuộc nhiệm kỳ trước, ${terms(term)}`),
  'issued-before': (count: number) => say(
    `issued ${years(count)} before the date`,
    count === 0
      ? 'ban hành chưa đầy một năm trước thời điểm trích dẫn'
      : `ban hành ${count} năm trước thời điểm trích dẫn`),
  'not-in-force': () => say('it is no longer in force', 'văn bản đã hết hiệu lực')
} as const

export type ReasonCode = keyof typeof details
export const reasonCodes = Object.keys(details) as ReasonCode[]
