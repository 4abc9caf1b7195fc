import { expect, test } from 'vitest'
import { secondsUntil } from '../../app/components/countdown.ts'

test.each([
  ['2026-01-01T00:00:10.000Z', 10],
  ['2026-01-01T00:00:09.001Z', 10],
  ['2026-01-01T00:00:00.001Z', 1],
  ['2026-01-01T00:00:00.000Z', 0],
  ['2025-12-31T23:59:00.000Z', 0],
])('until %s it is %i seconds', (instant, seconds) => {
  expect(secondsUntil(instant, Date.parse('2026-01-01T00:00:00.000Z'))).toBe(seconds)
})
