/** Everything else that moves money: other currencies, other banks, later and regularly; and whose number it is. */
import type { Page } from '@playwright/test'
import { germanIban } from '../support/payees.ts'
import { isAccessible } from './axe.ts'
import { accountCard, accountsOf, ask, expect, heading, sendButton, test, total } from './people.ts'

/** The last four digits decide at the clearing house. */
const SETTLED = germanIban(10_000)
const REFUSED = germanIban(10_001)

const amount = (page: Page) => page.getByRole('textbox', { name: 'Amount' })
const name = (page: Page) => page.getByRole('textbox', { name: 'Name of the account’s holder' })
const number = (page: Page) => page.getByRole('textbox', { name: 'Account number' })
const review = (page: Page) => page.getByRole('button', { name: 'Review' }).click()

/** The first answer gets lost on its way back; answers the ids under which the command was given. */
const loseFirstAnswer = async (page: Page, command: string): Promise<string[]> => {
  const commandIds: string[] = []
  await page.route(`**/api/trpc/commands.${command}*`, async (route) => {
    commandIds.push(route.request().postDataJSON().commandId)
    await route.fetch()
    return commandIds.length === 1 ? route.abort('connectionreset') : route.fallback()
  })
  return commandIds
}

test('dollars become euros: a price that is over is renewed with one press, and honoured exactly once', async ({
  page,
  people,
}) => {
  const me = await people.me()
  await ask(me.request, 'commands.openAccount', { product: 'current', currency: 'EUR', name: 'Holiday' })
  await page.clock.install()
  await page.goto('/transfer')
  await page
    .getByRole('radio', { name: /Holiday/ })
    .last()
    .check()
  await page.getByRole('textbox', { name: 'You get' }).fill('40')
  await expect(page.getByText(/which leaves \$4\d\d\.\d\d/)).toBeVisible()
  await page.getByRole('textbox', { name: 'You give' }).fill('100')
  await review(page)
  await expect(heading(page, 'Is this right?')).toBeVisible()
  await expect(page.getByRole('timer')).toHaveText(/This price holds for \d+ seconds?\./)
  await page.clock.fastForward(31_000)
  await expect(page.getByText('This price does not hold any more.')).toBeVisible()
  await page.getByRole('button', { name: 'Get a new price' }).click()

  const commandIds = await loseFirstAnswer(page, 'exchangeMoney')
  await expect(page.getByRole('timer')).toHaveText(/This price holds/)
  const bought = (await page.getByText(/^€\d/).first().textContent()) ?? ''
  await page.getByRole('button', { name: 'Exchange $100.00' }).click()
  // Both sides at once, before the bank has answered.
  await expect(page.getByText(bought)).toBeVisible()
  await expect
    .poll(async () => {
      await page.clock.runFor(500)
      return page.getByText(/^Recorded/).isVisible()
    })
    .toBe(true)
  await page.clock.resume()
  await expect(heading(page, 'Exchanged')).toBeVisible()
  await page.reload()
  await expect(heading(page, 'Exchanged')).toBeVisible()
  await expect(page.getByText(/^1 USD = 0\.\d+ EUR$/)).toBeVisible()
  expect(new Set(commandIds).size).toBe(1)

  await page.getByRole('link', { name: 'To the overview' }).click()
  await expect(total(page)).toContainText('$400.00')
  await expect(accountCard(page, 'Holiday')).toContainText(bought)
  const accounts = await accountsOf(me.request)
  expect(accounts.map(({ balance }) => balance.amount).toSorted()).toEqual(
    [bought.slice(1), '400.00'].toSorted(),
  )

  // From the line of the book one comes back to what it was, and to one more of it.
  await page.goto(`/accounts/${me.accountId}`)
  await page.getByRole('link', { name: /Holiday/ }).click()
  const drawer = page.getByRole('dialog')
  await expect(drawer).toContainText('Currency exchange')
  await drawer.getByRole('link', { name: 'Status of the transfer' }).click()
  await expect(page.getByText(/^1 USD = 0\.\d+ EUR$/)).toBeVisible()
  await page.goBack()
  await drawer.getByRole('link', { name: 'Pay again' }).click()
  await expect(page.getByRole('textbox', { name: 'You give' })).toHaveValue('100.00')
  await expect(page.getByRole('radio', { name: /Holiday/ }).last()).toBeChecked()
})

