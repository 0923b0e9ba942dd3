/** What can be written of tasks. */
import { builtInId } from '../domain/ids.js'
import { indicatorCategories } from '../domain/indicators.js'
import {
  claim, draftEvidence, draftId, draftOf, draftPeriod, exampleOf, meetingReference, officialReference, orNull,
  wardOfClaim, words
} from '../http/drafts.js'
import { oneOf } from '../http/schemas.js'

/** A task inside its meeting, as an example. */
export const taskExample = {
  text: 'Nhiệm vụ thử nghiệm', assignee: 'Khu phố 2', period: '2024-05', category: 'society'
}

/** A task inside its meeting. */
export const taskProperties = {
  id: draftId(builtInId('task', 'ha-khanh-2024-01-06 5431')),
  text: words('What is to be done, in our words', 'Tiếp tục vận động nhân dân hiến đất mở rộng làm đường', 5000),
  setBy: orNull(words('Who set it', 'Trần Việt Hùng (Bí thư, Chủ tịch UBND phường)', 300)),
  setByOfficial: orNull(officialReference('The official who set it', 'tran-viet-hung')),
  assignee: orNull(words('Who is to do it', 'Khu phố 2', 300)),
  period: orNull(draftPeriod('When it is to be done: a period', '2024')),
  category: orNull(oneOf(indicatorCategories.map(category => category.code),
    'Field of work: a code of the indicator-categories vocabulary', 'economy-budget')),
  evidence: draftEvidence,
  ...claim
}

export const TaskDraft = draftOf('TaskDraft', 'A task to be written', {
  ward: wardOfClaim,
  meeting: meetingReference('The meeting at which it was set'),
  ...taskProperties
}, { meeting: exampleOf.meeting, ...taskExample })
