/**
 * Two projects. `unit` needs nothing but Node: rules, properties, architecture. `integration` works on a real
 * Postgres, which its global setup starts once and every test file gets its own database of.
 */
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const integrationTests = 'tests/**/*.integration.test.ts'

/** They end only what hangs, on a machine that others use as well, too: see tests/support/patience.ts. */
const patient = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 30_000 } } }

export default defineConfig({
  test: {
    // One more than two cores: much of the time is spent waiting for processes to start and to stop.
    isolate: false,
    // Most of what a test makes is gone at once: looked through less often, it is carried over less.
    execArgv: ['--max-semi-space-size=64'],
    // Connections that tests cut while the driver opens them: see `isUnawaitedLoss` in db/connection-lost.ts, by which processes go on as well.
    onUnhandledError: (error) => !('query' in error && String(error.query).includes('b.typarray')),
    maxWorkers: Math.min(4, Math.max(3, availableParallelism())),
    projects: [
      {
        test: {
          environment: 'node',
          name: 'unit',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: [integrationTests],
          ...patient,
        },
      },
      {
        test: {
          environment: 'node',
          name: 'integration',
          include: [integrationTests],
          globalSetup: ['tests/support/database-cluster.ts'],
          // What the bank has to say about servers that tests take away belongs into no report.
          env: { LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent' },
          ...patient,
        },
      },
    ],
  },
})
