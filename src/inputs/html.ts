/** The main text of a web page and what the page tells of itself. Nothing of it is ever run or fetched. */
import { parseHTML } from 'linkedom'
import { fold } from '../domain/text.js'
import { articleOf, isAround } from './article.js'
import { UnreadableInput, say, tooComplex } from './error.js'
import { linesOf, type TreeNode } from './lines.js'
import { canonicalUrl, publishedOn, sharedTitle, type Page } from './published.js'
import type { Document, Note } from './reading.js'

/** No page that people wrote is nested deeper; the parser takes the square of the depth. */
const DEEPEST = 5000
/** The reader view looks at every element many times, and at all that it holds. */
const [MOST_ELEMENTS, DEEPEST_ARTICLE] = [100_000, 500]
/** What is closed by what comes next. */
const CLOSED_ANYHOW = new Set(('area base br col embed hr img input link meta param source track wbr p li dd dt td ' +
  'th tr tbody thead tfoot option colgroup').split(' '))

/** Whether the reader view would take too long with a page; one on which even the parser would is refused. */
function isLarge (html: string): boolean {
  let [depth, deepest, count] = [0, 0, 0]
  for (const [, slash, name] of html.matchAll(/<(\/?)([a-z][a-z\d]*)/gi)) {
    if (slash === '') count++
    if (CLOSED_ANYHOW.has(name!.toLowerCase())) continue
    depth = slash === '' ? depth + 1 : Math.max(0, depth - 1)
    deepest = Math.max(deepest, depth)
    if (depth > DEEPEST) throw tooComplex()
  }
  return count > MOST_ELEMENTS || deepest > DEEPEST_ARTICLE
}

const wholePage: Note = {
  code: 'whole-page',
  detail: say('No article was found in the page: the text is that of the whole page.',
    'Không tìm thấy bài viết trong trang: văn bản gồm toàn bộ nội dung trang.')
}

interface Parsed { readonly document: Page & { readonly body: TreeNode, readonly documentElement: TreeNode | null } }
const parse = (html: string): Parsed => parseHTML(html) as unknown as Parsed

/** A document, whatever it comes as: linkedom takes what has no html element for the children of the document. */
function pageOf (html: string): { page: Parsed['document'], isWhole: boolean } {
  const page = /<(?:html|body)[\s>]/i.test(html) ? parse(html).document : null
  if (page?.documentElement?.nodeName.toUpperCase() === 'HTML') return { page, isWhole: true }
  return { page: parse(`<!doctype html><html><body>${html}</body></html>`).document, isWhole: false }
}

/** Whether a text has a line among its first ones. */
const beginsWith = (text: string, line: string) =>
  text.split('\n', 4).some(first => fold(first).includes(fold(line)))

function titlesOf (page: Page): string[] {
  const shown = [...page.querySelectorAll('title')].map(({ textContent }) => textContent?.replace(/\s+/g, ' ').trim())
  return [sharedTitle(page), shown[0]].filter(title => title != null && title !== '') as string[]
}

/** The article of a whole page, where it has one. */
function readArticle (html: string, page: Parsed['document'], titles: readonly string[]) {
  const spare = pageOf(html).page
  try {
    return articleOf(page.body, { document: spare, body: spare.body }, titles)
  } catch (error) {
    // A page that is nested deeper than the recursion of the reader view goes.
    if (error instanceof RangeError) return null
    throw error
  }
}

/**
 * Reads a page or a fragment of one.
 * @throws UnreadableInput where there is no text in it
 */
export function readHtml (html: string): Document {
  const hasReaderView = !isLarge(html)
  const { page, isWhole } = pageOf(html)
  const titles = titlesOf(page)
  const article = isWhole && hasReaderView ? readArticle(html, page, titles) : null
  const body = article?.text ?? linesOf(page.body, isWhole ? isAround : undefined)
  if (body === '') {
    throw new UnreadableInput('no-text', say('The file has no text.', 'Tệp không có văn bản.'))
  }
  const title = article?.headline ?? titles[0] ?? null
  const isMissing = article !== null && title !== null && !beginsWith(body, title)
  return {
    text: (isMissing ? `${title}\n${body}` : body).normalize('NFC'),
    title: title?.normalize('NFC') ?? null,
    publishedOn: publishedOn(page, body, linesOf(page.body)),
    url: canonicalUrl(page),
    notes: isWhole && article === null ? [wholePage] : []
  }
}
