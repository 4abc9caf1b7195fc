/**
 * The words in which a life is written down: what comes in, what is owed every month, what is bought now and then, who
 * is paid back. Amounts are decimal strings of the life's home currency; a pair is a range.
 */
import type { Currency } from '../../server/domain/money.ts'
import type { BusinessKey, ShellKey } from './businesses.ts'
import type { CustomerKey } from './people.ts'

/** `ida` was a customer once, and is no more. */
export type Party = CustomerKey | BusinessKey | ShellKey | 'ida'
export type Amount = string | readonly [low: string, high: string]
/** One of several, by chance. `{month}` and `{year}` are filled in. */
export type Text = string | readonly string[]

/** Something that is due on a day of the month (31: the last). It has to be affordable; savings help out. */
export type Standing = {
  readonly kind: 'income' | 'bill'
  readonly party: Party
  readonly amount: Amount
  readonly day: number
  readonly text: Text
  /** 1 to 12; every month when left out. */
  readonly months?: readonly number[]
  /** Per cent by which it rises after each full year. */
  readonly rise?: number
  /** Taken out of the savings on the same day, and left when they do not suffice. */
  readonly fromSavings?: boolean
  /** On the account in this currency instead of the home one. */
  readonly currency?: Currency
  /** Left to a standing order: so every month, of one amount, and with one text. */
  readonly byOrder?: true
}

/** Something that happens now and then, and is left when the money is short. */
export type Habit = {
  readonly parties: readonly Party[]
  readonly perWeek: number
  readonly amount: Amount
  readonly text: Text
  /** Full hours, the last one excluded. */
  readonly hours?: readonly [from: number, to: number]
  /** 1 Monday to 7 Sunday; any day when left out. */
  readonly weekdays?: readonly number[]
  /** Friends who give their share back within two days. */
  readonly split?: { readonly among: readonly CustomerKey[]; readonly text: Text }
  /** Rounded to a multiple of this. */
  readonly roundTo?: string
  /** Only on these days before the last one, both included: a holiday. */
  readonly daysAgo?: readonly [from: number, to: number]
  /** Pays from the account in this currency instead of the home one. */
  readonly currency?: Currency
}

export type Life = {
  readonly person: CustomerKey
  readonly home: Currency
  /** Hours that local time is ahead of UTC, the year round. */
  readonly utcOffset: number
  /** In which `{month}` is written. */
  readonly language: 'en' | 'de' | 'fr'
  /** What the person calls the current account. */
  readonly account: string
  /** When the person came to the bank, in months before the last day. */
  readonly joined: number
  readonly opening: string
  /** Habits stop where they would leave less than this. */
  readonly floor: string
  readonly standings: readonly Standing[]
  readonly habits: readonly Habit[]
  readonly saving?: {
    readonly account: string
    readonly opening: string
    readonly day: number
    /** What stays on the current account; the rest is put aside in whole steps. */
    readonly keep: string
    readonly step: string
  }
  /** A second current account in another currency, for which some of the first one's money is exchanged. */
  readonly foreign?: {
    readonly account: string
    readonly currency: Currency
    readonly openedDaysAgo: number
    /** What leaves the home account. */
    readonly pays: string
    readonly text: string
  }
}

type Extra = Pick<Standing, 'months' | 'rise' | 'fromSavings' | 'currency' | 'byOrder'>

export const income = (
  party: Party,
  amount: Amount,
  day: number,
  text: Text,
  extra: Extra = {},
): Standing => ({
  kind: 'income',
  party,
  amount,
  day,
  text,
  ...extra,
})

export const bill = (party: Party, amount: Amount, day: number, text: Text, extra: Extra = {}): Standing => ({
  kind: 'bill',
  party,
  amount,
  day,
  text,
  ...extra,
})

type HabitExtra = Pick<Habit, 'hours' | 'weekdays' | 'split' | 'roundTo' | 'daysAgo' | 'currency'>

export const habit = (
  parties: Party | readonly Party[],
  perWeek: number,
  amount: Amount,
  text: Text,
  extra: HabitExtra = {},
): Habit => ({ parties: typeof parties === 'string' ? [parties] : parties, perWeek, amount, text, ...extra })
