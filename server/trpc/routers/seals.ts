/** Tamper evidence: the hash that stands for the log, and whether the log is still what it stands for. */
import { z } from 'zod'
import { inputOf, procedureFor, router } from '../procedures.ts'
import { sealHead, verifySeals } from '../seal-queries.ts'

const controllers = procedureFor(['approver', 'auditor'])

/** More would keep everybody else's requests waiting for too long. */
const MOST = 10_000

export const sealsRouter = router({
  head: controllers.input(inputOf({})).query(({ ctx }) => sealHead(ctx.services.sql)),

  /** A part of the log at a time, from `from` on; the answer's `next` is where the next part begins. */
  verify: controllers
    .input(
      inputOf({
        from: z.int('must be a whole number').min(1, 'must be at least 1').default(1),
        limit: z
          .int('must be a whole number')
          .min(1, 'must be at least 1')
          .max(MOST, `must be at most ${MOST}`)
          .default(MOST),
      }),
    )
    .query(({ ctx, input }) => verifySeals(ctx.services.sql, input)),
})
