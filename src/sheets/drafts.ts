/**
 * From rows to drafts of records: how the columns of a row become a meeting, an official or a figure. Figures of a
 * clerk's sheet have no source but the sheet itself.
 */
import { createHash } from 'node:crypto'
import { indicators } from '../domain/indicators.js'
import { canonicalName, fold } from '../domain/text.js'
import { term } from '../domain/vocabulary.js'
import { moneyScale, numberOf, type Amount } from './amounts.js'
import { periodCode, say } from './cells.js'
import type { CellPlace, ReadRow } from './rows.js'

/** What the drafts of a file have in common. */
export interface Context {
  /** The system under whose name the sheet's own codes are kept. */
  readonly sourceSystem: string
  /** SHA-256 of the file. */
  readonly sha256: string
}

export type Draft = Record<string, unknown>

/** Where in the sheet the properties of a draft stand, by JSON Pointer. */
export type Places = Record<string, CellPlace>

export interface Drafted { readonly draft: Draft, readonly places: Places }

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

const textOf = (row: ReadRow, property: string) => row.entries.get(property)?.value as string | undefined

/** What the row has of these properties, under their own names. */
const given = (row: ReadRow, ...properties: string[]): Draft =>
  Object.fromEntries(properties.flatMap(property => {
    const entry = row.entries.get(property)
    return entry === undefined ? [] : [[property, entry.value]]
  }))

/** Places under the pointers of properties; `at` tells those that stand elsewhere in the draft. */
const placesOf = (row: ReadRow, properties: readonly string[], at: Record<string, string> = {}): Places =>
  Object.fromEntries(properties.map(property => [`/${at[property] ?? property}`, row.place(property)]))

/** An organisation: its id, or its name; behind it the ward whose it is, in square brackets, where names are alike. */
function organisationOf (text: string, ward?: string) {
  if (UUID.test(text)) return text.toLowerCase()
  const [, before, unit] = /^(.+)\[([0-9A-Za-z:-]{1,100})\]$/.exec(text) ?? []
  const name = before?.trimEnd() ?? text
  const of = unit ?? ward
  return of === undefined ? { name } : { name, unit: of }
}

/** The properties of a row under which each of the sheet's columns stands in a meeting. */
const meetingProperties = [
  'ward', 'title', 'type', 'alsoTypes', 'heldOn', 'endsOn', 'session', 'reviews', 'plans', 'summary'
] as const

export function meetingDraft (row: ReadRow, ward: string, { sourceSystem }: Context): Drafted {
  const draft: Draft = { ...given(row, ...meetingProperties), ward }
  for (const property of ['host', 'counterpart']) {
    const name = textOf(row, property)
    if (name !== undefined) draft[property] = organisationOf(name)
  }
  const externalId = textOf(row, 'externalId')
  if (externalId !== undefined) Object.assign(draft, { sourceSystem, externalId })
  return { draft, places: placesOf(row, [...meetingProperties, 'host', 'counterpart', 'externalId']) }
}

/** A person with every office that the rows tell. */
export function officialDraft (rows: readonly ReadRow[], wards: ReadonlyArray<string | undefined>): Drafted {
  const appointments = rows.map((row, at) => ({
    organisation: organisationOf(textOf(row, 'organisation') ?? '', wards[at]),
    role: textOf(row, 'role'),
    title: textOf(row, 'title') ?? row.entries.get('role')?.text,
    ...given(row, 'from', 'to')
  }))
  const offices = rows.map((row, at) => placesOf(row, ['organisation', 'role', 'title', 'from', 'to', 'ward'], {
    organisation: `appointments/${at}/organisation`,
    role: `appointments/${at}/role`,
    title: `appointments/${at}/title`,
    from: `appointments/${at}/from`,
    to: `appointments/${at}/to`,
    ward: `appointments/${at}/organisation/unit`
  }))
  const whole = rows.map((row, at) => [`/appointments/${at}`, row.place('role')] as const)
  return {
    draft: { name: canonicalName(textOf(rows[0]!, 'name') ?? ''), appointments },
    places: Object.assign(placesOf(rows[0]!, ['name']), Object.fromEntries(whole), ...offices)
  }
}

const same = (a: string, b: string) =>
  a.toLowerCase() === b.toLowerCase() || (fold(a) !== '' && fold(a) === fold(b))

