/**
 * Swagger UI in a real browser: it opens, each GET that is tried out with what is filled in answers at once with
 * something, and nothing is loaded from elsewhere. Needs Chromium (CHROMIUM, else /usr/bin/chromium).
 */
import t from 'tap'
import { openBrowser } from '../helpers/browser.js'
import { openIssuer } from '../helpers/issuer.js'
import { readsOf } from '../helpers/operations.js'
import { ADMIN_KEY, openRegister, serve } from '../helpers/register.js'

const register = await openRegister(t)
const { app } = register
const address = await app.listen({ host: '127.0.0.1', port: 0 })

const { newPage, elsewhere, complaints } = await openBrowser(t, address)

/** A page of Swagger UI in a context of its own. It shows what is near the window: a high one shows a whole tag. */
async function openPage () {
  const page = await newPage({ viewport: { width: 1280, height: 8000 } })
  // It resolves the whole document for each operation that is unfolded, which a slow machine takes long for.
  page.setDefaultTimeout(120_000)

  return {
    page,

    /** Opens the page with one operation unfolded, by its deep link. */
    async open (tag: string, operationId: string) {
      await page.goto('about:blank')
      await page.goto(`${address}/docs#/${tag}/${operationId}`)
    },

    /** Shows few operations but those of a tag: each click draws all that is shown anew. */
    async show (tag: string) {
      await page.locator('.operation-filter-input').fill(tag)
      await page.locator(`.opblock-tag[data-tag="${tag}"]`).waitFor()
      await page.locator(`.opblock-tag[data-tag="${tag === 'Service' ? 'Meetings' : 'Service'}"]`)
        .waitFor({ state: 'detached' })
    },

    /** Folds or unfolds an operation. An event: while the page draws, things move away from under a pointer. */
    async fold (tag: string, operationId: string) {
      await page.locator(`#operations-${tag}-${operationId} .opblock-summary-control`).dispatchEvent('click')
    },

    /** Presses Execute of an operation that is unfolded. */
    async execute (tag: string, operationId: string) {
      const block = page.locator(`#operations-${tag}-${operationId}`)
      await block.locator('.execute').click()
      const answer = block.locator('.live-responses-table .response')
      await answer.locator('.response-col_description code').first().waitFor()
      return {
        request: await block.locator('.request-url pre').innerText(),
        status: (await answer.locator('.response-col_status').first().innerText()).trim(),
        body: await answer.locator('.response-col_description .microlight').first().innerText()
      }
    }
  }
}

t.test('the core query is executed with a ward and a period filled in', async t => {
  const { open, execute } = await openPage()
  await open('Meetings', 'listMeetings')
  const { request, status, body } = await execute('Meetings', 'listMeetings')
  t.match(request, /\/v1\/meetings\?ward=ha-khanh&period=2024&/)
  t.equal(status, '200')
  const { data, page } = JSON.parse(body)
  t.equal(data.length, 1)
  t.match(data[0], { ward: { slug: 'ha-khanh' }, heldOn: '2024-01-06', type: { code: 'lam-viec' } })
  t.equal(page.total, 1)
})

t.test('every other GET that needs no key gives a real answer at once', async t => {
  const waiting = readsOf(register).values()
  /** One of the pages that share the work. */
  async function walk () {
    const { page, show, fold, execute } = await openPage()
    await page.goto(`${address}/docs`)
    let shown = ''
    for (const { id, tag } of waiting) {
      if (tag !== shown) await show(tag)
      shown = tag
      await fold(tag, id)
      const { status, body } = await execute(tag, id)
      await fold(tag, id)
      t.equal(status, '200', id)
      const answer = JSON.parse(body)
      t.ok(!('data' in answer) || answer.data.length > 0, `${id} finds something`)
    }
  }
  await Promise.all([walk(), walk()])
})

t.test('a key that is given under Authorize goes along, and its operations answer', async t => {
  const { page, open, execute } = await openPage()
  await page.goto(`${address}/docs`)
  await page.locator('.auth-wrapper .btn.authorize').first().click()
  await page.locator('.modal-ux input').fill(ADMIN_KEY)
  await page.locator('.modal-ux .btn.authorize').click()
  await page.locator('.modal-ux .btn-done').click()
  await open('Keys', 'createKey')
  const made = await execute('Keys', 'createKey')
  t.equal(made.status, '201')
  t.match(JSON.parse(made.body), { key: /^sp_/, scopes: ['write'], wards: [{ slug: 'tay-son' }] })
  await open('Keys', 'listKeys')
  const { status, body } = await execute('Keys', 'listKeys')
  t.strictSame([status, JSON.parse(body).data.length], ['200', 1])
})

t.test('a token that is given under Authorize goes along, typed in or fetched from the identity provider', async t => {
  const provider = await openIssuer(t)
  const { issuer, state } = provider
  const token = await provider.token({ scope: 'so-phuong:admin' })
  state.described = {
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    grant_types_supported: ['authorization_code'],
    scopes_supported: ['openid', 'so-phuong:admin']
  }
  const exchanged: string[] = []
  state.others = (request, response) => {
    const url = new URL(request.url!, issuer)
    if (url.pathname.endsWith('/auth')) {
      const back = new URL(url.searchParams.get('redirect_uri')!)
      back.search = String(new URLSearchParams({ code: 'a-code', state: url.searchParams.get('state')! }))
      response.writeHead(302, { location: back.href }).end()
      return
    }
    response.setHeader('access-control-allow-headers', 'authorization, content-type, x-requested-with')
    request.setEncoding('utf8').on('data', text => { exchanged.push(text) }).on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' })
        .end(request.method === 'POST' ? JSON.stringify({ access_token: token, token_type: 'Bearer' }) : '')
    })
  }
  const bound = await serve(t, register.connection, { settings: provider.settings })
  const address = await bound.app.listen({ host: '127.0.0.1', port: 0 })

  for (const isTyped of [true, false]) {
    const { page, execute } = await openPage()
    await page.goto(`${address}/docs`)
    await page.locator('.auth-wrapper .btn.authorize').first().click()
    if (isTyped) {
      const field = page.locator('.modal-ux .auth-container', { hasText: 'bearer' }).first().locator('input').first()
      await field.fill(token)
      await page.locator('.modal-ux .btn.authorize').first().click()
    } else {
      const flow = page.locator('.modal-ux .auth-container', { hasText: 'authorization_code' })
      await flow.locator('input[data-name="clientId"]').fill('swagger')
      await flow.locator('.btn.authorize').click()
      await flow.locator('button', { hasText: 'Logout' }).waitFor()
      t.match(exchanged.join(''), /code=a-code.*code_verifier=/s, 'with PKCE')
    }
    await page.goto('about:blank')
    await page.goto(`${address}/docs#/Keys/listKeys`)
    t.equal((await execute('Keys', 'listKeys')).status, '200', isTyped ? 'typed in' : 'fetched')
  }
  const { origin } = new URL(issuer)
  t.same(elsewhere.splice(0).filter(url => ![address, origin].includes(new URL(url).origin)), [])
})

t.test('nothing is loaded from elsewhere, and the browser has nothing to complain of', async t => {
  t.same(elsewhere, [])
  t.same(complaints, [])
})
