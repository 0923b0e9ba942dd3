/**
 * The review sheet in a real browser, as clerks use it: by keyboard at a desk, by thumb on a phone, with texts that are
 * full of HTML, and with somebody else deciding meanwhile. Needs Chromium (CHROMIUM, else /usr/bin/chromium).
 */
import type { Page } from 'playwright-core'
import t from 'tap'
import { openBrowser } from '../helpers/browser.js'
import { bearer, openRegister, type Answer } from '../helpers/register.js'

const register = await openRegister(t)
const { app, ask, key } = register
const address = await app.listen({ host: '127.0.0.1', port: 0 })
const { newPage, elsewhere, complaints } = await openBrowser(t, address)
const clerk = await key({ scopes: ['write', 'review'] })
const reader = await key({ scopes: ['read'] })

const desk = { viewport: { width: 1360, height: 860 }, locale: 'vi-VN' }
const phone = { viewport: { width: 390, height: 780 }, isMobile: true, hasTouch: true, locale: 'vi-VN' }

/** An invented article with whatever a careless page would run; each of its own day and with persons of its own. */
const article = (day: string, chair: string, guest: string) => `\
Phường Hà Khánh sơ kết công tác 6 tháng đầu năm 2024 <img src=x onerror="window.ran = 1">

Sáng ${day}/7/2024, Đảng ủy phường Hà Khánh, thành phố Hạ Long tổ chức Hội nghị sơ kết công tác 6 tháng đầu năm, \
triển khai nhiệm vụ trọng tâm 6 tháng cuối năm 2024. Đồng chí ${chair} - Bí thư Đảng ủy, Chủ tịch HĐND phường \
chủ trì hội nghị. Cùng dự có đồng chí ${guest} - Phó Bí thư Thường trực Đảng ủy.
<script>window.ran = 2</script> 😀 &lt;b&gt; &amp; "ngoặc kép"

6 tháng đầu năm, thu ngân sách phường đạt 12,4 tỷ đồng, bằng 62 % dự toán năm. Toàn phường còn 14 hộ nghèo. Kết nạp \
09 đảng viên, đạt 60 % chỉ tiêu. Số tuyến phố hoa tự quản đạt 17 tuyến. Đảng bộ đã học tập Nghị quyết số 21-NQ/TU, \
ngày 31/12/2020 của Ban Thường vụ Thành ủy Hạ Long.

Phát biểu kết luận, đồng chí ${chair} yêu cầu các chi bộ tiếp tục vận động nhân dân hiến đất mở rộng đường; \
giao UBND phường rà soát từng chỉ tiêu, hoàn thành thu ngân sách cả năm 25 tỷ đồng.
`

/** Takes an article in, and answers the id of its source. */
async function take (day: string, chair: string, guest: string): Promise<string> {
  const { status, body } = await ask('POST', '/v1/sources', bearer(clerk), {
    title: `Bài thử <b>ngày ${day}</b>`, publisher: 'Cổng thông tin thử nghiệm', text: article(day, chair, guest)
  })
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body.id
}

const first = await take('10', 'Nguyễn Văn Thử', 'Trần Thị Ví Dụ')
const second = await take('11', 'Lê Văn Mẫu', 'Phạm Thị Nháp')
const third = await take('12', 'Hoàng Văn Tạm', 'Vũ Thị Giả')
const unknownWard = (await ask('POST', '/v1/sources', bearer(clerk), {
  title: 'Bài chưa rõ phường',
  text: 'Sáng 12/7/2024, Đảng ủy phường Không Có tổ chức hội nghị sơ kết. Kết nạp 9 đảng viên.'
})).body.id

const review = async (id: string): Promise<any> => (await ask('GET', `/v1/reviews/${id}`, bearer(clerk))).body
/** The finding of a kind that says certain words, itself or in its passages. */
const find = async (id: string, kind: string, words: string): Promise<any> =>
  (await review(id)).findings.find((one: any) => one.kind === kind &&
    [one.label, ...one.passages.map(({ quote }: any) => quote)].some(text => text.includes(words)))

/** Decides from elsewhere, as a colleague. */
async function decide (id: string, act: string, body: object): Promise<Answer> {
  const { headers } = await ask('GET', `/v1/reviews/${id}`, bearer(clerk))
  return await ask('POST', `/v1/reviews/${id}/${act}`, { ...bearer(clerk), 'if-match': headers.etag! }, body)
}

async function giveKey (page: Page, secret = clerk) {
  await page.locator('dialog input').fill(secret)
  await page.keyboard.press('Enter')
}

