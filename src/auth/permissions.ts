/**
 * Who may do what: the one table of it, by operationId. What stands not in it is a plain read; a write without its line
 * here, or a line without its operation, stops the start.
 */
import type { Scope } from './principal.js'

/**
 * What an operation needs.
 * - `open`: nothing, ever.
 * - `read`: nothing while READ_ACCESS=open, else a key; any scope will do.
 * - a scope `on` something: `ward`, records of one ward, and a key that is limited to wards must have that ward (the
 *   handler knows which it is and asks `demandWard`); `shared`, records of all wards, where the handler decides what a
 *   limited key may do (`mayWriteShared`); `service`, the register itself, which no limited key may touch.
 */
export type Access = 'open' | 'read' | {
  readonly scope: Exclude<Scope, 'read'>
  readonly on: 'ward' | 'shared' | 'service'
}

/** The writes that every kind of record has (writing/http.ts). */
const writesOf = (name: string, on: 'ward' | 'shared'): Record<string, Access> =>
  Object.fromEntries(['create', 'upsert', 'update', 'delete', 'restore']
    .map(act => [`${act}${name}`, { scope: 'write', on }]))

export const permissions: Readonly<Record<string, Access>> = {
  getService: 'open',
  getLiveness: 'open',
  getReadiness: 'open',
  listProblems: 'open',
  getProblem: 'open',
  getMetrics: { scope: 'metrics', on: 'service' },

  ...writesOf('Ward', 'shared'),
  ...writesOf('Unit', 'shared'),
  ...writesOf('UnitChange', 'shared'),
  ...writesOf('Organisation', 'shared'),
  ...writesOf('Official', 'shared'),
  ...writesOf('Resolution', 'shared'),
  ...writesOf('Indicator', 'shared'),
  ...writesOf('Source', 'shared'),
  ...writesOf('Meeting', 'ward'),
  ...writesOf('Participant', 'ward'),
  ...writesOf('Citation', 'ward'),
  ...writesOf('Observation', 'ward'),
  ...writesOf('Task', 'ward'),

  importRecords: { scope: 'write', on: 'shared' },
  listImports: { scope: 'write', on: 'shared' },
  getImport: { scope: 'write', on: 'shared' },
  listImportFailures: { scope: 'write', on: 'shared' },
  createAppointment: { scope: 'write', on: 'shared' },
  upsertAppointment: { scope: 'write', on: 'shared' },
  updateAppointment: { scope: 'write', on: 'shared' },
  deleteAppointment: { scope: 'write', on: 'shared' },
  mergeOfficials: { scope: 'write', on: 'shared' },
  verifySource: 'read',
  extractText: 'read',
  resolveReferences: 'read',

  checkCoverage: { scope: 'write', on: 'ward' },
  uncheckCoverage: { scope: 'write', on: 'ward' },

  listReviews: { scope: 'review', on: 'shared' },
  getReview: { scope: 'review', on: 'ward' },
  acceptFindings: { scope: 'review', on: 'ward' },
  rejectFindings: { scope: 'review', on: 'ward' },
  correctFinding: { scope: 'review', on: 'ward' },
  placeReview: { scope: 'review', on: 'ward' },

  createCorrection: 'open',
  getCorrection: 'open',
  listCorrections: { scope: 'admin', on: 'service' },
  answerCorrection: { scope: 'admin', on: 'service' },
  createTakedown: { scope: 'admin', on: 'service' },
  listTakedowns: { scope: 'admin', on: 'service' },
  getTakedown: { scope: 'admin', on: 'service' },

  listKeys: { scope: 'admin', on: 'service' },
  getKey: { scope: 'admin', on: 'service' },
  createKey: { scope: 'admin', on: 'service' },
  revokeKey: { scope: 'admin', on: 'service' },

  listWebhooks: { scope: 'admin', on: 'service' },
  getWebhook: { scope: 'admin', on: 'service' },
  createWebhook: { scope: 'admin', on: 'service' },
  updateWebhook: { scope: 'admin', on: 'service' },
  deleteWebhook: { scope: 'admin', on: 'service' },
  rotateWebhookSecret: { scope: 'admin', on: 'service' },
  testWebhook: { scope: 'admin', on: 'service' },
  replayWebhook: { scope: 'admin', on: 'service' },
  listWebhookDeliveries: { scope: 'admin', on: 'service' },
  redeliverToWebhook: { scope: 'admin', on: 'service' }
}

/** What an operation needs, by its operationId. */
export const accessOf = (operationId: string): Access =>
  Object.hasOwn(permissions, operationId) ? permissions[operationId]! : 'read'
