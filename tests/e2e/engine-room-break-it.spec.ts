/**
 * Each switch of Break it, by somebody who has a keyboard and two accounts: it really goes wrong, ends, and all that must
 * hold holds.
 */
import type { Locator, Page } from '@playwright/test'
import { isAccessible } from './axe.ts'
import { ask, expect, heading, type Keys, type Person, test } from './keyboard.ts'

/** Some 30,000 events are summed first, while others use the machine. */
const SUMMED_MS = 60_000

const card = (page: Page, kind: string) => page.locator(`[data-kind="${kind}"]`)
const faultIn = (page: Page, kind: string, what = '') =>
  card(page, kind).getByRole('listitem').filter({ hasText: what })
const mustHold = (page: Page) => page.getByRole('region', { name: 'What must hold' })
const holds = (page: Page) =>
  expect(mustHold(page).getByRole('status')).toHaveText('Everything holds.', { timeout: SUMMED_MS })
const answers = (page: Page) => page.getByRole('list', { name: 'What came of each' }).getByRole('listitem')

const hands = (page: Page, keys: Keys) => {
  const press = async (name: string | RegExp, key: 'Tab' | 'Shift+Tab', within: Page | Locator = page) => {
    const button = within.getByRole('button', { name, exact: typeof name === 'string' })
    await keys.to(button, key)
    await keys.press('Enter')
    return button
  }
  return {
    /** `what`: of the kind, where there is more than one. */
    on: async (kind: string, name: string, what = '') => {
      const button = await press(name, 'Tab')
      await expect(faultIn(page, kind, what)).toHaveAttribute('data-state', 'on')
      await expect(card(page, kind).getByRole('status')).toContainText(/On: /)
      await expect(button).toBeFocused()
    },
    send: async (name = 'Send ten transfers') => {
      const button = await press(name, 'Shift+Tab')
      await expect(answers(page).first()).toBeVisible()
      await expect(button).toBeFocused()
    },
    /** What was on it is at the head of its card then. */
    off: async (kind: string, what = '', key: 'Tab' | 'Shift+Tab' = 'Tab') => {
      await press(new RegExp(`^Turn off now: .*${what}`), key, card(page, kind))
      await expect(faultIn(page, kind, what)).toHaveAttribute('data-state', 'over', { timeout: 20_000 })
      await expect(card(page, kind).getByRole('heading')).toBeFocused()
    },
    /** Chooses the option so many places further up. */
    up: async (kind: string, label: string, places: number) => {
      await keys.to(card(page, kind).getByLabel(label))
      for (let place = 0; place < places; place += 1) await keys.press('ArrowUp')
    },
    down: async (kind: string, label: string) => {
      await keys.to(card(page, kind).getByLabel(label))
      await keys.press('ArrowDown')
    },
  }
}

const withTwoAccounts = async (me: Person) => {
  await ask(me.request, 'commands.openAccount', { product: 'savings', currency: 'USD', name: 'Later' })
}

test('projectors that are slow, paused, throw, or are given a batch twice', async ({
  page,
  people,
  keys,
}) => {
  test.slow()
  await withTwoAccounts(await people.me())
  const { on, off, send, up } = hands(page, keys)
  const tenAreWritten = async () => {
    await expect(page.getByText('10 of 10 are answered.')).toBeVisible()
    await expect(answers(page).filter({ hasText: 'written once' })).toHaveCount(10)
  }

  await page.goto('/engine-room')
  await expect(heading(page, 'Engine room')).toBeVisible()
  await keys.enter(page.getByRole('link', { name: 'Break it' }))
  await expect(heading(page, 'Break it')).toBeVisible()
  await holds(page)

  await test.step('slow: batches wait, and no longer when it is turned off', async () => {
    await on('slowProjector', 'Slow it down')
    await send()
    await tenAreWritten()
    await expect(faultIn(page, 'slowProjector')).toContainText(/[1-9]\d* batch(es)? ha(s|ve) waited/)
    await isAccessible(page, 'break it, while something is')
    await off('slowProjector')
  })

  await test.step('paused: it stands still, all pages say so, and it goes on when it is turned off', async () => {
    await on('pausedProjector', 'Pause it')
    await send()
    await tenAreWritten()
    await expect(mustHold(page)).toContainText(/account-summaries: .* behind, paused/)
    await keys.press('g', 'v')
    await expect(page.getByRole('region', { name: 'Let go wrong' })).toContainText(
      'account-summaries is paused',
    )
    await keys.press('g', 'b')
    await off('pausedProjector')
    await expect(mustHold(page)).not.toContainText('paused')
    await holds(page)
  })

  await test.step('twice: the second time is refused; and it ends by itself', async () => {
    await up('redeliveredBatches', 'For', 2)
    await on('redeliveredBatches', 'Deliver twice')
    await send()
    await expect(faultIn(page, 'redeliveredBatches')).toContainText(
      /[1-9]\d* batch(es)? (was|were) delivered again and refused, 0 counted twice/,
    )
    await expect(faultIn(page, 'redeliveredBatches')).toHaveAttribute('data-state', 'over', {
      timeout: 20_000,
    })
  })

  await test.step('throwing: events are put aside, and taken in when it is over', async () => {
    await on('throwingProjection', 'Let it throw')
    await send()
    await expect(faultIn(page, 'throwingProjection')).toContainText(/It has thrown [1-9]/)
    await expect(mustHold(page)).toContainText('put aside', { timeout: 20_000 })
    await off('throwingProjection')
    await expect(mustHold(page)).not.toContainText('put aside')
  })
  await holds(page)
})

