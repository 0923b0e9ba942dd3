/**
 * When a web page says that it was published, and which address it calls its own: what it tells machines comes before
 * what it shows.
 */

/** As much of a DOM as is asked. */
export interface Page {
  querySelectorAll: (selector: string) => Iterable<{
    readonly textContent: string | null
    getAttribute: (name: string) => string | null
  }>
}

const pad = (part: string) => part.padStart(2, '0')

function isoDay (year: string, month: string, day: string): string | null {
  const iso = `${year}-${pad(month)}-${pad(day)}`
  const time = Date.parse(`${iso}T00:00:00Z`)
  // A day that does not exist is moved on by the engine, or refused.
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== iso ? null : iso
}

const VIETNAM = 7 * 3_600_000

/** The day of a date as pages write it: ISO, or day first. An instant in UTC is a day in Vietnam. */
export function dayOf (written: string | null | undefined): string | null {
  const text = written?.trim() ?? ''
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) {
    const time = Date.parse(text)
    return Number.isNaN(time) ? null : new Date(time + VIETNAM).toISOString().slice(0, 10)
  }
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/.exec(text)
  if (iso !== null) return isoDay(iso[1]!, iso[2]!, iso[3]!)
  const local = /(?<!\d)(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})(?!\d)/.exec(text)
  return local === null ? null : isoDay(local[3]!, local[2]!, local[1]!)
}

/** All values of a property in a tree of JSON; as deep as such descriptions go. */
function valuesOf (json: unknown, property: string, depth = 0): unknown[] {
  if (typeof json !== 'object' || json === null || depth > 6) return []
  const here = Object.hasOwn(json, property) ? [(json as Record<string, unknown>)[property]] : []
  return [...here, ...Object.values(json).flatMap(value => valuesOf(value, property, depth + 1))]
}

function linkedData (page: Page): unknown[] {
  return [...page.querySelectorAll('script[type="application/ld+json"]')].flatMap(({ textContent }) => {
    try {
      return [JSON.parse(textContent ?? '') as unknown]
    } catch {
      return []
    }
  })
}

const DATES = ['article:published_time', 'og:published_time', 'datepublished', 'pubdate', 'publishdate',
  'publish_date', 'publication_date', 'dc.date.issued', 'dcterms.issued', 'dc.date', 'date']

/** What the meta elements of a page say under the first of these names that they have. */
function metaOf (page: Page, names: readonly string[]): string[] {
  const metas = [...page.querySelectorAll('meta[content]')].map(meta => ({
    names: ['property', 'name', 'itemprop'].map(attribute => meta.getAttribute(attribute)?.toLowerCase()),
    content: meta.getAttribute('content') ?? ''
  }))
  return names.flatMap(name => metas.filter(({ names }) => names.includes(name)).map(({ content }) => content))
}

/** As many lines of an article may stand before its first paragraph. */
const LINES_OF_HEAD = 5
/** A line that tells when something was posted: with a weekday first, a time of day or a zone. */
const DATED = /^(?:Thứ |Chủ nhật)|\d{1,2}[:h]\d\d(?!\d)|GMT|UTC/iu
const LABELLED = new RegExp('^(?:.{0,40}[|·–-] ?)?(?:ngày (?:đăng|cập nhật)|(?:đăng|cập nhật)' +
  '(?= ?:| ngày| lúc| vào| \\d))(.{4,60})$', 'gimu')

/**
 * The day on which a page was published; null where it does not say so.
 * @param text of its article
 * @param shown all that people see of it
 */
export function publishedOn (page: Page, text: string, shown: string): string | null {
  const said = function * () {
    yield * metaOf(page, DATES)
    for (const data of linkedData(page)) yield * valuesOf(data, 'datePublished')
    for (const element of page.querySelectorAll('[itemprop="datePublished"], time[pubdate], time')) {
      yield element.getAttribute('datetime') ?? element.getAttribute('content') ?? element.textContent
    }
    // Under the headline; elsewhere only where it is said, since pages also show today's date.
    yield * text.split('\n', LINES_OF_HEAD).filter(line => line.length < 100 && DATED.test(line))
    for (const [, words] of shown.matchAll(LABELLED)) yield words
  }
  for (const value of said()) {
    const day = typeof value === 'string' ? dayOf(value) : null
    if (day !== null) return day
  }
  return null
}

/** The address that a page gives as its own; null where that is none on the web. */
export function canonicalUrl (page: Page): string | null {
  const links = [...page.querySelectorAll('link[rel="canonical"]')].map(link => link.getAttribute('href'))
  for (const address of [...links, ...metaOf(page, ['og:url'])]) {
    if (address !== null && URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)) return address
  }
  return null
}

/** The headline that a page gives for others to show. */
export const sharedTitle = (page: Page): string | null => metaOf(page, ['og:title'])[0]?.trim() ?? null
