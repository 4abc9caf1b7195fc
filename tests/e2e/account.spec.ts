/** An account's book: read to its beginning, searched, looked back at, and the same figure wherever it stands. */
import type { APIRequestContext } from '@playwright/test'
import { addDays, endOfDay } from '../../app/components/calendar-days.ts'
import { isAccessible } from './axe.ts'
import { accountCard, ask, expect, heading, nothingAskedInVain, test, total } from './people.ts'

test('the list goes back to the first line', async ({ page }) => {
  await page.goto('/sign-in')
  await page
    .getByRole('region', { name: 'This is a demo bank' })
    .getByRole('listitem')
    .first()
    .getByRole('button')
    .click()
  const card = page
    .getByRole('region', { name: 'Accounts' })
    .getByRole('link')
    .filter({ hasText: 'Current account' })
    .first()
  const balance = (await card.locator('.money').last().textContent()) ?? ''
  await card.click()
  await expect(page.getByRole('region', { name: 'Balance' })).toContainText(balance)

  const lines = page.getByRole('region', { name: 'Transactions' }).getByRole('listitem')
  await expect(lines.first().locator('.money').last()).toHaveText(balance)
  // Older lines come as one goes on, and only those in view are drawn: by keys from the first one to the very last.
  await lines.first().getByRole('link').focus()
  await expect
    .poll(async () => {
      await page.keyboard.press('End')
      return page.getByText('This is where the book begins.').isVisible()
    })
    .toBe(true)
  expect(await lines.count()).toBeLessThan(100)
  // The last ones may have come after the key.
  await page.keyboard.press('End')
  await expect(lines.last().getByRole('link')).toBeFocused()
  await page.keyboard.press('Home')
  await expect(lines.first().getByRole('link')).toBeFocused()
  await expect(lines.first().locator('.money').last()).toHaveText(balance)
})

test('lines are found by what they say and where the money went', async ({ page, people }) => {
  const me = await people.me()
  await people.deposit(me.accountId, '7.77')
  await page.goto('/')
  await accountCard(page).click()
  const lines = page.getByRole('region', { name: 'Transactions' }).getByRole('listitem')
  await expect(lines).toHaveCount(2)
  await page.getByRole('searchbox', { name: 'Search transactions' }).fill('nothing like that')
  await expect(page.getByText('Nothing fits')).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search transactions' }).fill('counter')
  await expect(lines).toHaveCount(2)
  const direction = page.getByRole('radiogroup', { name: 'Direction' })
  await direction.getByText('Out').click()
  await expect(page.getByText('Nothing fits')).toBeVisible()
  await direction.getByText('In').click()
  await expect(lines.first()).toContainText('+$7.77')
})

type Listed = { accountId: string; product: string; balance: { amount: string } }
const demosEveryday = async (request: APIRequestContext): Promise<Listed> => {
  const { data } = await ask<{ data: Listed[] }>(request, 'accounts.list')
  return data.find(({ product }) => product === 'current')!
}

test('the account as it was shows the balance and the list of then, until one is back', async ({
  page,
  context,
}) => {
  test.slow()
  await context.request.post('/api/auth/sign-in/email', {
    data: { email: 'customer1@demo.passbook.test', password: 'passbook-demo' },
  })
  const { accountId, balance: current } = await demosEveryday(context.request)
  const now = `$${Number(current.amount).toLocaleString('en-US', { minimumFractionDigits: 2 })}`
  const day = addDays(new Date().toISOString().slice(0, 10), -40)
  const balanceOn = async (date: string) => {
    const { data } = await ask<{ data: Record<'balance' | 'available', { amount: string }> }>(
      context.request,
      'accounts.balanceAt',
      { accountId, at: endOfDay(date, 'UTC') },
    )
    const shown = ({ amount }: { amount: string }) =>
      `$${Number(amount).toLocaleString('en-US', { minimumFractionDigits: 2 })}`
    return { balance: shown(data.balance), available: shown(data.available) }
  }
  const balance = page.getByRole('region', { name: 'Balance' })
  const lines = page.getByRole('region', { name: 'Transactions' }).getByRole('listitem')
  const shows = async (date: string) => {
    const then = await balanceOn(date)
    await expect(page).toHaveURL(new RegExp(`[?&]at=${date}`))
    await expect(balance).toContainText(then.balance)
    await expect(balance).toContainText(`Available${then.available}`)
    await expect(balance).toContainText('as it was')
    await expect(lines.first().locator('.money').last()).toHaveText(then.balance)
  }

  await page.goto(`/accounts/${accountId}?at=${day}`)
  await shows(day)
  await expect(balance).toContainText(now)
  await expect(page.getByText('You are looking at this account as it was')).toBeVisible()
  const field = page.getByLabel('Look back at', { exact: true })
  await expect(field).toHaveValue(day)
  await isAccessible(page, 'account as it was')
  await page.setViewportSize({ width: 1280, height: 860 })

  // A day or a week at a time, by date, and by the slider, all without a drag.
  await page.getByRole('button', { name: 'A week earlier' }).click()
  await shows(addDays(day, -7))
  await page.getByRole('button', { name: 'A day later' }).click()
  await shows(addDays(day, -6))
  await field.fill(addDays(day, -20))
  await shows(addDays(day, -20))
  await page.getByRole('slider', { name: 'Day to look back at' }).press('ArrowRight')
  await shows(addDays(day, -19))
  // Further back than the line went: it goes as far.
  await field.fill(addDays(day, -200))
  await shows(addDays(day, -200))
  await expect(
    page.getByRole('region', { name: 'History' }).getByRole('radio', { name: '1 year' }),
  ).toBeChecked()
  await page.reload()
  await shows(addDays(day, -200))

  await page.getByRole('button', { name: 'Back to now' }).click()
  await expect(balance).toContainText(now)
  await expect(balance).toContainText('Available')
  await expect(lines.first().locator('.money').last()).toHaveText(now)
  await expect(field).toBeFocused()
  await expect(page).not.toHaveURL(/at=/)
})

