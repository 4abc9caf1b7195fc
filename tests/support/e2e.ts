/**
 * Playwright's `test` with a bank: `import { expect, test } from '../support/e2e.ts'`. One bank for all tests of a
 * Playwright worker; `page.goto('/')` is its front page, and `bank` gives hold of its worker process.
 */
import { test as base } from '@playwright/test'
import { startTestBank, type TestBank } from './server.ts'

export { expect } from '@playwright/test'

export const test = base.extend<{ readonly baseURL: string }, { readonly bank: TestBank }>({
  bank: [
    async ({ playwright: _ }, use) => {
      const bank = await startTestBank()
      await use(bank)
      await bank.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ bank }, use) => use(bank.baseURL),
})
