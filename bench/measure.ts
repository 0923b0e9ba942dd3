/** Contenders measured in turns, A B A B: medians over the rounds, with the spread between them. */
import { databaseCpu, type TestDatabase } from './database.js'
import type { Answered, Load } from './load.js'
import { cpuOf, forgetPeak, memoryOf } from './proc.js'
import type { Helper, Server } from './processes.js'

/** One turn of a contender. Times in milliseconds, CPU in microseconds a request, memory in megabytes. */
export interface Sample {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  readonly cpu: number | null
  readonly databaseCpu: number | null
  readonly memory: number | null
}

/** Medians, and how far the requests a second lie apart, in per cent of their median. */
export interface Summary extends Sample { readonly spread: number }

/** Measures one turn. */
export type Turn = (seconds: number) => Promise<Sample>

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.floor(sorted.length / 2)]!) / 2
}

/** Puts load on a server for some seconds and tells what it took. */
export function turnOf (
  loader: Helper, server: Server, database: TestDatabase | null, load: Omit<Load, 'url' | 'seconds'>
): Turn {
  const pid = server.child.pid!
  return async seconds => {
    forgetPeak(pid)
    const before = { own: cpuOf(pid), database: database && databaseCpu(database) }
    const answered = await loader.ask<Answered | { error: string }>({ ...load, url: server.address, seconds })
    if ('error' in answered) throw new Error(answered.error)
    const { requests, ...times } = answered
    const each = (from: number, to: number) => 1e6 * (to - from) / requests
    return {
      ...times,
      cpu: each(before.own, cpuOf(pid)),
      databaseCpu: before.database && each(before.database, databaseCpu(database!)!),
      memory: memoryOf(pid, 'VmHWM')
    }
  }
}

function summaryOf (samples: readonly Sample[]): Summary {
  const of = (name: keyof Sample) => {
    const values = samples.map(sample => sample[name])
    return values.includes(null) ? null : median(values as number[])
  }
  const rates = samples.map(({ perSecond }) => perSecond)
  const perSecond = of('perSecond')!
  return {
    perSecond,
    p50: of('p50')!,
    p99: of('p99')!,
    cpu: of('cpu'),
    databaseCpu: of('databaseCpu'),
    memory: of('memory'),
    spread: 100 * (Math.max(...rates) - Math.min(...rates)) / perSecond
  }
}

/** Measures contenders in turns; the first round only warms up. */
export async function inTurns<N extends string> (
  turns: Readonly<Record<N, Turn>>, { rounds, seconds }: { rounds: number, seconds: number }
): Promise<Record<N, Summary>> {
  const samples = {} as Record<N, Sample[]>
  for (let round = 0; round <= rounds; round++) {
    for (const name of Object.keys(turns) as N[]) {
      const sample = await turns[name](seconds)
      if (round > 0) (samples[name] ??= []).push(sample)
    }
  }
  return Object.fromEntries(Object.entries(samples).map(([name, of]) =>
    [name, summaryOf(of as Sample[])])) as Record<N, Summary>
}
