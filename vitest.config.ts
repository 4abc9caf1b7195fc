/**
 * Two projects. `unit` needs nothing but Node: rules, properties, architecture. `integration` works on a real
 * Postgres, which its global setup starts once and every test file gets its own database of.
 */
import { defineConfig } from 'vitest/config'

const integrationTests = 'tests/**/*.integration.test.ts'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          environment: 'node',
          name: 'unit',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: [integrationTests],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          environment: 'node',
          name: 'integration',
          include: [integrationTests],
          globalSetup: ['tests/support/database-cluster.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