test('to another bank: recognised as it is typed, sent once through a lost answer and a reload, and its end is told', async ({
  page,
  people,
}) => {
  const me = await people.me()
  const { payeeId } = await ask<{ payeeId: string }>(me.request, 'commands.addPayee', {
    name: 'Rita Refused',
    number: REFUSED,
  })
  const refused = await ask<{ transferId: string }>(me.request, 'commands.sendPayment', {
    fromAccountId: me.accountId,
    payeeId,
    money: { amount: '5.00', currency: 'USD' },
    description: 'Comes back',
  })

  await page.goto('/transfer')
  await page.getByRole('radio', { name: 'Somebody else' }).check()
  await name(page).fill('Carl Carlson')
  await number(page).pressSequentially(SETTLED.slice(0, 9).toLowerCase())
  await expect(number(page)).toHaveValue('DE98 3704 0'.replace('98', SETTLED.slice(2, 4)))
  await number(page).fill(SETTLED)
  await expect(page.getByText('An account at another bank, in Germany.')).toBeVisible()
  await amount(page).fill('40')
  await page.getByLabel('What for').fill('Apples')
  await review(page)
  await expect(page.getByText('Within seconds, at any hour')).toBeVisible()
  await expect(page.getByText('$0.00: sending is free')).toBeVisible()

  // It reaches the bank; the answer never reaches the page, which is loaded anew.
  const commandIds: string[] = []
  await page.route('**/api/trpc/commands.sendPayment*', async (route) => {
    commandIds.push(route.request().postDataJSON().commandId)
    await route.fetch()
  })
  await sendButton(page).click()
  await expect(heading(page, 'Sending…')).toBeVisible()
  await expect.poll(() => commandIds.length).toBe(1)
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  page.on('request', (request) => {
    if (request.url().includes('commands.sendPayment')) commandIds.push(request.postDataJSON().commandId)
  })
  await page.reload()
  await expect(heading(page, /On its way|Done/)).toBeVisible()
  await expect(page.getByText('Handed to the other bank')).toBeVisible()
  await expect(heading(page, 'Done')).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText('Paid to the recipient')).toBeVisible()
  expect(new Set(commandIds).size).toBe(1)

  await page.goto(`/transfers/${refused.transferId}`)
  await expect(heading(page, 'Not sent')).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText('The money is free again.')).toBeVisible()
  await page.getByRole('link', { name: 'To the overview' }).click()
  await expect(total(page)).toContainText('$460.00')
  await expect(accountCard(page)).not.toContainText('held')
  const { data } = await ask<{ data: { name: string }[] }>(me.request, 'payees.list')
  expect(data.map((payee) => payee.name)).toEqual(['Carl Carlson', 'Rita Refused'])

  // And regularly, to who is saved now.
  await page.goto('/transfer')
  await page.getByRole('radio', { name: /Carl Carlson/ }).check()
  await amount(page).fill('15')
  await page.getByText('Regularly', { exact: true }).click()
  await page.getByLabel('First date').fill('2099-04-15')
  await page.getByLabel('How often').selectOption('Every year')
  await review(page)
  await expect(page.getByText('Every year from April 15, 2099')).toBeVisible()
  await page.getByRole('button', { name: 'Schedule $15.00' }).click()
  await expect(page.getByText('Paid next on April 15, 2099')).toBeVisible()
  await page.getByRole('link', { name: 'See its dates' }).click()
  await expect(page.getByText('Carl Carlson').first()).toBeVisible()
  const orders = await ask<{ data: object[] }>(me.request, 'standingOrders.list')
  expect(orders.data).toMatchObject([{ to: { name: 'Carl Carlson', number: SETTLED }, status: 'active' }])
})

