/** The other side of the counter. */
import type { APIRequestContext, Page } from '@playwright/test'
import { isAccessible } from './axe.ts'
import { accountCard, accountsOf, ask, expect, heading, test } from './people.ts'

const signIn = async (request: APIRequestContext, name: string) => {
  const answer = await request.post('/api/auth/sign-in/email', {
    data: { email: `${name}@demo.passbook.test`, password: 'passbook-demo' },
  })
  expect(answer.ok()).toBe(true)
}

type Sent = {
  status: string
  from: { accountId: string }
  to: { accountId: string; name: string }
}

const find = async (page: Page, typed: string, name: string) => {
  await page.goto('/staff')
  await page.getByRole('searchbox', { name: 'Find a customer or an account' }).fill(typed)
  await page.getByRole('link', { name }).click()
  await expect(heading(page, name)).toBeVisible()
}

test('a teller finds somebody, pays in and freezes; the customer sees both', async ({
  page,
  context,
  people,
  browser,
  playwright,
  baseURL,
}) => {
  test.slow()
  const customer = await people.other({ firstName: 'Coralina' })
  await signIn(context.request, 'teller')
  const [somebody] = await accountsOf(context.request)
  const toSomebody = {
    fromAccountId: customer.accountId,
    toAccountId: somebody!.accountId,
    money: { amount: '40.00', currency: 'USD' },
  }
  await ask(customer.request, 'commands.createStandingOrder', {
    ...{ ...toSomebody, description: 'Membership' },
    schedule: { frequency: 'yearly', firstDate: '2190-03-01' },
  })
  await find(page, `Coralima ${customer.name.split(' ')[1]}`, customer.name)
  const row = page.getByRole('listitem').filter({ hasText: customer.number })
  await row.getByRole('button', { name: 'Deposit' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Deposit' }).click()
  await expect(page.getByText('Enter an amount.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Amount' }).fill('25')
  await page.getByRole('textbox', { name: 'Description' }).fill('Cash')
  await dialog.getByRole('button', { name: 'Deposit' }).click()
  await expect(row).toContainText('$525.00')

  await row.getByRole('button', { name: /^Close: / }).click()
  await page.getByRole('textbox', { name: 'Reason' }).fill('Moving away')
  await dialog.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(
    page.getByRole('alert').filter({ hasText: 'Only an empty account can be closed' }),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Close the dialog' }).click()

  await row.getByRole('button', { name: 'Freeze' }).click()
  await page.getByRole('textbox', { name: 'Reason' }).fill('Card lost')
  await dialog.getByRole('button', { name: 'Freeze' }).click()
  await expect(row).toContainText('Frozen')
  expect((await accountsOf(customer.request))[0]?.balance.amount).toBe('525.00')

  await page.getByRole('button', { name: 'Open an account' }).click()
  await page.getByRole('textbox', { name: 'Name of the account' }).fill('Holidays')
  await dialog.getByRole('radio', { name: 'Savings account' }).check()
  await dialog.getByRole('button', { name: 'Open an account' }).click()
  await expect(page.getByRole('link', { name: 'Holidays' })).toBeVisible()
  await isAccessible(page, 'customer, to the staff')

  // Somebody new has a name, too, and only who there is.
  const newcomer = await playwright.request.newContext({ baseURL })
  const [firstName, lastName] = ['Nora', `Newcomer${Date.now()}`]
  const person = { email: `${lastName}@e2e.passbook.test`, password: 'a long enough password' }
  await newcomer.post('/api/auth/sign-up/email', {
    data: { firstName, lastName, name: `${firstName} ${lastName}`, ...person },
  })
  await newcomer.dispose()
  const customersPath = new URL(page.url()).pathname
  await find(page, lastName, `${firstName} ${lastName}`)
  await expect(page.getByText('No account yet')).toBeVisible()
  await page.getByRole('button', { name: 'Open an account' }).click()
  await expect(
    page.getByRole('dialog', { name: `Open an account for ${firstName} ${lastName}` }),
  ).toBeVisible()
  await page.goto('/staff/customers/00000000-0000-7000-8000-000000000000')
  await expect(page.getByText('There is no customer at this address.')).toBeVisible()

  await page.goto(customersPath)
  await page.getByRole('link', { name: 'Everyday' }).click()
  await expect(heading(page, 'Everyday')).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Cash' })).toContainText('+$25.00')
  await expect(page.getByRole('region', { name: 'Standing orders' })).toContainText('Every year on March 1')
  // Found as its owner finds it.
  const book = page.getByRole('region', { name: 'Transactions' })
  await page.getByRole('searchbox', { name: 'Search transactions' }).fill('cash')
  await expect(page).toHaveURL(/#search=cash$/)
  await expect(page.getByLabel('What fits comes to')).toContainText('1 line')
  await expect(book.getByText('At the counter')).toHaveCount(0)
  await isAccessible(page, 'account, to the staff')

  const customersContext = await browser.newContext({
    baseURL,
    storageState: await customer.request.storageState(),
  })
  const customersPage = await customersContext.newPage()
  await customersPage.goto('/')
  await expect(accountCard(customersPage)).toContainText('Frozen')
  await customersContext.close()

  // What is held shows by itself, and is in the way; what is left goes where the teller says.
  await ask(context.request, 'commands.unfreezeAccount', {
    accountId: customer.accountId,
    reason: 'Card found',
  })
  const { transferId } = await ask<{ transferId: string }>(customer.request, 'commands.transferMoney', {
    ...{ ...toSomebody, description: 'Not yet' },
    settleAfterSeconds: 60,
  })
  const held = page.getByRole('region', { name: 'Held transfers' })
  await expect(held.getByRole('listitem')).toContainText('It can still be called back')
  await page.getByRole('button', { name: /^Close: / }).click()
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Moving away')
  await dialog.getByRole('radio', { name: 'Holidays' }).check()
  await dialog.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(dialog.getByRole('alert')).toBeVisible()
  await ask(customer.request, 'commands.cancelTransfer', { transferId })
  await dialog.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Balance' })).toContainText('Closed')
  await expect(page.getByRole('region', { name: 'Balance' })).toContainText('$0.00')
  await expect(held.getByRole('listitem')).toHaveCount(0)
  const left = (await accountsOf(customer.request)).map(({ balance }) => balance.amount)
  expect(left.toSorted()).toEqual(['0.00', '525.00'])
})

test('a very large transfer takes two people, and shows why', async ({
  page,
  context,
  people,
  browser,
  playwright,
  baseURL,
}) => {
  test.slow()
  // Only who is no new payee can be sent as much: Elena has paid for her house for years.
  const elena = await playwright.request.newContext({ baseURL })
  const { demoUsers } = await ask<{ demoUsers: { name: string; email: string }[] }>(elena, 'system.info')
  await signIn(elena, demoUsers.find(({ name }) => name === 'Elena Reyes')!.email.split('@')[0]!)
  const { data: sent } = await ask<{ data: Sent[] }>(elena, 'transfers.list', { limit: 200 })
  const own = (await accountsOf(elena)).map(({ accountId }) => accountId)
  const { from, to } = sent.find(
    (one) =>
      own.includes(one.from.accountId) && !own.includes(one.to.accountId) && one.status === 'completed',
  )!
  await people.deposit(from.accountId, '20000.00')
  const { transferId } = await ask<{ transferId: string }>(elena, 'commands.transferMoney', {
    fromAccountId: from.accountId,
    toAccountId: to.accountId,
    money: { amount: '20000.00', currency: 'USD' },
    description: 'All the rest',
  })
  await elena.dispose()

  await signIn(context.request, 'teller')
  await page.goto('/staff/reviews')
  const waiting = page.getByRole('link', { name: `Elena Reyes → ${to.name}` })
  await expect(waiting).toBeVisible()
  await isAccessible(page, 'reviews')
  await waiting.click()
  await expect(page.getByText('From $20,000.00 on two people have to approve.')).toBeVisible()
  await expect(page.locator('svg text', { hasText: 'Elena Reyes' }).first()).toBeVisible()
  await isAccessible(page, 'review')
  await page.getByRole('button', { name: 'Approve' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByText('You have approved it: now it takes somebody else.')).toBeVisible()

  const approver = await browser.newContext({ baseURL })
  await signIn(approver.request, 'approver')
  const approversPage = await approver.newPage()
  await approversPage.goto(`/staff/reviews/${transferId}`)
  await expect(approversPage.getByText('A colleague (teller)')).toBeVisible()
  await approversPage.getByRole('button', { name: 'Approve' }).click()
  await approversPage.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
  await expect(heading(approversPage, 'Approved and paid')).toBeVisible()
  // The teller's page hears of it by itself.
  await expect(heading(page, 'Approved and paid')).toBeVisible()
  await approver.close()
})

test('the dashboard, money in suspense, the alerts, and somebody who is forgotten', async ({
  page,
  context,
  people,
}) => {
  test.slow()
  await signIn(context.request, 'approver')
  await page.goto('/staff/dashboard?days=d365')
  const course = page.getByRole('region', { name: 'What customers had' })
  const sum = (await course.getByRole('paragraph').textContent()) ?? ''
  await course.getByRole('slider').focus()
  await page.keyboard.press('Home')
  await expect(course).not.toContainText(sum)
  await expect(page.getByRole('region', { name: 'Waiting for review' })).toBeVisible()
  await page.getByText('As tables').click()
  await expect(page).toHaveURL(/view=table/)
  const { data } = await ask<{ data: { totals: { currency: string; balance: { amount: string } }[] } }>(
    context.request,
    'bank.dashboard',
  )
  const dollars = data.totals.find(({ currency }) => currency === 'USD')!
  await expect(page.getByRole('region', { name: 'What customers have' })).toContainText(
    Number(dollars.balance.amount).toLocaleString('en-US', { minimumFractionDigits: 2 }),
  )
  await expect(page.getByRole('columnheader', { name: 'Transfers' })).toBeVisible()
  await isAccessible(page, 'dashboard')

  // A colleague has proposed it before.
  const suspended = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: 'Clear' }) })
  await suspended.getByRole('button', { name: 'Clear' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Clear' }).click()
  await expect(page.getByText(/stands in suspense no more/)).toBeVisible()
  await expect(suspended).toHaveCount(0)

  await page.goto('/staff/alerts')
  await page.getByRole('combobox', { name: 'Rule' }).selectOption('circle')
  await expect(page).toHaveURL(/rule=circle/)
  const first = page.getByRole('listitem').filter({ hasText: 'comes back to a customer' }).first()
  await expect(first).toContainText('High')
  await isAccessible(page, 'alerts')
  await first.getByRole('link').first().click()
  await expect(page.getByRole('heading', { name: 'Who pays whom' })).toBeVisible()

  // Who has closed every account may ask to be forgotten.
  const leaving = await people.other({ firstName: 'Wanda', balance: '0.00' })
  const { version } = await ask<{ version: number }>(leaving.request, 'commands.closeAccount', {
    accountId: leaving.accountId,
    reason: 'Moving on',
  })
  const { data: closed } = await ask<{ data: { owner: { customerId: string } } }>(
    context.request,
    'accounts.summary',
    { accountId: leaving.accountId, afterVersion: version },
  )
  await page.goto(`/staff/customers/${closed.owner.customerId}`)
  await page.getByRole('button', { name: 'Forget this customer' }).click()
  const dialog = page.getByRole('dialog', { name: `Forget ${leaving.name}` })
  await dialog.getByRole('button', { name: 'Forget this customer' }).click()
  await expect(dialog.getByText('Say who has asked for it, and when.')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('She has asked for it today')
  await dialog.getByRole('button', { name: 'Forget this customer' }).click()
  await expect(page.getByText('Nobody can read any more who this was.')).toBeVisible()
  await expect(page.getByRole('main')).not.toContainText(leaving.name)
})

test('an auditor looks and touches nothing, and finds every event', async ({ page, context }) => {
  test.slow()
  await signIn(context.request, 'auditor')
  await page.goto('/')
  await expect(page).toHaveURL(/\/staff$/)
  await expect(page.getByRole('listitem').first()).toBeVisible()
  await expect(page.getByRole('button', { name: /Deposit|Freeze|Close/ })).toHaveCount(0)
  const accounts = page.getByRole('region', { name: 'All accounts' }).getByRole('listitem')
  await page.getByRole('combobox', { name: 'Status' }).selectOption('frozen')
  await expect(page).toHaveURL(/\?status=frozen$/)
  await expect(accounts.filter({ hasNotText: 'Frozen' })).toHaveCount(0)
  await expect(accounts.first()).toBeVisible()

  await page.getByRole('link', { name: 'Audit' }).first().click()
  await page.getByRole('combobox', { name: 'Event' }).selectOption('TransferDeclined')
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page).toHaveURL(/type=TransferDeclined/)
  const event = page.getByRole('group').filter({ hasText: 'TransferDeclined' }).first()
  await event.click()
  await expect(event.getByText('this event')).toBeVisible()
  await isAccessible(page, 'audit trail')
  await event.getByRole('button', { name: 'Only this conversation' }).click()
  await expect(page).toHaveURL(/correlationId=/)

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: /^CSV/ }).click()
  const lines = await (await download).createReadStream().then(async (stream) => {
    let text = ''
    for await (const chunk of stream) text += chunk
    return text.trim().split('\n')
  })
  expect(lines.length).toBeGreaterThan(1)

  await page.getByRole('textbox', { name: 'Stream' }).fill('Nothing-1')
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page.getByText('A stream is its kind, a dash and an id')).toBeVisible()

  await page.goto('/staff/settings')
  await expect(heading(page, 'Settings')).toBeVisible()
  await isAccessible(page, 'settings of the staff')
})