type Line = { position: number; at: string; balanceAfter: { amount: string } }
const dayIn = (zone: string, at: string) =>
  new Date(at).toLocaleDateString('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })

for (const zone of ['Asia/Tokyo', 'America/Los_Angeles'])
  test.describe(() => {
    test.use({ timezoneId: zone })
    test(`in ${zone} lines stand under the reader’s days, and one looks back at the bank’s, which is said`, async ({
      page,
      context,
    }) => {
      await context.request.post('/api/auth/sign-in/email', {
        data: { email: 'customer1@demo.passbook.test', password: 'passbook-demo' },
      })
      const { accountId } = await demosEveryday(context.request)
      const { data: told } = await ask<{ data: Line[] }>(context.request, 'accounts.transactions', {
        accountId,
        limit: 50,
      })
      await page.goto(`/accounts/${accountId}`)
      const list = page.getByRole('region', { name: 'Transactions' })
      const lines = list.locator('li[data-position]')
      await expect(lines.first()).toBeVisible()
      const shown = await list
        .locator('div:has(> h3)')
        .evaluateAll((days) =>
          days.map((day) =>
            [...day.querySelectorAll('li[data-position]')].map((line) => line.getAttribute('data-position')),
          ),
        )
      const byDay = Map.groupBy(told, ({ at }) => dayIn(zone, at))
      const expected = [...byDay.values()].map((ofDay) => ofDay.map(({ position }) => String(position)))
      // The last day goes on below.
      const whole = Math.min(shown.length, expected.length) - 1
      expect(whole).toBeGreaterThan(3)
      expect(shown.slice(0, whole)).toEqual(expected.slice(0, whole))

      // A line of a day that has ended, and is another one here than at the bank.
      const today = dayIn('UTC', new Date().toISOString())
      const line = told.find(({ at }) => ![dayIn(zone, at), today].includes(dayIn('UTC', at)))!
      const day = dayIn('UTC', line.at)
      const newest = told.find(({ at }) => dayIn('UTC', at) <= day)!
      await page.goto(`/accounts/${accountId}?at=${day}`)
      const ended = new Date(`${day}T23:59:59.999Z`)
      const moment = ended.toLocaleTimeString('en-US', { timeZone: zone, hour: 'numeric', minute: '2-digit' })
      await expect(page.getByText(/^You are looking at .* ended at the bank: /)).toContainText(moment)
      await expect(page.getByText('Days here end when they end at the bank (UTC).')).toBeVisible()
      await expect(lines.first()).toHaveAttribute('data-position', String(newest.position))
      await expect(page.getByRole('region', { name: 'Balance' })).toContainText(
        Number(newest.balanceAfter.amount).toLocaleString('en-US', { minimumFractionDigits: 2 }),
      )
    })
  })

test('the line of a balance is there as figures, for as long as one asks', async ({ page, context }) => {
  await context.request.post('/api/auth/sign-in/email', {
    data: { email: 'customer1@demo.passbook.test', password: 'passbook-demo' },
  })
  const { accountId } = await demosEveryday(context.request)
  await page.goto(`/accounts/${accountId}`)
  const history = page.getByRole('region', { name: 'History' })
  const line = history.getByRole('img', { name: /^The balance from .* Lowest .* highest / })
  await expect(line).toBeVisible()
  await nothingAskedInVain(page)
  // A press on it looks back at that day: in the middle of 90 days, today included, at the 44th or 45th before it.
  await history.locator('figure button').click()
  const today = new Date().toISOString().slice(0, 10)
  await expect(page).toHaveURL(new RegExp(`at=(${[44, 45].map((days) => addDays(today, -days)).join('|')})`))
  await expect(page.getByText('You are looking at this account as it was')).toBeVisible()
  await history.getByText('As a table').click()
  const rows = history.getByRole('row')
  const shown = await rows.count()
  expect(shown).toBeGreaterThan(20)
  await history.getByText('All', { exact: true }).click()
  await expect(page).toHaveURL(/range=all/)
  await expect.poll(() => rows.count()).toBeGreaterThan(shown)
})

test('what holds for an account is changed on its settings, and it is closed when nothing is left to do', async ({
  page,
  people,
}) => {
  test.slow()
  const me = await people.me({ balance: '80.00' })
  await page.goto(`/accounts/${me.accountId}`)
  await page.getByRole('link', { name: 'Settings' }).click()
  await expect(heading(page, 'Account settings')).toBeVisible()

  const name = page.getByRole('region', { name: 'Name' })
  await name.getByRole('textbox').fill('Groceries')
  await name.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('link', { name: 'Back to Groceries' })).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('link', { name: 'Back to Everyday' })).toBeVisible()
  await name.getByRole('textbox').fill('Groceries')
  await name.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('link', { name: 'Back to Groceries' })).toBeVisible()

  const alert = page.getByRole('region', { name: 'Low balance' })
  await alert.getByRole('textbox').fill('25')
  await alert.getByRole('button', { name: 'Save' }).click()
  await expect(alert.getByRole('button', { name: 'Do not tell me' })).toBeVisible()
  await expect(alert.getByRole('textbox')).toHaveValue('25.00')

  // What is lower holds at once; what is higher is promised.
  const limits = page.getByRole('region', { name: 'Transfer limits' })
  await limits.getByLabel('In one transfer').fill('100')
  await limits.getByLabel('On one day').fill('60,000')
  await limits.getByRole('button', { name: 'Save' }).click()
  await expect(limits).toContainText('$50,000.00 now, $60,000.00 from')
  await expect(limits.getByLabel('In one transfer')).toHaveValue('100.00')
  await limits.getByLabel('In one transfer').fill('900000')
  await limits.getByRole('button', { name: 'Save' }).click()
  await expect(limits.getByRole('alert')).toContainText('higher than the bank lets anybody choose')
  await isAccessible(page, 'account settings')
  await page.setViewportSize({ width: 1280, height: 860 })

  // There is money on it, and nowhere for it to go.
  const closing = page.getByRole('region', { name: 'Close the account' })
  await expect(closing).toContainText('$80.00 is left, and you have no other account in USD for it')
  await expect(closing.getByRole('button')).toHaveCount(0)
  await ask(me.request, 'commands.openAccount', { product: 'savings', currency: 'USD', name: 'Fund' })
  await page.reload()
  await closing.getByLabel('Why?').fill('Moving on')
  await closing.getByRole('button', { name: 'Close the account' }).click()
  await expect(closing).toContainText('Choose where it goes.')
  await closing.getByRole('radio', { name: 'Fund' }).check()
  await closing.getByRole('button', { name: 'Close the account' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('$80.00 goes to Fund.')
  await isAccessible(page, 'closing an account')
  await dialog.getByRole('button', { name: 'Close it for ever' }).click()
  await page.getByText('Closed (1)').click()
  await expect(accountCard(page, 'Groceries')).toBeVisible()
  await expect(accountCard(page, 'Fund')).toContainText('$80.00')
})

