/** Asking for money and answering, as two people see it; sharing a bill; whom one pays. */
import type { Page } from '@playwright/test'
import { isAccessible } from './axe.ts'
import { accountsOf, ask, expect, heading, type Person, test, total } from './people.ts'

const asked = (asker: Person, payer: Person, amount: string, description: string) =>
  ask<{ requestId: string }>(asker.request, 'commands.requestMoney', {
    toAccountId: asker.accountId,
    payer: { accountId: payer.accountId },
    money: { amount, currency: 'USD' },
    description,
  })
const choose = async (page: Page, person: Person) => {
  const field = page.getByRole('textbox', { name: /^(Payee or account number|Add somebody)$/ })
  await field.fill(person.number)
  const found = page.getByRole('list', { name: 'Who fits' }).getByRole('button', { name: person.name })
  await expect(found).toBeVisible()
  await field.press('Enter')
  await expect(page.getByRole('button', { name: `Remove ${person.name}` })).toBeVisible()
}

/** Every address that the page asks for, from now on. */
const addressesAskedFor = (page: Page): string[] => {
  const addresses: string[] = []
  page.on('request', (request) => addresses.push(request.url()))
  return addresses
}
/** Whether an address says who somebody is: by account number, name or email, however they are written in it. */
const naming = (...people: Person[]) => {
  const bare = (text: string) => decodeURIComponent(text).replace(/[\s+]/g, '').toLowerCase()
  const personal = people.flatMap(({ number, name, email }) => [number, name, email].map(bare))
  return (address: string) => personal.some((word) => bare(address).includes(word))
}

test('one asks, the other is told and pays, and both see it', async ({ page, people, browser, baseURL }) => {
  const me = await people.me()
  const bob = await people.other()
  await page.goto('/')
  await expect(total(page)).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('r')
  await expect(heading(page, 'Requests')).toBeVisible()
  await isAccessible(page, 'requests')
  await page.getByRole('link', { name: 'Ask for money' }).click()
  await page.getByRole('button', { name: 'Review' }).click()
  await expect(page.getByText('Choose who is asked.')).toBeVisible()
  await choose(page, bob)
  await page.getByRole('textbox', { name: 'Amount' }).fill('1,2.5')
  await page.getByRole('textbox', { name: 'Amount' }).fill('12.5')
  await page.getByLabel('What for').fill('Pizza')
  await page.getByRole('button', { name: 'Review' }).click()
  await expect(heading(page, 'Is this right?')).toBeVisible()
  await page.getByRole('button', { name: 'Ask for $12.50' }).click()
  await expect(heading(page, `You ask ${bob.name} for money`)).toBeVisible()
  await expect(page.getByText(`Waits for ${bob.name}`)).toBeVisible()

  const context = await browser.newContext({ baseURL, storageState: await bob.request.storageState() })
  const bobs = await context.newPage()
  await bobs.goto('/')
  await bobs.getByRole('button', { name: /^Notifications/ }).click()
  await bobs.getByRole('link', { name: new RegExp(`${me.name} asks you for \\$12\\.50`) }).click()
  await expect(heading(bobs, `${me.name} asks you for money`)).toBeVisible()
  await bobs.getByRole('button', { name: 'Pay $12.50' }).click()
  await expect(bobs.getByText('You said yes')).toBeVisible()
  await expect(bobs.getByRole('button', { name: 'Decline' })).toHaveCount(0)
  await bobs.goto('/')
  await expect(total(bobs)).toContainText('$487.50')
  await context.close()

  // Told here by the money, without a reload.
  await expect(page.getByText(`${bob.name} said yes`)).toBeVisible()
  await isAccessible(page, 'a request')
  await page.getByRole('link', { name: 'See the transfer' }).click()
  await expect(heading(page, 'Received')).toBeVisible()
})

