/** What customers are told about the clearing house's hours is what it keeps. */
import { describe, expect, it } from 'vitest'
import { beginsAt } from '../../server/clearing/business-hours.ts'
import { clearingSettings } from '../../server/clearing/settings.ts'
import { arrivalOf } from '../../server/domain/payment/arrival.ts'
import { moneyOf, usd } from '../support/bank.ts'
import { fc, runs } from '../support/property.ts'

describe('a payment to another bank', () => {
  it.each([
    ['10000.00', 'USD', 'instant'],
    ['10000.01', 'USD', 'inHours'],
    ['1000000', 'JPY', 'instant'],
    ['1000001', 'JPY', 'inHours'],
    ['1000000.00', 'EUR', 'inHours'],
    ['1000000.01', 'EUR', 'tooLarge'],
  ] as const)('of %s %s is %s', (amount, currency, kind) => {
    expect(arrivalOf(moneyOf(amount, currency), new Date('2026-03-07T12:00:00Z')).kind).toBe(kind)
  })

  it.each([
    ['on a Tuesday before it opens', '2026-03-03T07:59:59Z', '2026-03-03T08:00:00.000Z'],
    ['on a Tuesday in its hours', '2026-03-03T15:59:59Z', '2026-03-03T15:59:59.000Z'],
    ['on a Tuesday after the cut-off', '2026-03-03T16:00:00Z', '2026-03-04T08:00:00.000Z'],
    ['on a Friday after the cut-off', '2026-03-06T16:00:00Z', '2026-03-09T08:00:00.000Z'],
    ['on a Sunday', '2026-03-08T12:00:00Z', '2026-03-09T08:00:00.000Z'],
  ])('that is too large to be instant, %s, is begun when the house says', (_, at, begins) => {
    expect(arrivalOf(usd('15000.00'), new Date(at))).toEqual({ kind: 'inHours', begins })
  })

  it('is begun when the clearing house begins, at whatever moment', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
        (at) => {
          expect(arrivalOf(usd('15000.00'), at)).toEqual({
            kind: 'inHours',
            begins: beginsAt(at, clearingSettings.businessHours).toISOString(),
          })
        },
      ),
      runs(300),
    )
  })
})
