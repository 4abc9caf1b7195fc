/** What the events of payees once looked like. */
import { z } from 'zod'
import { olderVersion } from '../event.ts'
import { customerIdSchema, payeeIdSchema } from '../ids.ts'

/** Version 1 was a mark of the customer's own: when it was made did not matter. */
export const payeeTrustedV1 = olderVersion(
  z.object({ payeeId: payeeIdSchema, customerId: customerIdSchema }),
  (mark) => ({ ...mark, trustedAt: null }),
)
