/** Each order as it is now, by the same plan that the order itself follows; its occurrences; lookups for both ends. */
import { followed, newPlan, nextDate, type Plan } from '../../domain/standing-order/plan.ts'
import { customerNames } from '../customer-names.ts'
import { payeeNames } from '../payee-names.ts'
import { append, existing, fold, projector, type StoredEventOf } from '../projection.ts'
import {
  type OccurrenceOutcome,
  occurrenceTable,
  standingOrderAccountTable,
  standingOrderCustomerTable,
  standingOrderPayeeTable,
  standingOrderTable,
} from './table.ts'

type Order = typeof standingOrderTable.$inferSelect
type Occurrence = typeof occurrenceTable.$inferSelect
type OccurrenceEvent = StoredEventOf<
  | 'OccurrenceSkipped'
  | 'OccurrenceRestored'
  | 'OccurrenceExecuted'
  | 'OccurrenceInReview'
  | 'OccurrencePostponed'
  | 'OccurrenceFailed'
>

const planned = (plan: Plan) => ({ plan, nextDate: nextDate(plan) ?? null })

const carriedOn = (row: Order | undefined, event: OccurrenceEvent): Order => ({
  ...existing(row),
  ...planned(followed(existing(row).plan, event)),
  lastPosition: event.globalPosition,
})

const orders = fold(
  standingOrderTable,
  {
    StandingOrderCreated: (_, { data, createdAt, globalPosition }) => ({
      orderId: data.orderId,
      customerId: data.customerId,
      fromAccountId: data.fromAccountId,
      toAccountId: data.toAccountId,
      toCustomerId: data.toCustomerId,
      payeeId: data.payeeId,
      amount: data.money.amountMinor,
      currency: data.money.currency,
      description: data.description,
      status: 'active',
      ending: null,
      ...planned(newPlan(data.schedule, data.timeZone)),
      createdAt,
      position: globalPosition,
      lastPosition: globalPosition,
    }),
    StandingOrderChanged: (row, event) => ({
      ...existing(row),
      amount: event.data.money.amountMinor,
      currency: event.data.money.currency,
      description: event.data.description,
      ...planned(followed(existing(row).plan, event)),
      lastPosition: event.globalPosition,
    }),
    OccurrenceSkipped: carriedOn,
    OccurrenceRestored: carriedOn,
    OccurrenceExecuted: carriedOn,
    OccurrenceInReview: carriedOn,
    OccurrencePostponed: carriedOn,
    OccurrenceFailed: carriedOn,
    StandingOrderEnded: (row, { data, globalPosition }) => ({
      ...existing(row),
      status: 'ended',
      ending: data.reason,
      nextDate: null,
      lastPosition: globalPosition,
    }),
  },
  { key: ({ data }) => data.orderId },
)

const outcome = (
  of: OccurrenceOutcome,
  { data, createdAt, globalPosition }: OccurrenceEvent,
  more: Partial<Occurrence> = {},
): Occurrence => ({
  position: globalPosition,
  orderId: data.orderId,
  date: data.date,
  outcome: of,
  reason: null,
  retryAt: null,
  transferId: null,
  amount: 'money' in data ? data.money.amountMinor : null,
  currency: 'money' in data ? data.money.currency : null,
  at: createdAt,
  ...more,
})

const occurrences = append(
  occurrenceTable,
  {
    OccurrenceSkipped: (event) => [outcome('skipped', event)],
    OccurrenceRestored: (event) => [outcome('restored', event)],
    OccurrenceExecuted: (event) => [outcome('executed', event, { transferId: event.data.transferId })],
    OccurrenceInReview: (event) => [outcome('inReview', event, { transferId: event.data.transferId })],
    OccurrencePostponed: (event) => [
      outcome('postponed', event, {
        reason: event.data.reason,
        retryAt: new Date(event.data.retryAt),
      }),
    ],
    OccurrenceFailed: (event) => [
      outcome('failed', event, { reason: event.data.reason, transferId: event.data.transferId }),
    ],
  },
  { key: ({ data }) => (data as { orderId: string }).orderId, keyProperty: 'orderId' },
)

const accounts = fold(
  standingOrderAccountTable,
  {
    AccountOpened: (_, { data: { accountId, customerId, number } }) => ({ accountId, customerId, number }),
  },
  { key: ({ data }) => data.accountId },
)

export const standingOrders = projector('standing-orders', [
  orders,
  occurrences,
  accounts,
  customerNames(standingOrderCustomerTable),
  payeeNames(standingOrderPayeeTable),
])
