/** When there is nothing left for a standing order to do. */
import type { StandingOrderId } from '../ids.ts'
import type { ActiveOrder } from './decider.ts'
import type { StandingOrderEvent } from './events.ts'
import { followed, nextDate } from './plan.ts'

/** The order's end beside what has been its last occurrence. */
export const endAfter = (
  { customerId, plan }: ActiveOrder,
  last: Extract<StandingOrderEvent, { type: `Occurrence${string}` }>,
  orderId: StandingOrderId,
): Extract<StandingOrderEvent, { type: 'StandingOrderEnded' }>[] =>
  nextDate(followed(plan, last)) === undefined
    ? [{ type: 'StandingOrderEnded', data: { orderId, customerId, reason: 'completed' } }]
    : []
