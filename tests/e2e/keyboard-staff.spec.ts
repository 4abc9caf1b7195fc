/** The other side of the counter, without a pointer. */
import type { APIRequestContext } from '@playwright/test'
import { ask, expect, heading, test } from './keyboard.ts'

const signIn = async (request: APIRequestContext, name: string) => {
  const answer = await request.post('/api/auth/sign-in/email', {
    data: { email: `${name}@demo.passbook.test`, password: 'passbook-demo' },
  })
  expect(answer.ok()).toBe(true)
}

test('the counter: found, paid in, frozen', async ({ page, context, people, keys }) => {
  const customer = await people.other({ firstName: 'Coralina' })
  await signIn(context.request, 'teller')
  await page.goto('/staff')
  await keys.write(page.getByRole('searchbox', { name: 'Find a customer or an account' }), customer.name)
  await keys.enter(page.getByRole('link', { name: customer.name }))
  await expect(heading(page, customer.name)).toBeVisible()
  const row = page.getByRole('listitem').filter({ hasText: customer.number })
  const dialog = page.getByRole('dialog')
  await keys.enter(row.getByRole('button', { name: 'Deposit' }))
  await keys.write(dialog.getByRole('textbox', { name: 'Amount' }), '25')
  await keys.write(dialog.getByRole('textbox', { name: 'Description' }), 'Cash')
  await keys.press('Enter')
  await expect(row).toContainText('$525.00')
  await keys.enter(row.getByRole('button', { name: 'Freeze' }))
  await keys.write(dialog.getByRole('textbox', { name: 'Reason' }), 'Card lost')
  await keys.press('Enter')
  await expect(row).toContainText('Frozen')
})

test('a transfer that waits is looked at and let through', async ({ page, context, people, keys }) => {
  const [anna, bob] = [await people.other({ firstName: 'Anna', balance: '50000.00' }), await people.other()]
  await ask(anna.request, 'commands.transferMoney', {
    fromAccountId: anna.accountId,
    toAccountId: bob.accountId,
    money: { amount: '10000.00', currency: 'USD' },
    description: 'A boat',
  })
  await signIn(context.request, 'approver')
  await page.goto('/staff/reviews')
  await keys.enter(page.getByRole('link', { name: `${anna.name} → ${bob.name}` }))
  await keys.enter(page.getByRole('button', { name: 'Approve' }))
  await keys.enter(page.getByRole('dialog').getByRole('button', { name: 'Approve' }))
  await expect(heading(page, 'Approved and paid')).toBeVisible()
})

test('the trail is asked, opened, followed and taken along', async ({ page, context, keys }) => {
  await signIn(context.request, 'auditor')
  await page.goto('/staff/audit')
  await keys.to(page.getByRole('combobox', { name: 'Event' }))
  await keys.type('TransferDeclined')
  await keys.enter(page.getByRole('button', { name: 'Show', exact: true }))
  await expect(page).toHaveURL(/type=TransferDeclined/)
  const event = page.getByRole('group').filter({ hasText: 'TransferDeclined' }).first()
  await keys.enter(event.locator('summary'))
  await keys.enter(event.getByRole('button', { name: 'Only this conversation' }))
  await expect(page).toHaveURL(/correlationId=/)
  const download = page.waitForEvent('download')
  await keys.to(page.getByRole('link', { name: /^Export: CSV/ }), 'Shift+Tab')
  await keys.press('Enter')
  expect((await download).suggestedFilename()).toMatch(/\.csv$/)
})
