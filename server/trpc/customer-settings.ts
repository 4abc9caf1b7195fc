/**
 * What a customer has chosen, from their own events: so it is never behind, and a choice just made is there at once.
 * The version is the log's head, read before them.
 */
import type { Sql } from '../../db/client.ts'
import { type Customer, customerRef } from '../domain/customer/decider.ts'
import type { Aggregate } from '../domain/decider.ts'
import type { CustomerId } from '../domain/ids.ts'
import { loadStreams } from '../event-store/load.ts'
import { readHead } from '../event-store/read.ts'
import type { Answer } from '../read-models/version.ts'
import { VersionNotReached } from '../read-models/wait.ts'

export type CustomerSettings = {
  /** For how many seconds transfers sent from the bank's pages can be called back. */
  undoSeconds: number
}

/** `undefined` for who is no customer of the bank. */
export const customerSettings = async (
  sql: Sql,
  { customerId, afterVersion = 0 }: { customerId: CustomerId; afterVersion?: number | undefined },
): Promise<Answer<CustomerSettings> | undefined> => {
  const version = await readHead(sql)
  if (version < afterVersion) throw new VersionNotReached(afterVersion, version)
  const { streamId, aggregate } = customerRef(customerId)
  const [loaded] = await loadStreams(sql, [
    { streamId, aggregate: aggregate as unknown as Aggregate, from: undefined },
  ])
  const customer = loaded?.state as Customer
  return customer.status === 'registered'
    ? { version, data: { undoSeconds: customer.undoSeconds } }
    : undefined
}
