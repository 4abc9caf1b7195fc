/**
 * End-to-end tests in a real Chromium, against the production build. Two files at a time, each on a bank of its own: a
 * page is busy on one core.
 */
import { defineConfig } from '@playwright/test'
import { chromiumLaunch } from './tests/support/browser.ts'

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: process.env.PASSBOOK_E2E_OUTPUT || 'test-results',
  globalSetup: './tests/support/e2e-cluster.ts',
  workers: 2,
  forbidOnly: true,
  // A machine that others use as well stops for a moment now and then. What needs a second try is told as flaky.
  retries: process.env.CI ? 1 : 0,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ...(process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['json'] as const] : [])],
  use: {
    browserName: 'chromium',
    launchOptions: await chromiumLaunch(),
    locale: 'en-US',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
  },
})
