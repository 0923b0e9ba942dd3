/** The arithmetic of figures: what is flagged, what rounds and is not, and what is not held against each other. */
import t from 'tap'
import { checkFigures, type Figure } from '../src/domain/figures.js'
import { period } from '../src/domain/periods.js'

const catalogue = [
  { code: 'total', partOf: null },
  { code: 'part-a', partOf: 'total' },
  { code: 'part-b', partOf: 'total' },
  { code: 'health-share', partOf: null },
  { code: 'voter-turnout', partOf: null },
  { code: 'budget', partOf: null }
]

const figure = (indicator: string, value: number | null, more: Partial<Figure> = {}): Figure => ({
  indicator,
  kind: 'actual',
  period: period('2023'),
  subject: 'phường A',
  dimensions: {},
  sourceId: 'one',
  value,
  target: null,
  percentOfTarget: null,
  comparator: 'eq',
  measuredOn: null,
  ...more
})

/** The flags of each figure, by their codes. */
const codes = (...figures: Figure[]) => checkFigures(figures, catalogue).map(flags => flags.map(({ code }) => code))
const none = (count: number) => Array.from({ length: count }, () => [])

t.test('a percentage that follows from value and target, rounded, is not flagged', async t => {
  const fine: ReadonlyArray<readonly [value: number, target: number, percent: number]> = [
    [165, 160, 103], // 103.125
    [165, 160, 103.1],
    [165, 160, 103.13],
    [8, 8, 100],
    [26, 30, 86.7],
    [0, 5, 0],
    [1, 3, 33]
  ]
  for (const [value, target, percentOfTarget] of fine) {
    t.strictSame(codes(figure('budget', value, { target, percentOfTarget })), [[]], `${value}/${target}`)
  }
})

t.test('a percentage that does not follow is flagged with the sum that shows it', async t => {
  t.strictSame(checkFigures([figure('budget', 165, { target: 160, percentOfTarget: 104 })], catalogue),
    [[{ code: 'percent-mismatch', message: '165 ÷ 160 = 103,1 %, nguồn nêu 104 %' }]])
  t.strictSame(codes(figure('budget', 165, { target: 160, percentOfTarget: 103.2 })), [['percent-mismatch']])
  t.strictSame(codes(figure('budget', 165, { target: 160, percentOfTarget: 97 })), [['percent-mismatch']])
})

t.test('what was computed is told with as many decimals as the source states', async t => {
  const [[flag]] = checkFigures([figure('budget', 6_000, { target: 7_420, percentOfTarget: 68.72 })], catalogue) as
    [[object]]
  t.strictSame(flag, { code: 'percent-mismatch', message: '6.000 ÷ 7.420 = 80,86 %, nguồn nêu 68,72 %' })
})

t.test('a value that is only a bound is allowed one part in a hundred more', async t => {
  const bound = (percentOfTarget: number) => figure('budget', 100, { target: 100, percentOfTarget, comparator: 'gt' })
  t.strictSame(codes(bound(101)), [[]])
  t.strictSame(codes(bound(103)), [['percent-mismatch']])
})

t.test('what cannot be divided or is not stated is not flagged', async t => {
  t.strictSame(codes(figure('budget', 5, { target: 0, percentOfTarget: 100 })), [[]])
  t.strictSame(codes(figure('budget', null, { target: 5, percentOfTarget: 100 })), [[]])
  t.strictSame(codes(figure('budget', 5, { percentOfTarget: 110 })), [[]])
  t.strictSame(codes(figure('budget', 5, { target: 6 })), [[]])
})

t.test('a percentage is held against the target that the same source sets for the year', async t => {
  const half = figure('budget', 6_000, { period: period('2023-H1'), percentOfTarget: 68.7, comparator: 'approx' })
  const plan = figure('budget', 7_420, { kind: 'target' })
  t.strictSame(codes(half, plan), [['percent-mismatch'], []])
  t.strictSame(codes({ ...half, percentOfTarget: 80.9 }, plan), none(2))
  for (const other of [
    { sourceId: 'two' }, { subject: 'phường B' }, { period: period('2022') }, { kind: 'actual' as const },
    { dimensions: { of: 'x' } }, { indicator: 'total' }
  ]) {
    const flagged = codes(half, { ...plan, ...other }).flat().filter(code => code === 'percent-mismatch')
    t.strictSame(flagged, [], JSON.stringify(other))
  }
})

t.test('parts that do not sum to their total are flagged at the total', async t => {
  t.strictSame(checkFigures([figure('total', 11), figure('part-a', 6), figure('part-b', 4)], catalogue),
    [[{ code: 'sum-mismatch', message: '11 ≠ 6 + 4' }], [], []])
  t.strictSame(codes(figure('total', 10), figure('part-a', 6), figure('part-b', 4)), none(3))
  t.strictSame(codes(figure('total', 11), figure('part-a', 6)), none(2), 'one part is missing')
  for (const other of [
    { sourceId: 'two' }, { subject: 'phường B' }, { period: period('2022') }, { kind: 'target' as const }
  ]) {
    t.strictSame(codes(figure('total', 11), figure('part-a', 6), figure('part-b', 4, other)), none(3))
  }
})