test('a payment to another bank weighs on every screen from the click on, and can be undone', async ({
  page,
  people,
}) => {
  const me = await people.me({ undoSeconds: 60 })
  const carl = { name: 'Carl Carlson', number: SETTLED }
  const { payeeId } = await ask<{ payeeId: string }>(me.request, 'commands.addPayee', carl)
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  await page.route('**/api/trpc/commands.sendPayment*', async (route) => {
    await released
    await route.fallback()
  })
  // A link of old times, with a number: nobody is chosen, and the number leaves the address.
  await page.goto(`/transfer?to=${SETTLED}&when=later`)
  await expect(page.getByText('This link is out of date and chooses nobody any more.')).toBeVisible()
  await expect(page).toHaveURL('/transfer?when=later')
  await expect(page.getByRole('radio', { name: /Carl Carlson/ })).not.toBeChecked()
  await page.goto(`/transfer?to=${payeeId}`)
  await expect(page.getByRole('radio', { name: /Carl Carlson/ })).toBeChecked()
  await amount(page).fill('40')
  await review(page)
  await sendButton(page).click()
  await expect(heading(page, 'Sending…')).toBeVisible()
  await page.getByRole('link', { name: 'To the overview' }).click()
  await expect(accountCard(page)).toContainText('$40.00 held')
  await expect(total(page)).toContainText('$500.00')
  release()
  await page.getByRole('link', { name: /Carl Carlson/ }).click()
  await expect(page.getByRole('timer')).toHaveText(/Paid in \d+ seconds/)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(heading(page, 'Undone')).toBeVisible()
  await page.getByRole('link', { name: 'To the overview' }).click()
  await expect(accountCard(page)).not.toContainText('held')
})

test('whose number it is: match, close match and no match are told, and meant', async ({ page, people }) => {
  await people.me({ balance: '50000.00' })
  const bob = await people.other({ firstName: 'Bernadette' })
  await page.goto('/transfer')
  await page.getByRole('radio', { name: 'Somebody else' }).check()
  await number(page).fill(bob.number)
  await name(page).fill('Zora Zimmermann')
  await expect(page.getByText('This account does not belong to Zora Zimmermann.')).toBeVisible()
  await amount(page).fill('25')
  await review(page)
  await expect(
    page.getByText('Please check the number with the recipient, and say that you have.'),
  ).toBeVisible()
  await page.getByRole('checkbox', { name: /I have checked it/ }).check()
  await review(page)
  await expect(page.getByText('The name does not match the account')).toBeVisible()
  await page.getByRole('button', { name: 'Change', exact: true }).click()

  await name(page).fill(bob.name.replace('Bernadette', 'Bernadete'))
  await expect(page.getByText('Not quite the name you have typed.')).toBeVisible()
  await expect(page.getByText(`Goes to ${bob.name}`)).toBeVisible()
  await name(page).fill(bob.name)
  await expect(page.getByText('The name matches.')).toBeVisible()
  await amount(page).fill('25,000.01')
  await review(page)
  await expect(page.getByText('At most $25,000.00 may leave this account at once.')).toBeVisible()
  await amount(page).fill('12,000')
  await review(page)
  await expect(page.getByText('Only $10,000.00 may go to somebody new')).toBeVisible()

  await amount(page).fill('10,000')
  await page.getByRole('checkbox', { name: 'Save as a payee' }).check()
  await review(page)
  await expect(page.getByText('Will be saved as a payee')).toBeVisible()
  await expect(page.getByText('Once one of the bank’s people has looked at it')).toBeVisible()
  await sendButton(page).click()
  await expect(heading(page, 'Waiting for review')).toBeVisible()
  await page.getByRole('link', { name: 'Send another' }).click()
  await expect(page.getByRole('radio', { name: new RegExp(bob.name) })).toBeVisible()
})

