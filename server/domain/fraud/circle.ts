/**
 * Money that comes back by way of others: it may have been sent round to look like somebody's income. It is followed from
 * hand to hand, by customers, so that passing it between one's own accounts does not hide it; but not for ever, not over
 * any number of hands, and not when little is left of it.
 */
import { conspicuousFrom } from '../limits/amounts.ts'
import { type Currency, type Money, money, toWire } from '../money.ts'
import { elapsedMs, type Finding, HOUR_MS } from './finding.ts'

/** Two who pay each other back and forth are friends, or settle something. */
export const LEAST_HANDS = 3
export const MOST_HANDS = 5
export const WITHIN_MS = 72 * HOUR_MS
/** How far what is passed on, or comes back, may differ from what was first sent. */
export const LIKENESS_PERCENT = 80n
/** How many ways of money are remembered for one customer. */
export const REMEMBERED_WAYS = 20

/** On which way money has come to somebody: who has had it, the first one first, and the customer at its end last. */
export type Way = {
  readonly hands: readonly string[]
  readonly since: string
  readonly amountMinor: string
  readonly currency: Currency
}

export type Passed = {
  readonly at: string
  readonly from: string
  readonly to: string
  readonly money: Money
}

const isLike = (amount: bigint, first: bigint): boolean =>
  amount * 100n >= first * LIKENESS_PERCENT && amount * LIKENESS_PERCENT <= first * 100n

const isTooLittle = ({ amountMinor, currency }: Money) =>
  amountMinor < conspicuousFrom[currency].circle.amountMinor

/** The ways that this money may be on: `ways` are those on which money has come to whoever pays it. */
const underWay = (ways: readonly Way[], { at, money: { amountMinor, currency } }: Passed): Way[] =>
  ways.filter(
    (way) =>
      way.currency === currency &&
      elapsedMs(way.since, at) <= WITHIN_MS &&
      isLike(amountMinor, BigInt(way.amountMinor)),
  )

/** `ways`: on which money has come to whoever pays. Of several circles the one with the fewest hands is told. */
export const circle = (
  passed: Passed,
  ways: readonly Way[],
): (Finding & { hands: readonly string[] }) | undefined => {
  if (isTooLittle(passed.money)) return undefined
  const [way] = underWay(ways, passed)
    .filter(({ hands }) => hands[0] === passed.to && hands.length >= LEAST_HANDS)
    .sort((one, other) => one.hands.length - other.hands.length)
  if (!way) return undefined
  const first = money(BigInt(way.amountMinor), way.currency)
  return {
    rule: 'circle',
    severity: 'high',
    figures: {
      returned: toWire(passed.money),
      sent: toWire(first),
      others: way.hands.length - 1,
      tookMs: elapsedMs(way.since, passed.at),
    },
    hands: way.hands,
  }
}

/**
 * The ways on which money has come to whoever is paid, now: those before it that are not too old, the newest ones, with
 * this payment's own and those that it continues.
 */
export const waysAfter = (
  passed: Passed,
  { ofPayer, ofPayee }: { readonly ofPayer: readonly Way[]; readonly ofPayee: readonly Way[] },
): readonly Way[] => {
  const { at, from, to, money: sent } = passed
  if (isTooLittle(sent)) return ofPayee
  const continued = underWay(ofPayer, passed)
    .filter(({ hands }) => hands.length < MOST_HANDS && !hands.includes(to))
    .map((way): Way => ({ ...way, hands: [...way.hands, to] }))
  const own: Way = {
    hands: [from, to],
    since: at,
    amountMinor: String(sent.amountMinor),
    currency: sent.currency,
  }
  return [...ofPayee.filter(({ since }) => elapsedMs(since, at) <= WITHIN_MS), ...continued, own].slice(
    -REMEMBERED_WAYS,
  )
}
