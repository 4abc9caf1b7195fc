import { expect, it, test } from 'vitest'
import { ratesSchema, scaled } from '../../server/domain/exchange/rates.ts'
import { currencies } from '../../server/domain/money.ts'
import { createSimulatedMarket, marketSettings } from '../../server/rates/simulation.ts'
import { fc, runs } from '../support/property.ts'

const NOON = Date.parse('2026-03-01T12:00:00.000Z')
const ratesOf = async (at: number, settings = marketSettings) => {
  const rates = await createSimulatedMarket(settings).ratesAt(new Date(at))
  if (!rates) throw new Error('There are no rates')
  return rates
}

test('the market follows from seed and time alone', async () => {
  const market = createSimulatedMarket()
  const before = await market.ratesAt(new Date(NOON))
  await market.ratesAt(new Date(NOON + 86_400_000))
  expect(await market.ratesAt(new Date(NOON))).toEqual(before)
  expect(await ratesOf(NOON)).toEqual(before)
  expect(await ratesOf(NOON, { ...marketSettings, seed: 'another' })).not.toEqual(before)
  // Written down, so that it is known to be the same on every machine and after every change.
  expect(before).toMatchInlineSnapshot(`
    {
      "at": "2026-03-01T12:00:00.000Z",
      "perBase": {
        "CHF": "0.85618192",
        "EUR": "0.8896124",
        "GBP": "0.81924876",
        "JPY": "150.103362",
        "USD": "1",
      },
    }
  `)
})

test('it stands still within a second, and says since when', async () => {
  expect(await ratesOf(NOON + 999)).toEqual(await ratesOf(NOON))
  expect((await ratesOf(NOON + 999)).at).toBe('2026-03-01T12:00:00.000Z')
  expect(await ratesOf(NOON + 1_000)).not.toEqual(await ratesOf(NOON))
})

it('has no rates before its first ones', async () => {
  const first = Date.parse(marketSettings.since)
  expect(await createSimulatedMarket().ratesAt(new Date(first - 1))).toBeUndefined()
  expect(await ratesOf(first)).toMatchObject({ at: marketSettings.since })
})

test('at any time its rates are rates, near their level, and moving smoothly', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 3_000_000_000 }), async (second) => {
      const at = Date.parse(marketSettings.since) + second * 1_000
      const [now, then] = [await ratesOf(at), await ratesOf(at + 1_000)]
      expect(ratesSchema.parse(now)).toEqual(now)
      for (const currency of currencies) {
        const [level, rate, next] = [
          marketSettings.levels[currency],
          now.perBase[currency],
          then.perBase[currency],
        ]
        const away = scaled(rate) - scaled(level)
        expect((away < 0n ? -away : away) * 100n <= scaled(level) * 8n).toBe(true)
        const step = scaled(next) - scaled(rate)
        expect((step < 0n ? -step : step) * 100_000n <= scaled(rate)).toBe(true)
      }
    }),
    runs(200),
  )
})
