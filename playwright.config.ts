/**
 * End-to-end tests in a real Chromium, against the production build. Three tests at a time, each on a bank that it has to
 * itself meanwhile: somewhere something is waited for.
 */
import { defineConfig } from '@playwright/test'
import { chromiumLaunch } from './tests/support/browser.ts'

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: process.env.PASSBOOK_E2E_OUTPUT || 'test-results',
  globalSetup: './tests/support/e2e-cluster.ts',
  workers: 3,
  // Of one file as well, so that none is left to do its long ones alone at the end.
  fullyParallel: true,
  forbidOnly: true,
  // A second try is made for its trace: tracing every test takes a quarter of the time. It saves a test only where others
  // use the machine as well, which stops for a moment now and then; that is told as flaky.
  retries: 1,
  failOnFlakyTests: !process.env.CI,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ...(process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['json'] as const] : [])],
  use: {
    browserName: 'chromium',
    launchOptions: await chromiumLaunch(),
    locale: 'en-US',
    timezoneId: 'UTC',
    trace: 'on-first-retry',
    // Less to draw, and nothing is caught half faded in. The tests by hand see the movement.
    contextOptions: { reducedMotion: 'reduce' },
  },
})
