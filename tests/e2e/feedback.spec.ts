/**
 * A press is answered within 100 ms by a machine six times as slow: on the controls that people press most. What counts is
 * the work that the page's own thread has with it, from the press to the first picture after it and from letting go to the
 * first picture after that, six times over. Whatever else this machine does meanwhile makes no press slower.
 */
import type { Browser, Locator, Page } from '@playwright/test'
import { accountsOf, expect, test } from './people.ts'

const SLOWER = 6
const WITHIN_MS = 100
/** One that is quick is enough: what is slow by itself is slow each time, and a collection of garbage comes now and then. */
const TRIES = 12

type TraceEvent = {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur?: number
  /** How long the thread was at work, in microseconds. */
  readonly tdur?: number
  readonly args: { readonly data?: { readonly type?: string } }
}

const categories = ['devtools.timeline', 'disabled-by-default-devtools.timeline']

const whenIdle = (page: Page) =>
  page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 5_000 })))
/** The thread may be idle before the picture is drawn that answers: this one comes after it. */
const whenDrawn = (page: Page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(undefined)))),
  )

/** Milliseconds of work until the press, and until letting go, is answered by a picture: the longer of the two. */
const workFor = async (browser: Browser, page: Page, target: Locator): Promise<number> => {
  await target.hover()
  await whenIdle(page)
  await browser.startTracing(page, { categories })
  await page.mouse.down()
  await page.mouse.up()
  await whenDrawn(page)
  await whenIdle(page)
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[]
  }
  const until = (type: string): number => {
    const press = traceEvents.find(({ name, args }) => name === 'EventDispatch' && args.data?.type === type)
    if (!press) throw new Error(`No ${type} has come to the page.`)
    const own = traceEvents.filter(({ pid, tid }) => pid === press.pid && tid === press.tid)
    const pictures = own.filter(({ name, ts }) => name === 'Commit' && ts >= press.ts)
    if (pictures.length === 0) throw new Error(`Nothing of the ${type} is to be seen.`)
    const picture = Math.min(...pictures.map(({ ts }) => ts))
    return own
      .filter(({ name, ph }) => name === 'RunTask' && ph === 'X')
      .filter(({ ts, dur = 0 }) => ts + dur >= press.ts && ts <= picture)
      .reduce((sum, { tdur = 0 }) => sum + tdur / 1_000, 0)
  }
  return Math.max(until('pointerdown'), until('click'))
}

test('a press is answered within 100 ms by a machine six times as slow', async ({
  browser,
  page,
  context,
}) => {
  test.slow()
  await context.request.post('/api/auth/sign-in/email', {
    data: { email: 'customer1@demo.passbook.test', password: 'passbook-demo' },
  })
  const accounts = await accountsOf(context.request)
  const isQuick = async (name: string, target: Locator, back: () => Promise<unknown> = nothing) => {
    const times: number[] = []
    do {
      times.push(Math.round(SLOWER * (await workFor(browser, page, target))))
      await back()
    } while (times.at(-1)! > WITHIN_MS && times.length < TRIES)
    expect(Math.min(...times), 'the thread’s time was measured').toBeGreaterThan(0)
    expect.soft(Math.min(...times), `${name}: ${times.join(', ')} ms`).toBeLessThanOrEqual(WITHIN_MS)
  }
  const nothing = async () => undefined
  const button = (name: string | RegExp) => page.getByRole('button', { name }).first()
  const link = (name: string) => page.getByRole('navigation').getByRole('link', { name }).first()
  const word = (text: string) => page.getByRole('main').getByText(text, { exact: true }).first()
  const dialog = page.locator('dialog[open]')
  const closeDialog = async () => {
    await expect(dialog).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
  }
  const open = async (path: string, there: Locator) => {
    await page.goto(path)
    await expect(there).toBeVisible()
    await page.waitForLoadState('networkidle')
  }
  const lines = page.locator('a[href^="?tx="]')
  const account = page.getByRole('region', { name: 'Accounts' }).getByRole('link').first()
  const openAccount = () => open(`/accounts/${accounts[0]!.accountId}`, lines.first())
  const overview = () =>
    open('/', page.getByRole('region', { name: 'Latest activity' }).getByRole('link').first())

  await overview()
  await isQuick('the menu', button(/account menu/), () => page.keyboard.press('Escape'))
  await isQuick('the bell', button(/notifications|unread/i), () => page.keyboard.press('Escape'))
  await isQuick('the palette', button('Search or go to'), closeDialog)
  await isQuick('insights', link('Insights'), overview)
  await isQuick('an account', account, overview)

  await openAccount()
  await isQuick('a line', lines.nth(1), closeDialog)
  await isQuick('a line again', lines.nth(2), closeDialog)
  await isQuick('the filter', button('Filter'))
  await isQuick('money out alone', word('Out'), () => word('All').click())
  await isQuick('selecting', button('Select'))
  await isQuick('a day earlier', button('A day earlier'))
  await isQuick('the colour scheme', button(/^Use .* colours$/))
  await isQuick('the overview', link('Overview'), () => openAccount())

  const others = page.locator('[data-field="to"] label')
  await open('/transfer', others.first())
  await isQuick('who is paid', others.nth(0))
  await isQuick('again and again', word('Regularly'), () => word('Now').click())
  await page.getByRole('textbox', { name: 'Amount' }).fill('1')
  await isQuick('review', button('Review'), () =>
    page.getByRole('button', { name: 'Change', exact: true }).click(),
  )
  await button('Review').click()
  await isQuick('sending', button(/^(Send|Move) /))
})
