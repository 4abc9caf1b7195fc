/** The whole way on a small screen, and the whole way without a mouse. */
import type { Page } from '@playwright/test'
import { accountCard, expect, heading, sendButton, test, total, writeTransfer } from './people.ts'

test.use({ contextOptions: { reducedMotion: 'no-preference' } })

const fitsItsWidth = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })

  test('money is sent with a thumb, and nothing hangs over the edge', async ({ page, people }) => {
    await people.me({ firstName: 'Wolfeschlegelsteinhausen', balance: '1234567.89' })
    const bob = await people.other({ firstName: 'Maximilian-Alexander' })
    await page.goto('/')
    await expect(total(page)).toContainText('$1,234,567.89')
    expect(await fitsItsWidth(page)).toBe(true)
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Move money' }).tap()
    await expect(heading(page, 'Send money')).toBeVisible()

    await writeTransfer(page, {
      to: bob,
      amount: '1,000.00',
      what: 'A description as long as people like to write them',
    })
    expect(await fitsItsWidth(page)).toBe(true)
    await sendButton(page).tap()
    await expect(heading(page, 'Done')).toBeVisible()
    expect(await fitsItsWidth(page)).toBe(true)
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Overview' }).tap()
    await expect(total(page)).toContainText('$1,233,567.89')
    await accountCard(page).tap()
    await expect(page.getByRole('listitem').filter({ hasText: bob.name })).toContainText('−$1,000.00')
    expect(await fitsItsWidth(page)).toBe(true)
  })
})

test('by keyboard alone: in, a transfer, and out', async ({ page, people }) => {
  const [me, bob] = [await people.other({ firstName: 'Kay' }), await people.other()]
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement as HTMLInputElement | null
      return `${element?.textContent ?? ''} ${element?.getAttribute('aria-label') ?? ''} ${element?.labels?.[0]?.textContent ?? ''}`
    })
  /** Presses Tab until the named thing has the focus; a person would see where they are by the ring around it. */
  const tabTo = async (name: string | RegExp) => {
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press('Tab')
      if ((await focused()).match(name)) return
    }
    throw new Error(`The keyboard does not reach ${name}`)
  }

  await page.goto('/sign-in')
  await expect(page.getByRole('region', { name: 'This is a demo bank' })).toBeVisible()
  await tabTo(/Email/)
  await page.keyboard.type(me.email)
  await tabTo(/Password/)
  await page.keyboard.type(me.password)
  await press('Enter')
  await expect(total(page)).toContainText('$500.00')

  await press('Tab')
  expect(await focused()).toContain('Skip to the content')
  await press('Enter')
  await tabTo(/Send money/)
  await press('Enter')
  await expect(heading(page, 'Send money')).toBeVisible()
  // Its heading is there before the form is.
  await expect(page.getByRole('radio', { name: /Everyday/ })).toBeVisible()
  await tabTo(/Everyday/)
  await tabTo(/Somebody else/)
  await press('Space')
  await tabTo(/Name of the account’s holder/)
  await page.keyboard.type(bob.name)
  await tabTo(/Account number/)
  await page.keyboard.type(bob.number)
  await expect(page.getByText(`Goes to ${bob.name}`)).toBeVisible()
  await tabTo(/Amount/)
  await page.keyboard.type('10')
  await press('Enter')
  await expect(heading(page, 'Is this right?')).toBeVisible()
  await tabTo(/Send \$10\.00/)
  await press('Enter')
  await expect(heading(page, 'Done')).toBeVisible()

  await page.keyboard.press('Shift+Tab')
  expect(await focused()).toContain('account menu')
  await press('Enter')
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
  await press('Tab')
  expect(await focused()).toContain('Open an account')
  await press('Tab')
  expect(await focused()).toContain('Settings')
  await press('Tab')
  expect(await focused()).toContain('Engine room')
  await press('Tab')
  expect(await focused()).toContain('Sign out')
  await press('Enter')
  await expect(heading(page, 'Sign in')).toBeVisible()
})
