/**
 * What a request costs of its client's allowance, in points: a plain read one, whatever asks more of the database or
 * the processor more. Answers from memory cost one, whatever they hold.
 */

const WRITE = 5
const FILE = 20
/** A question about the register as it was reads the log. */
const THEN = 5

/** Operations that cost something else than their method says; what is free is never limited. */
const costs: Readonly<Record<string, number>> = {
  getLiveness: 0,
  getReadiness: 0,
  getMetrics: 0,
  searchRecords: 5,
  compareWards: 5,
  drawIndicator: 5,
  getProfile: 5,
  getWardLineage: 5,
  getResolutionGraph: 5,
  listCoverage: 5,
  countCoverage: 5,
  countFlags: 5,
  resolveReference: 5,
  resolveReferences: 20,
  extractText: 20,
  verifySource: 20,
  importRecords: 20,
  getImportTemplate: FILE,
  getSnapshot: 50,
  createTakedown: 20
}

const isRead = (method: string) => ['GET', 'HEAD', 'OPTIONS'].includes(method)

/** What an operation costs by itself; 0 where it is never limited. */
export function costOf (method: string, operationId: string | undefined): number {
  if (operationId !== undefined && Object.hasOwn(costs, operationId)) return costs[operationId]!
  return isRead(method) ? 1 : WRITE
}

/** Whether an operation is never limited. */
export const isFree = (operationId: string): boolean => costs[operationId] === 0

/** What is asked for as a file by these. */
const FILE_FORMATS = /^(csv|xlsx|ndjson)$/
const FILE_TYPES = /text\/csv|ndjson|jsonl|spreadsheetml/

/**
 * What one request costs.
 * @param cost that of its operation
 */
export function priceOf (cost: number, query: { format?: unknown, knownAt?: unknown }, accept = ''): number {
  if (cost === 0) return 0
  const isFile = query.format === undefined ? FILE_TYPES.test(accept) : FILE_FORMATS.test(String(query.format))
  return Math.max(cost, isFile ? FILE : 0, query.knownAt === undefined ? 0 : THEN)
}
