/** Lines over periods, one for each ward, with its name at its end; names that would lie upon each other are moved. */
import * as Plot from '@observablehq/plot'
import { formOf, type Period } from '../domain/periods.js'
import { axisNumber, colours, type Chart, type Line, type Point, type Scale } from './model.js'
import { FAINT, HEAVY, INK, newDocument, PAPER, widthOf, type Drawn, type Room } from './frame.js'

const SIZE = 12
const APART = 15
const TICKS = 6

/** A period below the axis, in one line or two. */
export function tickOf (period: Period): string {
  const year = period.code.slice(0, 4)
  const part = period.code.slice(5)
  switch (formOf(period)) {
    case 'year': return year
    case 'half-year': return `${part === 'H1' ? '6 tháng đầu' : '6 tháng cuối'}\n${year}`
    case 'quarter': return `Quý ${['I', 'II', 'III', 'IV'][Number(part[1]) - 1]}\n${year}`
    case 'month': return `Tháng ${Number(part)}\n${year}`
    case 'months': return `${part.slice(0, -1)} tháng\n${year}`
    default: return `${year}–${part}`
  }
}

/** Round numbers around values; from zero, unless all lie far above it. */
function domainOf (values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const bottom = low < high && low > high * 0.7 ? low - (high - low) * 0.5 : Math.min(0, low)
  const top = high > bottom ? high : bottom + 1
  return Plot.scale({ y: { type: 'linear', domain: [bottom, top + (top - bottom) * 0.05], nice: TICKS } } as never)
    .domain as unknown as [number, number]
}

/** Places that keep their distance, as near to where they should be as they can. */
export function apart (places: readonly number[], least: number, top: number, bottom: number): number[] {
  const order = places.map((place, at) => ({ place, at })).sort((a, b) => a.place - b.place)
  let floor = top
  for (const item of order) {
    item.place = Math.max(item.place, floor)
    floor = item.place + least
  }
  let ceiling = bottom
  for (const item of order.reverse()) {
    item.place = Math.min(item.place, ceiling)
    ceiling = item.place - least
  }
  const moved = [...places]
  for (const { place, at } of order) moved[at] = place
  return moved
}

/** A short line, level: what was to be reached. */
const dash = {
  draw (context: Record<'moveTo' | 'lineTo', (x: number, y: number) => void>) {
    context.moveTo(-9, 0)
    context.lineTo(9, 0)
  }
}

const last = ({ points }: Line): Point | undefined => points.findLast(({ value }) => value !== null)

/** Draws lines. */
export function drawLines (
  chart: Chart & { height: number }, scale: Scale, { top, bottom }: Room
): Drawn {
  const { lines, periods, width, height } = chart
  const all = lines.flatMap(({ points }) => points)
  const scaled = (value: number) => value / scale.by
  const y = domainOf(all.flatMap(({ value, plan }) => [value, plan]).filter(value => value !== null).map(scaled))
  const several = lines.length > 1
  const left = 16 + Math.max(...y.map(value => widthOf(axisNumber(value), SIZE))) + 14
  const labelled = several ? lines.map(line => line.label) : []
  const longest = Math.max(0, ...labelled.map(label => widthOf(label, SIZE * HEAVY)))
  const right = several ? Math.min(width * 0.35, longest + 24) : 40
  const twoLines = periods.some(period => tickOf(period).includes('\n'))
  const marginBottom = bottom + (twoLines ? 44 : 30)
  const area = { top: top + 12, bottom: height - marginBottom }
  const pixel = (value: number) => area.bottom - (scaled(value) - y[0]) / (y[1] - y[0]) * (area.bottom - area.top)
  const ends = lines.map((line, at) => ({ line, at, end: last(line) })).filter(({ end }) => end !== undefined)
  const places = apart(ends.map(({ end }) => pixel(end!.value!)), APART, area.top, area.bottom)
  const every = Math.max(1, Math.ceil(periods.length * (twoLines ? 76 : 44) / (width - left - right)))

  /** Where the mark of the plan would stand upon the number. */
  const hasPlanAbove = ({ value, plan }: Point) =>
    plan !== null && pixel(value!) - pixel(plan) > 0 && pixel(value!) - pixel(plan) < 28

  const marks = lines.flatMap(({ label, points }, at) => {
    const stroke = colours[at % colours.length]!
    const x = ({ period }: Point) => period.code
    const y = ({ value }: Point) => value === null ? NaN : scaled(value)
    const line = { x, y, stroke }
    const told = points.filter(({ value }) => value !== null)
    const title = ({ period, text }: Point) => `${label}, ${period.label}: ${text}`
    return [
      Plot.line(points, { ...line, strokeWidth: 2.25, strokeDasharray: at >= colours.length ? '5 3' : undefined }),
      Plot.dot(points.filter(({ plan }) => plan !== null), {
        x,
        y: ({ plan }: Point) => scaled(plan!),
        stroke,
        strokeWidth: 2.5,
        symbol: dash,
        title: ({ period, planText }: Point) => `${label}, ${period.label}: kế hoạch ${planText}`
      } as Plot.DotOptions),
      Plot.dot(told.filter(({ hedged }) => !hedged), { ...line, fill: stroke, r: 4.5, title }),
      Plot.dot(told.filter(({ hedged }) => hedged), { ...line, fill: PAPER, strokeWidth: 2, r: 4.5, title }),
      ...several || points.length > 12
        ? []
        : [false, true].map(below => Plot.text(told.filter(point => hasPlanAbove(point) === below), {
            x,
            y,
            text: ({ value }: Point) => axisNumber(scaled(value!)),
            dy: below ? 15 : -14,
            fill: INK,
            fontWeight: 600
          }))
    ]
  })
  const plot = Plot.plot({
    document: newDocument(),
    className: 'chart',
    width,
    height,
    marginTop: area.top,
    marginBottom,
    marginLeft: left,
    marginRight: right,
    style: { fontSize: `${SIZE}px` } as never,
    x: { type: 'point', domain: periods.map(({ code }) => code), padding: 0.5 },
    y: { domain: y, type: 'linear' },
    marks: [
      Plot.gridY({ stroke: '#d0d7de', strokeOpacity: 1, ticks: TICKS }),
      Plot.axisY({ tickSize: 0, tickFormat: axisNumber, label: null, fill: FAINT, ticks: TICKS, fontSize: SIZE }),
      Plot.ruleY([y[0]], { stroke: '#8c959f' }),
      Plot.axisX({
        tickSize: 0,
        label: null,
        fill: FAINT,
        fontSize: SIZE,
        tickPadding: 8,
        tickFormat: (code: string) => {
          const at = periods.findIndex(period => period.code === code)
          return (periods.length - 1 - at) % every === 0 ? tickOf(periods[at]!) : ''
        }
      }),
      ...marks,
      ...several
        ? ends.map(({ line, at, end }, place) => Plot.text([line.label], {
          frameAnchor: 'top-left',
          x: () => end!.period.code,
          text: (label: string) => label,
          dx: 10,
          dy: places[place]! - area.top,
          textAnchor: 'start',
          lineAnchor: 'middle',
          fill: colours[at % colours.length]!,
          fontWeight: 600,
          stroke: PAPER,
          strokeWidth: 4
        }))
        : []
    ]
  })
  return plot as unknown as Drawn
}
