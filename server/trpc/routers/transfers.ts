/** Transfers, to those at either end of them. */
import { z } from 'zod'
import { accountIdSchema, transferIdSchema } from '../../domain/ids.ts'
import { getTransfer, listTransfers } from '../../read-models/transfers/queries.ts'
import { transferStatuses } from '../../read-models/transfers/table.ts'
import { notFound } from '../errors.ts'
import { ownerFilter, paging, reading, router } from '../procedures.ts'

export const transfersRouter = router({
  get: reading(['transfers'], { transferId: transferIdSchema }).query(
    async ({ ctx, input: { transferId } }) => {
      const transfer = await getTransfer(ctx.services.sql, {
        transferId,
        customerId: ownerFilter(ctx.signedIn),
      })
      if (!transfer) throw notFound()
      return transfer
    },
  ),

  list: reading(['transfers'], {
    ...paging,
    accountId: accountIdSchema.optional(),
    status: z.enum(transferStatuses, { error: `must be one of ${transferStatuses.join(', ')}` }).optional(),
  }).query(async ({ ctx, input: { limit, cursor, accountId, status } }) => {
    const transfers = await listTransfers(ctx.services.sql, {
      limit,
      cursor,
      accountId,
      status,
      customerId: ownerFilter(ctx.signedIn),
    })
    if (!transfers) throw notFound()
    return transfers
  }),
})
