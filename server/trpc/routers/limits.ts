/** How much may leave an account by transfer. */
import { accountIdSchema } from '../../domain/ids.ts'
import { accountLimits } from '../account-limits.ts'
import { notFound } from '../errors.ts'
import { ownerFilter, reading, router } from '../procedures.ts'

export const limitsRouter = router({
  get: reading([], { accountId: accountIdSchema }).query(async ({ ctx: { services, signedIn }, input }) => {
    const { accountId, afterVersion } = input as typeof input & { afterVersion?: number | undefined }
    const limits = await accountLimits(services.sql, {
      accountId,
      customerId: ownerFilter(signedIn),
      at: new Date(),
      timeZone: services.bank.timeZone,
      afterVersion,
    })
    if (!limits) throw notFound()
    return limits
  }),
})