t.test('classes of one figure must sum to it as well', async t => {
  const of = (badgeYears: number, value: number) => figure('budget', value, { dimensions: { badgeYears } })
  t.strictSame(codes(figure('budget', 13), of(65, 1), of(55, 12)), none(3))
  t.strictSame(codes(figure('budget', 13), of(65, 1), of(55, 5)), [['sum-mismatch'], [], []])
  t.strictSame(codes(of(65, 1), of(55, 5)), none(2), 'no total was told')
})

t.test('decimals are summed and compared as decimals', async t => {
  t.strictSame(codes(figure('total', 0.3), figure('part-a', 0.1), figure('part-b', 0.2)), none(3))
  t.strictSame(codes(figure('total', 0.31), figure('part-a', 0.1), figure('part-b', 0.2)), [['sum-mismatch'], [], []])
  const billions = [figure('total', 49_687_000_000.3), figure('part-a', 49_687_000_000.1), figure('part-b', 0.2)]
  t.strictSame(codes(...billions), none(3))
  t.strictSame(codes(figure('budget', 0.3), figure('budget', 0.1 + 0.2, { sourceId: 'two' })), none(2))
})

t.test('each breakdown is held against the total for itself', async t => {
  const of = (dimensions: Figure['dimensions'], value: number) => figure('budget', value, { dimensions })
  const byAge = [of({ age: 'young' }, 4), of({ age: 'old' }, 6)]
  const bySex = (women: number) => [of({ sex: 'f' }, women), of({ sex: 'm' }, 7)]
  t.strictSame(codes(figure('budget', 10), ...byAge, ...bySex(3)), none(5))
  t.strictSame(checkFigures([figure('budget', 10), ...byAge, ...bySex(5)], catalogue),
    [[{ code: 'sum-mismatch', message: '10 ≠ 5 + 7' }], [], [], [], []])
  t.strictSame(codes(figure('budget', 11), ...byAge, ...bySex(3)), [['sum-mismatch', 'sum-mismatch'], [], [], [], []])
})

t.test('a single class is no breakdown, but may not be more than the total', async t => {
  const women = (value: number) => figure('budget', value, { dimensions: { sex: 'f' } })
  t.strictSame(codes(figure('budget', 10), women(4)), none(2))
  t.strictSame(codes(figure('budget', 10), women(10)), none(2))
  t.strictSame(checkFigures([figure('budget', 10), women(11)], catalogue),
    [[{ code: 'sum-mismatch', message: '10 ≠ 11' }], []])
})

t.test('a share above one hundred is flagged, other figures may exceed it', async t => {
  t.strictSame(codes(figure('health-share', 100)), [[]])
  t.strictSame(codes(figure('health-share', 100.1)), [['share-above-100']])
  t.strictSame(codes(figure('voter-turnout', 101)), [['share-above-100']])
  t.strictSame(codes(figure('budget', 790)), [[]])
})

t.test('two sources that disagree are flagged at both, with both values', async t => {
  const [one, two] = [figure('budget', 5), figure('budget', 6, { sourceId: 'two' })]
  t.strictSame(checkFigures([one, two], catalogue), [
    [{ code: 'conflicting-reports', message: 'nguồn khác nêu 6, nguồn này 5' }],
    [{ code: 'conflicting-reports', message: 'nguồn khác nêu 5, nguồn này 6' }]
  ])
  t.strictSame(codes(one, { ...two, value: 5 }), none(2))
  t.strictSame(codes(one, { ...two, period: period('2022') }), none(2))
  t.strictSame(codes(one, { ...two, dimensions: { of: 'x' } }), none(2))
  t.strictSame(codes(one, { ...two, kind: 'target' }), none(2))
  t.strictSame(codes(one, { ...two, value: null }), none(2))
})

t.test('stocks of different days are no two reports of one thing', async t => {
  const stock = (value: number, measuredOn: string | null, sourceId: string) =>
    figure('budget', value, { period: null, measuredOn, sourceId })
  t.strictSame(codes(stock(5, '2023-07-12', 'one'), stock(6, '2023-12-19', 'two')), none(2))
  t.strictSame(codes(stock(5, '2023-07-12', 'one'), stock(6, '2023-07-12', 'two')),
    [['conflicting-reports'], ['conflicting-reports']])
})

t.test('the order in which dimensions are written does not matter', async t => {
  const one = figure('budget', 5, { dimensions: { a: 1, b: 2 } })
  const two = figure('budget', 6, { dimensions: { b: 2, a: 1 }, sourceId: 'two' })
  t.strictSame(codes(one, two), [['conflicting-reports'], ['conflicting-reports']])
})

t.test('no figures, no flags', async t => {
  t.strictSame(checkFigures([], catalogue), [])
})
