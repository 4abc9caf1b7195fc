/** The line of a balance: where it stands, and how the page behind it is ruled. */
import { describe, expect, it } from 'vitest'
import { areaOf, extremes, rulesFor, scaleOf, stepsOf } from '../../app/components/balance-line/line.ts'
import { fc, runs } from '../support/property.ts'

const frame = { width: 40, height: 20, inset: 0 }
const drawn = (values: readonly bigint[]) => stepsOf(values, scaleOf(values.length, extremes(values), frame))

describe('the line', () => {
  it('is level for as long as the balance stays, and steps where a day begins', () => {
    expect(drawn([0n, 100n, 100n, 50n])).toBe('M0 20H10V0H30V10H40')
  })
  it('of a balance that never changed is in the middle', () => expect(drawn([7n, 7n])).toBe('M0 10H40'))
  it('of nothing is none', () => expect(drawn([])).toBe(''))
  it('has its area down to a level', () => {
    const values = [0n, 100n]
    expect(areaOf(values, scaleOf(2, extremes(values), frame), 20)).toBe('M0 20H20V0H40V20H0Z')
  })
})

describe('the rules', () => {
  it.each([
    [0n, 543_081n, [0n, 200_000n, 400_000n, 600_000n]],
    [-12_000n, 30_000n, [-20_000n, 0n, 20_000n, 40_000n]],
    [-500n, -100n, [-600n, -400n, -200n, 0n]],
    [66_144n, 66_144n, [50_000n, 100_000n]],
    [0n, 0n, [0n, 50n]],
  ])('from %s to %s', (lowest, highest, rules) => {
    expect(rulesFor({ lowest, highest }, 3)).toEqual(rules)
  })

  it('are few, evenly apart, and all of the line is between the first and the last', () => {
    const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n })
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 9 }), (values) => {
        const range = extremes(values)
        const rules = rulesFor(range, 4)
        expect(rules[0]).toBeLessThanOrEqual(range.lowest)
        expect(rules.at(-1)).toBeGreaterThanOrEqual(range.highest)
        expect(rules.length).toBeLessThanOrEqual(6)
        const apart = new Set(rules.slice(1).map((rule, index) => rule - rules[index]!))
        expect(apart.size).toBe(1)
      }),
      runs(200),
    )
  })
})
