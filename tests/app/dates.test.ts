import { describe, expect, it } from 'vitest'
import { dayOf, hourOf, nameOfDay, timeOfDay } from '../../app/components/dates.ts'
import { formatMoney } from '../../app/components/money-format.ts'

const now = new Date('2026-03-10T03:00:00Z')

describe("the bank's days", () => {
  it.each([
    ['2026-03-10T01:00:00Z', 'UTC', 'Today'],
    ['2026-03-09T23:59:00Z', 'UTC', 'Yesterday'],
    ['2026-03-09T23:59:00Z', 'Europe/Berlin', 'Today'],
    ['2026-03-10T01:00:00Z', 'America/New_York', 'Today'],
    ['2026-03-08T12:00:00Z', 'UTC', 'Sunday 8 March'],
    ['2025-12-31T23:30:00Z', 'UTC', '31 December 2025'],
    ['2025-12-31T23:30:00Z', 'Europe/Berlin', 'Thursday 1 January'],
  ])('%s in %s is %s', (at, timeZone, name) => {
    expect(nameOfDay(at, timeZone, now)).toBe(name)
  })

  it('are told by the clock of the bank', () => {
    expect(dayOf('2026-03-09T23:30:00Z', 'Europe/Berlin')).toBe('2026-03-10')
    expect(timeOfDay('2026-03-09T23:30:00Z', 'Europe/Berlin')).toBe('00:30')
    expect(hourOf(new Date('2026-03-09T23:30:00Z'), 'Europe/Berlin')).toBe(0)
    expect(hourOf(new Date('2026-03-09T23:30:00Z'), 'UTC')).toBe(23)
  })
})

describe('money', () => {
  it.each([
    ['1250.50', 'USD', 'auto', '$1,250.50'],
    ['-1250.50', 'USD', 'auto', '−$1,250.50'],
    ['12.00', 'EUR', 'in', '+€12.00'],
    ['12.00', 'GBP', 'out', '−£12.00'],
    ['5000', 'JPY', 'auto', '¥5,000'],
    ['9007199254740993.01', 'USD', 'auto', '$9,007,199,254,740,993.01'],
  ] as const)('%s %s %s is %s', (amount, currency, sign, shown) => {
    expect(formatMoney({ amount, currency }, sign)).toBe(shown)
  })
})
