/** Bars over wards for one period, lying, so that names have room: the value at its end, the plan as a mark upon it. */
import * as Plot from '@observablehq/plot'
import { axisNumber, colours, type Chart, type Line, type Point, type Scale } from './model.js'
import { FAINT, HEAVY, INK, linesOf, newDocument, PAPER, widthOf, type Drawn, type Room } from './frame.js'

const SIZE = 12
const [COLOUR] = colours

interface Bar extends Point { readonly label: string }

const barOf = ({ label, points: [point] }: Line): Bar => ({ label, ...point! })

/** Draws bars. */
export function drawBars (
  chart: Chart & { height: number }, scale: Scale, { top, bottom }: Room
): Drawn {
  const { width, height } = chart
  const bars = chart.lines.map(barOf)
  const scaled = (value: number) => value / scale.by
  const values = bars.flatMap(({ value, plan }) => [value, plan]).filter(value => value !== null).map(scaled)
  const left = 16 + Math.min(width * 0.35, Math.max(...bars.map(({ label }) => widthOf(label, SIZE)))) + 10
  const room = Math.max(...bars.map(({ text, missing }) => widthOf(text ?? missing ?? '', SIZE * HEAVY))) + 18
  const right = Math.min(width * 0.35, room)
  const told = bars.filter(({ value }) => value !== null)
  const title = ({ label, period, text, planText }: Bar) =>
    `${label}, ${period.label}: ${text ?? 'không có con số'}${planText === null ? '' : ` (kế hoạch ${planText})`}`
  const wordsOf = ({ text, missing }: Bar) => text ?? missing ?? ''
  const end = { y: 'label', text: wordsOf, textAnchor: 'start', dx: 7 } as const
  const bar = (hedged: boolean) => Plot.barX(told.filter(bar => bar.hedged === hedged), {
    x1: 0,
    x2: ({ value }: Bar) => scaled(value!),
    y: 'label',
    fill: hedged ? PAPER : COLOUR!,
    stroke: COLOUR!,
    strokeWidth: 2,
    insetTop: 1,
    insetBottom: 1,
    title
  })
  const plot = Plot.plot({
    document: newDocument(),
    className: 'chart',
    width,
    height,
    marginTop: top + 8,
    marginBottom: bottom + 26,
    marginLeft: left,
    marginRight: right,
    x: { domain: [Math.min(0, ...values), Math.max(0, ...values)], nice: true },
    y: { type: 'band', domain: bars.map(({ label }) => label), padding: 0.35 },
    marks: [
      Plot.gridX({ stroke: '#d0d7de', strokeOpacity: 1, ticks: Math.max(2, Math.round(width / 130)) }),
      Plot.axisX({
        tickSize: 0,
        tickFormat: axisNumber,
        label: null,
        fill: FAINT,
        ticks: Math.max(2, Math.round(width / 130)),
        fontSize: SIZE
      }),
      Plot.axisY({
        tickSize: 0,
        label: null,
        fill: INK,
        fontSize: SIZE,
        tickPadding: 8,
        tickFormat: (label: string) => linesOf(label, left - 20, SIZE, 2).join('\n')
      }),
      bar(false),
      bar(true),
      Plot.tickX(bars.filter(({ plan }) => plan !== null), {
        x: ({ plan }: Bar) => scaled(plan!),
        y: 'label',
        stroke: INK,
        strokeWidth: 3,
        insetTop: -3,
        insetBottom: -3,
        title
      }),
      Plot.ruleX([0], { stroke: '#8c959f' }),
      Plot.text(told, {
        ...end, x: ({ value, plan }: Bar) => scaled(Math.max(value!, plan ?? value!)), fill: INK, fontWeight: 600
      }),
      Plot.text(bars.filter(({ value }) => value === null), {
        ...end, x: ({ plan }: Bar) => scaled(Math.max(0, plan ?? 0)), fill: FAINT, fontStyle: 'italic'
      })
    ]
  })
  return plot as unknown as Drawn
}
