/** What can have happened to a standing order, and to each of its occurrences. */
import { z } from 'zod'
import { defineEvent, type EventOf } from '../event.ts'
import {
  accountIdSchema,
  customerIdSchema,
  payeeIdSchema,
  standingOrderIdSchema,
  transferIdSchema,
} from '../ids.ts'
import { storedMoneySchema } from '../money.ts'
import { storedScheduleSchema } from './schedule.ts'
import { occurrenceFailedV1, standingOrderCreatedV1 } from './upcasters.ts'

export const orderEndings = ['completed', 'cancelled', 'accountClosed', 'payeeRemoved'] as const
export type OrderEnding = (typeof orderEndings)[number]

/** With whose order it is and how much it was about, so that whoever tells them need not look it up. */
const occurrence = {
  orderId: standingOrderIdSchema,
  customerId: customerIdSchema,
  date: z.iso.date(),
  money: storedMoneySchema,
}

export const standingOrderEvents = {
  /** A customer wants money to be sent on a date, or again and again. */
  StandingOrderCreated: defineEvent(
    'StandingOrderCreated',
    2,
    {
      orderId: standingOrderIdSchema,
      customerId: customerIdSchema,
      fromAccountId: accountIdSchema,
      /** The bank's own clearing account for what goes to another bank, as in the transfers that it sends. */
      toAccountId: accountIdSchema,
      toCustomerId: customerIdSchema,
      /** Who is paid at another bank; null for an account of this one. */
      payeeId: payeeIdSchema.nullable(),
      money: storedMoneySchema,
      description: z.string(),
      schedule: storedScheduleSchema,
      /** The zone in which its dates are meant. */
      timeZone: z.string(),
    },
    { 1: standingOrderCreatedV1 },
  ),
  /** From now on it is about this much, with this description, on other dates if there are any. */
  StandingOrderChanged: defineEvent('StandingOrderChanged', 1, {
    orderId: standingOrderIdSchema,
    money: storedMoneySchema,
    description: z.string(),
    /** Null: on the same dates as before. */
    schedule: storedScheduleSchema.nullable(),
  }),
  /** The customer has left out one date. */
  OccurrenceSkipped: defineEvent('OccurrenceSkipped', 1, {
    orderId: standingOrderIdSchema,
    date: z.iso.date(),
  }),
  /** The customer wants a date after all that they had left out. */
  OccurrenceRestored: defineEvent('OccurrenceRestored', 1, {
    orderId: standingOrderIdSchema,
    date: z.iso.date(),
  }),
  /** The transfer of one date has been sent; what goes to another bank has been handed in. */
  OccurrenceExecuted: defineEvent('OccurrenceExecuted', 1, { ...occurrence, transferId: transferIdSchema }),
  /** The transfer of one date is held until the bank's people have looked at it; the order waits for that. */
  OccurrenceInReview: defineEvent('OccurrenceInReview', 1, { ...occurrence, transferId: transferIdSchema }),
  /** It could not be sent for now, and is tried again. */
  OccurrencePostponed: defineEvent('OccurrencePostponed', 1, {
    ...occurrence,
    reason: z.string(),
    /** Tries are counted from this day on. */
    firstTriedOn: z.iso.date(),
    retryAt: z.iso.datetime(),
  }),
  /** The transfer of one date is not sent any more, for the reason of the rule which said no. */
  OccurrenceFailed: defineEvent(
    'OccurrenceFailed',
    2,
    {
      ...occurrence,
      reason: z.string(),
      /** Of one that was held to be reviewed, and has come to nothing. */
      transferId: transferIdSchema.nullable(),
    },
    { 1: occurrenceFailedV1 },
  ),
  /** Nothing more will be sent. */
  StandingOrderEnded: defineEvent('StandingOrderEnded', 1, {
    orderId: standingOrderIdSchema,
    customerId: customerIdSchema,
    reason: z.enum(orderEndings),
  }),
}

export type StandingOrderEvent = {
  [Type in keyof typeof standingOrderEvents]: EventOf<(typeof standingOrderEvents)[Type]>
}[keyof typeof standingOrderEvents]
