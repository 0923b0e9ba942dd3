/**
 * What a meeting or a leader asked somebody to do, one finding for each clause. Orders are read from their verb
 * (`yêu cầu các chi bộ …`), and go on in the sentences after it that begin with something to do; plans are read where
 * a sentence or a heading says that it speaks of what comes. What is only a figure to reach is an indicator.
 *
 * Confidence: 0.85 an order with who is told, 0.8 one without, 0.7 sentences after it, 0.6 plans.
 */
import { spanOf, wordsOf, type Article, type Block, type Sentence } from './article.js'
import type { OfficialFinding, TaskFinding } from './findings.js'
import type { Token } from './tokens.js'
import { assigneeAt, clausesIn, type Clause } from './tasks/clauses.js'
import { ACTIONS, ASKERS, LEADERS, NOUN_AFTER, NOUN_BEFORE, ORDERS, PLANNING, PLANS, RESULTS } from './tasks/words.js'

/** What goes on from one sentence to the next. */
interface State {
  readonly block: Block
  readonly kind: 'order' | 'plan'
  readonly assignee: Clause['assignee']
  /** Whether a list of lines follows: `nhiệm vụ trọng tâm sau:`. */
  readonly list: boolean
}

/** Every task that a text says was set. */
export function findTasks (
  article: Article, { officials: _officials }: { readonly officials: readonly OfficialFinding[] }
): TaskFinding[] {
  const { tokens } = article
  const tasks: TaskFinding[] = []
  const add = (clauses: readonly Clause[], confidence: number, inherited: Clause['assignee']) => {
    for (const { first, end, assignee } of clauses) {
      if (isFigure(tokens, first, end)) continue
      tasks.push({
        text: wordsOf(article, first, end),
        assignee: assignee === null ? null : wordsOf(article, assignee.first, assignee.end),
        spans: [spanOf(article, first, end)],
        confidence: assignee === null && confidence > 0.8 ? 0.8 : confidence,
        inferred: assignee !== null && assignee === inherited
          ? [{ property: 'assignee', reason: 'Người được giao nêu ở câu trước.' }]
          : []
      })
    }
  }
  let state: State | null = null
  for (const sentence of article.sentences) {
    const { first, end, block } = sentence
    if (block.kind === 'title') continue
    const order = orderIn(tokens, sentence, state?.kind === 'order' && state.block === block)
    if (order !== null) {
      const clauses = clausesIn(tokens, order.from, end, null)
      add(clauses, 0.85, null)
      state = { block, kind: 'order', assignee: clauses.at(-1)?.assignee ?? order.told, list: endsInColon(tokens, end) }
      continue
    }
    const plan = planIn(tokens, sentence)
    if (plan !== null) {
      add(clausesIn(tokens, plan, end, null), 0.6, null)
      state = { block, kind: 'plan', assignee: null, list: endsInColon(tokens, end) || block.kind === 'heading' }
      continue
    }
    const start = bulletEnd(tokens, first, end)
    const goesOn: boolean = state !== null && (state.block === block || state.list) && start < end &&
      ACTIONS.at(tokens, start, end) !== null && tokens[start]!.capital && RESULTS.first(tokens, start, Math.min(end, start + 8)) === null
    if (goesOn) {
      add(clausesIn(tokens, start, end, state!.assignee), state!.kind === 'order' ? 0.7 : 0.6, state!.assignee)
      state = { ...state!, block: state!.list ? state!.block : block }
    } else if (state !== null && state.block !== block && !(state.list && start > first)) state = null
    else if (state !== null && state.block === block) state = null
  }
  return tasks
}

const endsInColon = (tokens: readonly Token[], end: number) => tokens[end - 1]!.text === ':'

/** After what numbers a line: `- `, `1. `, `(2) `, `Thứ ba,`. */
function bulletEnd (tokens: readonly Token[], first: number, end: number): number {
  let at = first
  while (at < end && at < first + 4 && (/^[-+*•().,:]$/.test(tokens[at]!.text) || tokens[at]!.kind === 'number' ||
    tokens[at]!.text === '"')) at++
  if (tokens[at]?.key === 'thứ' && at + 2 < end) at += tokens[at + 2]!.text === ',' || tokens[at + 2]!.text === ':' ? 3 : 2
  if (at + 2 < end && tokens[at]!.key === 'một' && tokens[at + 1]!.key === 'là') at += tokens[at + 2]!.text === ',' ? 3 : 2
  return at
}

interface Order { readonly from: number, readonly told: Clause['assignee'] }

