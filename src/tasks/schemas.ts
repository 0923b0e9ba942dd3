/** The contract of tasks that were set at meetings. */
import { Type } from 'typebox'
import { builtInId } from '../domain/ids.js'
import { indicatorCategories } from '../domain/indicators.js'
import {
  codesParameter, idParameter, lineageParameter, listParameters, periodParameter, q, queryOf, statusParameter,
  wardParameter, wordParameter
} from '../http/parameters.js'
import {
  Evidence, id, listOf, MeetingLabel, Named, nullable, oneOf, PeriodLabel, ref, refOrNull, text, versionedProperties,
  WardLabel
} from '../http/schemas.js'

const categories = indicatorCategories.map(category => category.code)

export const Task = Type.Object({
  id: id('Id of the task', builtInId('task', 'ha-khanh-2024-01-06 5431')),
  ward: ref(WardLabel),
  meeting: ref(MeetingLabel),
  text: text('What is to be done, in our words', 'Tiếp tục vận động nhân dân hiến đất mở rộng làm đường'),
  setBy: nullable(text('Who set it', 'Trần Việt Hùng (Bí thư, Chủ tịch UBND phường)')),
  setByOfficial: refOrNull(Named, 'The official who set it, where it was a person of the register'),
  assignee: nullable(text('Who is to do it', 'Khu phố 2')),
  period: refOrNull(PeriodLabel, 'When it is to be done'),
  category: nullable(
    oneOf(categories, 'Field of work: a code of the indicator-categories vocabulary', 'economy-budget')
  ),
  evidence: listOf(Evidence, 'The passages on which it rests'),
  status: oneOf(['verified', 'unverified'], 'Whether a person has confirmed it', 'verified'),
  ...versionedProperties
}, { $id: 'Task', description: 'A task that was set at a meeting' })

export const TaskQuery = queryOf({
  ward: wardParameter(),
  province: wordParameter('Province by slug or official code', 'quang-ninh', 100),
  meeting: idParameter('Set at this meeting (id)', builtInId('meeting', 'ha-khanh-2024-01-06')),
  assignee: wordParameter('Words of who is to do it; diacritics are optional', 'khu phố'),
  category: codesParameter(categories, 'Field of work', 'economy-budget,party'),
  period: periodParameter('Exactly this period', '2024'),
  q: q('the task and its assignee', 'hiến đất'),
  status: statusParameter,
  lineage: lineageParameter,
  ...listParameters(['meeting', '-updatedAt', 'updatedAt'])
})
