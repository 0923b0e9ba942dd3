/** Periods: every form of a code, the days that it covers, its Vietnamese label, and what is no period. */
import t from 'tap'
import { parsePeriod, period, PERIOD_PATTERN, periodForms } from '../src/domain/periods.js'

const cases: ReadonlyArray<readonly [text: string, from: string, to: string, label: string, code?: string]> = [
  ['2023', '2023-01-01', '2023-12-31', 'năm 2023'],
  ['2023-H1', '2023-01-01', '2023-06-30', '6 tháng đầu năm 2023'],
  ['2023-H2', '2023-07-01', '2023-12-31', '6 tháng cuối năm 2023'],
  ['2023-Q1', '2023-01-01', '2023-03-31', 'quý I năm 2023'],
  ['2023-Q2', '2023-04-01', '2023-06-30', 'quý II năm 2023'],
  ['2023-Q3', '2023-07-01', '2023-09-30', 'quý III năm 2023'],
  ['2023-Q4', '2023-10-01', '2023-12-31', 'quý IV năm 2023'],
  ['2023-07', '2023-07-01', '2023-07-31', 'tháng 7 năm 2023'],
  ['2023-02', '2023-02-01', '2023-02-28', 'tháng 2 năm 2023'],
  ['2024-02', '2024-02-01', '2024-02-29', 'tháng 2 năm 2024'],
  ['1900-02', '1900-02-01', '1900-02-28', 'tháng 2 năm 1900'],
  ['2023-12', '2023-12-01', '2023-12-31', 'tháng 12 năm 2023'],
  ['2023-9M', '2023-01-01', '2023-09-30', '9 tháng đầu năm 2023'],
  ['2023-2M', '2023-01-01', '2023-02-28', '2 tháng đầu năm 2023'],
  ['2023-11M', '2023-01-01', '2023-11-30', '11 tháng đầu năm 2023'],
  ['2020/2025', '2020-01-01', '2025-12-31', 'nhiệm kỳ 2020-2025'],
  ['2021/2026', '2021-01-01', '2026-12-31', 'nhiệm kỳ 2021-2026'],
  ['2021/2025', '2021-01-01', '2025-12-31', 'giai đoạn 2021-2025'],
  // One code for one span of time
  ['2023-1M', '2023-01-01', '2023-01-31', 'tháng 1 năm 2023', '2023-01'],
  ['2023-3M', '2023-01-01', '2023-03-31', 'quý I năm 2023', '2023-Q1'],
  ['2023-6M', '2023-01-01', '2023-06-30', '6 tháng đầu năm 2023', '2023-H1'],
  ['2023-12M', '2023-01-01', '2023-12-31', 'năm 2023', '2023']
]

t.test('every form of a period has its days and its label', async t => {
  for (const [text, from, to, label, code = text] of cases) {
    t.strictSame(parsePeriod(text), { code, from, to, label }, text)
    t.strictSame(period(text), parsePeriod(code), text)
    t.match(text, new RegExp(PERIOD_PATTERN))
  }
})

t.test('what is no period is null', async t => {
  const none = ['', '23', '2023-H0', '2023-H3', '2023-h1', '2023-Q0', '2023-Q5', '2023-00', '2023-13', '2023-7',
    '2023-0M', '2023-13M', '2023-09M', '2023-M', '2023-07-12', '2023 ', ' 2023', '2023\n', '20233', '-2023', '２０２３',
    '2023/24', '2023/2023', '2025/2020', '2000/2021', '1899', '2200', '0000', '2023-H1/2024', '2023/']
  for (const text of none) t.equal(parsePeriod(text), null, JSON.stringify(text))
})

t.test('a code that the program wrote itself must be right', async t => {
  t.throws(() => period('2023-H3'), { message: "'2023-H3' is no period" })
})

t.test('each form that is documented has an example that is one', async t => {
  for (const { code, example } of periodForms) t.equal(parsePeriod(example)?.code, example, code)
})
