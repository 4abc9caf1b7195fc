/** The other side of the counter, without a pointer. */
import type { APIRequestContext } from '@playwright/test'
import { ask, expect, heading, test } from './keyboard.ts'
import { accountsOf } from './people.ts'

const signIn = async (request: APIRequestContext, name: string) => {
  const answer = await request.post('/api/auth/sign-in/email', {
    data: { email: `${name}@demo.passbook.test`, password: 'passbook-demo' },
  })
  expect(answer.ok()).toBe(true)
}

test('the counter: found, paid in and out, overdrawn, frozen and unfrozen', async ({
  page,
  context,
  people,
  keys,
}) => {
  test.slow()
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
  await keys.enter(row.getByRole('button', { name: 'Withdraw' }))
  await keys.write(dialog.getByRole('textbox', { name: 'Amount' }), '5.50')
  await keys.press('Enter')
  await expect(row).toContainText('$519.50')
  await keys.enter(row.getByRole('button', { name: 'Overdraft' }))
  await keys.write(dialog.getByRole('textbox', { name: 'May be overdrawn by' }), '100')
  await keys.press('Enter')
  await expect(page.getByText('Overdraft: done')).toBeVisible()
  expect((await accountsOf(customer.request))[0]?.available.amount).toBe('619.50')
  await keys.enter(row.getByRole('button', { name: 'Freeze' }))
  await keys.write(dialog.getByRole('textbox', { name: 'Reason' }), 'Card lost')
  await keys.press('Enter')
  await expect(row).toContainText('Frozen')
  await keys.enter(row.getByRole('button', { name: 'Unfreeze' }))
  await keys.write(dialog.getByRole('textbox', { name: 'Reason' }), 'Card found')
  await keys.press('Enter')
  await expect(row).not.toContainText('Frozen')
})

test('of transfers that wait one is let through, and one declined', async ({
  page,
  context,
  people,
  keys,
}) => {
  const bob = await people.other()
  const sending = async (firstName: string) => {
    const sender = await people.other({ firstName, balance: '50000.00' })
    await ask(sender.request, 'commands.transferMoney', {
      fromAccountId: sender.accountId,
      toAccountId: bob.accountId,
      money: { amount: '10000.00', currency: 'USD' },
      description: 'A boat',
    })
    return sender
  }
  const [anna, carl] = [await sending('Anna'), await sending('Carl')]
  await signIn(context.request, 'teller')
  await page.goto('/staff/reviews')
  await keys.enter(page.getByRole('link', { name: `${anna.name} → ${bob.name}` }))
  await expect(page.getByText('The last approval has to be an approver’s.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Approve' })).toHaveCount(0)
  await signIn(context.request, 'approver')
  await page.goto('/staff/reviews')
  await keys.enter(page.getByRole('link', { name: `${anna.name} → ${bob.name}` }))
  await keys.enter(page.getByRole('button', { name: 'Approve' }))
  await keys.enter(page.getByRole('dialog').getByRole('button', { name: 'Approve' }))
  await expect(heading(page, 'Approved and paid')).toBeVisible()

  await page.goto('/staff/reviews')
  await keys.enter(page.getByRole('link', { name: `${carl.name} → ${bob.name}` }))
  await keys.enter(page.getByRole('button', { name: 'Decline' }))
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Reason' })).toBeFocused()
  await keys.press('Enter')
  await expect(page.getByText('Say why: it goes into the log.')).toBeVisible()
  await keys.type('He knows no Bob')
  await keys.press('Enter')
  await expect(heading(page, 'Declined')).toBeVisible()
  await expect(page.getByText('He knows no Bob')).toBeVisible()
  const [account] = await accountsOf(carl.request)
  expect(account?.available.amount).toBe('50000.00')
})

test('the trail is gone to by its keys, asked, opened, followed and taken along', async ({
  page,
  context,
  keys,
}) => {
  await signIn(context.request, 'auditor')
  await page.goto('/staff')
  await expect(heading(page, 'Accounts')).toBeVisible()
  await keys.press('g', 'a')
  await expect(heading(page, 'Alerts')).toBeVisible()
  await keys.press('g', 'l')
  await expect(heading(page, 'Audit trail')).toBeVisible()
  await keys.to(page.getByRole('combobox', { name: 'Event' }))
  await keys.type('TransferDeclined')
  await keys.enter(page.getByRole('button', { name: 'Show', exact: true }))
  await expect(page).toHaveURL(/type=TransferDeclined/)
  const event = page.getByRole('group').filter({ hasText: 'TransferDeclined' }).first()
  await keys.enter(event.locator('summary'))
  await keys.enter(event.getByRole('button', { name: 'Only this conversation' }))
  await expect(page).toHaveURL(/correlationId=/)
  const download = page.waitForEvent('download')
  await keys.to(page.getByRole('button', { name: 'Export' }), 'Shift+Tab')
  await keys.press('Enter')
  await expect(
    page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: /^CSV/ }),
  ).toBeFocused()
  await keys.press('Enter')
  expect((await download).suggestedFilename()).toMatch(/\.csv$/)
})
