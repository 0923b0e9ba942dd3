/** Tables pasted into a text: one figure of each row, and what only looks like a table. */
import t from 'tap'
import { extract } from '../../src/extraction/extract.js'

const LEAD = 'Ngày 20/12/2023, Đảng ủy phường Hoa Sen tổ chức hội nghị tổng kết năm 2023, ' +
  'triển khai nhiệm vụ năm 2024.\n\n'

const figures = (table: string) => extract(LEAD + table).indicators.map(figure => [
  `${figure.label} = ${figure.value}${figure.target === null ? '' : `/${figure.target}`} ${figure.unit}`,
  figure.percentOfTarget === null ? null : `${figure.percentOfTarget} % of plan`,
  figure.changePercent === null ? null : `change ${figure.changePercent} %`,
  figure.comparator === 'eq' ? null : figure.comparator,
  figure.period,
  figure.kind
].filter(part => part !== null).join(' | '))

const rows = (...lines: string[][]) => lines.map(cells => cells.join('\t')).join('\n')

t.test('results with their plans, in the units of a column', async t => t.same(figures(rows(
  ['TT', 'Chỉ tiêu', 'Đơn vị', 'Kế hoạch', 'Thực hiện', 'Tỷ lệ'],
  ['1', 'Thu ngân sách', 'Triệu đồng', '24.500', '27.906', '113,9%'],
  ['2', 'Tỷ lệ hộ nghèo', '%', '0,5', '0,42', 'Đạt'],
  ['3', 'Kết nạp đảng viên', 'Đảng viên', '18', '', ''],
  ['4', 'Gia súc', 'nghìn con', '2', '1,5', '75']
)), [
  'Thu ngân sách = 27906000000/24500000000 VND | 113.9 % of plan | 2023 | actual',
  'Tỷ lệ hộ nghèo = 0.42/0.5 % | 2023 | actual',
  'Gia súc = 1500/2000 con | 75 % of plan | 2023 | actual'
]))

t.test('units in brackets, periods in the head, changes since an earlier time', async t => t.same(figures(rows(
  ['Nội dung', 'KH năm', 'TH quý IV', '% so cùng kỳ'],
  ['Thu thuế (tỷ đồng)', '4', '1,2', '106,5'],
  ['Trồng rừng (ha)', '12', '3', '98']
)), [
  'Thu thuế = 1200000000/4000000000 VND | change 6.5 % | 2023-Q4 | actual',
  'Trồng rừng = 3/12 ha | change -2 % | 2023-Q4 | actual'
]))

t.test('a table without results tells plans; bars part its cells', async t => t.same(figures([
  '| Chỉ tiêu | Đơn vị | Kế hoạch 2024 |', '|---|---|---|', '| Kết nạp đảng viên | đ/c | từ 12 trở lên |',
  '| Tỷ lệ hộ nghèo | % | dưới 0,4 |'
].join('\n')), [
  'Kết nạp đảng viên = 12 đồng chí | gte | 2024 | target',
  'Tỷ lệ hộ nghèo = 0.4 % | lt | 2024 | target'
]))

t.test('cells without a head that names their columns are no table', async t => t.same(figures(rows(
  ['Nguyễn Văn Thử', 'Bí thư', '12'], ['Trần Thị Thử', 'Phó Bí thư', '34']
)), []))
