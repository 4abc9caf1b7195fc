/** What is asked for is done once: through lost answers, closed dialogs, reloads, and a line that is gone or slow. */
import type { Page } from '@playwright/test'
import { germanIban } from '../support/payees.ts'
import {
  accountsOf,
  ask,
  expect,
  heading,
  sendButton,
  test,
  total,
  transfersOf,
  writeRecipient,
} from './people.ts'

const NO_ANSWER = 'The bank has not answered.'

/** From now on every command reaches the bank and no answer comes back; answers how to mend it, and the ids that were given. */
const loseAnswers = async (page: Page) => {
  const url = '**/api/trpc/commands.*'
  const ids: string[] = []
  await page.route(url, async (route) => {
    ids.push(route.request().postDataJSON().commandId)
    await route.fetch()
    await route.abort('connectionreset')
  })
  return { ids, mend: () => page.unroute(url) }
}

type Row = {
  readonly what: string
  /** Opens the form, fills it in and gives the command. */
  readonly fill: (page: Page) => Promise<void>
  /** Where the form can be closed. */
  readonly close?: () => Promise<void>
  /** What it has come to. */
  readonly effect: () => Promise<unknown>
  readonly once: unknown
}

/** Lost, and the page loaded anew; filled in again and lost again; closed, filled in a third time, and answered. */
const isDoneOnce = async (page: Page, { what, fill, close, effect, once }: Row) => {
  await test.step(what, async () => {
    const before = await loseAnswers(page)
    await fill(page)
    await expect.poll(() => before.ids.length).toBeGreaterThan(0)
    await page.reload()
    await fill(page)
    await expect(page.getByText(NO_ANSWER)).toBeVisible()
    await close?.()
    await before.mend()
    const [answered] = await Promise.all([page.waitForResponse(/\/api\/trpc\/commands\./), fill(page)])
    expect(answered.ok()).toBe(true)
    expect([...new Set([...before.ids, answered.request().postDataJSON().commandId])]).toHaveLength(1)
    expect(await effect()).toEqual(once)
    // Answered, the same once more is meant.
    await expect(page.getByText(NO_ANSWER)).toHaveCount(0)
  })
}

test('at the counter, money is paid in and out once, and an account opened once', async ({
  page,
  context,
  people,
}) => {
  test.slow()
  const customer = await people.other()
  const { data } = await ask<{ data: { owner: { customerId: string } }[] }>(customer.request, 'accounts.list')
  await context.request.post('/api/auth/sign-in/email', {
    data: { email: 'teller@demo.passbook.test', password: 'passbook-demo' },
  })
  await page.goto(`/staff/customers/${data[0]?.owner.customerId}`)
  const dialog = page.getByRole('dialog')
  const move = async (action: string, amount: string) => {
    await page
      .getByRole('listitem')
      .filter({ hasText: customer.number })
      .getByRole('button', { name: action })
      .click()
    await dialog.getByRole('textbox', { name: 'Amount' }).fill(amount)
    await dialog.getByRole('button', { name: action }).click()
  }
  const balance = async () =>
    (await accountsOf(customer.request)).find(({ accountId }) => accountId === customer.accountId)?.balance
      .amount
  const close = () => page.keyboard.press('Escape')
  const rows: Row[] = [
    { what: 'deposit', fill: () => move('Deposit', '25'), close, effect: balance, once: '525.00' },
    { what: 'withdrawal', fill: () => move('Withdraw', '5'), close, effect: balance, once: '520.00' },
    {
      what: 'account',
      fill: async () => {
        await page.getByRole('button', { name: 'Open an account' }).click()
        await dialog.getByRole('textbox', { name: 'Name of the account' }).fill('Holidays')
        await dialog.getByRole('button', { name: 'Open an account' }).click()
      },
      close,
      effect: async () => (await accountsOf(customer.request)).length,
      once: 2,
    },
  ]
  for (const row of rows) {
    await isDoneOnce(page, row)
    await expect(dialog).toHaveCount(0)
  }
})

test('money is given back in part once, and an account opened once', async ({ page, people }) => {
  test.slow()
  const me = await people.me()
  const bob = await people.other()
  await ask(bob.request, 'commands.transferMoney', {
    fromAccountId: bob.accountId,
    toAccountId: me.accountId,
    money: { amount: '20.00', currency: 'USD' },
    description: 'Pizza',
  })
  await page.goto(`/accounts/${me.accountId}`)
  await page
    .getByRole('region', { name: 'Transactions' })
    .getByRole('listitem')
    .filter({ hasText: 'Pizza' })
    .getByRole('link')
    .click()
  const drawer = page.getByRole('dialog')
  await isDoneOnce(page, {
    what: 'refund',
    fill: async () => {
      await drawer.getByRole('button', { name: 'Give back' }).click()
      await drawer.getByRole('radio', { name: 'A part' }).check()
      await drawer.getByRole('textbox', { name: 'Amount to give back' }).fill('7.5')
      await drawer.getByRole('button', { name: 'Give back now' }).click()
    },
    close: () => drawer.getByRole('button', { name: 'Cancel' }).click(),
    effect: async () => (await accountsOf(me.request))[0]?.balance.amount,
    once: '512.50',
  })

  await page.goto('/open-account')
  await isDoneOnce(page, {
    what: 'account',
    fill: async () => {
      await page.getByRole('textbox', { name: 'Name' }).fill('Spare')
      await page.getByRole('button', { name: 'Open the account' }).click()
    },
    effect: async () => (await accountsOf(me.request)).length,
    once: 2,
  })
})

