/** Inputs made to be slow: each of about as many characters as are asked for. */

const repeated = (unit: string) => (length: number) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length)

/** A sentence that the rules take an interest in, at the start of each. */
const lead = 'Sáng 12/7/2023, Đảng ủy phường Hoa Sen tổ chức hội nghị sơ kết 6 tháng đầu năm 2023. '

export const adversarial: Readonly<Record<string, (length: number) => string>> = {
  'one long line of words': repeated('phường hoàn thành tốt các nhiệm vụ được giao và '),
  'a million digits': repeated('9'),
  'digits with dots': repeated('1.234.567,'),
  'nested quotes': repeated('“'),
  'nested parentheses': repeated('('),
  'repeated đồng chí': repeated('đồng chí '),
  'repeated names': length => lead + repeated('đồng chí Nguyễn Văn Thử, Bí thư Đảng ủy; ')(length),
  'repeated symbols': length => lead + repeated('Nghị quyết số 21-NQ/TU, ')(length),
  'repeated figures': length => lead + repeated('thu ngân sách đạt 5 tỷ 200 triệu đồng, bằng 102% kế hoạch, ')(length),
  'repeated wards': repeated('phường Hoa Sen, '),
  'repeated days': repeated('ngày 12/7/2023 và '),
  'repeated full stops': repeated('. '),
  'line after line': repeated('Sáng 12/7\n')
}
