/** The way in and the way out. */
import { accountCard, expect, heading, test, total } from './people.ts'

test('a demo customer is one click away', async ({ page }) => {
  await page.goto('/sign-in')
  await page
    .getByRole('region', { name: 'This is a demo bank' })
    .getByRole('listitem')
    .first()
    .getByRole('button')
    .click()
  await expect(page).toHaveTitle('Overview · Passbook')
  await expect(total(page)).toContainText(/as of #[\d,]+/)
})

test('everybody else signs in with email and password', async ({ page, people }) => {
  const me = await people.other()
  await page.goto('/transfer')
  await expect(page).toHaveURL(/\/sign-in\?next=%2Ftransfer$/)

  await page.getByLabel('Email').fill(me.email)
  await page.getByLabel('Password', { exact: true }).fill('not my password at all')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'do not go together' })).toBeVisible()

  await page.getByLabel('Password', { exact: true }).fill(me.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(heading(page, 'Send money')).toBeVisible()
})

test('somebody new signs up and opens an account', async ({ page }) => {
  await page.goto('/sign-up')
  await page.getByRole('button', { name: 'Sign up' }).click()
  await expect(page.getByText('Enter your first name.')).toBeVisible()
  await expect(page.getByLabel('First name')).toBeFocused()

  await page.getByLabel('First name').fill('Grace')
  await page.getByLabel('Last name').fill('Newcomer')
  await page.getByLabel('Email').fill(`grace-${Date.now()}@e2e.passbook.test`)
  await page.getByLabel('Password', { exact: true }).fill('a long enough password')
  await page.getByRole('button', { name: 'Sign up' }).click()

  await expect(page.getByRole('heading', { name: 'Your book is still blank' })).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: 'Open an account' }).click()
  await page.getByRole('radio', { name: /Savings account/ }).check()
  await page.getByRole('radio', { name: /Japanese yen/ }).check()
  await page.getByRole('button', { name: 'Open the account' }).click()
  await expect(page.getByText('Give the account a name.')).toBeVisible()
  await page.getByLabel('Name').fill('Kyoto')
  await page.getByRole('button', { name: 'Open the account' }).click()

  await expect(heading(page, 'Kyoto')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Balance' })).toContainText('¥0')
  await expect(page.getByText('Nothing has moved yet')).toBeVisible()
})

test('signing out leaves nothing behind, in any tab, for whoever signs in next', async ({
  page,
  context,
  people,
}) => {
  const me = await people.me({ balance: '4321.00' })
  await page.goto('/')
  await expect(total(page)).toContainText('$4,321.00')
  await page.getByRole('link', { name: 'Send money' }).first().click()
  await expect(heading(page, 'Send money')).toBeVisible()
  const otherTab = await context.newPage()
  await otherTab.goto('/')
  await expect(total(otherTab)).toContainText('$4,321.00')

  await page.getByRole('button', { name: /account menu/ }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(heading(page, 'Sign in')).toBeVisible()
  await expect(heading(otherTab, 'Sign in')).toBeVisible()
  expect(await page.evaluate(() => window.sessionStorage.length)).toBe(0)

  await page.goBack()
  await expect(heading(page, 'Sign in')).toBeVisible()
  await expect(page.getByText('4,321')).toHaveCount(0)

  const next = await people.other({ firstName: 'Nina', balance: '77.00' })
  await page.getByLabel('Email').fill(next.email)
  await page.getByLabel('Password', { exact: true }).fill(next.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(total(page)).toContainText('$77.00')
  await expect(accountCard(page)).toHaveCount(1)
  await expect(page.getByText('4,321')).toHaveCount(0)
  await accountCard(page).click()
  await expect(page).toHaveURL(new RegExp(next.accountId))
  await page.goto(`/accounts/${me.accountId}`)
  await expect(page.getByText('4,321')).toHaveCount(0)
  await expect(page.getByText(/no such account/i)).toBeVisible()
})
