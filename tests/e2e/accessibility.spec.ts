/** Every page by axe, in both schemes, on a phone and on a desktop. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { activity, expect, heading, sendButton, test, total, writeTransfer } from './people.ts'

const violations = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary?.slice(0, 300)}`),
  )
}

const sizes = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 860 } }

for (const colorScheme of ['light', 'dark'] as const)
  for (const [size, viewport] of Object.entries(sizes))
    test.describe(`${colorScheme}, ${size}`, () => {
      // Without movement nothing is caught half faded in.
      test.use({ colorScheme, viewport, contextOptions: { reducedMotion: 'reduce' } })

      test('every page is without violations', async ({ page, people }) => {
        test.slow()
        const looksRight = async (name: string) => {
          await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme)
          expect.soft(await violations(page), name).toEqual([])
        }
        await page.goto('/sign-up')
        await page.getByRole('button', { name: 'Sign up' }).click()
        await expect(page.getByText('Enter your first name.')).toBeVisible()
        await looksRight('sign up')
        await page.goto('/sign-in')
        await page.getByRole('button', { name: /Show all/ }).click()
        await looksRight('sign in')
        await page.goto('/nowhere')
        await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible()
        await looksRight('not found')

        const me = await people.me()
        const bob = await people.other()
        await page.goto('/open-account')
        await expect(heading(page, 'Open an account')).toBeVisible()
        await looksRight('open an account')
        await page.goto('/transfer')
        await page.getByRole('button', { name: 'Review' }).click()
        await expect(page.getByText('Enter an amount.')).toBeVisible()
        await looksRight('transfer, with mistakes')
        await writeTransfer(page, { to: bob, amount: '600' })
        await looksRight('review')
        await sendButton(page).click()
        await expect(heading(page, 'Not sent')).toBeVisible()
        await looksRight('transfer, refused')
        await writeTransfer(page, { to: bob, amount: '10' })
        await sendButton(page).click()
        await expect(heading(page, 'Done')).toBeVisible()
        await looksRight('transfer, done')

        await page.route('**/api/trpc/commands.transferMoney*', () => undefined)
        await writeTransfer(page, { to: bob, amount: '20' })
        await sendButton(page).click()
        await expect(heading(page, 'Sending…')).toBeVisible()
        await looksRight('transfer, sending')
        await page.getByRole('link', { name: 'To the overview' }).click()
        await expect(activity(page).getByText('pending')).toBeVisible()
        await expect(total(page)).toContainText('$470.00')
        await looksRight('overview')
        await page.getByRole('button', { name: /account menu/ }).click()
        await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
        await looksRight('the menu')
        await page.keyboard.press('Escape')
        await page.goto(`/accounts/${me.accountId}`)
        await expect(page.getByRole('region', { name: 'Transactions' }).getByText('Pending')).toBeVisible()
        await expect(page.getByText('This is where the book begins.')).toBeVisible()
        await looksRight('account')
      })

      test('the counter is without violations', async ({ page, context }) => {
        await context.request.post('/api/auth/sign-in/email', {
          data: { email: 'teller@demo.passbook.test', password: 'passbook-demo' },
        })
        await page.goto('/staff')
        await expect(page.getByRole('button', { name: /^Freeze/ }).first()).toBeVisible()
        expect.soft(await violations(page), 'accounts').toEqual([])
        await page
          .getByRole('button', { name: /^Freeze/ })
          .first()
          .click()
        await expect(page.getByRole('dialog')).toBeVisible()
        expect.soft(await violations(page), 'dialog').toEqual([])
      })
    })

test('a new customer finds an empty page drawn for them', async ({ page, context }) => {
  await context.request.post('/api/auth/sign-up/email', {
    data: {
      firstName: 'Eve',
      lastName: 'Empty',
      name: 'Eve Empty',
      email: `eve-${Date.now()}@e2e.passbook.test`,
      password: 'a long enough password',
    },
  })
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'Your book is still blank' })).toBeVisible()
  expect(await violations(page)).toEqual([])
})

test('the chosen scheme stays', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Use dark colours' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await page.getByRole('button', { name: 'Use light colours' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light')
})
