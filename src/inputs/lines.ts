/**
 * A tree of HTML as lines of text: a paragraph, list item, caption or table row a line, the cells of a row separated by
 * tabs. It walks without recursion, so that no depth of nesting can exhaust the stack.
 */

/** As much of a DOM as is walked. */
export interface TreeNode {
  readonly nodeType: number
  readonly nodeName: string
  readonly textContent: string | null
  readonly firstChild: TreeNode | null
  readonly nextSibling: TreeNode | null
  readonly parentNode: TreeNode | null
  getAttribute?: (name: string) => string | null
}

const [ELEMENT, TEXT, CDATA] = [1, 3, 4]
const named = (names: string) => new Set(names.split(' '))
const NEVER = named('SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME OBJECT EMBED SVG CANVAS SELECT BUTTON TEXTAREA INPUT HEAD ' +
  'AUDIO VIDEO DIALOG MAP')
const BLOCKS = named('ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION ' +
  'FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR HTML LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TBODY TFOOT THEAD ' +
  'TR UL')
const CELLS = named('TD TH')
/** A table whose cells are longer than this is layout. */
const LONGEST_CELL = 600

const nameOf = (node: TreeNode) => node.nodeName.toUpperCase()

const isHidden = (node: TreeNode) => node.getAttribute?.('hidden') != null ||
  /(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(node.getAttribute?.('style') ?? '')

/** Walks a tree in its order; what `enter` refuses is left out with all that it holds. */
export function walk (root: TreeNode, enter: (node: TreeNode) => boolean, leave: (node: TreeNode) => void): void {
  let node: TreeNode | null = root
  while (node !== null) {
    const goesDown = enter(node)
    if (goesDown && node.firstChild !== null) {
      node = node.firstChild
      continue
    }
    while (node !== null) {
      const here: TreeNode = node
      leave(here)
      if (here === root) return
      if (here.nextSibling !== null) {
        node = here.nextSibling
        break
      }
      node = here.parentNode
    }
  }
}

/** The tables of a tree that hold figures; the others only place what they hold. */
function dataTables (root: TreeNode): Set<TreeNode> {
  const found = new Set<TreeNode>()
  const open: Array<{ table: TreeNode, isData: boolean, cells: number, rows: number, length: number }> = []
  walk(root, node => {
    const name = node.nodeType === ELEMENT ? nameOf(node) : ''
    const table = open.at(-1)
    if (name === 'TABLE') {
      if (table !== undefined) table.isData = false
      open.push({ table: node, isData: true, cells: 0, rows: 0, length: 0 })
    } else if (table !== undefined) {
      if (name === 'TR') table.rows++
      if (CELLS.has(name)) [table.cells, table.length] = [table.cells + 1, 0]
      if (node.nodeType === TEXT) table.length += node.textContent?.trim().length ?? 0
      if (table.length > LONGEST_CELL) table.isData = false
    }
    return !NEVER.has(name)
  }, node => {
    if (open.at(-1)?.table !== node) return
    const { table, isData, cells, rows } = open.pop()!
    if (isData && cells > rows) found.add(table)
  })
  return found
}

/** Collects lines: spaces of the source are one space, no-break spaces stay. */
class Lines {
  readonly #done: string[] = []
  #line = ''

  write (text: string): void {
    const words = text.replace(/[ \t\r\n\f]+/g, ' ')
    this.#line += /(?:^|[ \t])$/.test(this.#line) ? words.replace(/^ /, '') : words
  }

  writeAsItIs (text: string): void {
    const [first, ...others] = text.split(/\r\n|\r|\n/)
    this.#line += first!
    for (const other of others) {
      this.end()
      this.#line = other
    }
  }

  cell (): void {
    this.#line = this.#line.replace(/(?<! ) +$/, '') + '\t'
  }

  end (): void {
    const line = this.#line.replace(/^[ \n]+|(?<![ \t\n])[ \t\n]+$/g, '')
    if (/[^\s\u00A0]/.test(line)) this.#done.push(line)
    this.#line = ''
  }

  toString (): string {
    this.end()
    return this.#done.join('\n')
  }
}

/** The text of a tree. @param isLeftOut what is no text of the page: a menu, say */
export function linesOf (root: TreeNode, isLeftOut: (node: TreeNode) => boolean = () => false): string {
  const tables = dataTables(root)
  const lines = new Lines()
  /** Inside a data table: which, and how many cells its row has so far. */
  const rows: Array<{ table: TreeNode, cells: number }> = []
  let asItIs = 0
  walk(root, node => {
    if (node.nodeType === TEXT || node.nodeType === CDATA) {
      if (isLeftOut(node)) return false
      if (asItIs > 0) lines.writeAsItIs(node.textContent ?? '')
      else lines.write(node.textContent ?? '')
      return false
    }
    if (node.nodeType !== ELEMENT) return node === root
    const name = nameOf(node)
    if (NEVER.has(name) || isHidden(node) || isLeftOut(node)) return false
    const row = rows.at(-1)
    if (tables.has(node)) rows.push({ table: node, cells: 0 })
    if (name === 'PRE') asItIs++
    if (row !== undefined && CELLS.has(name)) {
      if (row.cells++ > 0) lines.cell()
    } else if (row === undefined || name === 'TR' || name === 'CAPTION') {
      if (name === 'BR' || BLOCKS.has(name) || CELLS.has(name)) lines.end()
      if (row !== undefined) row.cells = 0
    } else if (name === 'BR' || BLOCKS.has(name)) {
      lines.write(' ')
    }
    return true
  }, node => {
    if (node.nodeType !== ELEMENT) return
    const name = nameOf(node)
    if (NEVER.has(name)) return
    if (name === 'PRE' && asItIs > 0) asItIs--
    if (rows.at(-1)?.table === node) rows.pop()
    const inRow = rows.length > 0
    if (!inRow ? BLOCKS.has(name) || CELLS.has(name) : name === 'TR' || name === 'CAPTION') lines.end()
    else if (inRow && BLOCKS.has(name)) lines.write(' ')
  })
  return lines.toString()
}
