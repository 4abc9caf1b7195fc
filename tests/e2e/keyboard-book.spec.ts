/** The book is read without a pointer: narrowed down, opened, looked back at, taken along, drawn, and closed. */
import { ask, expect, heading, type Person, test } from './keyboard.ts'

const pay = (from: Person, to: Person, amount: string, description: string) =>
  ask(from.request, 'commands.transferMoney', {
    fromAccountId: from.accountId,
    toAccountId: to.accountId,
    money: { amount, currency: 'USD' },
    description,
  })

test('a list is narrowed down and kept; a line is noted, sorted, given back and taken apart', async ({
  page,
  people,
  keys,
}) => {
  test.slow()
  const me = await people.me()
  const bob = await people.other()
  for (const amount of ['4.10', '5.10', '6.10']) await pay(me, bob, amount, 'Groceries')
  await pay(bob, me, '20.00', 'Pizza')
  const lines = page.getByRole('region', { name: 'Transactions' }).getByRole('listitem')
  const chips = page.getByRole('group', { name: 'What the list is narrowed down to' })
  const dialog = page.getByRole('dialog')
  await page.goto(`/accounts/${me.accountId}`)
  await expect(lines).toHaveCount(5)

  await keys.enter(page.getByRole('button', { name: /^Filter/ }))
  await keys.write(page.getByRole('textbox', { name: 'From', exact: true }), '5')
  await keys.press('Enter')
  await keys.tick(page.getByRole('checkbox', { name: 'Groceries' }))
  await expect(lines).toHaveCount(2)
  await keys.to(chips.getByRole('button', { name: /^Take away: .*\$5\.00/ }))
  await keys.press('Enter')
  await expect(lines).toHaveCount(3)
  await expect(chips.getByRole('button', { name: 'Take away: Groceries' })).toBeFocused()

  const saved = page.getByRole('button', { name: 'Saved' })
  await keys.to(saved, 'Shift+Tab')
  await keys.press('Enter')
  await keys.write(dialog.getByRole('textbox', { name: 'Name' }), 'Food')
  await keys.press('Enter')
  await expect(page.getByText('This filter is kept as Food.')).toBeVisible()
  await keys.enter(chips.getByRole('button', { name: 'Clear all' }))
  await expect(lines).toHaveCount(5)
  await keys.to(saved, 'Shift+Tab')
  await keys.press('Enter')
  await keys.enter(dialog.getByRole('button', { name: 'Food' }).first())
  await expect(lines).toHaveCount(3)
  await keys.enter(chips.getByRole('button', { name: 'Clear all' }))
  await expect(lines).toHaveCount(5)

  await keys.to(lines.nth(0).getByRole('link'))
  await keys.press('ArrowDown', 'ArrowUp', 'Enter')
  await expect(dialog).toContainText('+$20.00')
  await keys.enter(dialog.getByRole('button', { name: 'Write one' }))
  await keys.write(dialog.getByRole('textbox', { name: 'Your note' }), 'We shared it')
  await keys.press('Enter')
  const note = dialog.getByRole('region', { name: 'Note' })
  await expect(note).toContainText('We shared it')
  await expect(page.getByText('Note saved')).toBeVisible()
  await keys.press('u')
  await expect(note).toContainText('Nothing is written here')
  const category = dialog.getByRole('region', { name: 'Category' })
  const before = await category.textContent()
  await keys.enter(dialog.getByRole('button', { name: 'Change' }).first())
  await keys.to(dialog.getByRole('combobox', { name: 'Category of this transaction' }))
  await keys.type('Gifts')
  await keys.enter(dialog.getByRole('button', { name: 'Save' }))
  await expect(category).toContainText('GiftsChosen by you')
  // While the drawer is open the message lies behind it; its key works all the same.
  await expect(page.getByText('Category changed')).toBeVisible()
  await keys.press('u')
  await expect(category).toHaveText(before ?? '')
  await keys.enter(dialog.getByRole('button', { name: 'Give back' }))
  await keys.tick(dialog.getByRole('radio', { name: 'A part' }))
  await keys.write(dialog.getByRole('textbox', { name: 'Amount to give back' }), '12.5')
  await keys.enter(dialog.getByRole('button', { name: 'Give back now' }))
  await expect(dialog).toContainText('Given back$12.50')

  // Arrow keys scroll what can be scrolled; elsewhere they go on to the next line.
  await keys.enter(dialog.getByRole('button', { name: 'Show its events' }))
  const json = dialog.locator('[data-scrolls]').first()
  await keys.to(json)
  const { address, left } = { address: page.url(), left: () => json.evaluate((one) => one.scrollLeft) }
  await keys.press('ArrowRight', 'ArrowRight')
  await expect.poll(left).toBeGreaterThan(0)
  expect(page.url()).toBe(address)
  await keys.press('Shift+Tab', 'ArrowRight')
  await expect(page).not.toHaveURL(address)
  await keys.press('Escape')
  await expect(dialog).toHaveCount(0)
})

