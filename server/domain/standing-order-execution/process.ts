/** Sends what standing orders have due. */
import type { StandingOrderId } from '../ids.ts'
import { defineProcess } from '../process.ts'
import { dueAt, followed, newPlan, nextDate, type Plan } from '../standing-order/plan.ts'

type Following = { readonly status: 'active'; readonly plan: Plan } | { readonly status: 'over' }

const following = (state: Following | undefined, event: Parameters<typeof followed>[1]) =>
  state?.status === 'active' ? ({ status: 'active', plan: followed(state.plan, event) } as const) : state

/** Executes each occurrence of a standing order when its time has come, one after the other, and again when money was short. */
export const standingOrderExecution = defineProcess<Following>()({
  name: 'standing-order-execution',
  on: {
    StandingOrderCreated: (_, { data: { schedule, timeZone } }) => ({
      status: 'active',
      plan: newPlan(schedule, timeZone),
    }),
    StandingOrderChanged: following,
    OccurrenceSkipped: following,
    OccurrenceRestored: following,
    OccurrenceExecuted: following,
    OccurrenceInReview: following,
    OccurrencePostponed: following,
    OccurrenceFailed: following,
    StandingOrderEnded: (state) => state && { status: 'over' },
  },
  instanceOf: ({ data }) => data.orderId,
  dueAt: (state) => (state.status === 'active' ? dueAt(state.plan) : null),
  isOver: ({ status }) => status === 'over',
  commandsDue: (state, { instanceId, now }) => {
    if (state.status === 'over') return []
    const [due, date] = [dueAt(state.plan), nextDate(state.plan)]
    if (due === null || due > now || date === undefined) return []
    // With the date in it: a second try of one occurrence can be due at the very time of the next one's first.
    const data = { orderId: instanceId as StandingOrderId, date }
    return [{ step: `execute ${date}`, name: 'executeOccurrence', data }]
  },
})
