/** One order as its page shows it, whoever tells of it: the overlay, or the bank. */
import { reviewEnds } from '../../../../server/domain/review/in-review.ts'
import type { Transfer } from '../../../api-client/api.ts'
import type { Movement, StandingOrder } from '../../../api-client/move-queries.ts'
import { isHeldFirst, minorUnits, type PendingTransfer } from '../../../api-client/pending-overlay.ts'
import type { ShownAccount } from '../../../api-client/queries.ts'
import { transferText } from '../../../text/transfer.ts'

type Side = { readonly accountId: string; readonly number: string; readonly name: string }

export type HeldTransfer = Pick<
  Transfer,
  'transferId' | 'status' | 'purpose' | 'settleAt' | 'expiresAt' | 'history'
> & {
  /** Another bank gets it. */
  readonly isElsewhere: boolean
}

export type Shown = Pick<Transfer, 'money' | 'description'> & {
  readonly id: string
  readonly kind: 'transfer' | 'exchange' | 'standingOrder'
  readonly phase: 'sending' | 'unknown' | 'accepted' | 'failed' | 'done' | 'received' | 'unused' | 'ended'
  readonly from: Side
  readonly to: Side
  readonly startedAt: string
  /** Its money is, or was, held first. */
  readonly held?: HeldTransfer | undefined
  readonly bought?: Transfer['money'] | undefined
  readonly rate?: string | undefined
  readonly schedule?: StandingOrder['schedule'] | undefined
  readonly order?: StandingOrder | undefined
  readonly refunded?: Transfer['money'] | undefined
  readonly refundOf?: string | null | undefined
}

export const shownOf = ({
  pending,
  movement,
  accounts = [],
  isUndone,
}: {
  pending: PendingTransfer | undefined
  movement: Movement | undefined
  accounts: readonly ShownAccount[] | undefined
  /** What has just been undone is so at once; the read model says it a moment later. */
  isUndone: boolean
}): Shown | undefined => {
  if (pending) return pendingShown(pending, isUndone)
  switch (movement?.kind) {
    case undefined:
      return undefined
    case 'transfer':
      return transferShown(movement.data, accounts, isUndone)
    case 'exchange':
      return exchangeShown(movement.data, accounts)
    case 'standingOrder': {
      const { data: order } = movement
      const { orderId: id, createdAt: startedAt, status, schedule, from, to, money, description } = order
      const phase = status === 'active' ? 'done' : 'ended'
      return { id, kind: 'standingOrder', phase, startedAt, schedule, from, to, money, description, order }
    }
  }
}

const pendingShown = (pending: PendingTransfer, isUndone: boolean): Shown => ({
  id: pending.transferId,
  kind: pending.kind === 'payment' ? 'transfer' : pending.kind,
  phase: pending.state.status,
  from: pending.from,
  to: pending.to,
  money: pending.money,
  description: pending.description,
  startedAt: pending.startedAt,
  held: undoneIf(isUndone, acceptedHold(pending)),
  ...(pending.kind === 'exchange' && { bought: pending.bought, rate: pending.rate }),
  ...(pending.kind === 'standingOrder' && { schedule: pending.schedule }),
})

const transferShown = (transfer: Transfer, accounts: readonly ShownAccount[], isUndone: boolean): Shown => {
  const { from, to, money, description, refunded, refundOf } = transfer
  const isOwn = ({ accountId }: Side) => accounts.some((account) => account.accountId === accountId)
  const isHeld = transfer.history[0]?.status === 'held' && isOwn(from)
  const held = isHeld ? { ...transfer, isElsewhere: isElsewhere(to.number) } : undefined
  return {
    id: transfer.transferId,
    kind: 'transfer',
    phase: isOwn(to) && !isOwn(from) ? 'received' : 'done',
    from,
    to,
    money,
    description,
    startedAt: transfer.createdAt,
    held: undoneIf(isUndone, held),
    refundOf,
    refunded: minorUnits(refunded) > 0n ? refunded : undefined,
  }
}

const exchangeShown = (
  quote: Extract<Movement, { kind: 'exchange' }>['data'],
  accounts: readonly ShownAccount[],
): Shown => {
  const side = (id: string): Side =>
    accounts.find(({ accountId }) => accountId === id) ?? { accountId: id, number: '', name: '' }
  return {
    id: quote.quoteId,
    kind: 'exchange',
    phase: quote.status === 'used' ? 'done' : 'unused',
    from: side(quote.fromAccountId),
    to: side(quote.toAccountId),
    money: quote.sell as Transfer['money'],
    bought: quote.buy as Transfer['money'],
    rate: quote.rate,
    description: '',
    startedAt: quote.quotedAt,
  }
}

const undoneIf = (isUndone: boolean, held: HeldTransfer | undefined): HeldTransfer | undefined =>
  held?.status === 'held' && isUndone ? { ...held, status: 'cancelled' } : held

/** As follows from what the bank has accepted. */
const acceptedHold = (pending: PendingTransfer): HeldTransfer | undefined => {
  const { transferId, state } = pending
  if (state.status !== 'accepted' || !isHeldFirst(pending)) return undefined
  const isElsewhere = pending.kind === 'payment'
  const purpose = state.heldFor ?? (isElsewhere ? 'external' : 'undoWindow')
  const undoSeconds = 'settleAfterSeconds' in pending ? (pending.settleAfterSeconds ?? 0) : 0
  const settleAt =
    purpose === 'review' ? null : new Date(Date.parse(state.acceptedAt) + undoSeconds * 1_000).toISOString()
  const isHandedIn = purpose === 'external' && undoSeconds === 0
  return {
    transferId,
    isElsewhere,
    status: 'held',
    purpose,
    settleAt,
    expiresAt: purpose === 'review' ? reviewEnds(state.acceptedAt) : null,
    history: [
      { status: 'held', at: state.acceptedAt },
      ...(isHandedIn ? [{ status: 'submitted' as const, at: state.acceptedAt }] : []),
    ],
  }
}

/** This bank's numbers begin as no country's do. */
const isElsewhere = (number: string): boolean => number !== '' && !number.startsWith('PB')

/** A payment to another bank that was approved is still held, and waits no more for the bank's people. */
export const isInReview = ({ status, purpose, expiresAt }: HeldTransfer): boolean =>
  status === 'held' && purpose === 'review' && expiresAt !== null

const { titles, exchange, order, held: heldTitles } = transferText.status

export const titleOf = ({ kind, phase, held }: Shown): string => {
  if (held) return isInReview(held) ? heldTitles.review : heldTitles[held.status]
  const words: Readonly<Partial<Record<Shown['phase'], string>>> =
    kind === 'exchange' ? exchange : kind === 'standingOrder' ? order : titles
  return words[phase] ?? titles.done
}