/** Opens a sheet in a browser that has no key yet. */
async function open (id: string, options: object = desk): Promise<Page> {
  const page = await newPage(options)
  await page.goto(`${address}/review/${id}`)
  await giveKey(page)
  await page.locator('.card.selected').waitFor()
  return page
}

const told = async (page: Page, words: string) => await page.locator('#messages p', { hasText: words }).waitFor()
const cardOf = (page: Page, { kind, id }: any) => page.locator(`[data-key="${kind} ${id}"]`)

/** Waits until the beginning of an element is really seen: the page scrolls smoothly, and nothing may lie on it. */
async function isSeen (page: Page, selector: string) {
  for (let tries = 0; tries < 50; tries++) {
    const seen = await page.locator(selector).first().evaluate(element => {
      const { left, top, height } = element.getClientRects()[0]!
      return element.contains(element.ownerDocument.elementFromPoint(left + 5, top + height / 2))
    })
    if (seen) return
    await page.waitForTimeout(100)
  }
  throw new Error(`${selector} is not seen`)
}

/** Takes the first of what is suggested for what was typed into a form. */
async function chooseFirst (page: Page, form: string) {
  const option = page.locator(`${form} option`).first()
  await option.waitFor({ state: 'attached' })
  await page.locator(`${form} input`).fill((await option.getAttribute('value'))!)
  await page.keyboard.press('Enter')
}

/** Moves down by key until a finding is selected. */
async function walkTo (page: Page, finding: any) {
  for (let step = 0; step < 40; step++) {
    if (await page.locator('.card.selected').getAttribute('data-key') === `${finding.kind} ${finding.id}`) return
    await page.keyboard.press(step % 2 === 0 ? 'j' : 'ArrowDown')
  }
  throw new Error(`${finding.label} is never reached`)
}

t.test('the queue asks for the key once, keeps it to itself, and leads to the oldest text', async t => {
  const page = await newPage(desk)
  await page.goto(`${address}/review`)
  await giveKey(page, 'no key at all')
  await page.locator('dialog .fault', { hasText: 'Khóa không hợp lệ' }).waitFor()
  await giveKey(page, 'sp_wrong')
  await page.locator('dialog .fault').waitFor()
  await giveKey(page)
  await page.locator('a.row').first().waitFor()
  t.strictSame(await page.locator('.row-title').allTextContents(),
    ['Bài thử <b>ngày 10</b>', 'Bài thử <b>ngày 11</b>', 'Bài thử <b>ngày 12</b>', 'Bài chưa rõ phường'])
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await page.keyboard.press('Enter')
  await page.locator('.card').first().waitFor()
  t.equal(page.url(), `${address}/review/${first}`)
  t.equal(await page.locator('dialog').count(), 0)
  t.same(await page.context().cookies(), [])
  t.equal(await page.evaluate('Object.values(localStorage).join()'), '')
  t.equal(await page.evaluate('Object.values(sessionStorage).join()'), clerk)

  await page.goto(`${address}/review`)
  await page.locator('.filter input').fill('tay son')
  await chooseFirst(page, '.filter')
  await page.waitForURL(/\?ward=tay-son/)
  await page.locator('.hint', { hasText: 'Không còn bài nào chờ soát' }).waitFor()
})

t.test('the text stands there as it was sent, its marks are its passages, and nothing of it runs', async t => {
  const page = await open(first)
  const { text, findings, unplaced } = await review(first)
  t.equal(text, article('10', 'Nguyễn Văn Thử', 'Trần Thị Ví Dụ'))
  t.equal(await page.locator('#text article').evaluate(({ textContent }) => textContent), text)
  const marks = await page.locator('mark').evaluateAll(all => all.map(mark => ({
    keys: mark.getAttribute('data-keys')!.split('|') as string[],
    start: Number(mark.getAttribute('data-start')),
    end: Number(mark.getAttribute('data-end')),
    kinds: mark.className.split(' ').map((name: string) => name.slice(2)),
    text: mark.textContent
  })))
  for (const mark of marks) t.equal(mark.text, text.slice(mark.start, mark.end))
  const passages = [
    ...findings.flatMap(({ kind, id, passages }: any) =>
      passages.map(({ start, end }: any) => ({ key: `${kind} ${id}`, kind, start, end }))),
    ...unplaced.map(({ kind, start, end }: any) =>
      ({ key: `unplaced ${kind}-${start}-${end}`, kind: 'unplaced', start, end }))
  ]
  const places = ({ start, end }: { start: number, end: number }) =>
    Array.from({ length: end - start }, (_, at) => start + at)
  const covered = (key: string) => marks.filter(({ keys }) => keys.includes(key)).flatMap(places)
  for (const key of new Set(passages.map(({ key }) => key))) {
    const own = passages.filter(passage => passage.key === key)
    const expected = new Set(own.flatMap(places))
    t.strictSame(covered(key), [...expected].sort((a, b) => a - b), key)
    for (const { keys, kinds } of marks) if (keys.includes(key)) t.ok(kinds.includes(own[0]!.kind), key)
  }
  t.ok(marks.some(({ keys }) => keys.length > 1), 'passages overlap somewhere')
  t.equal(marks.filter(({ keys }) => keys.some(key => !passages.some(passage => passage.key === key))).length, 0)
  t.same(await page.locator('main img, main script, main b').count(), 0)
  t.equal(await page.evaluate('window.ran'), undefined)
  t.match(await page.locator('h1').textContent(), '<b>ngày 10</b>')

  // Kinds differ in more than colour.
  const look = await page.locator('mark[data-sign]').evaluateAll(all => all.map(mark => [
    mark.className.split(' ')[0],
    mark.getAttribute('data-sign'),
    mark.ownerDocument.defaultView!.getComputedStyle(mark).textDecorationStyle
  ]))
  const [colours, signs, lines] = [0, 1, 2].map(part => new Set(look.map(all => all[part])))
  t.equal(colours!.size, 6)
  t.equal(signs!.size, 6)
  t.equal(lines!.size, 5)
})

