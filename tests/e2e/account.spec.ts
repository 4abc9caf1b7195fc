/** An account's book: read to its beginning, searched, and the same figure wherever it stands. */
import { accountCard, expect, heading, test, total } from './people.ts'

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
  await page.getByText('Out', { exact: true }).click()
  await expect(page.getByText('Nothing fits')).toBeVisible()
  await page.getByText('In', { exact: true }).click()
  await expect(lines.first()).toContainText('+$7.77')
})

test("somebody else's account looks like one that does not exist", async ({ page, people }) => {
  await people.me()
  const bob = await people.other()
  await page.goto(`/accounts/${bob.accountId}`)
  await expect(page.getByRole('heading', { name: 'No such account' })).toBeVisible()
  await page.goto('/transfers/01890000-0000-7000-8000-000000000000')
  await expect(page.getByRole('heading', { name: 'No such transfer' })).toBeVisible()
})

test('the overview is light enough to load', async ({ page, people }) => {
  await people.me()
  await page.goto('/')
  await expect(total(page)).toContainText('$500.00')
  const bytes = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter((entry) => entry.name.endsWith('.js'))
      .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
  )
  expect(bytes).toBeGreaterThan(50_000)
  expect(bytes).toBeLessThan(250_000)
})

test('a page that does not exist says so', async ({ page }) => {
  await page.goto('/nowhere')
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible()
  await expect(heading(page, 'Sign in')).toHaveCount(0)
})
