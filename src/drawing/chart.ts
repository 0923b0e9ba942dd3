/**
 * A chart of one indicator: a line over periods for each ward, or a bar for each ward. Plans are marks, hedged figures
 * hollow, periods of which nothing was told gaps.
 */
import type { Period } from '../domain/periods.js'
import { drawBars } from './bars.js'
import { framed, layoutOf, type Frame, type Room } from './frame.js'
import { drawLines } from './lines.js'
import type { Chart, Line, Point, Scale } from './model.js'

function scaleOf ({ unit, lines }: Chart): Scale {
  const most = Math.max(0, ...lines.flatMap(({ points }) => points).flatMap(({ value, plan }) => [value, plan])
    .map(value => Math.abs(value ?? 0)))
  if (unit !== 'VND') return { by: 1, unit }
  if (most >= 1e9) return { by: 1e9, unit: 'tỷ đồng' }
  return most >= 1e6 ? { by: 1e6, unit: 'triệu đồng' } : { by: 1, unit: 'đồng' }
}

function spanOf (periods: readonly Period[]): string {
  const [first, last] = [periods[0], periods.at(-1)]
  if (first === undefined || last === undefined) return 'chưa có kỳ nào'
  return first === last ? first.label : `${first.label} – ${last.label}`
}

const told = ({ period, text, planText, missing }: Point) =>
  `${period.label}: ${text ?? missing ?? 'không có con số'}${planText === null ? '' : ` (kế hoạch ${planText})`}`
const sentence = ({ label, points }: Line) => `${label}: ${points.map(told).join('; ')}.`

/** What the marks mean, of those that occur. */
function legend ({ kind, lines }: Chart): string {
  const points = lines.flatMap(({ points }) => points)
  const [full, hollow, mark] = kind === 'line' ? ['●', '○', '—'] : ['■', '□', '|']
  return [
    points.some(({ value, hedged }) => value !== null && hedged)
      ? `${full} số liệu ${hollow} số liệu ước, gần đúng hoặc chỉ nêu mức trên, dưới`
      : null,
    points.some(({ plan }) => plan !== null) ? `${mark} kế hoạch` : null,
    kind === 'line' && points.some(({ value }) => value === null) ? 'chỗ trống: chưa có số liệu' : null
  ].filter(note => note !== null).join('; ')
}

/** The wards that have no line: a bar says it in its own place. */
function without ({ kind, lines }: Chart): string {
  const names = lines.filter(({ points }) => points.every(({ value }) => value === null)).map(({ label }) => label)
  return kind === 'bar' || names.length === 0 || names.length === lines.length
    ? ''
    : `Chưa có số liệu: ${names.join(', ')}`
}

/** As high as a chart needs to be. */
function heightOf ({ kind, lines, width }: Chart, drawable: boolean, { top, bottom }: Room): number {
  if (!drawable) return top + bottom + 160
  if (kind === 'line') return top + bottom + Math.max(230, Math.round(width * 0.42))
  return top + bottom + lines.length * 34 + 34
}

/** The chart as a file of SVG. */
export function draw (chart: Chart): string {
  const { kind, name, lines, width, periods, licence } = chart
  const scale = scaleOf(chart)
  const drawable = lines.some(({ points }) => points.some(({ value, plan }) => value !== null || plan !== null))
  const marks = drawable ? [legend(chart), without(chart)] : []
  const texts = {
    width,
    heading: lines.length === 1 ? `${name}, ${lines[0]!.label}` : name,
    subheading: `${scale.unit}; ${spanOf(periods)}`,
    notes: [...marks, `Nguồn: Sổ Phường, các báo cáo đã công bố; ${licence}`].filter(note => note !== '')
  }
  const room = layoutOf(texts)
  const height = chart.height ?? heightOf(chart, drawable, room)
  const said = drawable ? lines.map(sentence).join(' ') : 'Không có số liệu.'
  const frame: Frame = {
    ...texts, height, description: `${kind === 'line' ? 'Biểu đồ đường' : 'Biểu đồ cột'}. ${said}`
  }
  if (!drawable) return framed(frame, null)
  return framed(frame, (kind === 'line' ? drawLines : drawBars)({ ...chart, height }, scale, room))
}
