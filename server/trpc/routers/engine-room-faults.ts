/** What somebody lets go wrong in a demo bank. In any other there is nothing to be asked or set. */
import { z } from 'zod'
import { faultDurations, faultSchema, USUAL_DURATION } from '../../fault-injection/faults.ts'
import {
  clearFault,
  type InjectedFault,
  KILLS_APART_MS,
  listFaults,
  setFault,
} from '../../fault-injection/store.ts'
import { projectors } from '../../read-models/registry.ts'
import { inputOf, onlyInDemo, router } from '../procedures.ts'

export const faultsRouter = router({
  /** What is on, and what the last one of each has done, the newest first; `now` is the bank's clock. */
  list: onlyInDemo.input(inputOf({})).query(async ({ ctx }) => {
    const now = new Date().toISOString()
    const faults = await listFaults(ctx.services.sql)
    return {
      now,
      data: faults.map((one) => ({
        ...one,
        isOn: one.endedAt === null && one.until > now,
        /** Before that it cannot be set again; null when it can be at any time. */
        againAt: again(one),
      })),
      /** The read models to which something can be let happen. */
      projectors: projectors.map(({ name }) => name),
    }
  }),

  /** Goes on by itself to its end. One of the same kind on the same target is replaced. */
  set: onlyInDemo
    .input(
      inputOf({
        fault: faultSchema,
        seconds: z
          .literal(faultDurations, `must be one of ${faultDurations.join(', ')}`)
          .default(USUAL_DURATION),
      }),
    )
    .mutation(({ ctx: { services, signedIn }, input: { fault, seconds } }) =>
      setFault(services.sql, fault, { by: signedIn.actor.userId, now: new Date(), seconds }),
    ),

  /** At once. `cleared` is false when it is not on any more: its time is up, or it has been replaced. */
  clear: onlyInDemo
    .input(inputOf({ id: z.uuid('must be a UUID') }))
    .mutation(async ({ ctx, input: { id } }) => ({
      cleared: await clearFault(ctx.services.sql, id, new Date()),
    })),
})

const again = ({ fault, setAt }: InjectedFault): string | null =>
  fault.kind === 'killedWorker' ? new Date(Date.parse(setAt) + KILLS_APART_MS).toISOString() : null
