/**
 * What is written into files, whatever their format: lines with all that is known of them, and the account or the month
 * that they belong to. It comes from whoever reads the bank, a page of lines at a time; nothing in this folder knows a
 * database.
 */
import type { Category } from '../domain/categories/category.ts'
import type { Currency, WireMoney } from '../domain/money.ts'

/** A movement on an account. */
export type ExportedLine = {
  /** The event's place in the log: stable, and of no two lines the same. */
  readonly position: number
  readonly at: string
  readonly direction: 'in' | 'out'
  /** Never negative: the direction is the sign. */
  readonly money: WireMoney
  readonly balanceAfter: WireMoney
  readonly description: string
  /** What the owner has noted down. */
  readonly note?: string | null | undefined
  /** Null for what was paid in or out at the counter, and for the bank's interest and fees. */
  readonly counterparty: null | { readonly number: string; readonly name: string }
  readonly category: Category
  readonly transferId: string | null
  readonly quoteId: string | null
}

/** As they are read, one page after the other. */
export type Pages<Row = ExportedLine> = AsyncIterable<readonly Row[]>

export type ExportedAccount = {
  readonly number: string
  readonly name: string
  readonly product: 'current' | 'savings' | 'internal'
  readonly currency: Currency
  readonly ownerName: string
}

/** Where and when it was written: everything else follows from the log. */
export type Writing = {
  readonly account: ExportedAccount
  /** Dates are days in this zone. */
  readonly timeZone: string
  readonly version: number
  readonly writtenAt: string
}

/** By what lines were picked out, beside the instants; what was not asked for is null. */
export type PickedOut = {
  readonly search: string | null
  readonly direction: 'in' | 'out' | null
  /** In major units, as they were asked for. */
  readonly minAmount: string | null
  readonly maxAmount: string | null
  /** One of these; none: whichever. */
  readonly categories: readonly Category[]
  /** The number of who is at the other end. */
  readonly counterparty: string | null
}

/** The lines that somebody has picked out, newest first. */
export type ExportedList = Writing & {
  /** The instants between which it was looked; null: all of them. */
  readonly from: string | null
  readonly until: string | null
  readonly pickedOut: PickedOut
  /** How many lines there are; null where nobody has counted them. */
  readonly entries: number | null
  /** What is on the account at the version. */
  readonly balance: WireMoney
  readonly lines: Pages
}

/** The event that closed a month's books. */
export type Proof = {
  readonly position: number
  readonly streamId: string
  readonly streamPosition: number
  readonly at: string
  /** SHA-256 of the event as it is stored, by which the log's seals hold it. */
  readonly hash: string
}

export type ExportedStatement = Writing & {
  readonly month: string
  readonly status: 'open' | 'closed'
  /** The first instant that belongs to it, and the first that does not any more. */
  readonly from: string
  readonly until: string
  readonly opening: WireMoney
  readonly credits: WireMoney
  readonly debits: WireMoney
  readonly entries: number
  readonly closing: WireMoney
  readonly categories: readonly {
    readonly category: Category
    readonly out: WireMoney
    readonly outCount: number
    readonly in: WireMoney
    readonly inCount: number
  }[]
  readonly proofs: readonly Proof[]
  /** Whether the books add up, and agree with the lines. */
  readonly isProved: boolean
  /** What could be spent at the end, with what the account may be overdrawn by. */
  readonly available: WireMoney
  readonly overdraftLimit: WireMoney
  /** Oldest first. */
  readonly lines: Pages
}

/** `-12.50` for what goes out. */
export const signed = ({
  direction,
  money: { amount },
}: Pick<ExportedLine, 'direction' | 'money'>): string =>
  direction === 'out' && /[1-9]/.test(amount) ? `-${amount}` : amount

/** What kind of movement it is: formats have codes for these. */
export type Kind = 'transfer' | 'exchange' | 'interest' | 'fee' | 'counter'

export const kindOf = ({ transferId, quoteId, counterparty, category }: ExportedLine): Kind => {
  if (quoteId !== null) return 'exchange'
  if (transferId !== null || counterparty !== null) return 'transfer'
  if (category === 'interest') return 'interest'
  return category === 'fees' ? 'fee' : 'counter'
}
