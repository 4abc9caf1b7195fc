/** The amounts at which the bank becomes careful, all in one place: about one value in every currency. */
import { type Currency, currencies, type Money, money } from '../money.ts'

export const limitKinds = ['perTransfer', 'perDay', 'newPayee'] as const
export type LimitKind = (typeof limitKinds)[number]
/** How much may leave an account by transfer: in one, on one business day, to somebody in their first 24 hours. */
export type TransferLimits = { readonly [Kind in LimitKind]: Money }

/** So many of a currency's units, and a hundred times as many yen. */
const about = (units: bigint, currency: Currency): Money => money(units * 100n, currency)

const inEveryCurrency = <Value>(make: (currency: Currency) => Value) =>
  Object.fromEntries(currencies.map((currency) => [currency, make(currency)])) as {
    readonly [Each in Currency]: Value
  }

/** What holds for every account until its owner says otherwise. */
export const defaultLimits = inEveryCurrency(
  (currency): TransferLimits => ({
    perTransfer: about(25_000n, currency),
    perDay: about(50_000n, currency),
    newPayee: about(10_000n, currency),
  }),
)

/** The highest that an owner can choose. */
export const maximumLimits = inEveryCurrency(
  (currency): TransferLimits => ({
    perTransfer: about(250_000n, currency),
    perDay: about(500_000n, currency),
    newPayee: about(100_000n, currency),
  }),
)

/** From when on a transfer to somebody else waits until this many of the bank's people have approved it. */
export const reviewFrom = inEveryCurrency((currency) => ({
  one: about(10_000n, currency),
  two: about(20_000n, currency),
}))

/** From which amounts on the rules against fraud look at a transfer (`server/domain/fraud`). */
export const conspicuousFrom = inEveryCurrency((currency) => ({
  /** All that an account sends to one payee in its first 24 hours. */
  newPayee: about(5_000n, currency),
  /** What goes to somebody new out of an account that nothing had left for a long time. */
  awakening: about(1_000n, currency),
  /** What is followed from hand to hand. */
  circle: about(1_000n, currency),
}))

/** How many approvals an amount needs; 0 for one that nobody looks at. */
export const approvalsFor = ({ amountMinor, currency }: Money): 0 | 1 | 2 => {
  const { one, two } = reviewFrom[currency]
  return amountMinor >= two.amountMinor ? 2 : amountMinor >= one.amountMinor ? 1 : 0
}
