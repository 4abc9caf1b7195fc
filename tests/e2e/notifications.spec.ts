/** The bell: money arrives, the badge says so without a reload, and looking at the list is reading it. */
import type { Page } from '@playwright/test'
import { isAccessible } from './axe.ts'
import { ask, expect, heading, test } from './people.ts'

const bell = (page: Page) => page.getByRole('button', { name: /^Notifications/ })
const list = (page: Page) => page.getByRole('dialog', { name: 'Notifications' })
/** Of what came by itself, so that the deposit that everybody begins with does not count. */
const readAll = async (page: Page) => {
  await bell(page).click()
  await expect(list(page).getByRole('listitem')).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(bell(page)).toHaveAccessibleName('Notifications')
}

test('money that arrives is told at once, and read once it was looked at', async ({ page, people }) => {
  const me = await people.me()
  const bob = await people.other()
  await page.goto('/')
  await expect(bell(page)).toHaveAccessibleName('Notifications, 1 unread')
  await readAll(page)

  const loads: string[] = []
  page.on('request', (request) => {
    if (request.isNavigationRequest()) loads.push(request.url())
  })
  await ask(bob.request, 'commands.transferMoney', {
    fromAccountId: bob.accountId,
    toAccountId: me.accountId,
    money: { amount: '12.50', currency: 'USD' },
    description: 'Pizza',
  })
  await expect(bell(page)).toHaveAccessibleName('Notifications, 1 unread')
  expect(loads).toEqual([])

  // By keyboard: open, what is new stands first and is marked, leave, and it is read.
  await bell(page).focus()
  await page.keyboard.press('Enter')
  const [newest, older] = [list(page).getByRole('listitem').first(), list(page).getByRole('listitem').last()]
  await expect(newest).toContainText(`$12.50 from ${bob.name}`)
  await expect(newest).toContainText('New')
  await expect(newest).toContainText('On Everyday')
  await expect(older).toContainText('$500.00 paid in at the counter')
  await expect(older).not.toContainText('New')
  await isAccessible(page, 'the bell', () => expect(list(page)).toBeInViewport({ ratio: 1 }))
  await page.keyboard.press('Escape')
  await expect(bell(page)).toBeFocused()
  await expect(bell(page)).toHaveAccessibleName('Notifications')

  // It holds elsewhere, too, and leads to what it is about.
  const { data } = await ask<{ data: { unread: number } }>(me.request, 'notifications.unreadCount')
  expect(data.unread).toBe(0)
  await bell(page).click()
  await newest.getByRole('link').click()
  await expect(heading(page, 'Received')).toBeVisible()
  await expect(list(page)).toBeHidden()
})
