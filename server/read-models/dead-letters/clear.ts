/**
 * A projector that begins anew sees its parked events again, so they no longer wait. What has been skipped stays so:
 * it was somebody's decision, and a read model that is built anew must come out the same.
 */
import type { Queryable } from '../../event-store/append.ts'

export const clearParked = async (tx: Queryable, projectorName: string): Promise<void> => {
  await tx`DELETE FROM parked_events WHERE projector_name = ${projectorName} AND status = 'parked'`
}