/** Value and target in the unit of the record, money in đồng, with that unit where it is not the indicator's first. */
function figureOf (row: ReadRow): Draft {
  const indicator = textOf(row, 'indicator')
  const units = indicator === undefined ? [] : term(indicators, indicator).units
  const written = textOf(row, 'unit')
  const scale = written === undefined ? null : moneyScale(written)
  const unit = scale !== null ? 'VND' : units.find(unit => same(unit, written ?? '')) ?? written
  const figure: Draft = unit === undefined || unit === units[0] ? {} : { unit }
  for (const property of ['value', 'target']) {
    const amount = row.entries.get(property)?.value as Amount | undefined
    if (amount === undefined) continue
    if (amount.isPercent && unit !== '%' && !(unit === undefined && units.includes('%'))) {
      row.faults.push({
        ...row.place(property),
        message: say(`is in per cent, but the unit is ${unit ?? units[0]}`,
          `ghi theo %, nhưng đơn vị tính là ${unit ?? units[0]}`)
      })
    }
    if (amount.isPercent && unit === undefined && units[0] !== '%') figure.unit = '%'
    figure[property] = numberOf(amount.digits, amount.isScaled ? 0 : scale ?? 0)
  }
  return figure
}

/** How the figure was told, made of the cells where no column tells it. */
function reportedOf (row: ReadRow): string {
  const text = (property: string) => row.entries.get(property)?.text
  const numbers = [text('value') ?? text('valueText'), text('target')].filter(part => part !== undefined).join('/')
  const percent = text('percentOfTarget') ?? text('changePercent')
  const unit = text('unit')
  const isTold = unit === undefined || numbers === '' || numbers.endsWith(unit)
  const parts = [isTold ? numbers : `${numbers} ${unit}`,
    percent === undefined ? undefined : `${percent.replace(/(?<!\s)\s*%$/, '')} %`]
  return parts.filter(part => part !== undefined && part !== '').join(', ').slice(0, 1000)
}

function sourceOf (row: ReadRow, { sha256 }: Context): Draft {
  const source = textOf(row, 'source')
  if (source === undefined) return { source: { sha256 }, place: row.number }
  if (UUID.test(source)) return { source: source.toLowerCase() }
  if (/^[0-9a-f]{64}$/i.test(source)) return { source: { sha256: source.toLowerCase() } }
  row.faults.push({
    ...row.place('source'),
    message: say('must be the id or the SHA-256 of a source', 'phải là mã hoặc SHA-256 của một nguồn')
  })
  return {}
}

/** What a figure of a sheet is known by when a corrected sheet comes: all but the figure itself. */
const figureKey = (parts: readonly unknown[]) =>
  `so-lieu-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)}`

const FIGURES = ['value', 'valueText', 'target', 'percentOfTarget', 'changePercent']

const observationProperties = [
  'ward', 'indicator', 'kind', 'period', 'subject', 'valueText', 'percentOfTarget', 'changePercent', 'comparator',
  'estimate', 'measuredOn'
] as const

export function observationDraft (row: ReadRow, ward: string, context: Context): Drafted {
  const { sourceSystem } = context
  const draft: Draft = { ...given(row, ...observationProperties), ward, ...figureOf(row), ...sourceOf(row, context) }
  const [meeting, basis] = [textOf(row, 'meeting'), textOf(row, 'changeBasis')]
  const years = row.entries.get('dimensions.badgeYears')
  if (meeting !== undefined) draft.meeting = { ward, sourceSystem, externalId: meeting }
  if (basis !== undefined) draft.changeBasis = periodCode(basis) ?? basis
  if (years !== undefined) draft.dimensions = { badgeYears: years.value }
  draft.asReported = textOf(row, 'asReported') ?? reportedOf(row)
  if (!FIGURES.some(property => row.entries.has(property)) && row.faults.length === 0) {
    row.faults.push({
      ...row.place('value'), message: say('is needed: the row has no figure', 'cần có: hàng này không có số liệu')
    })
  }
  const { indicator, kind = 'actual', period, subject, dimensions, measuredOn } = draft
  draft.sourceSystem = sourceSystem
  draft.externalId = textOf(row, 'externalId') ??
    figureKey([meeting, indicator, kind, period, subject, dimensions, measuredOn, textOf(row, 'source')])
  const places = placesOf(row, [
    ...observationProperties, 'meeting', 'dimensions.badgeYears', 'unit', 'value', 'target', 'changeBasis',
    'asReported', 'source', 'externalId'
  ], { 'dimensions.badgeYears': 'dimensions' })
  return { draft, places }
}
