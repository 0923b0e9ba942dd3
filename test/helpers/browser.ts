/** A real browser for tests: Chromium (CHROMIUM, else /usr/bin/chromium); what it complains of, and asks elsewhere. */
import { chromium, type BrowserContextOptions, type Page } from 'playwright-core'
import type { Test } from 'tap'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const args = [
  '--no-sandbox', '--headless', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync',
  '--disable-background-networking', '--disable-component-update'
]

/** Opens a browser on a service; it is closed when the test ends. */
export async function openBrowser (t: Test, address: string) {
  const browser = await chromium.launch({ executablePath, args })
  t.teardown(async () => await browser.close())
  const elsewhere: string[] = []
  const complaints: string[] = []

  /** A page in a context of its own. */
  async function newPage (options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    page.on('request', request => {
      if (!request.url().startsWith(address) && !request.url().startsWith('data:')) elsewhere.push(request.url())
    })
    page.on('pageerror', error => { complaints.push(error.message) })
    page.on('console', message => { if (message.type() === 'error') complaints.push(message.text()) })
    return page
  }

  return { newPage, elsewhere, complaints }
}