/** Where what is asked begins in a sentence that asks; null where none does. */
function orderIn (tokens: readonly Token[], { first, end }: Sentence, going: boolean): Order | null {
  for (let at = first; at < end; at++) {
    if (tokens[at]!.kind !== 'word') continue
    const verb = ORDERS.at(tokens, at, end)
    if (verb === null) continue
    const from = verb.end
    const skip = from >= end || (at > first && NOUN_BEFORE.has(tokens[at - 1]!.key)) ||
      (NOUN_AFTER.has(tokens[from]!.key) && tokens[from]!.key !== 'trong') || tokens[at - 1]?.key === 'đã' ||
      (tokens[at]!.capital && at > first && verb.value === 'hand')
    if (!skip && isSet(tokens, { first, at, from, end }, verb.value, going)) {
      const told = assigneeAt(tokens, from, end)
      return { from: afterList(tokens, told?.end ?? from, from, end), told }
    }
    at = verb.end - 1
  }
  return null
}

interface Asked { readonly first: number, readonly at: number, readonly from: number, readonly end: number }

/** Whether something to do follows, and it is a leader who asks. */
function isSet (
  tokens: readonly Token[], { first, at, from, end }: Asked, ordering: string, going: boolean
): boolean {
  const told = assigneeAt(tokens, from, end)
  const list = colonAfter(tokens, from, end) >= 0
  const acts = ACTIONS.at(tokens, from, end) !== null
  if (ordering === 'hand') return told !== null && (going || leads(tokens, first, at))
  if (ordering === 'stress') {
    return (list && PLANS.first(tokens, from, Math.min(end, from + 14)) !== null) ||
      (leads(tokens, first, at) && mustAt(tokens, from, end))
  }
  if (told === null && !acts && !list && !timeAt(tokens, from)) return false
  if (ordering === 'order') return ASKERS.first(tokens, first, at) === null || leads(tokens, first, at)
  return (going || leads(tokens, first, at)) && ASKERS.first(tokens, first, at) === null
}

const leads = (tokens: readonly Token[], first: number, at: number) =>
  LEADERS.first(tokens, first, at) !== null || /^(đồng|đ|ông|bà)$/.test(tokens[first]!.key) || at - first <= 3

/** `6 tháng cuối năm`, `trong thời gian tới`: when, before what is to be done. */
const timeAt = (tokens: readonly Token[], at: number) =>
  tokens[at]!.kind === 'number' || /^(trong|thời|từ|ngay|trước|năm|quý|tháng)$/.test(tokens[at]!.key)

/** `phường cần tiếp tục`: within a few words. */
function mustAt (tokens: readonly Token[], from: number, end: number): boolean {
  for (let at = from; at < Math.min(end, from + 16) - 1; at++) {
    if (/^(cần|phải)$/.test(tokens[at]!.key) && ACTIONS.at(tokens, at + 1, end) !== null) return true
  }
  return false
}

/** A colon after which a list stands: `thực hiện một số nhiệm vụ trọng tâm: …`. */
function colonAfter (tokens: readonly Token[], from: number, end: number): number {
  for (let at = from; at < Math.min(end, from + 60); at++) {
    if (tokens[at]!.text === ':') return at
    if (/^[.;]$/.test(tokens[at]!.text)) return -1
  }
  return -1
}

/** A list of tasks begins after its colon, and whoever is told before it is told them all. */
function afterList (tokens: readonly Token[], told: number, from: number, end: number): number {
  const colon = colonAfter(tokens, told, end)
  return colon >= 0 && colon < end - 1 && PLANS.first(tokens, told, colon) !== null ? colon + 1 : from
}

/** Where a plan's tasks begin in a sentence that speaks of what comes; null where none does. */
function planIn (tokens: readonly Token[], { first, end, block }: Sentence): number | null {
  const plan = PLANS.first(tokens, first, Math.min(end, first + 12))
  if (plan === null || RESULTS.first(tokens, first, Math.min(end, plan.end + 8)) !== null) return null
  const colon = colonAfter(tokens, plan.end, Math.min(end, plan.end + 30))
  if (colon >= 0) return colon + 1
  if (block.kind === 'heading') return end
  const planning = PLANNING.first(tokens, plan.end, Math.min(end, plan.end + 14))
  return planning === null ? null : planning.start
}

/** `kết nạp 5 đảng viên`, `phấn đấu thu ngân sách đạt 11 tỷ đồng`: a figure to reach. */
function isFigure (tokens: readonly Token[], first: number, end: number): boolean {
  const action = ACTIONS.at(tokens, first, end)
  let figures = 0
  for (let at = first; at < end; at++) {
    const token = tokens[at]!
    if (token.kind === 'number' && !/^(ngày|tháng|năm|số|quý|quyết|thị|phố|\/|-|khóa|luận)$/.test(tokens[at - 1]?.key ?? '') &&
      !/^[/-]$/.test(tokens[at + 1]?.text ?? '')) figures++
  }
  if (figures === 0) return false
  return action === null || /^(phấn|kết|đạt|giữ|giảm|thu|kéo|tăng|hoàn|vượt|duy|có|nâng|vận|giải|trên|hằng|xây)$/.test(tokens[first]!.key)
}