test('regularly: a standing order from the same form, created once although its answer got lost', async ({
  page,
  people,
}) => {
  const me = await people.me()
  await ask(me.request, 'commands.openAccount', { product: 'savings', currency: 'USD', name: 'Savings' })
  await page.goto('/transfer')
  await page
    .getByRole('radio', { name: /Savings/ })
    .last()
    .check()
  await amount(page).fill('50')
  await page.getByText('Regularly', { exact: true }).click()
  await page.getByLabel('First date').fill('2099-04-30')
  await page.getByRole('checkbox', { name: 'Always on the last day of the month' }).check()
  await page.getByText('So many times', { exact: true }).click()
  await page.getByLabel('How many times').fill('0')
  await review(page)
  await expect(page.getByText('Enter a number from 1 to 1,200.')).toBeVisible()
  await page.getByLabel('How many times').fill('12')
  await review(page)
  await expect(page.getByText('On the last day of every month from April 30, 2099, 12 times')).toBeVisible()
  const commandIds = await loseFirstAnswer(page, 'createStandingOrder')
  await page.getByRole('button', { name: 'Schedule $50.00' }).click()
  await expect(heading(page, 'Scheduled')).toBeVisible()
  await expect(page.getByText('Paid next on April 30, 2099')).toBeVisible()
  await page.reload()
  await expect(page.getByText('Paid next on April 30, 2099')).toBeVisible()
  expect(commandIds).toHaveLength(2)
  expect(new Set(commandIds).size).toBe(1)
  const { data } = await ask<{ data: object[] }>(me.request, 'standingOrders.list')
  expect(data).toMatchObject([{ money: { amount: '50.00' }, schedule: { dayOfMonth: 31, count: 12 } }])
})

test('every step of all of it is accessible', async ({ page, people }) => {
  test.setTimeout(180_000)
  const me = await people.me({ undoSeconds: 60 })
  const bob = await people.other()
  await ask(me.request, 'commands.openAccount', { product: 'current', currency: 'EUR', name: 'Holiday' })
  await page.goto('/transfer')
  await page
    .getByRole('radio', { name: /Holiday/ })
    .last()
    .check()
  await page.getByRole('textbox', { name: 'You give' }).fill('100')
  await review(page)
  await expect(heading(page, 'Is this right?')).toBeVisible()
  await isAccessible(page, 'price of an exchange')
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  await isAccessible(page, 'form of an exchange')

  await page.getByRole('radio', { name: 'Somebody else' }).check()
  await name(page).fill('Zora Zimmermann')
  await number(page).fill(bob.number)
  await page.getByText('Regularly', { exact: true }).click()
  await page.getByText('So many times', { exact: true }).click()
  await page.getByLabel('How many times').fill('0')
  await expect(page.getByText('This account does not belong to Zora Zimmermann.')).toBeVisible()
  await review(page)
  await expect(page.getByText('Enter a number from 1 to 1,200.')).toBeVisible()
  await isAccessible(page, 'form that is not right yet')
  await name(page).fill(bob.name)
  await amount(page).fill('5')
  await page.getByLabel('How many times').fill('12')
  await expect(page.getByText('The name matches.')).toBeVisible()
  await review(page)
  await expect(heading(page, 'Is this right?')).toBeVisible()
  await isAccessible(page, 'last look at a standing order')
  await page.getByRole('button', { name: 'Change', exact: true }).click()

  await page.getByText('Now', { exact: true }).click()
  await name(page).fill('Carl Carlson')
  await number(page).fill(SETTLED)
  await expect(page.getByText('An account at another bank, in Germany.')).toBeVisible()
  await amount(page).fill('40')
  await review(page)
  await expect(heading(page, 'Is this right?')).toBeVisible()
  await isAccessible(page, 'last look at a payment')
  await sendButton(page).click()
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible()
  await isAccessible(page, 'payment that can be undone')

  const [everyday, holiday] = await accountsOf(me.request)
  const { quoteId } = await ask<{ quoteId: string }>(me.request, 'exchange.quote', {
    fromAccountId: everyday!.accountId,
    toAccountId: holiday!.accountId,
    sell: { amount: '10.00', currency: 'USD' },
  })
  await ask(me.request, 'commands.exchangeMoney', { quoteId })
  await page.goto(`/transfers/${quoteId}`)
  await expect(heading(page, 'Exchanged')).toBeVisible()
  await isAccessible(page, 'an exchange')
  const { orderId } = await ask<{ orderId: string }>(me.request, 'commands.createStandingOrder', {
    fromAccountId: everyday!.accountId,
    toAccountId: bob.accountId,
    money: { amount: '5.00', currency: 'USD' },
    description: 'Tea',
    schedule: { frequency: 'once', firstDate: '2099-04-30' },
  })
  await page.goto(`/transfers/${orderId}`)
  await expect(heading(page, 'Scheduled')).toBeVisible()
  await isAccessible(page, 'what became of a standing order')
})
