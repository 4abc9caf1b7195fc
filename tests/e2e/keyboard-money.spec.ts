/** Money is moved without a pointer: exchanged, sent to another bank and undone, ordered, asked for, shared. */
import { germanIban } from '../support/payees.ts'
import { ask, expect, heading, test } from './keyboard.ts'

const SETTLED = germanIban(10_000)
/** As a field for a date takes it, key by key. */
const typedDate = (days: number) => {
  const [year, month, day] = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10).split('-')
  return `${month}${day}${year}`
}

test('dollars become euros', async ({ page, people, keys }) => {
  const me = await people.me()
  await ask(me.request, 'commands.openAccount', { product: 'current', currency: 'EUR', name: 'Holiday' })
  await page.goto('/transfer')
  await keys.tick(page.getByRole('radio', { name: /Holiday/ }).last())
  await keys.write(page.getByRole('textbox', { name: 'You give' }), '100')
  await keys.press('Enter')
  await expect(heading(page, 'Is this right?')).toBeVisible()
  await keys.enter(page.getByRole('button', { name: 'Exchange $100.00' }))
  await expect(heading(page, 'Exchanged')).toBeVisible()
})

test('to another bank, and undone', async ({ page, people, keys }) => {
  await people.me({ undoSeconds: 60 })
  await page.goto('/transfer')
  await keys.tick(page.getByRole('radio', { name: 'Somebody else' }))
  await keys.write(page.getByRole('textbox', { name: 'Name of the account’s holder' }), 'Carl Carlson')
  await keys.write(page.getByRole('textbox', { name: 'Account number' }), SETTLED)
  await expect(page.getByText('An account at another bank, in Germany.')).toBeVisible()
  await keys.write(page.getByRole('textbox', { name: 'Amount' }), '40')
  await keys.write(page.getByLabel('What for'), 'Apples')
  await keys.enter(page.getByRole('button', { name: 'Review' }))
  await expect(heading(page, 'Is this right?')).toBeVisible()
  await keys.enter(page.getByRole('button', { name: /^Send \$/ }))
  await expect(heading(page, 'On its way')).toBeVisible()
  await keys.enter(page.getByRole('button', { name: 'Undo' }))
  await expect(heading(page, 'Undone')).toBeVisible()
})

test('regularly, with what is wrong said where it is; changed, left out, put back, cancelled', async ({
  page,
  people,
  keys,
}) => {
  const me = await people.me()
  await ask(me.request, 'commands.openAccount', { product: 'savings', currency: 'USD', name: 'Savings' })
  await page.goto('/transfer')
  await keys.tick(page.getByRole('radio', { name: /Savings/ }).last())
  await keys.write(page.getByRole('textbox', { name: 'Amount' }), '50')
  await keys.tick(page.getByRole('radio', { name: 'Regularly' }))
  await keys.to(page.getByLabel('First date'))
  await keys.type(typedDate(6))
  await keys.tick(page.getByRole('radio', { name: 'A date', exact: true }))
  const lastDate = page.getByLabel('Last date')
  await keys.to(lastDate)
  await keys.type(typedDate(5))
  await keys.press('Enter')
  await expect(page.getByText('It must not end before it begins.')).toBeVisible()
  await expect(lastDate).toBeFocused()
  await expect(lastDate).toHaveAttribute('aria-invalid', 'true')
  await keys.press('Shift+Tab')
  await keys.tick(page.getByRole('radio', { name: 'So many times' }))
  const count = page.getByLabel('How many times')
  await keys.write(count, '0')
  await keys.press('Enter')
  await expect(page.getByText('Enter a number from 1 to 1,200.')).toBeVisible()
  await expect(count).toBeFocused()
  await expect(count).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByLabel('First date')).not.toHaveAttribute('aria-invalid', 'true')
  await keys.write(count, '12')
  await keys.press('Enter')
  await keys.enter(page.getByRole('button', { name: 'Schedule $50.00' }))
  await expect(heading(page, 'Scheduled')).toBeVisible()
  await keys.enter(page.getByRole('link', { name: 'See its dates' }))

  const dialog = page.getByRole('dialog')
  const dates = page.getByRole('region', { name: 'Next dates' }).getByRole('listitem')
  await keys.enter(page.getByRole('button', { name: 'Change' }))
  await keys.write(dialog.getByLabel('Amount'), '45.5')
  await keys.press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(dates.first()).toContainText('−$45.50')
  await keys.enter(dates.nth(1).getByRole('button', { name: /^Skip/ }))
  await expect(dates.nth(1)).toContainText('Left out')
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible()
  await keys.press('u')
  await expect(dates.filter({ hasText: 'Left out' })).toHaveCount(0)
  await keys.enter(page.getByRole('button', { name: 'Cancel the order' }))
  await keys.enter(dialog.getByRole('button', { name: 'Cancel the order' }))
  await expect(page.getByRole('region', { name: 'Next dates' })).toHaveCount(0)
})