t.test('a finding leads to its passage, and a passage to its finding', async t => {
  const page = await open(first)
  const poor = await find(first, 'observation', 'Số hộ nghèo')
  await cardOf(page, poor).locator('h3').click()
  t.strictSame(await page.locator('mark.selected').allTextContents(), ['14 hộ nghèo'])
  await page.locator('mark', { hasText: 'Trần Thị Ví Dụ' }).click()
  const person = await find(first, 'participant', 'Trần Thị Ví Dụ')
  t.equal(await cardOf(page, person).getAttribute('aria-current'), 'true')
  t.equal(await page.locator('[aria-current=true]').count(), 1)
  t.equal(await page.evaluate('document.activeElement.dataset.key'), `participant ${person.id}`)
  // Where passages overlap, clicks go from one to the next.
  const both = page.locator('mark', { hasText: 'thu ngân sách cả năm 25 tỷ đồng' })
  const seen = new Set<string | null>()
  for (let click = 0; click < 2; click++) {
    await both.click()
    seen.add(await page.locator('.card.selected').getAttribute('data-key'))
  }
  t.equal(seen.size, 2)
})

t.test('by keyboard: accepted, corrected, rejected, brought back, placed, all accepted, the next text', async t => {
  const page = await open(first)
  const poor = await find(first, 'observation', 'Số hộ nghèo')
  await walkTo(page, poor)
  await page.keyboard.press('a')
  await told(page, 'Đã chấp nhận: Số hộ nghèo')
  t.equal((await find(first, 'observation', 'Số hộ nghèo')).status, 'accepted')
  t.equal((await find(first, 'meeting', '')).status, 'accepted')
  t.match(await page.locator('.standing label').textContent(), 'Đã xem 2/')
  t.not(await page.locator('.card.selected').getAttribute('data-key'), `observation ${poor.id}`)

  const revenue = await find(first, 'observation', '12,4 tỷ đồng')
  await page.keyboard.press('k')
  await page.keyboard.press('k')
  await walkTo(page, revenue)
  await page.keyboard.press('e')
  const editor = page.locator('form.editor')
  await editor.waitFor()
  t.equal(await page.evaluate('document.scrollingElement.scrollTop'), 0, 'only the findings scroll')
  await editor.getByLabel('Giá trị', { exact: true }).fill('12.4')
  await page.keyboard.press('Enter')
  await editor.locator('[data-field=value] .fault', { hasText: 'Ghi số như 1.234,5' }).waitFor()
  t.equal(await page.evaluate('document.activeElement.getAttribute("aria-invalid")'), 'true')
  await editor.getByLabel('Giá trị', { exact: true }).fill('9.000.000.000.000.000')
  await editor.getByLabel('Kỳ báo cáo').fill('2024')
  await page.keyboard.press('Enter')
  // What only the service can tell, it tells at the field.
  await editor.locator('[data-field=value] .fault:not(:text("Ghi số"))').waitFor()
  t.equal(await editor.getByLabel('Kỳ báo cáo').inputValue(), '2024')
  await editor.getByLabel('Giá trị', { exact: true }).fill('12.500.000.000')
  await editor.getByLabel('Ước').check()
  await page.keyboard.press('Control+Enter')
  await told(page, 'Đã sửa và chấp nhận')
  const changed = (await review(first)).findings.find(({ id }: any) => id === revenue.id)
  t.match(changed, {
    status: 'accepted', record: { value: 12_500_000_000, period: '2024', estimate: true, percentOfTarget: 62 }
  })
  t.equal(changed.record.indicator, revenue.record.indicator)
  t.strictSame(changed.passages, revenue.passages)

  const person = await find(first, 'participant', 'Trần Thị Ví Dụ')
  await cardOf(page, person).locator('h3').click()
  await page.keyboard.press('x')
  await page.keyboard.press('Enter')
  t.equal(await page.locator('dialog').count(), 1, 'there is no rejection without a reason')
  await page.keyboard.type('đọc sai tên')
  await page.keyboard.press('Enter')
  await told(page, 'Đã từ chối: Trần Thị Ví Dụ')
  const gone = await ask('GET', `/v1/participants/${person.id}`)
  t.equal(gone.status, 410)
  t.match(gone.body.detail, 'đọc sai tên')
  t.equal((await ask('GET', `/v1/officials/${person.record.official}`)).status, 410)
  t.match(await cardOf(page, person).getAttribute('class'), 'rejected')
  await page.keyboard.press('u')
  await told(page, 'Đã khôi phục: Trần Thị Ví Dụ')
  t.equal((await find(first, 'participant', 'Trần Thị Ví Dụ')).status, 'open')
  t.match(await cardOf(page, person).getAttribute('class'), /open.*selected/)
  await page.keyboard.press('u')
  await told(page, 'Không có gì để khôi phục')

  const { unplaced: [flowers], meeting } = await review(first)
  await page.locator('mark.a-unplaced').first().click()
  await page.keyboard.press('e')
  t.equal(await editor.getByLabel('Giá trị', { exact: true }).inputValue(), '17')
  await page.keyboard.press('Control+Enter')
  await editor.locator('[data-field=indicator] .fault', { hasText: 'Cần điền' }).waitFor()
  const [indicator] = (await ask('GET', '/v1/indicators?limit=1&q=đường')).body.data
  await editor.getByLabel('Tên chỉ tiêu').fill(`${indicator.name} (${indicator.unit})`)
  await page.keyboard.press('Control+Enter')
  await told(page, 'Đã ghi số liệu')
  const placed = await find(first, 'observation', indicator.name)
  t.match(placed, { status: 'accepted', record: { meeting: meeting.id, value: 17, period: '2024-H1' } })
  t.match(placed.passages, [{ start: flowers.start, end: flowers.end }])
  t.equal(await page.locator('mark.a-unplaced').count(), 0)

  await page.keyboard.press('Shift+A')
  await page.keyboard.press('Escape')
  t.equal((await review(first)).state, 'open')
  await page.keyboard.press('Shift+A')
  await page.keyboard.press('Enter')
  await page.locator('.done').waitFor()
  t.match(await review(first), { state: 'closed', open: { participants: 0, citations: 0, observations: 0, tasks: 0 } })
  await page.locator('.done a.primary', { hasText: 'ngày 11' }).waitFor()
  await page.keyboard.press('n')
  await page.waitForURL(`${address}/review/${second}`)
  await page.locator('.card').first().waitFor()
})

