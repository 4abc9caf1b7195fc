/** What the bank does by itself, looked at by keyboard while a transfer of one's own waits to be settled. */
import { isAccessible } from './axe.ts'
import { ask, expect, heading, test } from './keyboard.ts'

test('a held transfer stands among what has a deadline, with what will be done then', async ({
  page,
  people,
  keys,
}) => {
  const me = await people.me({ balance: '50.00' })
  const bob = await people.other()
  const { transferId } = await ask<{ transferId: string }>(me.request, 'commands.transferMoney', {
    fromAccountId: me.accountId,
    toAccountId: bob.accountId,
    money: { amount: '30.00', currency: 'USD' },
    description: 'Rent',
    settleAfterSeconds: 60,
  })
  await page.goto('/engine-room/processes')
  await expect(heading(page, 'Processes and jobs')).toBeVisible()
  await keys.enter(page.getByRole('button', { name: /^transfer-settlement/ }))
  await expect(page).toHaveURL(/process=transfer-settlement/)
  const instance = page
    .getByRole('region', { name: 'Instances of transfer-settlement' })
    .getByRole('listitem')
    .filter({ hasText: transferId })
  await keys.enter(instance.locator('summary'))
  await expect(instance).toContainText('settleTransfer (settle)')
  await expect(instance).toContainText('TransferHeld')
  await expect(page.getByRole('row', { name: /^run-processes .*\* \* \* \* \*/ })).toBeVisible()
  await keys.enter(instance.getByRole('link', { name: 'Replay its events' }))
  await expect(heading(page, 'Replay')).toBeVisible()
  await expect(page.getByRole('region', { name: 'The film' })).toContainText('TransferHeld')
  await page.goBack()
  await expect(page.getByRole('row', { name: /^run-processes/ })).toBeVisible()
  await isAccessible(page, 'processes and jobs')
})