test('a payee is added, trusted, renamed, removed and brought back', async ({ page, people, keys }) => {
  await people.me()
  const bob = await people.other()
  const dialog = page.getByRole('dialog')
  await page.goto('/payees')
  await keys.enter(page.getByRole('button', { name: 'Add a payee' }))
  await keys.write(dialog.getByLabel('Account number'), bob.number)
  await keys.write(dialog.getByLabel('Name', { exact: true }), bob.name)
  await keys.press('Enter')
  await expect(dialog).toHaveCount(0)
  await keys.enter(page.getByRole('link', { name: new RegExp(`^${bob.name}`) }))
  await keys.enter(page.getByRole('button', { name: 'Trust', exact: true }))
  await expect(page.getByRole('button', { name: 'Trust no more' })).toBeVisible()
  await keys.enter(page.getByRole('button', { name: 'Rename' }))
  await keys.write(dialog.getByLabel('Name'), 'Ben')
  await keys.press('Enter')
  await expect(heading(page, 'Ben')).toBeVisible()
  await keys.enter(page.getByRole('button', { name: 'Remove' }))
  await expect(page.getByText('Nobody yet')).toBeVisible()
  await keys.press('u')
  await expect(heading(page, 'Ben')).toBeVisible()
})

test('a bill is shared, and what others ask for is answered', async ({ page, people, keys }) => {
  const me = await people.me()
  const [bob, carol] = [await people.other(), await people.other({ firstName: 'Carol' })]
  const field = page.getByRole('textbox', { name: /^(Payee or account number|Add somebody)$/ })
  await page.goto('/requests/new')
  await keys.tick(page.getByRole('radio', { name: 'Several, who share a bill' }))
  for (const person of [bob, carol]) {
    await keys.write(field, person.number)
    const found = page.getByRole('list', { name: 'Who fits' }).getByRole('button', { name: person.name })
    await expect(found).toBeVisible()
    await keys.press('Enter')
    await expect(page.getByRole('button', { name: `Remove ${person.name}` })).toBeVisible()
  }
  await keys.write(page.getByLabel('The whole bill'), '90')
  await keys.enter(page.getByRole('button', { name: 'Review' }))
  await keys.enter(page.getByRole('button', { name: 'Ask 2 people' }))
  await expect(heading(page, `You ask ${bob.name} for money`)).toBeVisible()
  await keys.enter(page.getByRole('button', { name: 'Take it back' }))
  await keys.enter(page.getByRole('dialog').getByRole('button', { name: 'Take it back' }))
  await expect(page.getByText('You took it back')).toBeVisible()

  const asked = (description: string) =>
    ask<{ requestId: string }>(bob.request, 'commands.requestMoney', {
      toAccountId: bob.accountId,
      payer: { accountId: me.accountId },
      money: { amount: '12.50', currency: 'USD' },
      description,
    })
  const [pizza, opera] = [await asked('Pizza'), await asked('Opera')]
  await page.goto(`/requests/${pizza.requestId}`)
  await keys.enter(page.getByRole('button', { name: 'Pay $12.50' }))
  await expect(page.getByText('You said yes')).toBeVisible()
  await page.goto(`/requests/${opera.requestId}`)
  await keys.enter(page.getByRole('button', { name: 'Decline' }))
  await keys.enter(page.getByRole('dialog').getByRole('button', { name: 'Decline' }))
  await expect(page.getByText('You said no')).toBeVisible()
})
