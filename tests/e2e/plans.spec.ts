/** What is scheduled: seen as it comes, in the calendar by keys, changed, left out, cancelled; and notifications. */
import type { Page } from '@playwright/test'
import { isAccessible } from './axe.ts'
import { ask, expect, heading, type Person, test, total } from './people.ts'

const DAY_MS = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)
/** As the page writes it. */
const written = (date: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' }).format(new Date(date))
const long = (date: string) => written(date, { day: 'numeric', month: 'long', year: 'numeric' })
const full = (date: string) =>
  written(date, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })

const weekly = async (me: Person, to: Person, description = 'Rent', firstDate = inDays(3)) =>
  (
    await ask<{ orderId: string }>(me.request, 'commands.createStandingOrder', {
      fromAccountId: me.accountId,
      toAccountId: to.accountId,
      money: { amount: '200.00', currency: 'USD' },
      description,
      schedule: { frequency: 'weekly', firstDate },
    })
  ).orderId
const section = (page: Page, name: string) => page.getByRole('region', { name })

test('an order is seen as it comes, changed, left out once, and cancelled', async ({ page, people }) => {
  const [me, bob] = [await people.me(), await people.other()]
  const orderId = await weekly(me, bob)
  await page.goto('/')
  await expect(total(page)).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('s')
  await expect(heading(page, 'Scheduled')).toBeVisible()

  // 500.00 is enough for two of them.
  const coming = section(page, 'What comes').getByRole('listitem')
  await expect(coming).toHaveCount(4)
  await expect(coming.nth(0)).toContainText('−$200.00$300.00 left on Everyday')
  await expect(coming.nth(1)).toContainText('$100.00 left on Everyday')
  await expect(coming.nth(2)).toContainText('$100.00 short on Everyday')
  await isAccessible(page, 'scheduled')
  await page.getByRole('link', { name: 'All orders' }).click()
  await page.getByRole('searchbox', { name: 'Search orders' }).fill('nobody')
  await expect(page.getByText('Nothing fits')).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search orders' }).fill(bob.firstName)
  await isAccessible(page, 'all orders')
  await page.getByRole('listitem').getByRole('link').click()
  await expect(heading(page, 'Rent')).toBeVisible()
  await expect(page).toHaveURL(new RegExp(orderId))

  await page.getByRole('button', { name: 'Change' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Amount').fill('150.5')
  await dialog.getByRole('radio', { name: 'Other dates' }).check()
  await dialog.getByLabel('First date').fill(inDays(-1))
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByText('Choose today or a later day.')).toBeVisible()
  await expect(dialog.getByLabel('First date')).toBeFocused()
  await dialog.getByLabel('First date').fill(inDays(5))
  await dialog.getByLabel('Ends').selectOption('After a number of payments')
  await dialog.getByLabel('How many payments').fill('3')
  await isAccessible(page, 'change an order')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toHaveCount(0)
  const dates = section(page, 'Next dates').getByRole('listitem')
  await expect(dates).toHaveCount(3)
  await expect(dates.first()).toContainText('−$150.50')

  // By keyboard: the second of them.
  await dates.nth(1).getByRole('button', { name: /^Skip/ }).focus()
  await page.keyboard.press('Enter')
  await expect(dates.nth(1)).toContainText('Left out')
  const history = section(page, 'What has become of it').getByRole('listitem')
  await expect(history).toHaveCount(1)
  await expect(history).toContainText(long(inDays(12)))
  await expect(history).toContainText('Left out')
  await isAccessible(page, 'an order')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(history).toHaveCount(2)
  await expect(history.first()).toContainText('Put back')
  await expect(dates.filter({ hasText: 'Left out' })).toHaveCount(0)

  await page.getByRole('button', { name: 'Cancel the order' }).click()
  await dialog.getByRole('button', { name: 'Keep it' }).click()
  await page.getByRole('button', { name: 'Cancel the order' }).click()
  await dialog.getByRole('button', { name: 'Cancel the order' }).click()
  await expect(section(page, 'Next dates')).toHaveCount(0)
  await page.goto('/scheduled?view=orders&status=ended')
  await expect(page.getByRole('listitem').filter({ hasText: 'Rent' })).toContainText('Cancelled')
})

test('the calendar goes by keys, and is a list on a phone', async ({ page, people }) => {
  const [me, bob] = [await people.me(), await people.other()]
  await weekly(me, bob, 'Paid at once', inDays(0))
  await page.goto('/scheduled?view=calendar')
  const grid = page.getByRole('grid')
  const today = grid.getByRole('button', { name: new RegExp(`^${full(inDays(0))}`) })
  await expect(today).toHaveAttribute('tabindex', '0')
  await today.focus()
  await page.keyboard.press('ArrowDown')
  await expect(
    grid.getByRole('button', { name: `${full(inDays(7))}, 1 payment Paid at once $200.00` }),
  ).toBeFocused()
  const day = page.getByRole('region', { name: full(inDays(7)) })
  await expect(day.getByRole('listitem')).toContainText('To come')
  await page.keyboard.press('PageDown')
  await page.keyboard.press('Home')
  await expect(grid.getByRole('button').and(page.locator(':focus'))).toHaveCount(1)
  await page.getByRole('button', { name: 'This month' }).click()
  await isAccessible(page, 'calendar')

  await page.setViewportSize({ width: 390, height: 800 })
  await expect(grid).toBeHidden()
  await expect(page.getByRole('heading', { level: 3, name: 'Today' })).toBeVisible()
})

test('everything that the bank has told, what is new alone, all of it read at once', async ({
  page,
  people,
}) => {
  const [me, bob] = [await people.me(), await people.other()]
  await ask(bob.request, 'commands.requestMoney', {
    toAccountId: bob.accountId,
    payer: { accountId: me.accountId },
    money: { amount: '12.50', currency: 'USD' },
    description: 'Pizza',
  })
  await page.goto('/notifications?show=unread')
  const list = section(page, 'Notifications').getByRole('listitem')
  await expect(list).toHaveCount(2)
  await expect(list.first()).toContainText(`${bob.name} asks you for $12.50`)
  await isAccessible(page, 'notifications')
  await page.getByRole('button', { name: 'Mark all as read' }).click()
  await expect(page.getByText('Nothing new')).toBeVisible()
  await page.getByRole('radiogroup', { name: 'Show' }).getByText('All').click()
  await expect(list).toHaveCount(2)
  await list.first().getByRole('link').click()
  await expect(heading(page, `${bob.name} asks you for money`)).toBeVisible()
})