test('what is being asked for outlives a reload at every step, and is asked once', async ({
  page,
  people,
}) => {
  await people.me()
  const bob = await people.other()
  await page.goto('/requests/new')
  const field = page.getByRole('textbox', { name: 'Payee or account number' })
  await field.fill(bob.number)
  await page.getByRole('list', { name: 'Who fits' }).getByRole('button', { name: bob.name }).click()
  await page.getByRole('textbox', { name: 'Amount' }).fill('12.5')
  await page.getByLabel('What for').fill('Pizza')
  await page.reload()
  await expect(page.getByRole('button', { name: `Remove ${bob.name}` })).toBeVisible()
  await expect(page.getByLabel('What for')).toHaveValue('Pizza')
  await page.getByRole('button', { name: 'Review' }).click()
  const asked = page.getByRole('button', { name: 'Ask for $12.50' })
  await expect(asked).toBeVisible()

  const { ids, mend } = await loseAnswers(page)
  await asked.click()
  await expect.poll(() => ids.length).toBeGreaterThan(0)
  await page.reload()
  await expect(heading(page, 'Is this right?')).toBeVisible()
  await asked.click()
  await expect(page.getByText(NO_ANSWER)).toBeVisible()
  await mend()
  await asked.click()
  await expect(heading(page, `You ask ${bob.name} for money`)).toBeVisible()
  expect(new Set(ids).size).toBe(1)
  const { data } = await ask<{ data: unknown[] }>(bob.request, 'requests.list', { direction: 'in' })
  expect(data).toHaveLength(1)

  // What has been sent is no draft any more.
  await page.goto('/requests/new')
  await expect(page.getByLabel('What for')).toHaveValue('')
})

test('what is being sent outlives a reload at every step; without a line it waits, and goes out once when that is back', async ({
  page,
  context,
  people,
}) => {
  const me = await people.me()
  const bob = await people.other()
  await page.goto('/transfer')
  await writeRecipient(page, bob)
  await page.getByRole('textbox', { name: 'Amount' }).fill('10')
  await page.getByLabel('What for').fill('Lunch')
  await page.reload()
  await expect(page.getByText(`Goes to ${bob.name}`)).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Amount' })).toHaveValue('10')
  await page.getByRole('button', { name: 'Review' }).click()
  await expect(heading(page, 'Is this right?')).toBeVisible()
  await page.reload()
  await expect(heading(page, 'Is this right?')).toBeVisible()
  await expect(page.getByText('Lunch')).toBeVisible()

  await page.clock.install()
  const ids: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('commands.transferMoney')) ids.push(request.postDataJSON().transferId)
  })
  await context.setOffline(true)
  await sendButton(page).click()
  await expect(heading(page, 'Sending…')).toBeVisible()
  await expect
    .poll(async () => {
      await page.clock.runFor(1_000)
      return heading(page, 'No answer yet').isVisible()
    })
    .toBe(true)
  await page.clock.resume()
  // Nobody presses anything.
  await context.setOffline(false)
  await expect(heading(page, 'Done')).toBeVisible()
  expect(ids.length).toBeGreaterThan(1)
  expect(new Set(ids).size).toBe(1)
  expect(await transfersOf(me.request)).toHaveLength(1)

  await page.getByRole('link', { name: 'Send another' }).click()
  await expect(page.getByRole('textbox', { name: 'Amount' })).toHaveValue('')
})

test('on a slow line an exchange and a payment are answered at once, and done once', async ({
  page,
  context,
  people,
}) => {
  test.slow()
  const me = await people.me()
  await ask(me.request, 'commands.openAccount', { product: 'current', currency: 'EUR', name: 'Holiday' })
  const carl = { name: 'Carl Carlson', number: germanIban(10_000) }
  const { payeeId } = await ask<{ payeeId: string }>(me.request, 'commands.addPayee', carl)
  const slow = async (latency: number) => {
    const line = await context.newCDPSession(page)
    await line.send('Network.emulateNetworkConditions', {
      offline: false,
      latency,
      downloadThroughput: latency === 0 ? -1 : 25_000,
      uploadThroughput: latency === 0 ? -1 : 25_000,
    })
  }
  const send = async (button: ReturnType<Page['getByRole']>, end: string) => {
    await expect(button).toBeVisible()
    await slow(1_200)
    await button.click()
    await expect(heading(page, /^(Sending|Exchanging)…$/)).toBeVisible({ timeout: 1_000 })
    await expect(heading(page, end)).toBeVisible({ timeout: 20_000 })
    await slow(0)
  }
  await page.goto('/transfer')
  await page
    .getByRole('radio', { name: /Holiday/ })
    .last()
    .check()
  await page.getByRole('textbox', { name: 'You give' }).fill('100')
  await page.getByRole('button', { name: 'Review' }).click()
  await send(page.getByRole('button', { name: 'Exchange $100.00' }), 'Exchanged')

  await page.goto(`/transfer?to=${payeeId}`)
  await page.getByRole('textbox', { name: 'Amount' }).fill('40')
  await page.getByRole('button', { name: 'Review' }).click()
  await send(sendButton(page), 'Done')
  await page.getByRole('link', { name: 'To the overview' }).click()
  await expect(total(page)).toContainText('$360.00')
  const sent = await transfersOf(me.request)
  expect(sent).toHaveLength(1)
})
