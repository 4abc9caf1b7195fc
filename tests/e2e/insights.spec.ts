/** Insights: every figure leads to exactly its transactions, and what is chosen holds. With people who have two years behind them. */
import type { Page } from '@playwright/test'
import { isAccessible } from './axe.ts'
import { ask, expect, heading, test } from './people.ts'

const signInAs = async (page: Page, customer: number) => {
  const response = await page.request.post('/api/auth/sign-in/email', {
    data: { email: `customer${customer}@demo.passbook.test`, password: 'passbook-demo' },
  })
  expect(response.ok()).toBe(true)
}

const figure = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const bars = (page: Page, name: string) => figure(page, name).getByRole('group').getByRole('button')

/** `Rent, June 2026: $2,040.00, 1 transaction` */
const told = (label: string) => {
  const [, what, amount, count] = /^(.+): (\S+), (\d+) transactions?$/.exec(label) ?? []
  return { what: what ?? '', amount: amount ?? '', count: Number(count) }
}

const cents = (text: string) => Number(text.replace(/[^\d]/g, ''))

/** What is in a drawing, axe does not measure. Bars begin as thin as two pixels; what is pressed for them does not. */
const canBeHit = async (page: Page) => {
  const targets = page.getByRole('main').locator('svg [role="button"]')
  const sides = await targets.evaluateAll((all) =>
    all.map((one) => one.getBoundingClientRect()).map(({ width, height }) => Math.min(width, height)),
  )
  expect(sides.length).toBeGreaterThan(12)
  expect(Math.min(...sides)).toBeGreaterThanOrEqual(24 - 0.01)
}

/** The dialog shows the figure's own sum, and as many lines, which come to it. */
const leadsTo = async (page: Page, label: string) => {
  const { what, amount, count } = told(label)
  const dialog = page.getByRole('dialog', { name: what })
  await expect(dialog.getByText(`${count} transaction`)).toBeVisible()
  await expect(dialog.getByText(amount).first()).toBeVisible()
  const lines = dialog.getByRole('listitem')
  await expect(lines).toHaveCount(Math.min(count, 40))
  if (count > 40) return
  const amounts = await lines.locator('.money[data-direction]').allTextContents()
  expect(amounts.reduce((sum, one) => sum + cents(one), 0)).toBe(cents(amount))
}

test('a bar leads to its transactions, by pointer, by key and from the table', async ({ page }) => {
  test.slow()
  await signInAs(page, 1)
  await page.goto('/insights')
  const spending = bars(page, 'Spending by category')
  await expect(spending.first()).toBeVisible()
  await isAccessible(page, 'insights', () => canBeHit(page))

  const bar = spending.nth(1)
  const label = (await bar.getAttribute('aria-label')) ?? ''
  await bar.click()
  await expect(page).toHaveURL(/direction=out&month=\d{4}-\d\d&categories=/)
  await leadsTo(page, label)
  await isAccessible(page, 'the lines behind a figure')
  await page.reload()
  await leadsTo(page, label)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page).toHaveURL(/\/insights$/)

  await bar.click()
  await page.goBack()
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await bar.focus()
  await page.keyboard.press('ArrowRight')
  const focused = page.locator('rect:focus')
  const next = (await focused.getAttribute('aria-label')) ?? ''
  expect(next).not.toBe(label)
  await page.keyboard.press('Enter')
  await leadsTo(page, next)
  await page.keyboard.press('Escape')
  await expect(focused).toHaveAttribute('aria-label', next)
})

test('cash flow and the stream of money lead to their transactions, too', async ({ page }) => {
  test.slow()
  await signInAs(page, 1)
  await page.goto('/insights')
  const income = bars(page, 'Cash flow').last()
  const cash = (await income.getAttribute('aria-label')) ?? ''
  await income.click()
  await leadsTo(page, cash.replace(/^In/, 'Money in').replace(/^Out/, 'Money out'))
  await page.keyboard.press('Escape')

  const salary = figure(page, 'From where to where').getByRole('button', { name: /^Salary/ })
  const amount = cents((await salary.locator('.money').textContent()) ?? '')
  await salary.click()
  const dialog = page.getByRole('dialog', { name: /^Salary/ })
  await expect(dialog.getByRole('listitem').first()).toBeVisible()
  expect(cents((await dialog.locator('.money').first().textContent()) ?? '')).toBe(amount)
})

test('time, account, currency and tables hold, and every figure agrees with the bank', async ({ page }) => {
  test.slow()
  await signInAs(page, 1)
  await page.goto('/insights')
  await page.getByText('6 mo', { exact: true }).click()
  await page.getByText('Tables', { exact: true }).click()
  await expect(page).toHaveURL(/months=6&view=tables/)
  await page.reload()
  const rows = (name: string) => figure(page, name).getByRole('table').getByRole('row')
  for (const name of ['Spending by category', 'Cash flow', 'Net worth'])
    await expect(rows(name)).toHaveCount(7)
  await isAccessible(page, 'insights as tables')

  const { data } = await ask<{ data: { total: { amount: string } } }>(page.request, 'accounts.total', {
    currency: 'USD',
  })
  // Rates move between two questions; what is in dollars does not.
  const worth = cents((await rows('Net worth').nth(1).getByRole('cell').last().textContent()) ?? '')
  expect(Math.abs(worth - cents(data.total.amount))).toBeLessThan(cents(data.total.amount) / 100)

  const cell = figure(page, 'Spending by category').getByRole('cell').getByRole('button').first()
  const label = (await cell.getAttribute('aria-label')) ?? ''
  await cell.click()
  await leadsTo(page, label)
  await page.keyboard.press('Escape')

  const accounts = page.getByRole('combobox', { name: 'Account' })
  const names = await accounts.locator('option').allTextContents()
  await accounts.selectOption({ label: names.find((name) => name.startsWith('Europe trip'))! })
  await expect(page).toHaveURL(/account=/)
  await expect(page.getByRole('combobox', { name: 'Currency' })).toHaveCount(0)
  await expect(rows('Net worth').nth(1)).toContainText('€')

  await page.getByText('Custom', { exact: true }).click()
  await page.getByRole('combobox', { name: 'From' }).selectOption({ index: 2 })
  await expect(rows('Net worth')).toHaveCount(4)
  await expect(page).toHaveURL(/from=\d{4}-\d\d&to=\d{4}-\d\d/)
})

test('somebody new is told what will be here', async ({ page, people }) => {
  await people.me()
  await page.goto('/insights')
  await expect(heading(page, 'Insights')).toBeVisible()
  await expect(figure(page, 'Spending by category')).toContainText('Nothing was spent in this time.')
  await expect(figure(page, 'What has changed')).toContainText('nothing to compare with yet')
  await expect(figure(page, 'Net worth')).toContainText('$500.00')
})
