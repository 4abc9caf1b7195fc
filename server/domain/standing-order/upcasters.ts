/** What the events of standing orders once looked like. */
import { z } from 'zod'
import { olderVersion } from '../event.ts'
import { accountIdSchema, customerIdSchema, standingOrderIdSchema } from '../ids.ts'
import { currencySchema } from '../money.ts'
import { storedScheduleSchema } from './schedule.ts'

const storedMoney = z.object({ amountMinor: z.string().regex(/^-?\d+$/), currency: currencySchema })

/** Version 1 knew of this bank's accounts alone. */
export const standingOrderCreatedV1 = olderVersion(
  z.object({
    orderId: standingOrderIdSchema,
    customerId: customerIdSchema,
    fromAccountId: accountIdSchema,
    toAccountId: accountIdSchema,
    toCustomerId: customerIdSchema,
    money: storedMoney,
    description: z.string(),
    schedule: storedScheduleSchema,
    timeZone: z.string(),
  }),
  (order) => ({ ...order, payeeId: null }),
)

/** Version 1 knew of no transfer: what had to be reviewed counted as done. */
export const occurrenceFailedV1 = olderVersion(
  z.object({
    orderId: standingOrderIdSchema,
    customerId: customerIdSchema,
    date: z.iso.date(),
    money: storedMoney,
    reason: z.string(),
  }),
  (failure) => ({ ...failure, transferId: null }),
)
