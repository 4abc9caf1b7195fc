/** Statements: the list, one month as the bank tells it, and every format of it as a file. */
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { isAccessible } from './axe.ts'
import { ask, expect, heading, test } from './people.ts'

const signInAs = async (page: Page, customer: number) => {
  const response = await page.request.post('/api/auth/sign-in/email', {
    data: { email: `customer${customer}@demo.passbook.test`, password: 'passbook-demo' },
  })
  expect(response.ok()).toBe(true)
}

type Wire = { amount: string }
type Statement = {
  opening: Wire
  credits: Wire
  debits: Wire
  closing: Wire
  entries: number
  categories: { category: string }[]
  proof: { events: { position: number }[] }
}

const digits = (text: string | null) => (text ?? '').replace(/[^\d]/g, '')

test('a month is told as the bank has closed it, and leads to the ones beside it', async ({ page }) => {
  test.slow()
  await signInAs(page, 1)
  // However few lines the bank hands out at a time: all of the month are there, to be printed.
  await page.route('**/api/trpc/*statements.get*', (route) =>
    route.continue({
      postData:
        route
          .request()
          .postData()
          ?.replace(/"limit":\d+/, '"limit":7') ?? '',
    }),
  )
  await page.goto('/statements')
  await expect(page.getByText('Running').first()).toBeVisible()
  await isAccessible(page, 'statements')
  const select = page.getByRole('combobox', { name: 'Account' })
  const accountId = (await select.locator('option').nth(1).getAttribute('value')) ?? ''
  await select.selectOption(accountId)
  await expect(page).toHaveURL(new RegExp(`account=${accountId}`))

  // The first is the month that is running; the one below it is closed.
  const months = page.getByRole('main').getByRole('heading', { level: 2 })
  const name = (await months.nth(1).textContent()) ?? ''
  await page.getByRole('main').getByRole('link').nth(1).click()
  await expect(heading(page, name)).toBeVisible()
  const month = /\/(\d{4}-\d\d)$/.exec(page.url())?.[1] ?? ''
  const { data } = await ask<{ data: Statement }>(page.request, 'statements.get', { accountId, month })
  const figures = page.getByRole('region', { name: 'Summary' }).getByRole('definition')
  for (const [index, kind] of (['opening', 'credits', 'debits', 'closing'] as const).entries())
    expect(digits(await figures.nth(index).textContent())).toBe(digits(data[kind].amount))
  await expect(page.getByRole('region', { name: 'By category' }).getByRole('row')).toHaveCount(
    data.categories.length + 1,
  )
  await expect(page.getByRole('region', { name: 'Lines' }).getByRole('row')).toHaveCount(data.entries + 2)
  const proof = page.getByRole('region', { name: 'Proof' })
  await expect(proof).toContainText('recomputed from the log: equal.')
  expect(digits(await proof.getByText(/^event #/).textContent())).toBe(String(data.proof.events[0]!.position))
  await isAccessible(page, 'a statement')

  await page.getByRole('link', { name: /^Month after/ }).click()
  await expect(page.getByText('This month is still running')).toBeVisible()
  await page.getByRole('link', { name: `Month before: ${name}` }).click()
  await expect(heading(page, name)).toBeVisible()
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('button', { name: 'Download' })).toBeHidden()
  await expect(page.getByText(/^Printed/)).toBeVisible()
})

test('a month comes as a file in every format, and what goes wrong is said', async ({ page }) => {
  await signInAs(page, 1)
  await page.goto('/statements')
  await page.getByRole('main').getByRole('link').nth(4).click()
  const menu = page.getByRole('button', { name: 'Download' })
  const items = page.getByRole('dialog', { name: 'Download' }).getByRole('button')
  await menu.click()
  await isAccessible(page, 'the menu of formats')
  await page.keyboard.press('Escape')
  const begins: Record<string, RegExp> = {
    PDF: /^%PDF-/,
    CSV: /^\S/,
    OFX: /OFX/,
    'camt.053': /^<\?xml/,
    MT940: /:20:/,
  }
  for (const [format, start] of Object.entries(begins)) {
    const download = page.waitForEvent('download')
    await menu.focus()
    await page.keyboard.press('Enter')
    await expect(items.first()).toBeFocused()
    for (let press = 0; press < Object.keys(begins).indexOf(format); press += 1)
      await page.keyboard.press('ArrowDown')
    await expect(page.locator('button:focus')).toContainText(format)
    await page.keyboard.press('Enter')
    const file = await download
    expect(file.suggestedFilename()).toMatch(/^statement-\d{4}-\d\d-\w+\.\w+$/)
    expect((await readFile(await file.path(), 'latin1')).slice(0, 2_000)).toMatch(start)
    await expect(menu).toBeFocused()
  }

  await page.route('**/api/statements/export', (route) => route.abort())
  await menu.click()
  await items.first().click()
  await expect(page.getByText('There is no PDF file')).toBeVisible()
  await page.unroute('**/api/statements/export')

  // One that takes long can be stopped.
  await page.route('**/api/statements/export', () => undefined)
  await menu.click()
  await items.first().click()
  await expect(page.getByText('Writing PDF')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel the download' }).click()
  await expect(menu).toBeFocused()
})

test("somebody else's statement looks like one that does not exist", async ({ page, people }) => {
  await people.me()
  const bob = await people.other()
  for (const path of [`/statements/${bob.accountId}/2026-01`, '/statements/x/2026-01']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { name: 'No such statement' })).toBeVisible()
  }
})
