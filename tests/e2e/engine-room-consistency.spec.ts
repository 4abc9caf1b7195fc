/** The same transfer under every strategy, run by keyboard: as fast as the bank is, and with its projector slowed down. */
import type { Page } from '@playwright/test'
import { isAccessible } from './axe.ts'
import { ask, expect, heading, type Person, test } from './keyboard.ts'
import { accountsOf } from './people.ts'

const ALL = ['none', 'writeSide', 'optimistic', 'told', 'version', 'synchronous']
const RUN_MS = 30_000

const lane = (page: Page, name: string) => page.locator(`[data-lane="${name}"]`)
/** In milliseconds. */
const figure = async (page: Page, name: string, fact: string): Promise<number> => {
  const value = lane(page, name)
    .locator('dl > div')
    .filter({ has: page.getByText(fact, { exact: true }) })
    .locator('dd')
  return Number((await value.textContent())!.replace(/ ms|,/g, ''))
}
const isThrough = (page: Page) =>
  expect(page.getByText('All lanes are through.')).toBeVisible({ timeout: RUN_MS })
const slowings = async ({ request }: Person) => {
  const { data } = await ask<{ data: { isOn: boolean }[] }>(request, 'engineRoom.faults.list')
  return data.filter(({ isOn }) => isOn).length
}
const hasAllItHad = async ({ request }: Person) => {
  const balances = async () => (await accountsOf(request)).map(({ balance }) => balance.amount)
  await expect.poll(balances).toEqual(['50.00', '0.00'])
}

test('six lanes side by side, without staleness and with it, and nobody is poorer', async ({
  page,
  people,
  keys,
}) => {
  test.slow()
  const me = await people.me({ balance: '50.00' })
  const run = page.getByRole('button', { name: /^Run (all six|them again)$/ })

  await test.step('with one account there is nothing to run, and it says what to do', async () => {
    await page.goto('/engine-room/consistency')
    await expect(heading(page, 'Consistency lab')).toBeVisible()
    await expect(page.getByText('Running the lanes takes two open accounts of yours')).toBeVisible()
    await ask(me.request, 'commands.openAccount', { product: 'savings', currency: 'USD', name: 'Savings' })
  })

  await test.step('all of them come to the right figure, each in its way', async () => {
    await keys.enter(run)
    await isThrough(page)
    for (const name of ALL.slice(1)) await expect(lane(page, name)).toContainText('shown')
    expect(await figure(page, 'optimistic', 'Right figure after')).toBeLessThan(
      await figure(page, 'optimistic', 'Acknowledged after'),
    )
    await expect(page.locator('[data-axis-lane]')).toHaveCount(ALL.length)
    await hasAllItHad(me)
  })

  await test.step('slowed down, the old figure is to be seen, and so is what the others do about it', async () => {
    const slider = page.getByRole('slider', { name: /account-summaries/ })
    await keys.to(slider)
    await keys.press('ArrowRight', 'ArrowRight', 'ArrowRight')
    await expect(page.getByText(/^Slowed down by 750 ms for another \d+ seconds, set by you/)).toBeVisible()
    await keys.to(run, 'Shift+Tab')
    await keys.press('Enter')
    await expect(page.getByText(/lane 1 of 6/)).toBeVisible()
    await isThrough(page)

    await expect(lane(page, 'none')).toContainText('old figure stays')
    await expect(lane(page, 'none').locator('li[data-is="old"]').last()).toContainText('$50.00')
    expect(await figure(page, 'none', 'In the read model after')).toBeGreaterThan(700)
    for (const name of ALL.slice(1)) await expect(lane(page, name)).toContainText('shown')
    for (const name of ['told', 'version'])
      expect(await figure(page, name, 'Right figure after')).toBeGreaterThan(700)
    expect(await figure(page, 'version', 'Answers kept waiting')).toBeGreaterThan(500)
    expect(await figure(page, 'writeSide', 'Right figure after')).toBeLessThan(
      await figure(page, 'writeSide', 'In the read model after'),
    )
    expect(await figure(page, 'optimistic', 'Right figure after')).toBeLessThan(
      await figure(page, 'optimistic', 'Acknowledged after'),
    )
    await expect(lane(page, 'optimistic')).toContainText('right, pending')
    expect(await figure(page, 'synchronous', 'Of that for the balance')).toBeGreaterThan(0)
    await hasAllItHad(me)
  })

  await test.step('the runs stand beside each other', async () => {
    const runs = page.getByRole('region', { name: 'The last runs' })
    await expect(runs.getByRole('row', { name: /^No strategy/ })).toContainText('old')
    await keys.enter(runs.getByRole('button', { name: 'Show run 1' }))
    await expect(page.getByText('Run 1, not slowed')).toBeVisible()
    await isAccessible(page, 'the consistency lab')
  })

  await test.step('refused, what was shown too early is gone again', async () => {
    await keys.write(page.getByRole('textbox', { name: 'Amount' }), '9999999')
    await keys.enter(run)
    await isThrough(page)
    for (const name of ALL) await expect(lane(page, name)).toContainText('Nothing was moved.')
    await expect(lane(page, 'optimistic')).toContainText('is gone again')
    await hasAllItHad(me)
  })

  await test.step('with the page, the slowing down ends', async () => {
    expect(await slowings(me)).toBe(1)
    await keys.press('Escape', 'g', 'f')
    await expect(heading(page, 'Flow')).toBeVisible()
    await expect.poll(() => slowings(me)).toBe(0)
  })
})