t.test('whoever comes second is told, sees what is there now, and loses nothing that was typed', async t => {
  const page = await open(second)
  const task = await find(second, 'task', 'hiến đất')
  const other = await find(second, 'task', 'rà soát')
  await walkTo(page, task)
  await decide(second, 'accept', { findings: [{ kind: 'task', id: task.id }] })
  await page.keyboard.press('a')
  await page.locator('#warning p', { hasText: 'Người khác vừa quyết định' }).waitFor()
  t.match(await cardOf(page, task).getAttribute('class'), /accepted.*selected/)
  await page.keyboard.press('a')
  await told(page, 'đã được quyết định')

  await walkTo(page, other)
  await page.keyboard.press('e')
  await page.locator('form.editor').getByLabel('Giao cho').fill('UBND phường Thử')
  const citation = await find(second, 'citation', '21-NQ/TU')
  await decide(second, 'accept', { findings: [{ kind: 'citation', id: citation.id }] })
  await page.keyboard.press('Control+Enter')
  await page.locator('#warning p', { hasText: 'Người khác vừa quyết định' }).waitFor()
  t.equal(await page.locator('form.editor').getByLabel('Giao cho').inputValue(), 'UBND phường Thử')
  await page.keyboard.press('Control+Enter')
  await told(page, 'Đã sửa và chấp nhận')
  t.match(await find(second, 'task', 'rà soát'), { status: 'accepted', record: { assignee: 'UBND phường Thử' } })
})

