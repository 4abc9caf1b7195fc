/** Sending with time to think again: held first, undone or paid, and the same figures everywhere meanwhile. */
import {
  accountCard,
  accountsOf,
  activity,
  expect,
  heading,
  sendButton,
  test,
  total,
  transfersOf,
  writeTransfer,
} from './people.ts'

test('sent and undone: the money is back, and nobody else has seen it', async ({
  page,
  people,
  browser,
  baseURL,
}) => {
  const me = await people.me({ undoSeconds: 60 })
  const bob = await people.other()
  await writeTransfer(page, { to: bob, amount: '12.50', what: 'Lunch' })
  await expect(page.getByText('You can undo it for 60 seconds after sending.')).toBeVisible()
  await sendButton(page).click()
  await expect(heading(page, 'On its way')).toBeVisible()
  await expect(page.getByRole('timer')).toHaveText(/Paid in \d+ seconds/)
  await expect(page.getByText('You can still undo it.')).toBeVisible()

  // Held, and the same on every screen: in the balance, and not to be spent.
  await page.getByRole('link', { name: 'To the overview' }).click()
  await expect(total(page)).toContainText('$500.00')
  await expect(accountCard(page)).toContainText('$12.50 held')
  const line = activity(page).getByRole('listitem').filter({ hasText: bob.name })
  await expect(line).toContainText('−$12.50held')
  await page.reload()
  await expect(accountCard(page)).toContainText('$12.50 held')
  await accountCard(page).click()
  const balance = page.getByRole('region', { name: 'Balance' })
  await expect(balance).toContainText('Balance $500.00')
  await expect(balance).toContainText('Available$487.50')
  await expect(balance).toContainText('Held$12.50')
  const pendingLine = page.getByRole('listitem').filter({ hasText: bob.name })
  await expect(pendingLine).toContainText('−$12.50held')
  // Of all lines those that are not in the book yet, and those that are.
  await page.getByRole('button', { name: /^Filter/ }).click()
  const status = page.getByRole('group', { name: 'Status' })
  const lines = page.getByRole('region', { name: 'Transactions' }).getByRole('listitem')
  await status.getByRole('radio', { name: 'Pending or held' }).check()
  await expect(page).toHaveURL(/\?status=pending$/)
  await expect(lines).toHaveCount(1)
  await expect(lines).toContainText(bob.name)
  await status.getByRole('radio', { name: 'Booked' }).check()
  await expect(lines).toContainText(['+$500.00'])
  await expect(lines).toHaveCount(1)
  await page.getByRole('button', { name: 'Clear all' }).click()
  const [account] = await accountsOf(me.request)
  expect([account?.balance.amount, account?.held.amount, account?.available.amount]).toEqual([
    '500.00',
    '12.50',
    '487.50',
  ])
  expect(await transfersOf(bob.request)).toEqual([])

  // Back on its own page, by keyboard.
  await pendingLine.getByRole('link').click()
  await expect(heading(page, 'On its way')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).focus()
  await page.keyboard.press('Enter')
  await expect(heading(page, 'Undone')).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'The money is free again.' })).toBeVisible()
  await page.reload()
  await expect(heading(page, 'Undone')).toBeVisible()
  await page.getByRole('link', { name: 'To the overview' }).click()
  await expect(total(page)).toContainText('$500.00')
  await expect(accountCard(page)).not.toContainText('held')
  await expect(activity(page).getByRole('listitem').filter({ hasText: bob.name })).toHaveCount(0)

  const bobsContext = await browser.newContext({ baseURL, storageState: await bob.request.storageState() })
  const bobsPage = await bobsContext.newPage()
  await bobsPage.goto('/')
  await expect(total(bobsPage)).toContainText('$500.00')
  await expect(activity(bobsPage).getByRole('listitem').filter({ hasText: me.name })).toHaveCount(0)
  await bobsContext.close()
})

test('sent and left alone: paid when its time has come, while one watches', async ({ page, people }) => {
  const me = await people.me({ undoSeconds: 1 })
  const bob = await people.other()
  await writeTransfer(page, { to: bob, amount: '12.50' })
  await sendButton(page).click()
  await expect(heading(page, 'Done')).toBeVisible()
  await expect(page.getByText('Paid to the recipient')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0)
  await page.getByRole('link', { name: 'To the overview' }).click()
  await expect(total(page)).toContainText('$487.50')
  await expect(accountCard(page)).not.toContainText('held')
  await expect(activity(page).getByRole('listitem').filter({ hasText: bob.name })).toContainText('−$12.50')
  await expect.poll(async () => (await accountsOf(bob.request))[0]?.balance.amount).toBe('512.50')
  expect(await transfersOf(me.request)).toHaveLength(1)
})

test('held without a worker, figures agree; with one, it is paid', async ({ page, people, bank }) => {
  await people.me({ undoSeconds: 1 })
  const bob = await people.other()
  await bank.worker.stop()
  try {
    await writeTransfer(page, { to: bob, amount: '10' })
    await sendButton(page).click()
    await expect(heading(page, 'On its way')).toBeVisible()
    await expect(page.getByRole('timer')).toHaveText('Being paid now …')
    await page.getByRole('link', { name: 'To the overview' }).click()
    await expect(total(page)).toContainText('$500.00')
    await expect(accountCard(page)).toContainText('$10.00 held')
    await accountCard(page).click()
    await expect(page.getByRole('region', { name: 'Balance' })).toContainText('Available$490.00')
  } finally {
    await bank.worker.start()
  }
  await expect(page.getByRole('region', { name: 'Balance' })).toContainText('Balance $490.00')
  await expect(page.getByRole('region', { name: 'Balance' })).not.toContainText('Held')
  await expect(page.getByRole('listitem').filter({ hasText: bob.name })).toContainText('−$10.00')
})

test('the time to undo is one’s own choice', async ({ page, people }) => {
  await people.me({ undoSeconds: 10 })
  const bob = await people.other()
  await page.goto('/')
  await page.getByRole('button', { name: /account menu/ }).click()
  await page.getByRole('link', { name: 'Settings' }).click()
  await expect(page.getByRole('radio', { name: '10 seconds' })).toBeChecked()
  await page.getByRole('radio', { name: 'None' }).check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Transfers are paid at once.')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('radio', { name: 'None' })).toBeChecked()
  await writeTransfer(page, { to: bob, amount: '1' })
  await expect(page.getByText('You can undo it')).toHaveCount(0)
  await sendButton(page).click()
  await expect(heading(page, 'Done')).toBeVisible()
})