test('stopped in the middle, what is away comes back', async ({ page, people, keys }) => {
  const me = await people.me({ balance: '50.00' })
  await ask(me.request, 'commands.openAccount', { product: 'savings', currency: 'USD', name: 'Savings' })
  await page.goto('/engine-room/consistency')
  await keys.to(page.getByRole('slider', { name: /account-summaries/ }))
  await keys.press('ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight')
  await expect(page.getByText(/^Slowed down by 1,000 ms/)).toBeVisible()
  const run = page.getByRole('button', { name: /^Run/ })
  await keys.to(run, 'Shift+Tab')
  // The second press finds it running.
  await keys.press('Enter', 'Enter')
  await expect(lane(page, 'none')).toContainText('old figure stays')
  await keys.enter(page.getByRole('button', { name: 'Stop' }))
  await expect(page.getByText(/^Stopped\./)).toBeVisible({ timeout: RUN_MS })
  await expect(page.getByRole('button', { name: 'Run them again' })).toBeFocused()
  await expect(lane(page, 'synchronous')).toContainText('Not run yet.')
  await hasAllItHad(me)
  await keys.enter(page.getByRole('button', { name: 'Turn it off' }))
  await expect(page.getByText('Not slowed down.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Slow the balances down' })).toBeFocused()
  expect(await slowings(me)).toBe(0)

  // What the lab does not tell of is told as on every other page.
  const fault = { kind: 'slowProjector', projector: 'transactions', delayMs: 1 }
  const { id } = await ask<{ id: string }>(me.request, 'engineRoom.faults.set', { fault, seconds: 10 })
  await expect(page.locator('[data-fault-notice]')).toBeVisible()
  await ask(me.request, 'engineRoom.faults.clear', { id })
})

test('an answer that stays away: nobody is told that it is even, and a press puts it right', async ({
  page,
  people,
  keys,
}) => {
  const me = await people.me({ balance: '50.00' })
  await ask(me.request, 'commands.openAccount', { product: 'savings', currency: 'USD', name: 'Savings' })
  const commandIds = new Set<string>()
  const sends = '**/api/trpc/commands.transferMoney*'
  // The bank writes it; the page is never told.
  await page.route(sends, async (route) => {
    commandIds.add(route.request().postDataJSON().commandId)
    await route.fetch()
    await route.abort('connectionreset')
  })
  await page.goto('/engine-room/consistency')
  await keys.enter(page.getByRole('button', { name: 'Run all six' }))
  const said = page.getByText(/^The bank did not answer whether one transfer was written/)
  await expect(said).toContainText('Up to $1.00 may be in the other account', { timeout: RUN_MS })
  await expect(page.getByText(/both accounts have what they had/)).toHaveCount(0)
  expect(commandIds.size).toBe(1)

  await page.unroute(sends)
  await keys.enter(page.getByRole('button', { name: 'Find out, and send it back' }))
  await expect(said).toContainText('$1.00 was sent back at the end')
  await expect(lane(page, 'none')).toContainText('it turned out to have been written')
  await expect(page.getByRole('heading', { name: 'Side by side' })).toBeFocused()
  await hasAllItHad(me)
})

test('somebody who has no accounts here is told what to do, and sees what each lane does', async ({
  page,
  context,
  keys,
}) => {
  await context.request.post('/api/auth/sign-in/email', {
    data: { email: 'auditor@demo.passbook.test', password: 'passbook-demo' },
  })
  await page.goto('/engine-room/consistency')
  await expect(page.getByText('Only a customer has accounts to send from.')).toBeVisible()
  await expect(page.locator('[data-lane]')).toHaveCount(ALL.length)
  await keys.enter(lane(page, 'version').getByRole('link', { name: /createVersionWatch/ }))
  await expect(heading(page, 'wait.ts')).toBeVisible()
  await expect(page.locator('li[aria-current="location"]')).toContainText('export const createVersionWatch')
})
