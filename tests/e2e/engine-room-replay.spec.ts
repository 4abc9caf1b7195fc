/** An account's life as a film, by keyboard: back and forth, to where something began, and without one of its events. */
import { isAccessible } from './axe.ts'
import { ask, expect, heading, test } from './keyboard.ts'

test('an account is replayed event by event, and what would be without one of them is told', async ({
  page,
  people,
  keys,
}) => {
  // 0 opened, 1 +50, 2 -30, 3 +20.
  const me = await people.me({ balance: '50.00' })
  const bob = await people.other()
  await ask(me.request, 'commands.transferMoney', {
    fromAccountId: me.accountId,
    toAccountId: bob.accountId,
    money: { amount: '30.00', currency: 'USD' },
    description: 'Rent',
  })
  await people.deposit(me.accountId, '20.00')
  const film = page.getByRole('region', { name: 'The film' })
  const state = page.getByRole('region', { name: 'State before and after' })

  await test.step('one press away from the account', async () => {
    await page.goto(`/accounts/${me.accountId}`)
    await keys.enter(page.getByRole('link', { name: 'Replay its events' }))
    await expect(heading(page, 'Replay')).toBeVisible()
    await expect(film).toContainText('Event 3 of 0 to 3: MoneyDeposited')
  })

  await test.step('arrow keys step, and what has changed is set apart', async () => {
    await keys.press('ArrowLeft')
    await expect(film).toContainText('Event 2 of 0 to 3: MoneyWithdrawn')
    await expect(state.getByRole('row', { name: 'balance changed $50.00 $20.00' })).toBeVisible()
    await expect(page).toHaveURL(/event=2/)
    await keys.enter(film.getByRole('button', { name: 'Play' }))
    await expect(film).toContainText('Event 3 of 0 to 3')
    await expect(film.getByRole('button', { name: 'Play' })).toBeVisible()
  })

  await test.step('where it began', async () => {
    const jump = page.getByRole('region', { name: 'Jump to where it began' })
    await keys.write(jump.getByLabel('Amount in USD'), '25')
    await keys.enter(jump.getByRole('button', { name: 'Find the first' }))
    await expect(jump).toContainText('It began with event 0.')
    await expect(film).toContainText('Event 0 of 0 to 3: AccountOpened')
    await keys.press('ArrowRight')
    await expect(film).toContainText('Event 1 of 0 to 3: MoneyDeposited')
  })

  await test.step('without the first deposit there would have been nothing to pay with', async () => {
    const what = page.getByRole('region', { name: 'What if without this event?' })
    await keys.enter(what.getByRole('button', { name: 'Leave out event 1' }))
    await expect(what).toContainText('1 later command would have been refused')
    await expect(what).toContainText('There is not enough money available. $30.00 short')
    await expect(film.getByRole('img', { name: /^The balance/ })).toHaveAccessibleName(
      /Without the event it would end at \$20\.00/,
    )
    await isAccessible(page, 'a film')
  })
})
