/**
 * People for end-to-end tests, each new to the bank, so that no test depends on what another has done. Everything that
 * is not the test's subject goes over the API; the page is for what a person does and sees.
 */
import { type APIRequestContext, expect, type Locator, type Page } from '@playwright/test'
import { test as withBank } from '../support/e2e.ts'

export { expect } from '@playwright/test'

const PASSWORD = 'a long enough password'
let count = 0

export type Person = {
  readonly firstName: string
  readonly name: string
  readonly email: string
  readonly password: string
  readonly request: APIRequestContext
  readonly accountId: string
  /** In groups of four, as it stands on the page. */
  readonly number: string
}

type Wishes = {
  readonly firstName?: string
  readonly balance?: string
  /** None, so that what is sent is sent, unless the test is about undoing. */
  readonly undoSeconds?: number
}

export type People = {
  /** Signed in on the page, with an account called Everyday. */
  me(given?: Wishes): Promise<Person>
  /** Somebody else, signed in elsewhere. */
  other(given?: Wishes): Promise<Person>
  /** Puts money into an account, at the counter. Answers the version. */
  deposit(accountId: string, amount: string): Promise<number>
}

export const ask = async <Data>(
  request: APIRequestContext,
  path: string,
  input: object = {},
): Promise<Data> => {
  const response = await request.post(`/api/trpc/${path}`, { data: input })
  const body = await response.json()
  expect(response.ok(), JSON.stringify(body)).toBe(true)
  return body.result.data
}

type Row = {
  accountId: string
  number: string
  balance: { amount: string }
  held: { amount: string }
  available: { amount: string }
}

export const accountsOf = async (request: APIRequestContext, afterVersion?: number): Promise<Row[]> =>
  (await ask<{ data: Row[] }>(request, 'accounts.list', { afterVersion })).data

export const transfersOf = async (request: APIRequestContext): Promise<{ transferId: string }[]> =>
  (await ask<{ data: { transferId: string }[] }>(request, 'transfers.list')).data

const join = async (
  request: APIRequestContext,
  deposit: People['deposit'],
  { firstName = 'Ada', balance = '500.00', undoSeconds = 0 }: Wishes,
): Promise<Person> => {
  count += 1
  const lastName = `Number${count}`
  const email = `person${count}-${Date.now()}@e2e.passbook.test`
  const signUp = await request.post('/api/auth/sign-up/email', {
    data: { firstName, lastName, name: `${firstName} ${lastName}`, email, password: PASSWORD },
  })
  expect(signUp.ok(), await signUp.text()).toBe(true)
  const opened = await ask<{ accountId: string; version: number }>(request, 'commands.openAccount', {
    product: 'current',
    currency: 'USD',
    name: 'Everyday',
  })
  await ask(request, 'commands.setUndoWindow', { seconds: undoSeconds })
  const version = balance === '0.00' ? opened.version : await deposit(opened.accountId, balance)
  const [account] = await accountsOf(request, version)
  const number = account!.number.replace(/(.{4})(?=.)/g, '$1 ')
  return {
    firstName,
    name: `${firstName} ${lastName}`,
    email,
    password: PASSWORD,
    request,
    accountId: opened.accountId,
    number,
  }
}

export const test = withBank.extend<{ people: People; unbrokenPage: undefined }>({
  people: async ({ playwright, baseURL, context }, use) => {
    const contexts: APIRequestContext[] = []
    const elsewhere = async () => {
      const request = await playwright.request.newContext({ baseURL })
      contexts.push(request)
      return request
    }
    let counter: APIRequestContext | undefined
    const deposit = async (accountId: string, amount: string) => {
      if (!counter) {
        counter = await elsewhere()
        await counter.post('/api/auth/sign-in/email', {
          data: { email: 'teller@demo.passbook.test', password: 'passbook-demo' },
        })
      }
      const { version } = await ask<{ version: number }>(counter, 'commands.depositMoney', {
        accountId,
        money: { amount, currency: 'USD' },
        description: 'At the counter',
      })
      return version
    }
    await use({
      me: (given = {}) => join(context.request, deposit, given),
      other: async (given = {}) => join(await elsewhere(), deposit, { firstName: 'Bob', ...given }),
      deposit,
    })
    await Promise.all(contexts.map((request) => request.dispose()))
  },

  /** Whatever a test is about: no page may throw, or do what its security policy forbids. */
  unbrokenPage: [
    async ({ context }, use) => {
      const broken: string[] = []
      context.on('weberror', (error) => broken.push(String(error.error())))
      context.on('console', (message) => {
        if (message.type() === 'error' && /Content Security Policy|Minified React error/.test(message.text()))
          broken.push(message.text())
      })
      await use(undefined)
      expect(broken).toEqual([])
    },
    { auto: true },
  ],
})

/** The page itself, and not the picture of its top that the server draws first, which hears no keys yet. */
const itself = (page: Page): Locator => page.locator('body:not(:has([data-first-picture]))')

/** The figure in a panel or row, as a person reads it. */
export const total = (page: Page): Locator => itself(page).getByRole('region', { name: 'Total' })
export const accountCard = (page: Page, name = 'Everyday'): Locator =>
  page.getByRole('region', { name: 'Accounts' }).getByRole('link', { name: new RegExp(`^${name}`) })
export const activity = (page: Page): Locator => page.getByRole('region', { name: 'Latest activity' })

/** Somebody who is on no list yet, by name and number; answers when the bank has said that the two belong together. */
export const writeRecipient = async (page: Page, { name, number }: Person): Promise<void> => {
  await page.getByRole('radio', { name: 'Somebody else' }).check()
  await page.getByRole('textbox', { name: 'Name of the account’s holder' }).fill(name)
  await page.getByRole('textbox', { name: 'Account number' }).fill(number)
  await expect(page.getByText(`Goes to ${name}`)).toBeVisible()
}

type Written = { to: Person; amount: string; what?: string }

/** Fills in the form and goes as far as the last look before sending. */
export const writeTransfer = async (page: Page, written: Written): Promise<void> => {
  await page.goto('/transfer')
  await fillInTransfer(page, written)
}

/** The same from another page of the bank, without a document of its own. */
export const writeAnotherTransfer = async (page: Page, written: Written): Promise<void> => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Move money' }).click()
  await fillInTransfer(page, written)
}

const fillInTransfer = async (page: Page, { to, amount, what = 'Lunch' }: Written): Promise<void> => {
  await writeRecipient(page, to)
  await page.getByRole('textbox', { name: 'Amount' }).fill(amount)
  await page.getByLabel('What for').fill(what)
  await page.getByRole('button', { name: 'Review' }).click()
  await expect(page.getByRole('heading', { name: 'Is this right?' })).toBeVisible()
}

export const sendButton = (page: Page): Locator => page.getByRole('button', { name: /^Send \$/ })

export const heading = (page: Page, name: string | RegExp): Locator =>
  itself(page).getByRole('heading', { level: 1, name })

/** What the document has asked the bank was what its page asks. */
export const nothingAskedInVain = (page: Page): Promise<void> =>
  expect.poll(() => page.evaluate(() => Object.keys(window.passbookAsked ?? {}))).toEqual([])