test('a clearing house that says no, connections that are cut, a worker that is killed', async ({
  page,
  people,
  keys,
  bank,
}) => {
  test.slow()
  const me = await people.me()
  await withTwoAccounts(me)
  // Payments to numbers that end so are paid.
  await ask(me.request, 'commands.addPayee', { name: 'Bob', number: 'DE94370400440532010000' })
  const { on, off, send, down, up } = hands(page, keys)
  await page.goto('/engine-room/break-it')
  await holds(page)

  await test.step('the clearing house says no: the money is free again', async () => {
    await down('clearingHouse', 'It')
    await on('clearingHouse', 'Disturb it')
    await send('Pay somebody at another bank')
    await expect(answers(page)).toContainText('held at')
    await expect(answers(page)).toContainText('the money is free again', { timeout: 30_000 })
    await off('clearingHouse')
  })

  const areCut = (whose: string) =>
    expect(faultIn(page, 'cutConnections', whose)).toContainText(/[1-9]\d* connections? (was|were) cut/, {
      timeout: 40_000,
    })

  await test.step('the clearing house is late, the worker’s connections are cut: paid, once it is over', async () => {
    await up('clearingHouse', 'It', 1)
    await on('clearingHouse', 'Disturb it')
    await send('Pay somebody at another bank')
    await on('cutConnections', 'Cut them', 'worker')
    await expect(faultIn(page, 'clearingHouse')).toContainText('1 payment was handed in', { timeout: 30_000 })
    await areCut('worker')
    await expect(answers(page)).toContainText('held at')
    await off('clearingHouse', '', 'Shift+Tab')
    await expect(answers(page)).toContainText('paid', { timeout: 30_000 })
    await off('cutConnections', 'worker')
  })

  await test.step('the web process’ are cut: each transfer is written once', async () => {
    await up('cutConnections', 'Whose', 1)
    await on('cutConnections', 'Cut them', 'web')
    await areCut('web')
    await send()
    await expect(page.getByText('10 of 10 are answered.')).toBeVisible({ timeout: 30_000 })
    await expect(answers(page).filter({ hasText: 'written once' })).toHaveCount(10)
    await off('cutConnections', 'web')
  })

  await test.step('the worker is killed, started again, and cannot be killed at once', async () => {
    const killed = () =>
      expect(faultIn(page, 'killedWorker')).toContainText('It was killed', { timeout: 40_000 })
    await keys.to(page.getByRole('button', { name: 'Kill the worker' }), 'Shift+Tab')
    await keys.press('Enter')
    await expect(faultIn(page, 'killedWorker')).toBeVisible()
    await send()
    await killed()
    await bank.worker.start()
    await expect(faultIn(page, 'killedWorker')).toContainText(/It can be pressed again in \d+ s/)
    await keys.to(page.getByRole('button', { name: 'Kill the worker' }))
    await keys.press('Enter')
    await expect(card(page, 'killedWorker').getByRole('alert')).toContainText(/can be pressed again in \d+ s/)
    await expect
      .poll(async () => (await (await me.request.get('/api/health')).json()).checks.projections)
      .toBe('ok')
  })
  await holds(page)
})
