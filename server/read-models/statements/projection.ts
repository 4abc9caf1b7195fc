/**
 * A row for every month of every account that is closed, made of the event that closed it and of nothing else. What came
 * and went in a month stands with the movements.
 */

import type { MonthClosed } from '../../domain/bank-account/events.ts'
import type { StoredEvent } from '../../domain/event.ts'
import { SCALE } from '../../domain/interest/reckoning.ts'
import { existing, fold, projector } from '../projection.ts'
import {
  type StatementProof,
  statementAccountTable,
  statementInterestTable,
  statementTable,
} from './table.ts'

type Statement = typeof statementTable.$inferSelect

const idOf = ({ data }: { readonly data: { readonly accountId: string; readonly month: string } }) =>
  `${data.accountId} ${data.month}`

const proofOf = ({ streamId, streamPosition, globalPosition }: StoredEvent<MonthClosed>): StatementProof => ({
  streamId,
  streamPosition,
  position: globalPosition,
})

/** A month that had ended in one zone and goes on in another, to which the bank has moved, is one month. */
const closed = (row: Statement | undefined, event: StoredEvent<MonthClosed>): Statement => {
  const { data, globalPosition } = event
  return {
    id: idOf(event),
    accountId: data.accountId,
    month: data.month,
    fromAt: row?.fromAt ?? new Date(data.from),
    untilAt: new Date(data.until),
    opening: row?.opening ?? data.opening.amountMinor,
    credits: (row?.credits ?? 0n) + data.credits.amountMinor,
    debits: (row?.debits ?? 0n) + data.debits.amountMinor,
    entries: (row?.entries ?? 0) + data.entries,
    closing: data.closing.amountMinor,
    proofs: [...(row?.proofs ?? []), proofOf(event)],
    lastPosition: globalPosition,
  }
}

const books = fold(statementTable, { MonthClosed: closed }, { key: (event) => idOf(event) })

const interest = fold(
  statementInterestTable,
  {
    InterestReckoned: (row, { data: { accountId, month, earned, charged, fee }, globalPosition }) => ({
      id: idOf({ data: { accountId, month } }),
      earned: (row?.earned ?? 0n) + earned.posted.amountMinor,
      charged: (row?.charged ?? 0n) + charged.posted.amountMinor,
      fee: (row?.fee ?? 0n) + fee.posted.amountMinor,
      owed: charged.carried / SCALE + fee.carried.amountMinor,
      lastPosition: globalPosition,
    }),
  },
  { key: (event) => idOf(event) },
)

const accounts = fold(
  statementAccountTable,
  {
    AccountOpened: (_, { createdAt, data: { accountId, customerId, currency } }) => ({
      accountId,
      customerId,
      currency,
      openedAt: createdAt,
      closedAt: null,
    }),
    AccountClosed: (row, { createdAt }) => ({ ...existing(row), closedAt: createdAt }),
  },
  { key: ({ data }) => data.accountId },
)

export const statements = projector('statements', [books, interest, accounts])
