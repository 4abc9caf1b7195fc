/** What the events of standing orders once looked like. */
import { z } from 'zod'
import { olderVersion } from '../event.ts'
import { customerIdSchema, standingOrderIdSchema } from '../ids.ts'
import { currencySchema } from '../money.ts'

/** Version 1 knew of no transfer: what had to be reviewed counted as done. */
export const occurrenceFailedV1 = olderVersion(
  z.object({
    orderId: standingOrderIdSchema,
    customerId: customerIdSchema,
    date: z.iso.date(),
    money: z.object({ amountMinor: z.string().regex(/^-?\d+$/), currency: currencySchema }),
    reason: z.string(),
  }),
  (failure) => ({ ...failure, transferId: null }),
)
