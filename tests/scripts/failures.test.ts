import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../scripts/root.mjs'
import { playwrightFailures, vitestFailures } from '../../scripts/test/failures.ts'

test('of Vitest: every failed test with its message, and a file that does not load', () => {
  const passed = { status: 'passed', fullName: 'two and two', failureMessages: [] }
  const failures = vitestFailures({
    numPassedTests: 1,
    numFailedTests: 1,
    testResults: [
      {
        name: join(root, 'tests/a.test.ts'),
        status: 'failed',
        message: '',
        assertionResults: [
          passed,
          {
            status: 'failed',
            fullName: 'sums two and three',
            failureMessages: [
              'Error: \u001b[31mProperty failed\u001b[39m { seed: 42 }\n    at here (file.ts:1:2)\n    at there',
            ],
          },
        ],
      },
      {
        name: join(root, 'tests/b.test.ts'),
        status: 'failed',
        message: 'no such module',
        assertionResults: [],
      },
      { name: join(root, 'tests/c.test.ts'), status: 'passed', message: '', assertionResults: [passed] },
    ],
  })

  expect(failures).toEqual([
    { test: 'tests/a.test.ts › sums two and three', reason: 'Error: Property failed { seed: 42 }' },
    { test: 'tests/b.test.ts', reason: 'no such module' },
  ])
})

test('of Playwright: what failed, at whatever depth, and what went well only at a second try', () => {
  const went = (status: 'expected' | 'unexpected' | 'flaky', message?: string) => ({
    title: `it was ${status}`,
    file: 'some.spec.ts',
    tests: [{ status, results: [{ errors: message === undefined ? [] : [{ message }] }, { errors: [] }] }],
  })
  const failures = playwrightFailures({
    stats: { expected: 1, flaky: 1, unexpected: 1 },
    errors: [{ message: 'no browser' }],
    suites: [
      {
        title: 'some.spec.ts',
        specs: [went('expected'), went('flaky', 'once')],
        suites: [{ title: 'on a phone', specs: [went('unexpected', `long\n${'line\n'.repeat(40)}`)] }],
      },
    ],
  })

  expect(failures.map((failure) => failure.test)).toEqual([
    'Before or after the tests',
    'tests/e2e/some.spec.ts › it was flaky (well at a second try)',
    'tests/e2e/some.spec.ts › it was unexpected',
  ])
  expect(failures[1]?.reason).toBe('once')
  expect(failures[2]?.reason.split('\n')).toHaveLength(15)
})
