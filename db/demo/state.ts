/** What a log holds of the demo bank, found out in three index lookups and without making the plan. */

import type { EventMetadata } from '../../server/domain/event.ts'
import { transferStream } from '../../server/domain/ids.ts'
import type { Queryable } from '../../server/event-store/append.ts'
import { readHead, readStored, readStream } from '../../server/event-store/read.ts'
import { closingTransferIdOf, DEMO_SEED, dayOf, firstCommandIdOf } from './plan.ts'

export type DemoState =
  | { readonly status: 'empty' }
  /** Being filled, or given up half-way. */
  | { readonly status: 'unfinished'; readonly firstDay: Temporal.PlainDate; readonly head: number }
  | { readonly status: 'complete'; readonly firstDay: Temporal.PlainDate }
  /** Somebody's own bank. */
  | { readonly status: 'other' }

export const demoState = async (sql: Queryable, seed: string = DEMO_SEED): Promise<DemoState> => {
  // As stored: the first event is a customer's, and whoever asks need not be able to read names.
  const [first] = await readStored(sql, [1])
  if (!first) return { status: 'empty' }
  const firstDay = dayOf(new Date(first.created_at))
  const { commandId } = JSON.parse(first.metadata) as EventMetadata
  if (commandId !== firstCommandIdOf(firstDay, seed)) return { status: 'other' }
  const closing = await readStream(sql, transferStream(closingTransferIdOf(firstDay, seed)), { limit: 1 })
  if (closing.length > 0) return { status: 'complete', firstDay }
  return { status: 'unfinished', firstDay, head: await readHead(sql) }
}
