/**
 * Balances never disagree: four screens of one person, side by side, during a burst of transfers that go and come, some of
 * them held, some refused, some given on another device. Whenever two of them say that they show the same version, they show
 * the same figures.
 */
import type { Page } from '@playwright/test'
import {
  accountsOf,
  ask,
  expect,
  heading,
  type Person,
  sendButton,
  test,
  total,
  writeTransfer,
} from './people.ts'

type Seen = { readonly version: number; readonly balance?: string; readonly available?: string }
type Screen = { readonly name: string; readonly page: Page; readonly read: () => Promise<Seen | null> }

/** Everything in one go, so that it belongs to one moment of the page. */
const figuresOf = (page: Page): Promise<{ version: number; figures: Record<string, string> } | null> =>
  page.evaluate(() => {
    const money = (within: Element | null | undefined) =>
      within?.querySelector('.money:not([data-version] *)')?.textContent
    const version = document.querySelector('main [data-version]')?.getAttribute('data-version')
    if (!version) return null
    const total = document.querySelector('[aria-label="Total"]')
    const balance = document.querySelector('[aria-label="Balance"]')
    const available = [...(balance?.querySelectorAll('dl > div') ?? [])].find(
      (fact) => fact.querySelector('dt')?.textContent === 'Available',
    )
    const option = [...document.querySelectorAll('[role="option"]')].find((one) =>
      one.textContent?.includes('Everyday'),
    )
    const choice = document.querySelector('input[name="from"]:checked')?.closest('label')
    return {
      version: Number(version),
      figures: {
        total: money(total) ?? '',
        balance: money(balance) ?? '',
        available: money(available) ?? '',
        option: /[−-]?\$[\d,.]+/.exec(option?.textContent ?? '')?.[0] ?? '',
        choice: money(choice) ?? '',
      },
    }
  })

const reader = (page: Page, pick: (figures: Record<string, string>) => Omit<Seen, 'version'>) => async () => {
  const read = await figuresOf(page)
  return read && { version: read.version, ...pick(read.figures) }
}

/** What was on all of them while they were looked at twice: none of them was just about to change. */
const lookedAt = async (screens: readonly Screen[]): Promise<Seen[] | null> => {
  const read = () => Promise.all(screens.map((screen) => screen.read()))
  const [first, second] = [await read(), await read()]
  if (JSON.stringify(first) !== JSON.stringify(second)) return null
  const seen = first.filter((one) => one !== null)
  return seen.length === screens.length ? seen : null
}

const disagreements = (screens: readonly Screen[], seen: readonly Seen[]): string[] =>
  (['balance', 'available'] as const).flatMap((figure) =>
    seen.flatMap((one, index) =>
      seen
        .slice(index + 1)
        .flatMap((other, offset) =>
          one.version === other.version && one[figure] && other[figure] && one[figure] !== other[figure]
            ? [
                `#${one.version}: ${screens[index]?.name} ${one[figure]}, ${screens[index + 1 + offset]?.name} ${other[figure]}`,
              ]
            : [],
        ),
    ),
  )

const pay = (from: Person, to: Person, amount: string, settleAfterSeconds = 0) =>
  ask<{ transferId: string }>(from.request, 'commands.transferMoney', {
    fromAccountId: from.accountId,
    toAccountId: to.accountId,
    money: { amount, currency: 'USD' },
    description: 'Burst',
    settleAfterSeconds,
  })

test.setTimeout(120_000)

test('four screens show the same, from the click to the end of a burst', async ({
  page,
  context,
  people,
}) => {
  const [me, bob] = [await people.me({ balance: '1000.00' }), await people.other()]
  const [account, form, palette] = [await context.newPage(), await context.newPage(), await context.newPage()]
  const overview = await context.newPage()
  const screens: Screen[] = [
    { name: 'overview', page: overview, read: reader(overview, ({ total }) => ({ balance: total ?? '' })) },
    {
      name: 'account',
      page: account,
      read: reader(account, ({ balance = '', available = '' }) => ({ balance, available })),
    },
    { name: 'form', page: form, read: reader(form, ({ choice }) => ({ available: choice ?? '' })) },
    { name: 'palette', page: palette, read: reader(palette, ({ option }) => ({ balance: option ?? '' })) },
  ]
  await Promise.all([
    overview.goto('/'),
    account.goto(`/accounts/${me.accountId}`),
    form.goto('/transfer'),
    palette.goto('/'),
  ])
  // Keys are heard once the page's own code runs.
  await expect(total(palette)).toBeVisible()
  await palette.keyboard.press('Control+k')
  const allShow = async (expected: { balance: string; available: string }) => {
    for (const { name, read } of screens)
      await expect
        .poll(async () => {
          const seen = await read()
          return seen && { ...expected, ...seen, version: 0 }
        }, name)
        .toEqual({ ...expected, version: 0 })
  }
  await allShow({ balance: '$1,000.00', available: '$1,000.00' })

  // Before the bank has answered, and so before any version shows it.
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  await page.route('**/api/trpc/commands.transferMoney*', async (route) => {
    await released
    await route.fallback()
  })
  await writeTransfer(page, { to: bob, amount: '10' })
  await sendButton(page).click()
  await allShow({ balance: '$990.00', available: '$990.00' })
  release()
  await page.unroute('**/api/trpc/commands.transferMoney*')

  let isOver = false
  let looks = 0
  let compared = 0
  const versions = new Map<string, number>()
  const watching = (async () => {
    while (!isOver) {
      const seen = await lookedAt(screens)
      if (!seen) continue
      looks += 1
      compared += new Set(seen.map(({ version }) => version)).size < seen.length ? 1 : 0
      expect(disagreements(screens, seen)).toEqual([])
      for (const [index, { version }] of seen.entries()) {
        const { name } = screens[index] as Screen
        expect(version, `${name} never shows less than before`).toBeGreaterThanOrEqual(
          versions.get(name) ?? 0,
        )
        versions.set(name, version)
      }
    }
  })()
  const onThisDevice = async () => {
    for (const amount of ['20', '5000', '30']) {
      await page.goto('/transfer')
      await writeTransfer(page, { to: bob, amount })
      await sendButton(page).click()
      await expect(heading(page, amount === '5000' ? 'Not sent' : 'Done')).toBeVisible()
    }
  }
  const onAnother = async () => {
    const callBack = ({ transferId }: { transferId: string }) =>
      ask(me.request, 'commands.cancelTransfer', { transferId })
    const held: { transferId: string }[] = []
    for (let round = 0; round < 8; round += 1) {
      const [later] = await Promise.all([
        pay(me, bob, '1.00', 60),
        pay(me, bob, '2.00'),
        pay(bob, me, '4.00'),
      ])
      if (round % 2 === 0) await callBack(later)
      else held.push(later)
    }
    // Long before they would be paid by themselves.
    for (const later of held) await callBack(later)
  }
  await Promise.all([onThisDevice(), onAnother(), pay(me, bob, '8.00', 2)])
  // 1,000 − 10 − 20 − 30 − 8 × 2 + 8 × 4 − 8.
  await allShow({ balance: '$948.00', available: '$948.00' })
  isOver = true
  await watching
  expect(looks).toBeGreaterThan(10)
  expect(compared).toBeGreaterThan(5)
  const [truth] = await accountsOf(me.request)
  expect([truth?.balance.amount, truth?.available.amount]).toEqual(['948.00', '948.00'])
})
