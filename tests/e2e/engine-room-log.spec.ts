/** The log, by keyboard: an event comes while one watches, is opened, and leads on to the transaction that it made. */
import { isAccessible } from './axe.ts'
import { expect, heading, test } from './keyboard.ts'

test('new events come on top, or are held back; one opens with what led to it', async ({
  page,
  people,
  keys,
}) => {
  const me = await people.me({ balance: '0.00' })
  const stream = `BankAccount-${me.accountId}`
  await page.goto(`/engine-room/log?streamId=${stream}`)
  await expect(heading(page, 'Log')).toBeVisible()
  const events = page.getByRole('region', { name: 'Events' })
  const rows = events.locator('[data-position]')
  await expect(rows).toHaveCount(1)

  await people.deposit(me.accountId, '12.00')
  await expect(rows).toHaveCount(2)
  const newest = rows.first().getByRole('button', { name: /MoneyDeposited/ })
  await keys.enter(newest)
  await expect(rows.first()).toContainText('Version 2 is today’s')
  await expect(rows.first().locator('[aria-current]')).toContainText('MoneyDeposited')

  await people.deposit(me.accountId, '13.00')
  const held = events.getByRole('button', { name: 'Show 1 new event' })
  await expect(held).toBeVisible()
  await isAccessible(page, 'the log')
  await keys.to(held, 'Shift+Tab')
  await keys.press('Enter')
  await expect(rows).toHaveCount(3)

  await keys.enter(page.getByRole('link', { name: 'The transaction that it made' }))
  const drawer = page.getByRole('dialog')
  await expect(drawer).toContainText('$12.00')
  await keys.enter(drawer.getByRole('button', { name: 'Show its events' }))
  await keys.enter(drawer.getByRole('link', { name: 'MoneyDeposited in the engine room’s log' }))
  await expect(heading(page, 'Log')).toBeVisible()
  await expect(page).toHaveURL(/event=\d+/)
  await expect(page.getByText('As it was stored, and as it is read')).toBeVisible()
  // The account was opened, and twelve dollars came.
  await expect(page.getByRole('link', { name: 'Replay its stream at this event' })).toHaveAttribute(
    'href',
    `/engine-room/replay?stream=${stream}&event=1`,
  )
})
