/**
 * Records as the bytes that PostgreSQL sends: it writes their JSON in UTF-8, as answers are sent, so to read it as a
 * text and to write that again would be for nothing. (For a page of twenty meetings, that was a fifth of the work of
 * the service.) The parser of pg knows texts only; where this is not in its way, texts come as they always do.
 */
import pg from 'pg'
import { serialize } from 'pg-protocol'
import { BufferReader } from 'pg-protocol/dist/buffer-reader.js'
import { Parser } from 'pg-protocol/dist/parser.js'
import { prepareValue } from 'pg/lib/utils.js'

/** A statement whose first column is asked for as bytes; the others come as the texts that were sent. */
export interface BytesStatement extends pg.QueryArrayConfig {
  readonly isBytes: true
  /** How long it takes as a rule (ms); NaN as long as that is not known. */
  usual: number
}

/**
 * What pg reads values from. With `isRaw` they stay bytes: a copy, since what was received is overwritten. Single bytes
 * are texts all the same: the protocol has them as its own marks.
 */
class ValueReader extends BufferReader {
  isRaw = false

  override string (length: number): string {
    return this.isRaw && length > 1 ? Buffer.from(this.bytes(length)) as unknown as string : super.string(length)
  }
}

/** What of pg's connection is known here. */
interface Connection extends pg.Connection {
  values: ValueReader
  _send (bytes: Uint8Array): boolean
  attachListeners (stream: NodeJS.ReadableStream): void
  emit (name: string, message: unknown): boolean
}

/** Has what a connection receives go through a reader of our own. */
function withValueReader (connection: Connection): void {
  connection.values = new ValueReader()
  connection.attachListeners = stream => {
    const parser = new Parser()
    Object.assign(parser, { reader: connection.values })
    const emit = (message: { name: string }) => {
      connection.emit(message.name === 'error' ? 'errorMessage' : message.name, message)
    }
    stream.on('data', (chunk: Buffer) => { parser.parse(chunk, emit) })
  }
}

/** pg's own query has these members; its types do not say so. */
const Query = pg.Query as unknown as new (text: string, values: unknown[], back: Back) => {
  name: string | undefined
  readonly values: unknown[]
  /** What is called back with. */
  _results: unknown
  hasBeenParsed (connection: Connection): boolean
  submit (connection: Connection): Error | null
  handleReadyForQuery (connection: Connection): void
  handleError (error: Error, connection: Connection): void
}

/** How the question ends for each statement: it is run, and nothing more is asked. */
const RUN = Buffer.concat([serialize.execute(), serialize.sync()])

type Back = (error: Error | null, result: pg.QueryResult) => void
type SentRow = readonly [Buffer | null, ...Array<string | null>]

/** A query that makes nothing of its rows: which columns they have is known. */
class BytesQuery extends Query {
  readonly #rows: SentRow[] = []
  /** The connection that it is sent on. */
  #connection: Connection | null = null
  #isBeingRead = false

  constructor ({ text, name }: BytesStatement, values: unknown[], back: Back) {
    super(text, values, back)
    this.name = name
    this._results = { rows: this.#rows }
  }

  /** What the connection knows is sent in one piece, and not described again, as pg would have it each time. */
  override submit (connection: Connection): Error | null {
    this.#connection = connection
    if (!this.hasBeenParsed(connection)) return super.submit(connection)
    try {
      const bound = serialize.bind({ statement: this.name!, values: this.values, valueMapper: prepareValue })
      connection._send(Buffer.concat([bound, RUN]))
      return null
    } catch (error) {
      return error as Error
    }
  }

  /** Others may be sent on the same connection: what comes from here to the end is its own. */
  #beRead (isBeingRead: boolean): void {
    if (this.#isBeingRead === isBeingRead) return
    this.#connection!.values.isRaw = this.#isBeingRead = isBeingRead
  }

  /** Its rows come next. */
  handleBindComplete (): void {
    this.#beRead(true)
  }

  handleRowDescription (): void {}

  handleDataRow ({ fields: [first, ...others] }: { fields: Array<Buffer | string | null> }): void {
    this.#rows.push([
      typeof first === 'string' ? Buffer.from(first) : first ?? null, ...others.map(value => value && value.toString())
    ])
  }

  handleCommandComplete (): void {}

  override handleReadyForQuery (connection: Connection): void {
    this.#beRead(false)
    super.handleReadyForQuery(connection)
  }

  override handleError (error: Error, connection: Connection): void {
    this.#beRead(false)
    super.handleError(error, connection)
  }
}

/** A client that takes such statements; all others are as they were. */
export function bytesClient (Client: pg.PoolConfig['Client'] = pg.Client): typeof pg.Client {
  return class extends (Client as typeof pg.Client) {
    constructor (config?: string | pg.ClientConfig) {
      super(config)
      const { connection } = this as unknown as { connection: Connection }
      withValueReader(connection)
      connection.on('bindComplete', () => {
        const asked = (this as unknown as { _getActiveQuery (): unknown })._getActiveQuery()
        if (asked instanceof BytesQuery) asked.handleBindComplete()
      })
    }

    override query (...given: any[]): any {
      const [statement, values, back] = given as [BytesStatement | undefined, unknown[], Back | undefined]
      const ask = (...asked: any[]): any => super.query(...asked as [string])
      if (statement?.isBytes !== true) return ask(...given)
      if (back !== undefined) return ask(new BytesQuery(statement, values, back))
      return new Promise((resolve, reject) => {
        ask(new BytesQuery(statement, values, (error, result) => {
          if (error === null) resolve(result)
          else reject(error)
        }))
      })
    }
  }
}
