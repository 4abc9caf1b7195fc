/** Every page by axe, in both schemes, on a phone and on a desktop. */
import { isAccessible } from './axe.ts'
import {
  activity,
  ask,
  expect,
  heading,
  sendButton,
  test,
  total,
  writeAnotherTransfer,
  writeTransfer,
} from './people.ts'

test('the pages before signing in are without violations', async ({ page }) => {
  await page.goto('/sign-up')
  await page.getByRole('button', { name: 'Sign up' }).click()
  await expect(page.getByText('Enter your first name.')).toBeVisible()
  await isAccessible(page, 'sign up')
  await page.goto('/sign-in')
  await page.getByRole('button', { name: /Show all/ }).click()
  await isAccessible(page, 'sign in')
  await page.goto('/nowhere')
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible()
  await isAccessible(page, 'not found')
})

test('the pages of a transfer are without violations', async ({ page, people }) => {
  test.slow()
  const me = await people.me()
  const bob = await people.other()
  await page.goto('/transfer')
  await page.getByRole('button', { name: 'Review' }).click()
  await expect(page.getByText('Enter an amount.')).toBeVisible()
  await isAccessible(page, 'the form, with mistakes')
  await writeAnotherTransfer(page, { to: bob, amount: '600' })
  await isAccessible(page, 'review')
  await sendButton(page).click()
  await expect(heading(page, 'Not sent')).toBeVisible()
  await isAccessible(page, 'refused')
  await writeAnotherTransfer(page, { to: bob, amount: '10' })
  await sendButton(page).click()
  await expect(heading(page, 'Done')).toBeVisible()
  await isAccessible(page, 'done')
  await ask(me.request, 'commands.setUndoWindow', { seconds: 60 })
  await writeTransfer(page, { to: bob, amount: '5' })
  await sendButton(page).click()
  await expect(heading(page, 'On its way')).toBeVisible()
  await isAccessible(page, 'held')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(heading(page, 'Undone')).toBeVisible()
  await isAccessible(page, 'undone')
  await page.goto('/settings')
  await expect(heading(page, 'Settings')).toBeVisible()
  await isAccessible(page, 'settings')
  await ask(me.request, 'commands.setUndoWindow', { seconds: 0 })
  await page.route('**/api/trpc/commands.transferMoney*', () => undefined)
  await writeTransfer(page, { to: bob, amount: '20' })
  await sendButton(page).click()
  await expect(heading(page, 'Sending…')).toBeVisible()
  await isAccessible(page, 'sending')
})

test('overview, account and menu are without violations, with a transfer pending', async ({
  page,
  people,
}) => {
  test.slow()
  const me = await people.me()
  const bob = await people.other()
  await page.route('**/api/trpc/commands.transferMoney*', () => undefined)
  await writeTransfer(page, { to: bob, amount: '20' })
  await sendButton(page).click()
  await page.getByRole('link', { name: 'To the overview' }).click()
  await expect(activity(page).getByText('pending')).toBeVisible()
  await expect(total(page)).toContainText('$480.00')
  await isAccessible(page, 'overview')
  await page.getByRole('button', { name: /account menu/ }).click()
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
  await isAccessible(page, 'the menu')
  await page.goto(`/accounts/${me.accountId}`)
  await expect(page.getByRole('heading', { name: 'Pending', exact: true })).toBeVisible()
  await expect(page.getByText('This is where the book begins.')).toBeVisible()
  await isAccessible(page, 'account')
  await page.goto('/open-account')
  await expect(heading(page, 'Open an account')).toBeVisible()
  await isAccessible(page, 'open an account')
})

test('the counter is without violations', async ({ page, context }) => {
  await context.request.post('/api/auth/sign-in/email', {
    data: { email: 'teller@demo.passbook.test', password: 'passbook-demo' },
  })
  await page.goto('/staff')
  await page
    .getByRole('button', { name: /^Freeze/ })
    .first()
    .click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await isAccessible(page, 'dialog')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await isAccessible(page, 'accounts')
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
  await isAccessible(page, 'empty overview')
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