test("somebody else's account looks like one that does not exist", async ({ page, people }) => {
  await people.me()
  const bob = await people.other()
  await page.goto(`/accounts/${bob.accountId}`)
  await expect(page.getByRole('heading', { name: 'No such account' })).toBeVisible()
  await page.goto('/transfers/01890000-0000-7000-8000-000000000000')
  await expect(page.getByRole('heading', { name: 'No such transfer' })).toBeVisible()
  await page.goto('/transfer?repeat=01890000-0000-7000-8000-000000000000')
  await expect(page.getByText('What you wanted to repeat is not there')).toBeVisible()
})

test('the overview is light enough to load', async ({ page, people }) => {
  await people.me()
  await page.goto('/')
  await expect(total(page)).toContainText('$500.00')
  // All of it counts, also what is fetched in advance for other pages once this one has nothing else to do.
  await page.waitForLoadState('networkidle')
  const scripts = await page.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter(({ name }) => /\.js(\?|$)/.test(name))
      .map(({ encodedBodySize }) => encodedBodySize),
  )
  const bytes = scripts.reduce((sum, size) => sum + size, 0)
  expect(scripts.length).toBeGreaterThan(5)
  expect(bytes).toBeGreaterThan(50_000)
  expect(bytes).toBeLessThan(250_000)
  await nothingAskedInVain(page)
})

test('a page that does not exist says so', async ({ page }) => {
  await page.goto('/nowhere')
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible()
  await expect(heading(page, 'Sign in')).toHaveCount(0)
})
