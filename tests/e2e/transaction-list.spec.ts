/** The list of an account: narrowed down, added up, kept under a name; and each line opened, noted, sorted, given back. */
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { parse } from 'csv-parse/sync'
import { isAccessible } from './axe.ts'
import { ask, expect, nothingAskedInVain, type People, type Person, test } from './people.ts'

const list = (page: Page) => page.getByRole('region', { name: 'Transactions' })
const lines = (page: Page) => list(page).getByRole('listitem')
const chips = (page: Page) => page.getByRole('group', { name: 'What the list is narrowed down to' })
const drawer = (page: Page) => page.getByRole('dialog')

const pay = (from: Person, to: Person, amount: string, description: string) =>
  ask<{ version: number; transferId: string }>(from.request, 'commands.transferMoney', {
    fromAccountId: from.accountId,
    toAccountId: to.accountId,
    money: { amount, currency: 'USD' },
    description,
  })

/** Thirty groceries for 1.10, 2.10 … 30.10, three rents, and a pizza that somebody has paid for. */
const aFewDozen = async (people: People) => {
  const me = await people.me({ balance: '9000.00' })
  const bob = await people.other()
  const groceries = (week: number) => pay(me, bob, `${week}.10`, `Groceries, week ${week}`)
  // Only the last ones are looked at in their order.
  await Promise.all(Array.from({ length: 28 }, (_, index) => groceries(index + 1)))
  for (const week of [29, 30]) await groceries(week)
  for (const month of ['January', 'February', 'March']) await pay(me, bob, '900.00', `Rent ${month}`)
  const { version } = await pay(bob, me, '20.00', 'Pizza')
  return { me, bob, version }
}

