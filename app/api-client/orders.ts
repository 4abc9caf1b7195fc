/**
 * What a person orders on the page: money for an account of this bank or another one, money of another currency, or money
 * that is to be sent later. Every id is made once, so that an order that is sent again is the same order. Here stands how
 * far each has come, and what it moves on which account: the one source for whatever is laid over the bank's answers.
 */
import type { WireMoney } from '../../server/domain/decimal.ts'
import type { Schedule } from '../../server/domain/standing-order/schedule.ts'

export type Party = { readonly accountId: string; readonly number: string; readonly name: string }

/** Somebody who is saved among the payees along with the order, by a command of its own. */
export type NewPayee = {
  readonly commandId: string
  readonly payeeId: string
  readonly name: string
  readonly number: string
}

type AnyOrder = {
  /** The transfer's id; an exchange has its quote's, a standing order its own. */
  readonly transferId: string
  readonly commandId: string
  readonly from: Party
  /** At another bank there is no account that this one knows: then the payee's id stands in its place. */
  readonly to: Party
  readonly money: WireMoney
  readonly description: string
  readonly startedAt: string
  readonly newPayee?: NewPayee | undefined
}

/** Between accounts of this bank. */
export type Transfer = AnyOrder & {
  readonly kind: 'transfer'
  /** For how long the money is only held, so that it can be called back; at once when left out or 0. */
  readonly settleAfterSeconds?: number
}
/** To an account at another bank. */
export type Payment = AnyOrder & {
  readonly kind: 'payment'
  readonly payeeId: string
  readonly settleAfterSeconds?: number
}
/** Between accounts of one's own in two currencies, at a price that was named before. */
export type Exchange = AnyOrder & {
  readonly kind: 'exchange'
  /** What `money` becomes, and at how much of it for one unit. */
  readonly bought: WireMoney
  readonly rate: string
}
/** On a date, or again and again. Nothing moves by giving it. */
export type StandingOrder = AnyOrder & {
  readonly kind: 'standingOrder'
  /** Whom it pays at another bank; left out for an account of this one. */
  readonly payeeId?: string
  readonly schedule: Schedule
}

export type TransferOrder = Transfer | Payment | Exchange | StandingOrder

type WithoutIds<Order> = Order extends AnyOrder
  ? Omit<Order, 'transferId' | 'commandId' | 'startedAt'>
  : never
/** An order that nobody has given yet. */
export type UnsentOrder = WithoutIds<TransferOrder>

/** What an accepted order waits for: its time to be undone, the bank's people, or the other bank. */
export type HeldFor = 'undoWindow' | 'review' | 'external'

/** Why the bank said no, in words for a person, and which field of the form they concern. */
export type Failure = {
  readonly reason: string
  readonly message: string
  readonly field: 'from' | 'to' | 'amount' | 'description' | 'when' | null
}

export type PendingState =
  | { readonly status: 'sending' }
  /** No answer came: the bank may or may not have written it. */
  | { readonly status: 'unknown' }
  | {
      readonly status: 'accepted'
      readonly version: number
      readonly acceptedAt: string
      /** Null when it is settled; left out where only the version is known. */
      readonly heldFor?: HeldFor | null
    }
  /** Kept only to be read: it weighs on nothing. */
  | { readonly status: 'failed'; readonly failure: Failure }

export type PendingTransfer = TransferOrder & { readonly state: PendingState }

export const isInFlight = ({ state }: PendingTransfer): boolean =>
  state.status === 'sending' || state.status === 'unknown'

/**
 * Whether the money is only held at first, and moves on neither account: as it was asked for, until the bank has said what
 * has come of it. A large transfer may wait for the bank's people, however soon it was to be settled, and a payment to
 * another bank is held until that one has it.
 */
export const isHeldFirst = (entry: PendingTransfer): boolean => {
  if (entry.kind === 'exchange' || entry.kind === 'standingOrder') return false
  if (entry.state.status === 'accepted' && entry.state.heldFor !== undefined)
    return entry.state.heldFor !== null
  return entry.kind === 'payment' || (entry.settleAfterSeconds ?? 0) > 0
}

/** One side of an order: what it takes from an account, or brings to it, in that account's currency. */
type Move = {
  readonly direction: 'in' | 'out'
  readonly account: Party
  readonly counterparty: Party
  readonly money: WireMoney
}

const movesOf = ({ from, to, ...order }: TransferOrder): readonly Move[] => {
  // Each of its dates is a transfer of its own, which the bank makes when it is due.
  if (order.kind === 'standingOrder') return []
  const out = { direction: 'out', account: from, counterparty: to, money: order.money } as const
  // What another bank gets reaches no account of this one.
  if (order.kind === 'payment') return [out]
  const bought = order.kind === 'exchange' ? order.bought : order.money
  return [out, { direction: 'in', account: to, counterparty: from, money: bought }]
}

/** The sides of an order that concern an account; of one that is held first, only what is held. */
export const movesOn = (entry: PendingTransfer, accountId: string): readonly Move[] =>
  movesOf(entry).filter(
    ({ account, direction }) =>
      account.accountId === accountId && (direction === 'out' || !isHeldFirst(entry)),
  )

/** Whether anything at all is counted otherwise because of it. */
export const movesMoney = (order: TransferOrder): boolean => movesOf(order).length > 0
