/**
 * The audit's query: one stream, read from the log itself. It needs no read model and so is never behind; its version is
 * the log's head, read before the events, so that it promises nothing that they do not show.
 */

import { z } from 'zod'
import type { Sql } from '../../db/client.ts'
import type { StoredBankEvent } from '../domain/events.ts'
import { readHead, readStream } from '../event-store/read.ts'
import { type AuditedEvent, toAuditedEvent } from '../read-models/audit-trail/audited-event.ts'
import { auditEvent } from '../read-models/audit-trail/queries.ts'
import { decodeCursor, encodeCursor, type Page, type Paging } from '../read-models/paging.ts'
import { VersionNotReached } from '../read-models/wait.ts'

export type AuditQuery = Paging & {
  readonly streamId: string
  /** Only the event at this position of the log. */
  readonly position?: number | undefined
  /** Only a stream of this customer's; `undefined` for any. */
  readonly customerId?: string | undefined
  readonly afterVersion?: number | undefined
}

/** Oldest first. `undefined` when there is no such stream or it is somebody else's. Throws InvalidCursor. */
export const auditStream = async (
  sql: Sql,
  { streamId, position, customerId, afterVersion = 0, limit, cursor }: AuditQuery,
): Promise<Page<AuditedEvent> | undefined> => {
  const [after = -1] = decodeCursor(cursor, z.tuple([z.int().nonnegative()])) ?? []
  const version = await readHead(sql)
  if (version < afterVersion) throw new VersionNotReached(afterVersion, version)

  const beginning = await readStream(sql, streamId, { limit: BEGINNING })
  if (beginning.length === 0 || (customerId !== undefined && !partiesOf(beginning).includes(customerId)))
    return undefined

  if (position !== undefined) {
    const { event } = await auditEvent(sql, position)
    return event?.streamId === streamId
      ? { version, data: [toAuditedEvent(event)], nextCursor: null }
      : undefined
  }
  const events = await readStream(sql, streamId, { after, limit: limit + 1 })
  const shown = events.slice(0, limit)
  const last = shown.at(-1)
  return {
    version,
    data: shown.map(toAuditedEvent),
    nextCursor: events.length > limit && last ? encodeCursor([last.streamPosition]) : null,
  }
}

/** So many of a stream's first events say whose it is. */
export const BEGINNING = 10

/** The customers that a stream is about, by its first events. */
export const partiesOf = (beginning: readonly StoredBankEvent[]): string[] => {
  const [first] = beginning
  switch (first?.type) {
    case 'AccountOpened':
    case 'CustomerRegistered':
    case 'PayeeAdded':
    case 'TransactionNoted':
    case 'SearchSaved':
    case 'TransactionCategorised':
    case 'CategoryRuleRemembered':
    // Whom it pays sees the money when it comes, and not before.
    case 'StandingOrderCreated':
    case 'ExchangeQuoted':
      return [first.data.customerId]
    case 'PaymentRequested':
      return [first.data.customerId, first.data.payerCustomerId]
    // Before it has reached anybody else it is its sender's alone.
    case 'TransferHeld':
      return beginning.some(({ type }) => type === 'TransferCompleted')
        ? [first.data.fromCustomerId, first.data.toCustomerId]
        : [first.data.fromCustomerId]
    case 'TransferCompleted':
      return [first.data.fromCustomerId, first.data.toCustomerId]
    default:
      return []
  }
}
