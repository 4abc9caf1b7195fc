/** What customers choose for themselves. */
import type { CustomerId } from '../../domain/ids.ts'
import { customerSettings } from '../customer-settings.ts'
import { notFound } from '../errors.ts'
import { ownerFilter, readingAs, router } from '../procedures.ts'

export const settingsRouter = router({
  get: readingAs(['customer'], [], {}).query(async ({ ctx: { services, signedIn }, input }) => {
    const { afterVersion } = input as { afterVersion?: number | undefined }
    // Only customers may ask, and for them there always is a filter.
    const customerId = String(ownerFilter(signedIn)) as CustomerId
    const settings = await customerSettings(services.sql, { customerId, afterVersion })
    if (!settings) throw notFound()
    return settings
  }),
})