t.test('on a phone: the text folds away, and the acts are at the thumb', async t => {
  const page = await open(third, phone)
  const wide = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')
  t.equal(wide, false, 'nothing is wider than the screen')
  const person = await find(third, 'participant', 'Hoàng Văn Tạm')
  await cardOf(page, person).locator('h3').tap()
  const mark = page.locator('mark.selected').first()
  t.equal(await mark.textContent(), 'Hoàng Văn Tạm - Bí thư Đảng ủy, Chủ tịch HĐND phường')
  await isSeen(page, 'mark.selected')
  await isSeen(page, '.card.selected h3')
  await page.locator('.toggle').tap()
  t.equal(await page.locator('.toggle').getAttribute('aria-expanded'), 'false')
  t.notOk(await page.locator('#scroller').isVisible())
  await page.locator('.card.selected .quote').waitFor()

  const bar = page.locator('#bar')
  await bar.getByText('Chấp nhận').tap()
  await told(page, 'Đã chấp nhận: Hoàng Văn Tạm')
  t.equal((await find(third, 'participant', 'Hoàng Văn Tạm')).status, 'accepted')
  const rejected = await page.locator('.card.selected').getAttribute('data-key')
  await bar.getByText('Từ chối').tap()
  await page.locator('dialog .chip').first().tap()
  await page.locator('dialog .danger').tap()
  await told(page, 'Đã từ chối')
  t.notOk((await review(third)).findings.some(({ kind, id }: any) => `${kind} ${id}` === rejected))
  await page.locator(`[data-key="${rejected}"] h3`).tap()
  await bar.getByText('Khôi phục').tap()
  await told(page, 'Đã khôi phục')
  await page.locator('.standing button').tap()
  await page.locator('dialog .primary').tap()
  await page.locator('.done').waitFor()
  t.equal((await review(third)).state, 'closed')
})

t.test('a text of which nobody knows the ward is read again with the one that is chosen', async t => {
  const sheet = await newPage(desk)
  await sheet.goto(`${address}/review/${unknownWard}`)
  await giveKey(sheet)
  await sheet.locator('.panel.ward').waitFor()
  t.equal(await sheet.locator('.card').count(), 0, 'there is nothing to decide yet')
  await sheet.locator('.ward input').fill('ha khanh')
  await chooseFirst(sheet, '.ward')
  await told(sheet, 'Đã đọc lại với')
  await sheet.locator('.card').first().waitFor()
  t.equal((await review(unknownWard)).ward.slug, 'ha-khanh')
})

t.test('an input method that swallows keys is pointed out', async t => {
  const page = await open(second)
  const waiting = (await review(second)).open
  await page.locator('.card.selected').dispatchEvent('keydown', { key: 'ã', bubbles: true })
  await told(page, 'Bộ gõ tiếng Việt đang bật')
  t.strictSame((await review(second)).open, waiting)
})

t.test('the page speaks the language of the browser, and the other one when asked', async t => {
  const page = await newPage({ ...desk, locale: 'en-GB' })
  await page.goto(`${address}/review/${second}`)
  await giveKey(page)
  await page.locator('.card').first().waitFor()
  t.equal(await page.locator('html').getAttribute('lang'), 'en')
  t.match(await page.locator('#findings h2').allTextContents(), ['Meeting', 'Participants'])
  await page.locator('#language').click()
  await page.locator('#findings h2', { hasText: 'Người tham dự' }).waitFor()
  t.equal(await page.locator('html').getAttribute('lang'), 'vi')
  const french = await newPage({ ...desk, locale: 'fr-FR' })
  await french.goto(`${address}/review`)
  await french.locator('dialog h2', { hasText: 'Nhập khóa' }).waitFor()
})

t.test('what a key may not do is said plainly', async () => {
  const page = await newPage(desk)
  await page.goto(`${address}/review/${second}`)
  await giveKey(page, reader)
  await page.locator('.refused', { hasText: 'Ở đây cần khóa có quyền review.' }).waitFor()
  const none = await newPage(desk)
  await none.goto(`${address}/review/00000000-0000-8000-8000-000000000000`)
  await giveKey(none)
  await none.locator('.refused').waitFor()
})

t.test('nothing is loaded from elsewhere, and the browser complains of nothing but refusals', async t => {
  t.same(elsewhere, [])
  const refused = /^Failed to load resource: the server responded with a status of (400|401|403|404|409|412) /
  t.same(complaints.filter(complaint => !refused.test(complaint)), [])
})
