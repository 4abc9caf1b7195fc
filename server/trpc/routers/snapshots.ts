/** Snapshots, to those who look after the log. */
import { inputOf, paging, procedureFor, router } from '../procedures.ts'
import { snapshotList } from '../snapshot-list.ts'

export const snapshotsRouter = router({
  list: procedureFor(['teller', 'approver', 'auditor'])
    .input(inputOf(paging))
    .query(({ ctx, input }) => snapshotList(ctx.services.sql, input)),
})
