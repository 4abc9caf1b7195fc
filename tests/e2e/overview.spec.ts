/** The overview: how accounts went, what is left to spend, and what wants to be known first. */
import type { APIRequestContext, Route } from '@playwright/test'
import { addDays } from '../../app/components/calendar-days.ts'
import { isAccessible } from './axe.ts'
import { accountCard, activity, ask, expect, test, total } from './people.ts'

type Upcoming = { date: string; money: { amount: string } }

test('what is scheduled and asked for stands on top, and what is left to spend agrees with it', async ({
  page,
  people,
  request: nobody,
}) => {
  test.slow()
  const me = await people.me()
  const bob = await people.other()
  const today = new Date().toISOString().slice(0, 10)
  const monthEnd = new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)), 0))
    .toISOString()
    .slice(0, 10)
  // The document holds the figures before any script has come, unless the server is too busy to say; and nobody else's.
  const documentOf = async (who: APIRequestContext) => {
    const response = await who.get('/', { headers: { 'accept-language': 'en-US' } })
    expect(response.headers()['cache-control']).toContain('no-store')
    return response.text()
  }
  await expect.poll(() => documentOf(me.request)).toMatch(new RegExp(`\\$500\\.00.*${me.accountId}`, 's'))
  for (const other of [bob.request, nobody]) expect(await documentOf(other)).not.toContain(me.accountId)
  expect(await documentOf(nobody)).not.toContain('$500.00')

  await page.goto('/')
  await expect(total(page)).toContainText('$500.00')
  const left = page.getByRole('region', { name: 'Left to spend' })
  await expect(left).toContainText('$500.00')
  await expect(left).toContainText('nothing is scheduled')
  const coming = page.getByRole('region', { name: 'Coming up' })
  await expect(coming).toHaveCount(0)

  // What one schedules on another device, and what somebody asks for, comes up while the page is open.
  for (const [date, amount, description] of [
    [addDays(today, 1), '120.00', 'Rent'],
    [monthEnd > today ? monthEnd : addDays(today, 1), '30.00', 'Gym'],
  ] as const)
    await ask(me.request, 'commands.createStandingOrder', {
      fromAccountId: me.accountId,
      toAccountId: bob.accountId,
      money: { amount, currency: 'USD' },
      description,
      schedule: { frequency: 'once', firstDate: date },
    })
  await ask(bob.request, 'commands.requestMoney', {
    toAccountId: bob.accountId,
    payer: { accountId: me.accountId },
    money: { amount: '12.50', currency: 'USD' },
    description: 'Pizza',
  })
  const request = coming.getByRole('link', { name: `${bob.name} asks you for money` })
  await expect(request).toContainText('$12.50')
  const rent = coming.getByRole('link', { name: new RegExp(`Scheduled to ${bob.name}.*Rent`) })
  await expect(rent).toContainText('Tomorrow')
  await expect(rent).toContainText('−$120.00')
  const open = await openRequest(me.request)
  await expect(request).toHaveAttribute('href', `/requests/${open.requestId}`)
  const tops = await Promise.all([coming, total(page)].map((region) => region.boundingBox()))
  expect(tops[0]!.y).toBeLessThan(tops[1]!.y)

  // On the month's last day tomorrow's payments are the next month's.
  const { data } = await ask<{ data: Upcoming[] }>(me.request, 'standingOrders.upcoming', { until: monthEnd })
  const cents = data.reduce((sum, { money }) => sum + Number(money.amount.replace('.', '')), 0)
  await expect(left).toContainText(`$${((50_000 - cents) / 100).toFixed(2)}`)
  if (data.length > 0) {
    await left.getByText(`${data.length} payments scheduled`).click()
    await expect(left.getByText('−$120.00')).toBeVisible()
    await expect(left.getByRole('link', { name: 'All that is scheduled' })).toHaveAttribute(
      'href',
      '/scheduled',
    )
  }
  await isAccessible(page, 'overview with what comes up')

  await ask(me.request, 'commands.declineRequest', open)
  await expect(request).toHaveCount(0)
  await expect(rent).not.toContainText('not enough')
  await ask(me.request, 'commands.transferMoney', {
    fromAccountId: me.accountId,
    toAccountId: bob.accountId,
    money: { amount: '450.00', currency: 'USD' },
    description: 'Sofa',
  })
  await expect(rent).toContainText('There is not enough on Everyday for what is due.')

  // What could not be read is not as if nothing were scheduled.
  await page.route(UPCOMING, async (route) =>
    (await page.locator('body.pressed').count()) > 0 ? route.continue() : withoutUpcoming(route),
  )
  // A document that is fetched ahead brings no answers along: the page asks.
  await page.setExtraHTTPHeaders({ 'sec-purpose': 'prefetch' })
  await page.reload()
  for (const sheet of [coming, left])
    await expect(sheet).toContainText('What is scheduled could not be read.')
  await isAccessible(page, 'overview without what is scheduled')
  // Until then, whatever the page reads again by itself finds it still away.
  const again = coming.getByRole('button', { name: 'Try again' })
  await page.evaluate(() => addEventListener('click', () => document.body.classList.add('pressed'), true))
  await again.click()
  await expect(rent).toBeVisible()
  await expect(left).not.toContainText('could not be read')
})

const UPCOMING = /\/api\/trpc\/.*standingOrders\.upcoming/
/** The bank answers all that is asked together, but this. */
const withoutUpcoming = async (route: Route) => {
  const response = await route.fetch()
  const paths = new URL(route.request().url()).pathname.split('/').at(-1)?.split(',') ?? []
  const answers = [await response.json()].flat()
  const fault = { error: { message: '', code: -32_603, data: { httpStatus: 500 } } }
  const told = paths.map((path, at) => (path === 'standingOrders.upcoming' ? fault : answers[at]))
  await route.fulfill({ response, json: paths.length > 1 ? told : told[0] })
}

const openRequest = async (request: Parameters<typeof ask>[0]) => {
  const { data } = await ask<{ data: { requestId: string }[] }>(request, 'requests.list', {
    direction: 'in',
    status: 'open',
  })
  return { requestId: data[0]!.requestId }
}

test('an account shows how it went, and what is new is told beside it', async ({ page, context, people }) => {
  await context.request.post('/api/auth/sign-in/email', {
    data: { email: 'customer1@demo.passbook.test', password: 'passbook-demo' },
  })
  await page.goto('/')
  const cards = page.getByRole('region', { name: 'Accounts' }).getByRole('link')
  const line = cards.first().getByRole('img', { name: /^In 90 days from .* to .*, between .* and / })
  await expect(line).toBeVisible()
  const words = (await line.getAttribute('aria-label')) ?? ''
  const balance = (await cards.first().locator('.money').last().textContent()) ?? ''
  expect(words).toContain(` to ${balance},`)
  await expect(page.getByRole('region', { name: 'Notifications' }).getByRole('listitem')).toHaveCount(4)
  await expect(activity(page).getByRole('listitem').first()).toBeVisible()

  // An account of today has no line yet.
  await context.clearCookies()
  await people.me()
  await page.goto('/')
  await expect(accountCard(page)).toContainText('$500.00')
  await expect(accountCard(page).getByRole('img')).toHaveCount(0)
})
