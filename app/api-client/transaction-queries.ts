'use client'

/** One transaction, and the events that made it. */
import { useQuery } from '@tanstack/react-query'
import { api } from './api.ts'
import { useBankSession } from './bank-session.tsx'
import { bankQuery } from './queries.ts'
import type { ListScope } from './transaction-list-queries.ts'

/** Of one account, or of whichever it is; null when there is none of one's own at that position. */
export const useTransaction = (scope: ListScope, position: number) =>
  useQuery(
    bankQuery(useBankSession(), ['transaction', scope, position], async (afterVersion, signal) => {
      if (scope !== 'all')
        return api.accounts.transaction.query({ accountId: scope, position, afterVersion }, { signal })
      const { version, data } = await api.accounts.activity.query(
        { positions: [position], afterVersion },
        { signal },
      )
      return { version, data: data[0] ?? null }
    }),
  )

const MOST_EVENTS = 50

/**
 * What stands in the log: the account's own event, and all that has become of the transfer, or the exchange, that it
 * belongs to. Oldest first.
 */
export const useEventsBehind = ({
  accountId,
  position,
  transferId,
  quoteId,
}: {
  readonly accountId: string
  readonly position: number
  readonly transferId: string | null
  readonly quoteId: string | null
}) => {
  const streamId = transferId ? `Transfer-${transferId}` : quoteId ? `Quote-${quoteId}` : null
  return useQuery(
    bankQuery(
      useBankSession(),
      ['events-behind', accountId, position, streamId],
      async (afterVersion, signal) => {
        const [own, whole] = await Promise.all([
          api.audit.stream.query(
            { streamId: `BankAccount-${accountId}`, position, afterVersion },
            { signal },
          ),
          streamId && api.audit.stream.query({ streamId, limit: MOST_EVENTS, afterVersion }, { signal }),
        ])
        const events = [...own.data, ...(whole ? whole.data : [])]
        return {
          version: Math.min(own.version, whole ? whole.version : own.version),
          data: events.toSorted((a, b) => a.position - b.position),
        }
      },
    ),
  )
}
