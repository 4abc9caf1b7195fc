/** What is not there, not the asker's, or not yet visible, told beside tRPC as it is told within. */
import { TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { describeError, refusalFor } from '../trpc/errors.ts'
import { sendError } from './answer.ts'
import { answeringBadQueries, type PersonalEndpoint } from './endpoint.ts'

/** Also answers what was wrong with the query, or the body. */
export const answeringRefusals = (endpoint: PersonalEndpoint): PersonalEndpoint =>
  answeringBadQueries(async (exchange) => {
    try {
      await endpoint(exchange)
    } catch (error) {
      const refusal = error instanceof TRPCError ? error : refusalFor(error)
      if (!refusal) throw error
      const { message, details } = describeError(refusal)
      const { fields, reason, reached, retryAfterSeconds } = details
      sendError(
        exchange.response,
        {
          ...{ status: getHTTPStatusCodeFromError(refusal), code: refusal.code, message },
          ...{ fields, reason, reached },
          ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
        },
        exchange.correlationId,
      )
    }
  })
