/** A command's way, walked through by keyboard: of a transfer that is sent from there, and of one that is refused. */
import { isAccessible } from './axe.ts'
import { ask, expect, heading, test } from './keyboard.ts'

test('a transfer is sent and followed from the click to the screen, and a refused one to its reason', async ({
  page,
  people,
  keys,
}) => {
  const me = await people.me({ balance: '50.00' })
  await ask(me.request, 'commands.openAccount', { product: 'savings', currency: 'USD', name: 'Savings' })
  await page.goto('/engine-room/flow')
  await expect(heading(page, 'Flow')).toBeVisible()
  await keys.enter(page.getByRole('button', { name: 'Send and follow' }))
  const way = page.getByRole('region', { name: 'The way of transferMoney' })
  const stage = (name: string) => way.getByRole('heading', { level: 3, name })
  await expect(stage('Click')).toBeVisible()
  const timeline = page.getByRole('region', { name: 'Timeline' })
  await expect(timeline.locator('[data-total]')).toContainText('ms')
  await expect(timeline.locator('[data-bar="waiting"]')).toBeVisible()

  for (const name of ['tRPC', 'Command bus', 'Decider', 'Append', 'Wake-up', 'Projector account-summaries']) {
    await keys.press('ArrowRight')
    await expect(stage(name)).toBeVisible()
  }
  await expect(way.getByRole('row', { name: /^balance/ }).first()).toBeVisible()
  await isAccessible(page, 'the way of a command')
  await keys.press('ArrowLeft')
  await expect(stage('Wake-up')).toBeVisible()

  await keys.write(page.getByRole('textbox', { name: 'Amount' }), '9999999')
  await keys.enter(page.getByRole('button', { name: 'Send and follow' }))
  await expect(way).toContainText('rejected: InsufficientFunds')
  await expect(way.getByRole('button', { name: 'Append' })).toHaveCount(0)
})
