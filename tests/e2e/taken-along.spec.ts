/** What is taken along: as a file exactly what is on the screen, and on paper all of it. */
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { parse } from 'csv-parse/sync'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { ask, expect, type Person, test } from './people.ts'

type Row = Readonly<Record<string, string>>

const rowsOf = async (page: Page, press: () => Promise<void>): Promise<Row[]> => {
  const download = page.waitForEvent('download')
  await press()
  return parse(await readFile(await (await download).path(), 'utf8'), { bom: true, columns: true })
}

const common = (from: Person, to: Person, amount: string, description: string) => ({
  fromAccountId: from.accountId,
  toAccountId: to.accountId,
  money: { amount, currency: 'USD' },
  description,
})
const pay = (...payment: Parameters<typeof common>) =>
  ask(payment[0].request, 'commands.transferMoney', common(...payment))

test('a file has the lines that were filtered and searched for, and no others', async ({ page, people }) => {
  const me = await people.me()
  const [bob, carol] = [await people.other(), await people.other({ firstName: 'Carol' })]
  for (const amount of ['4.10', '5.10', '6.10']) await pay(me, bob, amount, `Groceries at ${amount}`)
  await pay(me, carol, '7.10', 'Groceries at the market')
  await pay(me, bob, '90.00', 'Rent')
  await pay(bob, me, '20.00', 'Pizza')

  await page.goto(`/accounts/${me.accountId}?category=groceries&min=5.00`)
  const lines = page.getByRole('region', { name: 'Transactions' }).getByRole('listitem')
  const asCsv = () =>
    rowsOf(page, async () => {
      await page.getByRole('button', { name: 'Export' }).click()
      await page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: /^CSV/ }).click()
    })
  const shown = () => lines.evaluateAll((items) => items.map((item) => item.getAttribute('data-position')))
  const inFile = async () => (await asCsv()).map(({ position }) => position)
  await expect(lines).toHaveCount(3)
  expect(await inFile()).toEqual(await shown())
  await page.getByRole('searchbox', { name: 'Search transactions' }).fill('market')
  await expect(lines).toHaveCount(1)
  await expect(lines).toContainText('−$7.10')
  expect(await inFile()).toEqual(await shown())

  for (const [to, description] of [
    [bob, 'Rent'],
    [carol, 'Lessons'],
  ] as const)
    await ask(me.request, 'commands.createStandingOrder', {
      ...common(me, to, '20.00', description),
      schedule: { frequency: 'monthly', firstDate: '2099-01-15' },
    })
  await page.goto('/scheduled?view=orders')
  const orders = page.getByRole('main').getByRole('listitem')
  await expect(orders).toHaveCount(2)
  await page.getByRole('searchbox', { name: 'Search orders' }).fill('lesson')
  await expect(orders).toHaveCount(1)
  const found = await rowsOf(page, () => page.getByRole('button', { name: 'Download as CSV' }).click())
  expect(found).toMatchObject([{ description: 'Lessons' }])
})

test('on paper a long list is whole, as far as it was read, and says how far', async ({ page, context }) => {
  test.slow()
  await context.request.post('/api/auth/sign-in/email', {
    data: { email: 'customer1@demo.passbook.test', password: 'passbook-demo' },
  })
  const { data: accounts } = await ask<{ data: { accountId: string; product: string }[] }>(
    context.request,
    'accounts.list',
  )
  const { accountId } = accounts.find(({ product }) => product === 'current')!
  await page.goto(`/accounts/${accountId}`)
  const lines = page.getByRole('region', { name: 'Transactions' }).getByRole('listitem')
  await lines.first().getByRole('link').focus()
  // More than are drawn on the screen.
  const printed = page.getByText(/^The newest [\d,]+ lines/)
  const read = async () => Number((await printed.textContent())?.replace(/\D/g, ''))
  await expect
    .poll(async () => {
      await page.keyboard.press('End')
      return read()
    })
    .toBeGreaterThan(200)
  const pages = await textsOf(await page.pdf())
  // It may have come to more lines meanwhile: what the paper says of itself is what counts.
  const count = Number(/The newest ([\d,]+) lines/.exec(pages.join(' '))?.[1]?.replace(/\D/g, ''))

  const { data } = await ask<{ data: { money: { amount: string }; direction: 'in' | 'out' }[] }>(
    context.request,
    'accounts.transactions',
    { accountId, limit: 200 },
  )
  const amounts = data.map(
    ({ money, direction }) =>
      `${direction === 'in' ? '+' : '−'}$${Number(money.amount).toLocaleString('en-US', { minimumFractionDigits: 2 })}`,
  )
  const onPaper = pages.join(' ').match(/[+−]\$[\d,]+\.\d\d/g) ?? []
  expect(onPaper.slice(0, amounts.length)).toEqual(amounts)
  expect(onPaper).toHaveLength(count)
  for (const [index, text] of pages.entries())
    expect(text.match(/[+−]\$/g)?.length ?? 0, `lines on sheet ${index + 1}`).toBeGreaterThan(
      index === 0 ? -1 : 3,
    )
  for (const button of ['Export', 'Saved', 'Show older', 'Send money'])
    expect(pages.join(' ')).not.toContain(button)
  // And afterwards only what is in view is drawn, as before.
  await expect.poll(() => lines.count()).toBeLessThan(100)
})

const textsOf = async (bytes: Buffer): Promise<string[]> => {
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
  const texts: string[] = []
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent()
    texts.push(items.map((item) => ('str' in item ? item.str : '')).join(' '))
  }
  return texts
}
