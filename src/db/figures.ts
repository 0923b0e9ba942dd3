/** Conditions on reported figures that several questions share. */
import { and, between, eq, type SQL } from 'drizzle-orm'
import type { Period } from '../domain/periods.js'
import { among } from './conditions.js'
import type { Database } from './connect.js'
import { indicators, observations } from './tables.js'

/** Figures of exactly a period, or of any inside another. */
export const inPeriods = (
  { period, within }: { period?: Period | undefined, within?: Period | undefined }
): SQL | undefined => and(
  period && and(eq(observations.period, period), eq(observations.periodTo, period.to)),
  within && between(observations.periodTo, within.from, within.to),
  within && between(observations.periodFrom, within.from, within.to))

/** Those codes that the catalogue does not have; asked only where no figure was found. */
export async function unknownIndicators (db: Database, codes: readonly string[]): Promise<string[]> {
  const known = await db.select({ code: indicators.code }).from(indicators).where(among(indicators.code, codes))
  return codes.filter(code => !known.some(indicator => indicator.code === code))
}
