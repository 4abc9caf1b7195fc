/** Money that comes from somebody else: seen without a reload, in every tab, and also when nothing can be pushed. */
import type { BrowserContext, Page } from '@playwright/test'
import { accountCard, activity, ask, expect, heading, type Person, test, total } from './people.ts'

const STREAM = '**/api/trpc/projections.watch*'

const pay = async (from: Person, to: Person, amount: string, description: string): Promise<void> => {
  await ask(from.request, 'commands.transferMoney', {
    fromAccountId: from.accountId,
    toAccountId: to.accountId,
    money: { amount, currency: 'USD' },
    description,
  })
}

/** The page must not come to know by itself: no timer of it ever rings, and it is not left and come back to. */
const withoutPolling = (context: BrowserContext) =>
  context.addInitScript(() => {
    window.setInterval = (() => 0) as unknown as typeof window.setInterval
  })

const isLive = (page: Page) =>
  page.waitForResponse((response) => response.url().includes('projections.watch'))

test('money from somebody else shows on the overview, the account and in another tab, without a reload', async ({
  page,
  context,
  people,
}) => {
  await withoutPolling(context)
  const me = await people.me()
  const bob = await people.other()
  const open = isLive(page)
  await page.goto('/')
  await expect(total(page)).toContainText('$500.00')
  await open
  const loads: string[] = []
  page.on('request', (request) => {
    if (request.isNavigationRequest()) loads.push(request.url())
  })

  await pay(bob, me, '12.50', 'Pizza')
  await expect(total(page)).toContainText('$512.50')
  await expect(accountCard(page)).toContainText('$512.50')
  await expect(activity(page).getByRole('listitem').filter({ hasText: 'Pizza' })).toContainText('+$12.50')

  // A second tab is told by the first one: only one of them holds a stream.
  const otherTab = await context.newPage()
  const streams: string[] = []
  otherTab.on('request', (request) => {
    if (request.url().includes('projections.watch')) streams.push(request.url())
  })
  await otherTab.goto(`/accounts/${me.accountId}`)
  await expect(otherTab.getByRole('region', { name: 'Balance' })).toContainText('$512.50')
  await pay(bob, me, '7.50', 'Ice cream')
  await expect(otherTab.getByRole('region', { name: 'Balance' })).toContainText('$520.00')
  await expect(otherTab.getByRole('listitem').filter({ hasText: 'Ice cream' })).toContainText('+$7.50')
  await expect(total(page)).toContainText('$520.00')
  expect(streams).toEqual([])
  expect(loads).toEqual([])

  // When the tab that holds it closes, the other one takes over.
  await Promise.all([isLive(otherTab), page.close()])
  await pay(bob, me, '30.00', 'Cinema')
  await expect(otherTab.getByRole('region', { name: 'Balance' })).toContainText('$550.00')
  await expect(otherTab.getByRole('listitem').filter({ hasText: 'Cinema' })).toContainText('+$30.00')
})

test('a transfer’s page fills when the transfer arrives', async ({ page, context, people }) => {
  await withoutPolling(context)
  const me = await people.me()
  const bob = await people.other()
  const transferId = crypto.randomUUID()
  const open = isLive(page)
  await page.goto(`/transfers/${transferId}`)
  await expect(page.getByRole('heading', { name: 'No such transfer' })).toBeVisible()
  await open
  await ask(bob.request, 'commands.transferMoney', {
    transferId,
    fromAccountId: bob.accountId,
    toAccountId: me.accountId,
    money: { amount: '3.00', currency: 'USD' },
    description: 'Bus',
  })
  await expect(heading(page, 'Received')).toBeVisible()
  await expect(page.getByText('Bus')).toBeVisible()
})

test('without a stream the page says so and asks by itself; when it is back, it does not', async ({
  page,
  people,
}) => {
  const me = await people.me()
  const bob = await people.other()
  const notice = page.getByText(/Live updates are interrupted/)
  await page.route(STREAM, (route) => route.abort())
  await page.goto('/')
  await expect(total(page)).toContainText('$500.00')
  await expect(notice).toBeVisible()
  await pay(bob, me, '12.50', 'Pizza')
  await expect(total(page)).toContainText('$512.50')

  await page.unroute(STREAM)
  await expect(notice).toHaveCount(0, { timeout: 30_000 })
  await pay(bob, me, '7.50', 'Ice cream')
  await expect(total(page)).toContainText('$520.00')
})

test('signing out elsewhere ends the stream, and the page with it', async ({ page, context, people }) => {
  await withoutPolling(context)
  const me = await people.me()
  const open = isLive(page)
  await page.goto('/')
  await expect(total(page)).toContainText('$500.00')
  await open
  // The same session, ended from outside this browser's pages.
  await me.request.post('/api/auth/sign-out', { data: {} })
  await expect(heading(page, 'Sign in')).toBeVisible()
})
