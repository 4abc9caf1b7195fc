/** A standing order is active until it has paid its last, is cancelled, or one of its ends is no more: an account closed, a payee removed. */
import { z } from 'zod'
import type { Aggregate } from '../decider.ts'
import {
  type AccountId,
  accountIdSchema,
  type CustomerId,
  customerIdSchema,
  type PayeeId,
  payeeIdSchema,
  type StandingOrderId,
  standingOrderStream,
} from '../ids.ts'
import { type Money, storedMoneySchema } from '../money.ts'
import type { StandingOrderEvent } from './events.ts'
import { followed, newPlan, type Plan } from './plan.ts'
import { storedScheduleSchema } from './schedule.ts'

export type ActiveOrder = {
  readonly status: 'active'
  readonly customerId: CustomerId
  readonly fromAccountId: AccountId
  readonly toAccountId: AccountId
  /** Who is paid at another bank; null for an account of this one. */
  readonly payeeId: PayeeId | null
  readonly money: Money
  readonly description: string
  readonly plan: Plan
  /** How much is being reviewed: what the order is about may be changed meanwhile. */
  readonly reviewed: Money | null
}
export type EndedOrder = { readonly status: 'ended'; readonly customerId: CustomerId }
export type StandingOrder = { readonly status: 'none' } | ActiveOrder | EndedOrder

/** Money that a customer wants to be sent on a date, or again and again. */
export const standingOrder: Aggregate<StandingOrder, StandingOrderEvent> = {
  name: 'StandingOrder',
  initialState: { status: 'none' },
  evolve: (state, event) => evolve(state, event),
  isFinal: ({ status }) => status === 'ended',
  snapshot: {
    schemaVersion: 3,
    schema: z.union([
      z.object({ status: z.literal('none') }),
      z.object({ status: z.literal('ended'), customerId: customerIdSchema }),
      z.object({
        status: z.literal('active'),
        customerId: customerIdSchema,
        fromAccountId: accountIdSchema,
        toAccountId: accountIdSchema,
        payeeId: payeeIdSchema.nullable(),
        money: storedMoneySchema,
        description: z.string(),
        plan: z.object({
          schedule: storedScheduleSchema,
          timeZone: z.string(),
          next: z.int().nonnegative(),
          skipped: z.array(z.iso.date()),
          retry: z.object({ firstTriedOn: z.iso.date(), at: z.iso.datetime() }).nullable(),
          inReview: z.string().nullable(),
          doneUntil: z.iso.date().nullable(),
        }),
        reviewed: storedMoneySchema.nullable(),
      }),
    ]) as z.ZodType<StandingOrder>,
  },
}

const evolve = (state: StandingOrder, event: StandingOrderEvent): StandingOrder => {
  switch (event.type) {
    case 'StandingOrderCreated': {
      const { customerId, fromAccountId, toAccountId, payeeId, money, description, schedule, timeZone } =
        event.data
      const plan = newPlan(schedule, timeZone)
      return {
        status: 'active',
        customerId,
        fromAccountId,
        toAccountId,
        payeeId,
        money,
        description,
        plan,
        reviewed: null,
      }
    }
    case 'StandingOrderChanged': {
      const { money, description } = event.data
      const before = active(state)
      return { ...before, money, description, plan: followed(before.plan, event) }
    }
    case 'OccurrenceInReview': {
      const before = active(state)
      return { ...before, plan: followed(before.plan, event), reviewed: event.data.money }
    }
    case 'OccurrenceSkipped':
    case 'OccurrenceRestored':
    case 'OccurrenceExecuted':
    case 'OccurrencePostponed':
    case 'OccurrenceFailed': {
      const before = active(state)
      const plan = followed(before.plan, event)
      // A later date can be left out meanwhile.
      return { ...before, plan, reviewed: plan.inReview ? before.reviewed : null }
    }
    case 'StandingOrderEnded':
      return { status: 'ended', customerId: active(state).customerId }
  }
}

const active = (state: StandingOrder): ActiveOrder => {
  if (state.status !== 'active') throw new Error('An event changes a standing order that is not active')
  return state
}

export const standingOrderRef = (id: StandingOrderId) => ({
  streamId: standingOrderStream(id),
  aggregate: standingOrder,
})
