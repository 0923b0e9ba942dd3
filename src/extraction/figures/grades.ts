/** A result that is a word: the grade of the ward's Party organisation (`Đảng bộ hoàn thành tốt nhiệm vụ`). */
import { Phrases, phrases } from '../phrases.js'
import type { Token } from '../tokens.js'

const GRADES = new Phrases<string>([
  'hoàn thành xuất sắc nhiệm vụ', 'hoàn thành tốt nhiệm vụ', 'hoàn thành nhiệm vụ', 'trong sạch, vững mạnh',
  'trong sạch vững mạnh',
  'trong sạch vững mạnh tiêu biểu', 'hoàn thành tốt chức trách nhiệm vụ'
].map(grade => [grade, grade] as const))
const GRADED = phrases('đảng bộ', 'đảng bộ phường', 'đảng bộ xã')
/** Between the organisation and its grade. */
const JOINS = phrases('đạt', 'được', 'xếp loại', 'đánh giá', 'công nhận', 'tiếp tục', 'là', 'danh hiệu', 'thành ủy',
  'quận ủy', 'thị ủy', 'huyện ủy', 'tỉnh ủy',
  'đã', 'năm', 'mức', 'loại', 'tiêu chuẩn', 'ban thường vụ', 'giữ vững', 'giữ', 'phấn đấu', 'tự', 'chất lượng', 'và')

export interface Grade {
  readonly first: number
  readonly end: number
  /** Where the words of the grade start. */
  readonly wordsAt: number
}

/** The grade that starts with the organisation at a token; null where none does. */
export function gradeAt (tokens: readonly Token[], at: number, end: number): Grade | null {
  if (tokens[at]!.key !== 'đảng') return null
  const graded = GRADED.at(tokens, at, end)
  // `của Đảng bộ`, `các chi bộ trực thuộc Đảng bộ hoàn thành …` speak of others.
  if (graded === null || BEFORE_OTHERS.has(tokens[at - 1]?.key ?? '')) return null
  let next = graded.end
  for (let steps = 0; steps < 6; steps++) {
    const grade = GRADES.at(tokens, next, end)
    if (grade !== null) {
      return next === graded.end && !tokens[next]!.capital && at > 0 &&
      tokens[at - 1]!.kind === 'word'
        ? null
        : { first: at, end: grade.end, wordsAt: next }
    }
    const join = JOINS.at(tokens, next, end)
    if (join !== null) next = join.end
    else if (tokens[next]?.kind === 'number' && tokens[next]!.text.length === 4) next++
    else return null
  }
  return null
}

const BEFORE_OTHERS = new Set(['của', 'thuộc', 'toàn', 'trong', 'bộ', 'các', 'cho', 'giúp', 'viên', 'những'])
