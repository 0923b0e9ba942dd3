/** The options that the benchmarks of the service share. */
import { Command, InvalidArgumentError, Option } from 'commander'

export interface Options {
  readonly database?: string
  readonly databaseSmall?: string
  readonly size: string
  readonly connections: readonly number[]
  readonly seconds: number
  readonly rounds: number
  readonly pool: number
  readonly only?: readonly string[]
}

function numberFrom (text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Write a whole number from 1.')
}
const wordsFrom = (text: string) => text.split(',')
const numbersFrom = (text: string) => wordsFrom(text).map(numberFrom)

/**
 * Reads the options of a command line.
 * @param name the benchmark, as it is called
 */
export function readOptions (name: string): Options {
  const words = process.argv.slice(2).filter((word, at) => at > 0 || word.startsWith('-'))
  return new Command(`npm run bench -- ${name}`)
    .addOption(new Option('--database <url>', 'a PostgreSQL that `so-phuong bench generate` has filled; it is only ' +
      'read. Without it one is started and filled for the run').env('BENCH_DATABASE'))
    .addOption(new Option('--database-small <url>', 'the smaller one that growth is measured from')
      .env('BENCH_DATABASE_SMALL'))
    .addOption(new Option('--size <size>', 'how large a country is made, without --database')
      .choices(['S', 'M', 'L']).default('S'))
    .option('--connections <numbers>', 'connections of clients', numbersFrom, [1, 16, 256])
    .option('--seconds <number>', 'how long each contender is asked at a time', numberFrom, 5)
    .option('--rounds <number>', 'how many turns count, after one that warms up', numberFrom, 3)
    .option('--pool <number>', 'connections to the database, of each contender', numberFrom, 10)
    .option('--only <reads>', 'some of the reads: core,meeting,…', wordsFrom)
    .parse(words, { from: 'user' }).opts<Options>()
}
