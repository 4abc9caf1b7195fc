'use client'

/**
 * What each page reads of the answers that the document brings along (./first-questions.ts), under the keys at which its
 * hooks look for it: it is there when the page is first drawn, and all of that is drawn at once and in slices.
 */
import type { QueryClient } from '@tanstack/react-query'
import type { BankSession } from '../api-client/bank-session.tsx'
import { unreadQuery } from '../api-client/notifications.ts'
import { newestNotificationsQuery, openRequestsQuery, upcomingQuery } from '../api-client/overview-queries.ts'
import { payeesQuery } from '../api-client/payees-queries.ts'
import { accountsQuery, heldQuery, recentTransfersQuery, settingsQuery } from '../api-client/queries.ts'
import { transactionsQuery } from '../api-client/transaction-list-queries.ts'
import { dayOf } from '../components/dates.ts'
import { accountIn, overviewUntil } from './first-questions.ts'

/** What the bank has to be asked for after all is not waited for. */
const AT_HAND_MS = 50

export const readFirst = (client: QueryClient, session: BankSession, pathname: string): Promise<unknown> => {
  const accountId = accountIn(pathname)
  return Promise.race([
    Promise.all([
      client.prefetchQuery(accountsQuery(session)),
      client.prefetchQuery(unreadQuery(session)),
      ...(pathname === '/' ? ofOverview(client, session) : []),
      ...(pathname === '/transfer' ? ofTransfer(client, session) : []),
      ...(accountId
        ? [
            client.prefetchInfiniteQuery(transactionsQuery(session, accountId, {})),
            client.prefetchQuery(heldQuery(session)),
          ]
        : []),
    ]),
    new Promise((resolve) => setTimeout(resolve, AT_HAND_MS)),
  ])
}

const ofOverview = (client: QueryClient, session: BankSession) => [
  client.prefetchQuery(upcomingQuery(session, overviewUntil(dayOf(new Date(), session.bankTimeZone)))),
  client.prefetchQuery(openRequestsQuery(session)),
  client.prefetchQuery(newestNotificationsQuery(session)),
  client.prefetchQuery(heldQuery(session)),
]

const ofTransfer = (client: QueryClient, session: BankSession) => [
  client.prefetchQuery(recentTransfersQuery(session)),
  client.prefetchQuery(payeesQuery(session)),
  client.prefetchQuery(settingsQuery(session)),
]
