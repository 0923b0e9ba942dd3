/**
 * Invented texts that are read in tests, about a built-in ward and invented persons; and answers without the ids and
 * instants that every run makes anew.
 */
import { ADMIN_KEY, bearer, type Register } from './register.js'

interface Telling {
  /** Day of July 2024. */
  readonly day?: number
  readonly title?: string
  readonly ward?: string
  readonly chair?: string
  readonly jobs?: string
  readonly task?: string
}

/** An article about an interim review conference in Hà Khánh. */
export const article = ({
  day = 5, title = 'Đảng ủy phường Hà Khánh sơ kết công tác 6 tháng đầu năm 2024',
  ward = 'phường Hà Khánh, thành phố Hạ Long', chair = 'Nguyễn Văn Thử', jobs = '165/160 lao động, đạt 103%',
  task = 'các chi bộ rà soát hộ nghèo còn sót'
}: Telling = {}) => `${title}

Sáng ngày ${day}/7/2024, Đảng ủy ${ward} tổ chức hội nghị sơ kết công tác 6 tháng đầu năm, triển khai nhiệm vụ \
6 tháng cuối năm 2024. Đồng chí ${chair}, Bí thư Đảng ủy, Chủ tịch HĐND phường chủ trì hội nghị. Dự hội nghị có \
đồng chí Trần Việt Hùng, Chủ tịch UBND phường.

Hội nghị đánh giá việc thực hiện Nghị quyết số 21-NQ/TU ngày 31/12/2020 của Ban Thường vụ Thành ủy Hạ Long và \
Nghị quyết số 07-NQ/ĐU ngày 15/01/2024 của Đảng ủy phường về phát triển kinh tế. Phường đã giải quyết việc làm cho \
${jobs}; trồng 35 tuyến đường tự quản.

Kết luận hội nghị, đồng chí ${chair} yêu cầu ${task}.
`

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g
const V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7/

/** What an answer says, with ids that were made just now as #1, #2 … in the order in which they come. */
export function told<T> (body: T): T {
  const ids = new Map<string, string>()
  const text = JSON.stringify(body, (name, value) => ['createdAt', 'updatedAt', 'closedAt'].includes(name) &&
    typeof value === 'string'
    ? 'now'
    : value)
  return JSON.parse(text.replace(UUID, id => {
    if (!V7.test(id)) return id
    if (!ids.has(id)) ids.set(id, `#${ids.size + 1}`)
    return ids.get(id)!
  }))
}

/** Sends texts and asks for what became of them; by an administrator unless another key is given. */
export function textsOf ({ ask, get }: Pick<Register, 'ask' | 'get'>, key = ADMIN_KEY) {
  const send = async (text: string, query = '', by = key) =>
    await ask('POST', `/v1/sources${query}`, bearer(by), { title: 'Bài thử', publisher: 'Cổng thử', text })
  const review = async (source: string) => await get(`/v1/reviews/${source}`, bearer(key))
  return {
    send,
    /** Sends a text that is taken, and tells the id of its source. */
    async take (text: string, query = '', by = key): Promise<string> {
      const { status, body } = await send(text, query, by)
      if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
      return body.id
    },
    review,
    /** Decides about the text, as its review stands. */
    async decide (source: string, act: string, body: object, by = key, tag?: string) {
      const { headers: { etag } } = await review(source)
      const [method, path] = act.includes('/') ? ['PATCH', `findings/${act}`] : ['POST', act]
      return await ask(method, `/v1/reviews/${source}/${path}`, { ...bearer(by), 'if-match': tag ?? etag! }, body)
    },
    /** The list that an address answers. */
    list: async (url: string) => (await get(url, bearer(key))).body.data
  }
}