test('a bill is shared to the cent, in parts or by amounts; one says no, the other is asked no more', async ({
  page,
  people,
}) => {
  const me = await people.me()
  const [bob, carol] = [await people.other(), await people.other({ firstName: 'Carol' })]
  await page.goto('/requests/new')
  await page.getByRole('radio', { name: 'Several, who share a bill' }).check()
  await choose(page, bob)
  await choose(page, carol)
  await page.getByLabel('The whole bill').fill('100')
  const shares = page.getByRole('list', { name: 'Who pays what' }).getByRole('listitem')
  await expect(shares).toHaveText([/You.*\$33\.34/, /Bob.*\$33\.33/, /Carol.*\$33\.33/])
  await expect(page.getByText(/Together \$100\.00, exactly\..*\$0\.01 each/)).toBeVisible()
  await page.getByRole('radio', { name: 'Shares in parts' }).check()
  await page.getByRole('button', { name: `A part more for ${bob.name}` }).click()
  await expect(shares).toHaveText([/You.*\$25\.00/, /Bob.*\$50\.00/, /Carol.*\$25\.00/])
  await expect(page.getByText('It can be shared without a remainder.')).toBeVisible()
  await page.getByRole('radio', { name: 'Exact amounts' }).check()
  await page.getByLabel(`Amount for ${bob.name}`).fill('50')
  await page.getByLabel(`Amount for ${carol.name}`).fill('50.01')
  await page.getByRole('button', { name: 'Review' }).click()
  await expect(page.getByText('The amounts come to $0.01 more than the bill.').first()).toBeVisible()
  await expect(page.getByLabel(`Amount for ${bob.name}`)).toBeFocused()
  await page.getByLabel(`Amount for ${carol.name}`).fill('20')
  await expect(page.getByText('$30.00 of it is left for you.')).toBeVisible()
  await isAccessible(page, 'a bill')
  await page.getByRole('button', { name: 'Review' }).click()
  await expect(page.getByRole('button', { name: 'Ask 2 people' })).toBeVisible()
  await isAccessible(page, 'last look at a bill')
  await page.getByRole('button', { name: 'Ask 2 people' }).click()
  await expect(heading(page, `You ask ${bob.name} for money`)).toBeVisible()

  type Page_ = { data: { requestId: string; money: { amount: string } }[] }
  const { data } = await ask<Page_>(bob.request, 'requests.list', { direction: 'in' })
  expect(data.map(({ money }) => money.amount)).toEqual(['50.00'])
  await ask(bob.request, 'commands.declineRequest', { requestId: data[0]!.requestId })
  await expect(page.getByText(`${bob.name} said no`)).toBeVisible()
  const all = page.getByRole('region', { name: 'All shares that you have asked for' })
  await all.getByRole('link', { name: new RegExp(carol.name) }).click()
  await page.getByRole('button', { name: 'Take it back' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click()
  await expect(page.getByText('You took it back')).toBeVisible()
  await page.goto('/requests?side=out')
  await expect(page.getByRole('listitem').filter({ hasText: bob.name })).toContainText('Declined')
  await expect(page.getByRole('listitem').filter({ hasText: carol.name })).toContainText('Taken back')
  expect((await accountsOf(me.request))[0]?.balance.amount).toBe('500.00')
})

test('one can say no, and hears why a yes is not possible', async ({ page, people }) => {
  await people.me({ balance: '5.00' }).then(async (me) => {
    const bob = await people.other()
    const { requestId } = await asked(bob, me, '12.50', 'Pizza')
    await page.goto(`/requests/${requestId}`)
    await page.getByRole('button', { name: 'Pay $12.50' }).click()
    await expect(page.getByRole('alert').filter({ hasText: '$7.50 short' })).toBeVisible()
    await isAccessible(page, 'a request to answer')
    await page.getByRole('button', { name: 'Decline' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Decline' }).click()
    await expect(page.getByText('You said no')).toBeVisible()
  })
})

test('a payee is saved with what the bank says about the name, trusted, renamed, removed and brought back', async ({
  page,
  people,
}) => {
  const me = await people.me()
  const bob = await people.other({ firstName: 'Benjamin' })
  const addresses = addressesAskedFor(page)
  await page.goto('/payees')
  await expect(page.getByText('Nobody yet')).toBeVisible()
  await isAccessible(page, 'no payees')
  await page.getByRole('button', { name: 'Add a payee' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Account number').fill('DE89 3704 0044')
  await expect(dialog.getByText('An account at another bank. 10 more characters')).toBeVisible()
  await dialog.getByLabel('Account number').fill(bob.number)
  await expect(dialog.getByText('An account at this bank.')).toBeVisible()
  await dialog.getByLabel('Name', { exact: true }).fill('Somebody Else')
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await expect(dialog.getByText('The account belongs to somebody with another name.')).toBeVisible()
  await isAccessible(page, 'a name that does not fit')
  await dialog.getByRole('button', { name: 'Change' }).click()
  await dialog.getByLabel('Name', { exact: true }).fill(bob.name.replace('Benjamin', 'Benjamim'))
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await dialog.getByRole('button', { name: `Use ${bob.name}` }).click()
  await expect(dialog).toHaveCount(0)
  await page.getByRole('searchbox', { name: 'Search payees' }).fill('benj')
  await page.getByRole('link', { name: `Pay ${bob.name}` }).click()
  await expect(page.getByRole('radio', { name: new RegExp(bob.name) })).toBeChecked()
  addresses.push(page.url())
  await page.goBack()
  // What has come from there stands on their page, too.
  await ask(bob.request, 'commands.transferMoney', {
    ...{ fromAccountId: bob.accountId, toAccountId: me.accountId, description: 'Pizza' },
    money: { amount: '5.00', currency: 'USD' },
  })
  await page.getByRole('link', { name: new RegExp(`^${bob.name}`) }).click()
  await expect(page.getByRole('region', { name: 'Recent transfers' })).toContainText('+$5.00')

  // Each is taken back by its button, or by the key that takes back what was done last.
  await page.getByRole('button', { name: 'Trust', exact: true }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('button', { name: 'Trust', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Trust', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Trust no more' })).toBeVisible()
  await expect(page.getByText('From Everyday')).toBeVisible()
  await isAccessible(page, 'a payee')
  await page.getByRole('button', { name: 'Rename' }).click()
  await dialog.getByLabel('Name').fill('Ben')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(heading(page, 'Ben')).toBeVisible()
  await expect(dialog).toHaveCount(0)
  await page.keyboard.press('u')
  await expect(heading(page, bob.name)).toBeVisible()
  await page.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('Nobody yet')).toBeVisible()
  await page.keyboard.press('u')
  await expect(heading(page, bob.name)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Trust no more' })).toBeVisible()

  expect(addresses.filter((url) => url.includes('/transfer?to='))).not.toEqual([])
  expect(addresses.filter(naming(me, bob))).toEqual([])
})
