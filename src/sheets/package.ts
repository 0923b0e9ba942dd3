/**
 * A workbook as a package of parts (ECMA-376): a ZIP file of XML. Parts are read one after the other and never whole;
 * what unpacks to more than is allowed, is encrypted or is nested too deep is refused.
 */
import sax from 'sax'
import type { Readable } from 'node:stream'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { say } from './cells.js'
import { SheetError } from './error.js'

const ENTRIES = 10_000
const DEPTH = 50

export const damaged = () => new SheetError(say(
  'The file is no Excel workbook (.xlsx), or is damaged.', 'Tệp không phải là sổ Excel (.xlsx), hoặc đã hỏng.'))

const tooLarge = () => new SheetError(say(
  'The workbook unpacks to more than is allowed: split it, or send CSV or NDJSON.',
  'Sổ Excel khi giải nén lớn hơn mức cho phép: hãy chia nhỏ, hoặc gửi CSV hay NDJSON.'))

export type Attributes = Readonly<Record<string, string>>

/** What is done as a part is read; names come without their prefixes. */
export interface Handlers {
  open?: (name: string, attributes: Attributes) => void
  text?: (text: string) => void
  close?: (name: string) => void
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)

export class Package {
  readonly #zip: ZipFile
  readonly #entries: ReadonlyMap<string, Entry>
  #left: number

  private constructor (zip: ZipFile, entries: ReadonlyMap<string, Entry>, limit: number) {
    this.#zip = zip
    this.#entries = entries
    this.#left = limit
  }

  /** Opens a package. @param limit how many bytes its parts may unpack to, together */
  static async open (path: string, limit: number): Promise<Package> {
    return await new Promise<Package>((resolve, reject) => {
      yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, zip) => {
        if (error !== null) {
          reject(damaged())
          return
        }
        const entries = new Map<string, Entry>()
        const refuse = (error: Error) => {
          zip.close()
          reject(error)
        }
        zip.on('error', () => { refuse(damaged()) })
        zip.on('entry', (entry: Entry) => {
          entries.set(entry.fileName, entry)
          if (entries.size > ENTRIES) refuse(tooLarge())
          else zip.readEntry()
        })
        zip.on('end', () => { resolve(new Package(zip, entries, limit)) })
        zip.readEntry()
      })
    })
  }

  close (): void {
    this.#zip.close()
  }

  has (name: string): boolean {
    return this.#entries.has(name)
  }

  /** The bytes of a part. A part that is larger than it says is cut off with an error. */
  async #stream (name: string): Promise<Readable> {
    const entry = this.#entries.get(name)
    if (entry === undefined || entry.isEncrypted()) throw damaged()
    this.#left -= entry.uncompressedSize
    if (this.#left < 0) throw tooLarge()
    return await new Promise((resolve, reject) => {
      this.#zip.openReadStream(entry, (error, stream) => {
        if (error !== null) reject(damaged())
        else resolve(stream)
      })
    })
  }

  async * chunks (name: string): AsyncGenerator<string, void, undefined> {
    const decoder = new TextDecoder('utf-8', { fatal: true })
    const stream = await this.#stream(name)
    try {
      for await (const chunk of stream as AsyncIterable<Uint8Array>) yield decoder.decode(chunk, { stream: true })
      yield decoder.decode()
    } catch {
      throw damaged()
    }
  }

  /** Reads a part as XML, and stops for breath after every piece, so that what was found can be passed on. */
  async * parse (name: string, handlers: Handlers): AsyncGenerator<void, void, undefined> {
    const parser = sax.parser(true, { position: false })
    let depth = 0
    parser.onerror = () => { throw damaged() }
    parser.ondoctype = () => { throw damaged() }
    parser.onopentag = ({ name, attributes }) => {
      if (++depth > DEPTH) throw damaged()
      handlers.open?.(local(name), attributes as Attributes)
    }
    parser.ontext = text => { handlers.text?.(text) }
    parser.oncdata = text => { handlers.text?.(text) }
    parser.onclosetag = name => {
      depth--
      handlers.close?.(local(name))
    }
    for await (const chunk of this.chunks(name)) {
      parser.write(chunk)
      yield
    }
    parser.close()
    yield
  }

  /** Reads a small part at once. */
  async read (name: string, handlers: Handlers): Promise<void> {
    for await (const _ of this.parse(name, handlers)) continue // eslint-disable-line @typescript-eslint/no-unused-vars
  }
}
