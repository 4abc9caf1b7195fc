/** Sharing an amount out: nothing is left over, and nobody has a whole minor unit more than is fair. */
import { expect, it, test } from 'vitest'
import { shareOut } from '../../server/domain/payment-request/shares.ts'
import { fc, runs } from '../support/property.ts'

it.each<[string, bigint, number[], bigint[]]>([
  ['evenly, where it goes', 900n, [1, 1, 1], [300n, 300n, 300n]],
  ['what is left over to the first', 1000n, [1, 1, 1], [334n, 333n, 333n]],
  ['two left over to the first two', 1001n, [1, 1, 1], [334n, 334n, 333n]],
  ['by parts', 1000n, [1, 2, 1], [250n, 500n, 250n]],
  ['by parts, what is left over to who has lost most', 100n, [1, 5], [17n, 83n]],
  ['nothing more to the largest part, when it has lost nothing', 10n, [2, 1, 1], [5n, 3n, 2n]],
  ['to who has lost most, though another has more', 7n, [3, 1, 1], [4n, 2n, 1n]],
  ['nothing to who has no part', 1000n, [0, 1, 1, 1], [0n, 334n, 333n, 333n]],
  ['less than there are people', 2n, [1, 1, 1], [1n, 1n, 0n]],
  ['everything to the only one', 1n, [7], [1n]],
])('%s', (_what, total, parts, expected) => expect(shareOut(total, parts)).toEqual(expected))

test('shares add up, none is a whole unit from what is fair, more parts are never less, and equal ones differ by one', () => {
  const parts = fc
    .array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 21 })
    .filter((all) => all.some((one) => one > 0))
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), parts, (total, all) => {
      const shares = shareOut(total, all)
      const sum = BigInt(all.reduce((one, other) => one + other, 0))
      expect(shares.reduce((one, other) => one + other, 0n)).toBe(total)
      for (const [index, share] of shares.entries()) {
        const off = share * sum - total * BigInt(all[index]!)
        expect(off > -sum && off < sum).toBe(true)
        if (all[index] === 0) expect(share).toBe(0n)
        for (const [other, others] of shares.entries()) {
          if (all[index]! > all[other]!) expect(share >= others).toBe(true)
          if (all[index] === all[other]) expect(share - others <= 1n).toBe(true)
          if (all[index] === all[other] && index < other) expect(share >= others).toBe(true)
        }
      }
    }),
    runs(2_000),
  )
})

test('with nobody there is nothing to share', () => {
  expect(() => shareOut(1n, [0, 0])).toThrow('nobody')
  expect(() => shareOut(1n, [])).toThrow('nobody')
})