test.describe('with years behind one', () => {
  test.beforeEach(async ({ context }) => {
    const answer = await context.request.post('/api/auth/sign-in/email', {
      data: { email: 'customer1@demo.passbook.test', password: 'passbook-demo' },
    })
    expect(answer.ok()).toBe(true)
  })

  test('an account is looked at as it was, by a date that is typed, by slider and by steps', async ({
    page,
    context,
    keys,
  }) => {
    const { data } = await ask<{ data: { accountId: string; product: string }[] }>(
      context.request,
      'accounts.list',
    )
    await page.goto(`/accounts/${data.find(({ product }) => product === 'current')!.accountId}`)
    const year = new Date().getUTCFullYear() - 1
    const field = page.getByLabel('Look back at', { exact: true })
    await keys.to(field)
    await keys.type(`1015${year}`)
    await expect(page).toHaveURL(new RegExp(`at=${year}-10-15`))
    await keys.to(page.getByRole('button', { name: 'A week earlier' }), 'Shift+Tab')
    await keys.press('Enter')
    await expect(page).toHaveURL(new RegExp(`at=${year}-10-08`))
    await keys.to(page.getByRole('slider', { name: 'Day to look back at' }), 'Shift+Tab')
    await keys.press('ArrowRight')
    await expect(page).toHaveURL(new RegExp(`at=${year}-10-09`))
    await keys.to(page.getByRole('button', { name: 'Back to now' }), 'Shift+Tab')
    await keys.press('Enter')
    await expect(page).not.toHaveURL(/at=/)
    await expect(field).toBeFocused()
  })

  test('a statement is found and taken along', async ({ page, keys }) => {
    await page.goto('/statements')
    await keys.enter(page.getByRole('main').getByRole('link').nth(4))
    await expect(page).toHaveURL(/\/statements\/.+\/\d{4}-\d\d$/)
    await keys.enter(page.getByRole('button', { name: 'Download', exact: true }))
    await expect(page.getByRole('dialog', { name: 'Download' }).getByRole('button').first()).toBeFocused()
    const download = page.waitForEvent('download')
    await keys.press('ArrowDown', 'Enter')
    expect((await download).suggestedFilename()).toMatch(/\.csv$/)
  })

  test('a bar leads to its transactions and back, and the figures become tables', async ({ page, keys }) => {
    await page.goto('/insights')
    const bars = page
      .getByRole('region', { name: 'Spending by category', exact: true })
      .getByRole('group')
      .getByRole('button')
    await keys.to(bars.and(page.locator('[tabindex="0"]')))
    await keys.press('ArrowLeft', 'Enter')
    await expect(page.getByRole('dialog').getByRole('listitem').first()).toBeVisible()
    await keys.press('Escape')
    await expect(bars.and(page.locator(':focus'))).toHaveCount(1)
    await keys.to(page.getByRole('radio', { name: 'Tables' }), 'Shift+Tab')
    await expect(page).toHaveURL(/view=tables/)
  })
})

test('an account is named, told when it is low, and closed', async ({ page, people, keys }) => {
  const me = await people.me({ balance: '80.00' })
  await ask(me.request, 'commands.openAccount', { product: 'savings', currency: 'USD', name: 'Fund' })
  await page.goto(`/accounts/${me.accountId}/settings`)
  await expect(heading(page, 'Account settings')).toBeVisible()
  await keys.write(page.getByRole('region', { name: 'Name' }).getByRole('textbox'), 'Groceries')
  await keys.press('Enter')
  await expect(page.getByRole('link', { name: 'Back to Groceries' })).toBeVisible()
  const alert = page.getByRole('region', { name: 'Low balance' })
  await keys.write(alert.getByRole('textbox'), '25')
  await keys.press('Enter')
  await expect(alert.getByRole('button', { name: 'Do not tell me' })).toBeVisible()
  const closing = page.getByRole('region', { name: 'Close the account' })
  await keys.write(closing.getByLabel('Why?'), 'Moving on')
  await keys.tick(closing.getByRole('radio', { name: 'Fund' }))
  await keys.enter(closing.getByRole('button', { name: 'Close the account' }))
  await keys.enter(page.getByRole('dialog').getByRole('button', { name: 'Close it for ever' }))
  await keys.enter(page.getByText('Closed (1)'))
  await expect(page.getByRole('link', { name: /^Groceries.*Closed/ })).toBeVisible()
})
