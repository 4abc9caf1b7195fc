/** The bank's words for the end of a month. */
import type { BookToClose } from '../../server/domain/month-end/commands.ts'
import type { Fact } from './bank.ts'
import { moneyOf, type TestAccount, type TestCommand, theBank } from './bank.ts'

const MARCH = { from: '2026-03-01T00:00:00.000Z', until: '2026-04-01T00:00:00.000Z' }
export const APRIL = { from: MARCH.until, until: '2026-05-01T00:00:00.000Z' }

type Month = {
  readonly from: string
  readonly until: string
  readonly opening: string
  readonly credits: string
  readonly debits: string
  readonly entries: number
  readonly closing: string
  /** The balance at the end of its days, from its first one on; what is left out is as the last. */
  readonly days: readonly string[]
}

const QUIET: Month = {
  ...MARCH,
  opening: '0.00',
  credits: '0.00',
  debits: '0.00',
  entries: 0,
  closing: '0.00',
  days: [],
}

const minor = (amount: string) => moneyOf(amount, 'USD').amountMinor

export const bookOf = (
  { currency }: Pick<TestAccount, 'currency'>,
  given: Partial<Month> = {},
): BookToClose & { readonly from: string } => {
  const month = { ...QUIET, ...given }
  const count = new Date(Date.parse(month.until) - 1).getUTCDate()
  const known = month.days.map(minor)
  const balances = Array.from({ length: count }, (_, day) => known[day] ?? known.at(-1) ?? 0n)
  return {
    month: month.from.slice(0, 7),
    from: month.from,
    until: month.until,
    currency,
    totals: {
      opening: minor(month.opening),
      credits: minor(month.credits),
      debits: minor(month.debits),
      entries: month.entries,
      closing: minor(month.closing),
      days: { firstDay: month.from.slice(0, 10), balances },
    },
  }
}

/** A minute after the month's end, unless said otherwise. */
export const closeMonth = (
  of: TestAccount,
  month: Partial<Month> = {},
  at?: string,
): TestCommand<'closeMonth'> => {
  const { from, ...book } = bookOf(of, month)
  const data = { accountId: of.accountId, from, book }
  return { name: 'closeMonth', data, by: theBank, at: at ?? `${book.until.slice(0, 10)}T00:01:00.000Z` }
}

export const monthClosed =
  (of: TestAccount, month: Partial<Month> = {}): Fact =>
  () => {
    const { month: name, from, until, currency, totals } = bookOf(of, month)
    const money = (amountMinor: bigint) => ({ amountMinor, currency })
    const { opening, credits, debits, entries, closing } = totals
    return [
      {
        type: 'MonthClosed',
        data: {
          accountId: of.accountId,
          month: name,
          from,
          until,
          opening: money(opening),
          credits: money(credits),
          debits: money(debits),
          entries,
          closing: money(closing),
        },
      },
    ]
  }
