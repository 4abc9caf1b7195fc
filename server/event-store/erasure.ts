/**
 * What of a customer the log's tables give up once the log says that the customer is forgotten: the key, the receipts
 * of commands with personal data, whose hashes could be compared with guesses, and the snapshots. Done again it changes nothing.
 */
import { type CustomerId, customerStream, payeesStream, savedSearchesStream } from '../domain/ids.ts'
import type { Queryable } from './new-events.ts'
import { readRows } from './read.ts'

/** False, and nothing is touched, when no CustomerForgotten stands in the customer's stream. */
export const eraseCustomer = async (tx: Queryable, customerId: CustomerId): Promise<boolean> => {
  const streamId = customerStream(customerId)
  const payees = payeesStream(customerId)
  const searches = savedSearchesStream(customerId)
  // Also for a customer without a key, whose data is from before there were any: readers go by this row.
  const destroyed = await tx`
    INSERT INTO customer_keys (customer_id, encrypted_key, master_key_id, destroyed_at)
    SELECT ${customerId}::uuid, NULL, '', now()
    WHERE EXISTS (SELECT FROM events WHERE stream_id = ${streamId} AND event_type = 'CustomerForgotten')
    ON CONFLICT (customer_id) DO UPDATE
    SET encrypted_key = NULL, destroyed_at = coalesce(customer_keys.destroyed_at, now())`
  if (destroyed.count === 0) return false
  await tx`
    DELETE FROM command_receipts r USING events e
    WHERE (e.stream_id, e.event_type) IN ((${streamId}, 'CustomerRegistered'),
                                          (${payees}, 'PayeeAdded'), (${payees}, 'PayeeRenamed'),
                                          (${searches}, 'SearchSaved'))
      AND r.actor = e.metadata->>'userId' AND r.command_id = (e.metadata->>'commandId')::uuid`
  await tx`DELETE FROM snapshots WHERE stream_id = ${streamId}`
  await tx`DELETE FROM snapshot_marks WHERE stream_id = ${streamId}`
  return true
}

/**
 * Customers who are forgotten in the log, of these and of those whose keys are still there: something broke off in
 * between.
 */
export const unfinishedErasures = async (
  sql: Queryable,
  others: readonly CustomerId[],
): Promise<CustomerId[]> => {
  const rows = await sql<{ customer_id: CustomerId }[]>`
    SELECT c.customer_id
    FROM (SELECT customer_id FROM customer_keys WHERE destroyed_at IS NULL
          UNION SELECT unnest(${`{${others.join(',')}}`}::text::uuid[])) AS c
    WHERE EXISTS (SELECT FROM events e
                  WHERE e.stream_id = 'Customer-' || c.customer_id AND e.event_type = 'CustomerForgotten')
    ORDER BY c.customer_id`
  return rows.map(({ customer_id }) => customer_id)
}

/** The accounts that a customer has opened after this position of the log, wherever their events lie by now. */
export const accountsOpenedAfter = async (
  sql: Queryable,
  { customerId, after }: { customerId: CustomerId; after: number },
): Promise<string[]> => {
  const accountIds: string[] = []
  for (let from = after; ; ) {
    const rows = await readRows(sql, { after: from, limit: 5_000 })
    for (const { event_type, data } of rows) {
      const opened = data as { customerId?: string; accountId: string }
      if (event_type === 'AccountOpened' && opened.customerId === customerId)
        accountIds.push(opened.accountId)
    }
    const last = rows.at(-1)
    if (!last) return accountIds
    from = last.global_position
  }
}
