/**
 * A market that is made up: a smooth walk around what the currencies are really worth, which follows from the seed and
 * the time alone. So it has a past and needs no memory, and every process that asks hears the same. Whole numbers only,
 * so that it is the same on every machine.
 */
import { createHash } from 'node:crypto'
import { BASE_CURRENCY, formatRate, type Rates, scaled } from '../domain/exchange/rates.ts'
import { type Currency, currencies } from '../domain/money.ts'
import type { RateSource } from './rate-source.ts'

export type MarketSettings = {
  /** The same seed has the same market. */
  readonly seed: string
  /** The first instant that it has rates for. */
  readonly since: string
  /** How often it moves. */
  readonly tickSeconds: number
  /** What one unit of the base currency is worth, about which each currency wanders. */
  readonly levels: Readonly<Record<Currency, string>>
  /** How far each wave can take it away from there, in parts per million, and how long it takes from one turn to the next. */
  readonly waves: readonly { readonly ppm: bigint; readonly seconds: number }[]
}

const HOUR = 3_600
const DAY = 24 * HOUR

export const marketSettings: MarketSettings = {
  seed: 'passbook',
  since: '2000-01-01T00:00:00.000Z',
  tickSeconds: 1,
  levels: { USD: '1', EUR: '0.92', GBP: '0.785', CHF: '0.88', JPY: '151' },
  // Years, weeks, hours and minutes: at most 8 percent from the level, and some hundredths of one within a minute.
  waves: [
    { ppm: 50_000n, seconds: 400 * DAY },
    { ppm: 22_000n, seconds: 25 * DAY },
    { ppm: 6_000n, seconds: 9 * HOUR },
    { ppm: 800n, seconds: 420 },
  ],
}

const MILLION = 1_000_000n

/** The market as it was at an instant; `undefined` before its first one. */
export const marketAt = (at: Date, settings: MarketSettings = marketSettings): Rates | undefined => {
  const tickMs = settings.tickSeconds * 1_000
  const tick = Math.floor(at.getTime() / tickMs) * tickMs
  if (tick < Date.parse(settings.since)) return undefined
  return { at: new Date(tick).toISOString(), perBase: worth(settings, tick / 1_000) }
}

export const createSimulatedMarket = (settings: MarketSettings = marketSettings): RateSource => {
  const tickMs = settings.tickSeconds * 1_000
  let newest: { readonly tick: number; readonly rates: Rates | undefined } | undefined
  return {
    ratesAt: async (at) => {
      const tick = Math.floor(at.getTime() / tickMs)
      // Everybody who asks within a second asks for the same.
      if (newest?.tick !== tick) newest = { tick, rates: marketAt(at, settings) }
      return newest.rates
    },
  }
}

const worth = ({ seed, levels, waves }: MarketSettings, second: number): Rates['perBase'] =>
  Object.fromEntries(
    currencies.map((currency) => {
      if (currency === BASE_CURRENCY) return [currency, '1']
      const away = waves.reduce(
        (sum, wave, n) => sum + heightOf(wave, { question: `${seed} ${currency} ${n}`, second }),
        0n,
      )
      return [currency, formatRate((scaled(levels[currency]) * (MILLION + away)) / MILLION)]
    }),
  ) as Rates['perBase']

/** How finely the way from one turn to the next is divided. */
const FINE = 1_000_000n

/** Between two heights that chance has picked, along an S: level at both ends, so that no turn is sharp. */
const heightOf = (
  { ppm, seconds }: MarketSettings['waves'][number],
  { question, second }: { question: string; second: number },
): bigint => {
  const turn = Math.floor(second / seconds)
  const way = (BigInt(second - turn * seconds) * FINE) / BigInt(seconds)
  const [from, to] = [turnOf(`${question} ${turn}`, ppm), turnOf(`${question} ${turn + 1}`, ppm)]
  const gone = way * way * (3n * FINE - 2n * way)
  return from + ((to - from) * gone) / (FINE * FINE * FINE)
}

/** From `-ppm` to `ppm`. */
const turnOf = (question: string, ppm: bigint): bigint =>
  (createHash('sha256').update(question).digest().readBigUInt64BE(0) % (2n * ppm + 1n)) - ppm
