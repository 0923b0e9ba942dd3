/**
 * The built-in records, gathered: five articles about five wards, and the units, organisations, people and documents
 * that they refer to. They are loaded on the first start of an empty register.
 */
import { ducXuan } from './articles/duc-xuan.js'
import { haKhanh } from './articles/ha-khanh.js'
import { nghiHoa } from './articles/nghi-hoa.js'
import { phungChiKien } from './articles/phung-chi-kien.js'
import { taySon } from './articles/tay-son.js'
import type { ArticleRecord } from './types.js'

export { officials } from './officials.js'
export { organisations } from './organisations.js'
export { resolutions } from './resolutions.js'
export { unitChanges, units } from './units.js'

export const articles: readonly ArticleRecord[] = [taySon, phungChiKien, nghiHoa, ducXuan, haKhanh]
