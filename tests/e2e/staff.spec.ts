/** The other side of the counter. */
import { accountCard, accountsOf, expect, heading, test } from './people.ts'

const signInAs = async (page: import('@playwright/test').Page, name: string) => {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(`${name}@demo.passbook.test`)
  await page.getByLabel('Password', { exact: true }).fill('passbook-demo')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(heading(page, 'Accounts')).toBeVisible()
}

const rowOf = async (page: import('@playwright/test').Page, name: string) => {
  const row = page.getByRole('listitem').filter({ hasText: name })
  await expect
    .poll(async () => {
      if (await row.isVisible()) return true
      const more = page.getByRole('button', { name: 'Show more' })
      if (await more.isVisible()) await more.click()
      return row.isVisible()
    })
    .toBe(true)
  return row
}

test('a teller pays in and freezes; the customer sees both', async ({ page, people, browser, baseURL }) => {
  const customer = await people.other({ firstName: 'Cora' })
  await signInAs(page, 'teller')
  const row = await rowOf(page, customer.name)
  await row.getByRole('button', { name: 'Deposit' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Deposit' }).click()
  await expect(page.getByText('Enter an amount.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Amount' }).fill('25')
  await page.getByRole('textbox', { name: 'Description' }).fill('Cash')
  await page.getByRole('dialog').getByRole('button', { name: 'Deposit' }).click()
  await expect(row).toContainText('$525.00')

  await row.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('textbox', { name: 'Reason' }).fill('Moving away')
  await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).click()
  await expect(
    page.getByRole('alert').filter({ hasText: 'Only an empty account can be closed' }),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Close the dialog' }).click()

  await row.getByRole('button', { name: 'Freeze' }).click()
  await page.getByRole('textbox', { name: 'Reason' }).fill('Card lost')
  await page.getByRole('dialog').getByRole('button', { name: 'Freeze' }).click()
  await expect(row).toContainText('Frozen')
  expect((await accountsOf(customer.request))[0]?.balance.amount).toBe('525.00')

  const context = await browser.newContext({ baseURL, storageState: await customer.request.storageState() })
  const customersPage = await context.newPage()
  await customersPage.goto('/')
  await expect(accountCard(customersPage)).toContainText('Frozen')
  await context.close()
})

test('an auditor looks and touches nothing', async ({ page }) => {
  await signInAs(page, 'auditor')
  await expect(page.getByRole('listitem').first()).toBeVisible()
  await expect(page.getByRole('button', { name: /Deposit|Freeze|Close/ })).toHaveCount(0)
  await page.goto('/')
  await expect(page).toHaveURL(/\/staff$/)
})
