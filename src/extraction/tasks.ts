/**
 * What a meeting or a leader asked somebody to do, one finding for each clause. Orders are read from their verb
 * (`yêu cầu các chi bộ …`), and go on in the sentences after it that begin with something to do; plans are read where
 * a sentence or a heading says that it speaks of what comes. What is only a figure to reach is an indicator.
 *
 * Confidence: 0.85 an order with who is told, 0.8 one without, 0.7 sentences after it, 0.6 plans.
 */
import { spanOf, wordsOf, type Article, type Block, type Sentence } from './article.js'
import type { OfficialFinding, TaskFinding } from './findings.js'
import { phrases } from './phrases.js'
import type { Token } from './tokens.js'
import { assigneeAt, clausesIn, isNamed, type Clause } from './tasks/clauses.js'
import {
  ACTIONS, ASKERS, FURTHER, isNounAfter, LEADERS, NOUN_BEFORE, ORDERS, PLANNING, PLANS, RESULTS
} from './tasks/words.js'

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
      // What a leader asks is a task even where it is a figure to reach; of plans, that is an indicator alone.
      if (confidence <= PLANNED && isFigure(tokens, first, end)) continue
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
  let speaking: Block | null = null
  for (const sentence of article.sentences) {
    const { first, end, block } = sentence
    if (block.kind === 'title') continue
    const order = orderIn(tokens, sentence, speaking === block)
    if (startsSpeech(tokens, first, end)) speaking = block
    if (order !== null) {
      const clauses = clausesIn(tokens, order.from, end, order.told)
      add(clauses, 0.85, null)
      state = { block, kind: 'order', assignee: clauses.at(-1)?.assignee ?? order.told, list: endsInColon(tokens, end) }
      continue
    }
    const plan = planIn(tokens, sentence)
    if (plan !== null) {
      add(clausesIn(tokens, plan, end, null), PLANNED, null)
      state = { block, kind: 'plan', assignee: null, list: endsInColon(tokens, end) || block.kind === 'heading' }
      continue
    }
    if (state === null) continue
    const going: State = state
    const more = moreIn(tokens, sentence, going)
    if (more !== null) {
      add(clausesIn(tokens, more, end, going.assignee), going.kind === 'order' ? 0.7 : PLANNED, going.assignee)
      state = going.list ? going : { ...going, block }
    } else if (going.block !== block || going.kind === 'order') state = null
  }
  return tasks
}

/** How sure plans are: the least. */
const PLANNED = 0.6

/** Whether somebody is said to speak, so that what is asked in the sentences after it is theirs. */
const startsSpeech = (tokens: readonly Token[], first: number, end: number) =>
  /^(phát|kết|đồng|ông|bà)$/.test(tokens[first]!.key) || SPEECHES.first(tokens, first, Math.min(end, first + 8)) !== null

const SPEECHES = phrases('phát biểu', 'kết luận', 'đồng chí', 'chỉ đạo', 'bế mạc')

/** Where more tasks begin in a sentence after an order or a plan; null where none do. */
function moreIn (tokens: readonly Token[], { first, end, block }: Sentence, state: State): number | null {
  let start = bulletEnd(tokens, first, end)
  if (state.block !== block && !(state.list && start > first)) return null
  const further = FURTHER.at(tokens, start, end)
  if (further !== null) start = tokens[further.end]?.text === ',' ? further.end + 1 : further.end
  if (start >= end || RESULTS.first(tokens, start, Math.min(end, start + 8)) !== null) return null
  if (ACTIONS.at(tokens, start, end) !== null && (tokens[start]!.capital || further !== null)) return start
  const told = further !== null && state.kind === 'order' ? assigneeAt(tokens, start, end) : null
  if (told !== null && ACTIONS.at(tokens, told.end, end)?.value === 'opens') return start
  for (let at = start; at < Math.min(end, start + 24) - 1; at++) {
    if (tokens[at]!.key === 'cần' && ACTIONS.at(tokens, at + 1, end) !== null) return at + 1
  }
  return null
}

const endsInColon = (tokens: readonly Token[], end: number) => tokens[end - 1]!.text === ':'

/** After what numbers a line: `- `, `1. `, `(2) `, `Thứ ba,`, `Một là,`. */
function bulletEnd (tokens: readonly Token[], first: number, end: number): number {
  let at = first
  while (at < end && at < first + 4 && (/^[-+*•().,:]$/.test(tokens[at]!.text) || tokens[at]!.kind === 'number' ||
    tokens[at]!.text === '"')) at++
  const counted = at + 2 < end && (tokens[at]!.key === 'thứ' || tokens[at + 1]!.key === 'là')
  return counted ? at + (/^[,:]$/.test(tokens[at + 2]!.text) ? 3 : 2) : at
}

interface Order { readonly from: number, readonly told: Clause['assignee'] }

/** Where what is asked begins in a sentence that asks; null where none does. Stress asks only where no verb does. */
function orderIn (tokens: readonly Token[], { first, end }: Sentence, going: boolean): Order | null {
  let stressed: Order | null = null
  for (let at = first; at < end; at++) {
    if (tokens[at]!.kind !== 'word') continue
    const verb = ORDERS.at(tokens, at, end)
    if (verb === null) continue
    let from = verb.end
    if (verb.value === 'stress') while (from < end && /^([,:]|rằng|là)$/.test(tokens[from]!.key)) from++
    const skip = from >= end || (at > first && NOUN_BEFORE.has(tokens[at - 1]!.key)) ||
      isNounAfter(tokens[at]!.key, tokens[from]!.key) || tokens[at - 1]?.key === 'đã' ||
      (tokens[at]!.capital && at > first && verb.value === 'hand')
    if (!skip && isSet(tokens, { first, at, from, end }, verb.value, going)) {
      const told = assigneeAt(tokens, from, end)
      const order = { from: afterList(tokens, told?.end ?? from, from, end), told }
      if (verb.value !== 'stress') return order
      stressed ??= order
    }
    at = verb.end - 1
  }
  return stressed
}

interface Asked { readonly first: number, readonly at: number, readonly from: number, readonly end: number }

/** Whether something to do follows, and it is a leader who asks. */
function isSet (
  tokens: readonly Token[], { first, at, from, end }: Asked, ordering: string, going: boolean
): boolean {
  const told = assigneeAt(tokens, from, end)
  const list = colonAfter(tokens, from, end) >= 0
  const acts = ACTIONS.at(tokens, from, end) !== null
  if (ordering === 'hand') return told !== null && isNamed(tokens, told) && (going || leads(tokens, first, at))
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
  return colon >= 0 && PLANS.first(tokens, told, colon) !== null ? colon + 1 : from
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
