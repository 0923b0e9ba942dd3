/**
 * What built-in records look like in an answer: the parts that repeat, so that a test can write out a whole record in
 * few lines.
 */
import { builtInId, sourceId } from '../../src/domain/ids.js'
import { articles } from '../../src/records/index.js'
import { LOADED_AT } from './register.js'

/** What every record carries after its first loading. */
export const loaded = { version: 1, createdAt: LOADED_AT, updatedAt: LOADED_AT }

/** What every record carries that a person can confirm. */
export const verified = { status: 'verified', ...loaded }

export const ward = (slug: string, name: string) => ({ id: builtInId('unit', `ward:${slug}`), slug, name })
export const organisation = (key: string, name: string) => ({ id: builtInId('organisation', key), name })
export const official = (key: string, name: string) => ({ id: builtInId('official', key), name })

/** A passage of a source, as evidence shows it. */
export const passageOf = (source: {
  sha256: string, title: string, publisher: string, publishedOn: string | null, url: string
}) => (start: number, end: number, property: string | null = null) => ({
  source: {
    id: sourceId(source.sha256),
    title: source.title,
    publisher: source.publisher,
    publishedOn: source.publishedOn,
    url: source.url
  },
  property,
  start,
  end,
  quote: null,
  method: 'manual',
  confidence: 1
})

/** The meeting of Hà Khánh, as its claims show it, and a passage of its source. */
export const haKhanh = {
  ward: ward('ha-khanh', 'Phường Hà Khánh'),
  meeting: {
    id: builtInId('meeting', 'ha-khanh-2024-01-06'),
    title: 'Đảng ủy phường Hà Khánh làm việc với Chi bộ khu phố 2 về kết quả năm 2023, nhiệm vụ trọng tâm năm 2024',
    heldOn: '2024-01-06'
  }
}
export const haKhanhPassage = passageOf({
  sha256: '2853e2ed84c139146808991fb755e47f38494f1335cee2360e606570103c046c',
  title: 'Đổi mới phương thức làm việc, đẩy mạnh vai trò của Đảng trong việc lãnh đạo chỉ đạo, ' +
    'lắng nghe ý kiến đảng viên của Đảng bộ phường Hà Khánh',
  publisher: 'Cổng thông tin điện tử phường Hà Khánh, thành phố Hạ Long',
  publishedOn: null,
  url: 'http://hakhanh.halongcity.gov.vn/doi-moi-phuong-thuc-lam-viec-day-manh-vai-tro-cua-dang-trong-viec-' +
    'lanh-dao-chi-dao-lang-nghe-y-kien-dang-vien-cua-dang-bo-phuong-ha-khanh-p13n53716.html'
})

export const years = {
  2023: { code: '2023', from: '2023-01-01', to: '2023-12-31', label: 'năm 2023' },
  2024: { code: '2024', from: '2024-01-01', to: '2024-12-31', label: 'năm 2024' }
}

/** The id of a claim of a built-in article, by its place in the list of the article. */
export function claimId (
  kind: 'participant' | 'citation' | 'observation' | 'task', articleKey: string, at: number
): string {
  const article = articles.find(({ key }) => key === articleKey)!
  const content = {
    participant: () => article.participants[at]?.official ?? article.groups[at - article.participants.length]!.name,
    citation: () => article.citations[at]!.at[0]![0],
    observation: () => `${article.observations[at]!.indicator} ${article.observations[at]!.at[0]![0]}`,
    task: () => article.tasks[at]!.at[0]![0]
  }[kind]()
  return builtInId(kind, `${articleKey} ${content}`)
}
