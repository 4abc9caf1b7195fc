/**
 * What waits for the bank's people, with what the rules against fraud have found about it. They come from two read models
 * that move on independently; the answer's version is that of the one which is behind.
 */
import type { Sql } from '../../db/client.ts'
import { type AlertSummary, alertsByTransfer } from './fraud-alerts/queries.ts'
import type { Page, Paging } from './paging.ts'
import { getReview, listReviews, type ReviewRow } from './transfers/reviews.ts'
import type { Answer } from './version.ts'

export type QueuedReview = ReviewRow & { review: ReviewRow['review'] & { alerts: AlertSummary[] } }

export const reviewWithAlerts = async (
  sql: Sql,
  scope: { transferId: string },
): Promise<Answer<QueuedReview> | undefined> => {
  const found = await getReview(sql, scope)
  if (!found) return undefined
  const { version, data } = await withAlerts(sql, { version: found.version, data: [found.data] })
  return { version, data: data[0]! }
}

/** Throws InvalidCursor. */
export const reviewsWithAlerts = async (
  sql: Sql,
  query: Paging & { readonly status: 'waiting' | 'all' },
): Promise<Page<QueuedReview>> => {
  const page = await listReviews(sql, query)
  return { ...page, ...(await withAlerts(sql, page)) }
}

const withAlerts = async (
  sql: Sql,
  { version, data }: Answer<ReviewRow[]>,
): Promise<Answer<QueuedReview[]>> => {
  const alerts = await alertsByTransfer(
    sql,
    data.map(({ transferId }) => transferId),
  )
  return {
    version: Math.min(version, alerts.version),
    data: data.map((row) => ({
      ...row,
      review: { ...row.review, alerts: alerts.data.get(row.transferId) ?? [] },
    })),
  }
}
