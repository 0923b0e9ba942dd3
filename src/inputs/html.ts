/**
 * The main text of a web page, by the library behind Firefox's reader view, and what the page tells of itself. Nothing
 * of it is ever run or fetched.
 */
import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { fold } from '../domain/text.js'
import { UnreadableInput, say, tooComplex } from './error.js'
import { linesOf, type TreeNode } from './lines.js'
import { canonicalUrl, publishedOn, sharedTitle, type Page } from './published.js'
import type { Document, Note } from './reading.js'

/** What every page of a site has around its text. */
const AROUND = new Set(['NAV', 'HEADER', 'FOOTER', 'ASIDE', 'FORM'])
const isAround = (node: TreeNode) => AROUND.has(node.nodeName.toUpperCase()) ||
  /^(?:navigation|banner|contentinfo|search|complementary)$/.test(node.getAttribute?.('role') ?? '')

/** The reader view takes no page of less text for an article. */
const SHORTEST = 200

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

/** The article of a page; null where there is none. The page is used up. */
function articleOf (page: Page): { text: string, title: string | null } | null {
  try {
    const article = new Readability(page as never, {
      charThreshold: SHORTEST,
      serializer: element => linesOf(element as unknown as TreeNode)
    }).parse()
    return article?.content == null ? null : { text: article.content, title: article.title?.trim() || null }
  } catch (error) {
    // Pages that are nested deeper than its recursion goes.
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Whether a text has a line among its first ones. */
const beginsWith = (text: string, line: string) =>
  text.split('\n', 4).some(first => fold(first).includes(fold(line)))

const firstText = (page: Page, selector: string): string | null => {
  for (const { textContent } of page.querySelectorAll(selector)) {
    const text = textContent?.replace(/\s+/g, ' ').trim() ?? ''
    if (text !== '') return text
  }
  return null
}

/** The headline: what the page shows as such, if its title says the same. */
function titleOf (page: Page): string | null {
  const [title, heading] = [firstText(page, 'head title, title'), firstText(page, 'h1')]
  const said = [title, sharedTitle(page)].map(text => fold(text ?? ''))
  if (heading !== null && said.some(text => text.includes(fold(heading)))) return heading
  return sharedTitle(page) ?? null
}

/**
 * Reads a page or a fragment of one.
 * @throws UnreadableInput where there is no text in it
 */
export function readHtml (html: string): Document {
  const hasReaderView = !isLarge(html)
  const { page, isWhole } = pageOf(html)
  const about = { publishedOn: publishedOn(page, linesOf(page.body)), url: canonicalUrl(page) }
  const title = titleOf(page)
  const everything = linesOf(page.body, isWhole ? isAround : undefined)
  const article = isWhole && hasReaderView ? articleOf(page) : null
  const isFound = article !== null && article.text.length >= SHORTEST
  const headline = title ?? article?.title ?? null
  const body = isFound ? article.text : everything
  if (body === '') {
    throw new UnreadableInput('no-text', say('The file has no text.', 'Tệp không có văn bản.'))
  }
  const isMissing = isFound && headline !== null && !beginsWith(body, headline)
  return {
    text: (isMissing ? `${headline}\n${body}` : body).normalize('NFC'),
    title: headline?.normalize('NFC') ?? null,
    ...about,
    notes: isWhole && !isFound ? [wholePage] : []
  }
}