test('lines are narrowed down, added up, selected and kept under a name', async ({ page, people }) => {
  test.slow()
  const { me, bob, version } = await aFewDozen(people)
  await page.goto(`/accounts/${me.accountId}`)
  await expect(lines(page)).toHaveCount(35)

  // By category and by amounts as people type them; the totals are those of the bank.
  const open = page.getByRole('button', { name: /^Filter/ })
  await open.click()
  await page.getByRole('checkbox', { name: 'Groceries' }).check()
  await page.getByRole('textbox', { name: 'From', exact: true }).fill('$5.10')
  await page.getByRole('textbox', { name: 'To', exact: true }).fill('12,5')
  await page.keyboard.press('Enter')
  await expect(lines(page)).toHaveCount(8)
  await expect(page).toHaveURL(/\?category=groceries&min=5.10&max=12.50$/)
  const { data: totals } = await ask<{ data: { count: number; out: { amount: string } } }>(
    me.request,
    'accounts.transactionTotals',
    {
      accountId: me.accountId,
      categories: ['groceries'],
      minAmount: '5.10',
      maxAmount: '12.50',
      afterVersion: version,
    },
  )
  expect([totals.count, totals.out.amount]).toEqual([8, '68.80'])
  await expect(list(page)).toContainText('8 lines')
  await expect(list(page)).toContainText('Out−$68.80')
  await isAccessible(page, 'list with filters')

  // On a phone all of it stands in a sheet, which says what is left and leads to it.
  await page.setViewportSize({ width: 390, height: 800 })
  const sheet = page.getByRole('dialog', { name: 'Filters' })
  await sheet.getByRole('textbox', { name: 'From', exact: true }).fill('6')
  await page.keyboard.press('Enter')
  await sheet.getByRole('button', { name: 'Show 7 lines' }).click()
  await expect(sheet).toHaveCount(0)
  await expect(lines(page)).toHaveCount(7)
  await page.goBack()
  await expect(lines(page)).toHaveCount(8)
  await page.setViewportSize({ width: 1280, height: 860 })
  await open.click()

  // What is typed wrongly is said, and changes nothing.
  await page.getByRole('textbox', { name: 'To', exact: true }).fill('4')
  await page.keyboard.press('Enter')
  await expect(page.getByText('This is less than the other end.')).toBeVisible()
  await expect(lines(page)).toHaveCount(8)
  await open.click()

  // Chips, the way back, and a reload; who it was stays out of what the server sees.
  await chips(page).getByRole('button', { name: 'Take away: $5.10 – $12.50' }).click()
  await expect(lines(page)).toHaveCount(30)
  await page.goBack()
  await expect(lines(page)).toHaveCount(8)
  await page.getByRole('searchbox', { name: 'Search transactions' }).fill('week 7')
  await expect(lines(page)).toHaveCount(1)
  await expect(page).toHaveURL(/#search=week\+7$/)
  await page.reload()
  await expect(lines(page)).toHaveCount(1)
  await expect(chips(page).getByRole('button')).toHaveText([
    '“week 7”',
    '$5.10 – $12.50',
    'Groceries',
    'Clear all',
  ])
  await chips(page).getByRole('button', { name: 'Clear all' }).click()
  await expect(lines(page)).toHaveCount(35)

  // By who is at the other end and the direction, kept under a name and found again.
  await open.click()
  await page.getByRole('group', { name: 'From or to' }).getByRole('radio', { name: bob.name }).check()
  await page.getByRole('radio', { name: 'This month' }).check()
  await open.click()
  await page.getByText('In', { exact: true }).first().click()
  await expect(lines(page)).toHaveCount(1)
  await page.getByRole('button', { name: 'Saved' }).click()
  await drawer(page).getByRole('textbox', { name: 'Name' }).fill('From Bob')
  await drawer(page).getByRole('button', { name: 'Save this filter' }).click()
  await expect(page.getByText('This filter is kept as From Bob.')).toBeVisible()
  await chips(page).getByRole('button', { name: 'Clear all' }).click()
  await page.getByRole('button', { name: 'Saved' }).click()
  await isAccessible(page, 'saved searches')
  await page.setViewportSize({ width: 1280, height: 860 })
  await drawer(page).getByRole('button', { name: 'From Bob' }).first().click()
  await expect(lines(page)).toHaveCount(1)
  await expect(chips(page)).toContainText(bob.name)
  await page.getByRole('button', { name: 'Saved' }).click()
  await drawer(page).getByRole('button', { name: 'Remove From Bob' }).click()
  await expect(drawer(page).getByRole('button', { name: 'Remove From Bob' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Saved' }).click()
  await expect(drawer(page).getByRole('button', { name: 'Remove From Bob' })).toBeVisible()
  await page.keyboard.press('Escape')
  await chips(page).getByRole('button', { name: 'Clear all' }).click()

  // A range by the pointer and another by keys, and what they come to: pizza, three rents, two groceries.
  await page.getByRole('button', { name: 'Select', exact: true }).click()
  const selection = page.getByRole('region', { name: 'What is selected comes to' })
  await lines(page).nth(0).getByRole('checkbox').check()
  await lines(page)
    .nth(3)
    .locator('label')
    .click({ modifiers: ['Shift'] })
  await expect(selection).toContainText('4 linesIn+$20.00Out−$2,700.00Net−$2,680.00')
  await lines(page).nth(4).getByRole('checkbox').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Shift+Space')
  await expect(selection).toContainText('6 linesIn+$20.00Out−$2,759.20')
  await isAccessible(page, 'selection')
  await page.setViewportSize({ width: 1280, height: 860 })

  // Exactly these as a file; one category for all of them, and each has its own again.
  const download = page.waitForEvent('download')
  await selection.getByRole('button', { name: 'Download as CSV' }).click()
  const file = parse(await readFile(await (await download).path(), 'utf8'), { bom: true, columns: true })
  expect(file).toHaveLength(6)
  expect(file).toMatchObject([{ description: 'Pizza', amount: '20.00' }, ...Array(5).fill({})])
  const gifts = lines(page).filter({ hasText: 'Gifts' })
  await selection.getByRole('button', { name: 'Category' }).click()
  await drawer(page).getByRole('combobox').selectOption('Gifts')
  await drawer(page).getByRole('button', { name: 'Choose for all of them' }).click()
  await expect(page.getByText('Gifts, for 6 lines.')).toBeVisible()
  await expect(gifts).toHaveCount(6)
  await page.keyboard.press('u')
  await expect(gifts).toHaveCount(0)

  // The list of all accounts has the same lines, with what has moved on another one, and says whose they are.
  const { accountId: toAccountId } = await ask<{ accountId: string }>(me.request, 'commands.openAccount', {
    ...{ product: 'savings', currency: 'USD', name: 'Fund' },
  })
  await pay(me, { ...me, accountId: toAccountId }, '10.00', 'Rent put by')
  await page.goto('/activity')
  await nothingAskedInVain(page)
  await page.getByRole('searchbox', { name: 'Search transactions' }).fill('rent')
  await expect(lines(page)).toHaveCount(5)
  await expect(lines(page).filter({ hasText: 'Rent put by' })).toContainText(['Fund', 'Everyday'])
  await expect(list(page)).toContainText('In+$10.00Out−$2,710.00')
  await lines(page).first().getByRole('link').click()
  await expect(drawer(page).getByRole('link', { name: 'Fund' })).toBeVisible()
  await page.reload()
  await expect(drawer(page)).toContainText('+$10.00')
  await isAccessible(page, 'all accounts in one list')
})

test('a line is opened by key, noted, sorted for the next ones, and given back in part', async ({
  page,
  people,
}) => {
  test.slow()
  const { me, bob } = await aFewDozen(people)
  await page.goto(`/accounts/${me.accountId}`)
  await lines(page).nth(0).getByRole('link').focus()
  await page.keyboard.press('Enter')
  await expect(drawer(page).getByRole('heading', { name: bob.name })).toBeVisible()
  await expect(drawer(page)).toContainText('+$20.00')
  await expect(page).toHaveURL(/\?tx=\d+$/)

  await drawer(page).getByRole('button', { name: 'Write one' }).click()
  await drawer(page).getByRole('textbox', { name: 'Your note' }).fill('We shared it')
  await page.keyboard.press('Enter')
  await expect(drawer(page).getByRole('region', { name: 'Note' })).toContainText('We shared it')

  await drawer(page).getByRole('button', { name: 'Give back' }).click()
  await drawer(page).getByRole('radio', { name: 'A part' }).check()
  await drawer(page).getByRole('textbox', { name: 'Amount to give back' }).fill('25')
  await drawer(page).getByRole('button', { name: 'Give back now' }).click()
  await expect(drawer(page).getByText('At most $20.00.').last()).toBeVisible()
  await drawer(page).getByRole('textbox', { name: 'Amount to give back' }).fill('12.5')
  await drawer(page).getByRole('button', { name: 'Give back now' }).click()
  await expect(drawer(page)).toContainText('Given back$12.50')
  await drawer(page).getByRole('button', { name: 'Give back', exact: true }).click()
  await expect(drawer(page).getByRole('radio', { name: 'All that is left' })).toBeVisible()
  await expect(drawer(page)).toContainText('$7.50')
  await drawer(page).getByRole('button', { name: 'Show its events' }).click()
  await expect(drawer(page)).toContainText('TransferRefunded')
  await isAccessible(page, 'drawer')
  await page.setViewportSize({ width: 1280, height: 860 })

  // Its address holds over a reload, and its neighbours are reached from it.
  await page.reload()
  await expect(drawer(page).getByRole('region', { name: 'Note' })).toContainText('We shared it')
  await drawer(page).getByRole('button', { name: 'The older one' }).click()
  await expect(drawer(page)).toContainText('Rent March')
  const otherTab = await page.context().newPage()
  await otherTab.goto(page.url())
  await expect(drawer(otherTab)).toContainText('Rent March')
  await drawer(page).getByRole('button', { name: 'Change' }).click()
  await drawer(page).getByRole('combobox', { name: 'Category of this transaction' }).selectOption('Gifts')
  await drawer(page).getByRole('radio', { name: 'The next ones like it' }).check()
  await drawer(page).getByRole('button', { name: 'Save' }).click()
  for (const tab of [page, otherTab])
    await expect(drawer(tab).getByRole('region', { name: 'Category' })).toContainText('GiftsChosen by you')
  await otherTab.close()
  await page.keyboard.press('Escape')
  await expect(drawer(page)).toHaveCount(0)
  await expect(page).not.toHaveURL(/tx=/)
  // One goes on from the line at which one was.
  await expect(lines(page).filter({ hasText: 'Rent March' }).getByRole('link')).toBeFocused()

  // The next one like it comes in by itself, and has the category that was to be remembered.
  await pay(me, bob, '900.00', 'Rent April')
  await lines(page).filter({ hasText: 'Rent April' }).getByRole('link').click()
  const category = drawer(page).getByRole('region', { name: 'Category' })
  await expect(category).toContainText('GiftsAs you want it')

  // Taken back: what was chosen, and what was remembered of it.
  await category.getByRole('button', { name: 'Change' }).click()
  await category.getByRole('combobox').selectOption('Travel')
  await category.getByRole('radio', { name: 'The next ones like it' }).check()
  await category.getByRole('button', { name: 'Save' }).click()
  await expect(category).toContainText('TravelChosen by you')
  await expect(page.getByText('Travel, also for the next ones like it.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(drawer(page)).toHaveCount(0)
  await page.keyboard.press('u')
  const opens = async (description: string) => {
    await lines(page).filter({ hasText: description }).getByRole('link').click()
    await expect(category).toContainText('GiftsAs you want it')
    await page.keyboard.press('Escape')
    await expect(drawer(page)).toHaveCount(0)
  }
  await opens('Rent April')
  await pay(me, bob, '900.00', 'Rent May')
  await opens('Rent May')
})
