/** What a log holds of the demo bank, found out in three index lookups and without making the plan. */

import { transferStream } from '../../server/domain/ids.ts'
import type { Queryable } from '../../server/event-store/append.ts'
import { readAll, readHead, readStream } from '../../server/event-store/read.ts'
import { closingTransferIdOf, DEMO_SEED, dayOf, firstCommandIdOf } from './plan.ts'

export type DemoState =
  | { readonly status: 'empty' }
  /** Being filled, or given up half-way. */
  | { readonly status: 'unfinished'; readonly firstDay: Temporal.PlainDate; readonly head: number }
  | { readonly status: 'complete'; readonly firstDay: Temporal.PlainDate }
  /** Somebody's own bank. */
  | { readonly status: 'other' }

export const demoState = async (sql: Queryable, seed: string = DEMO_SEED): Promise<DemoState> => {
  const [first] = await readAll(sql, { after: 0, limit: 1 })
  if (!first) return { status: 'empty' }
  const firstDay = dayOf(first.createdAt)
  if (first.metadata.commandId !== firstCommandIdOf(firstDay, seed)) return { status: 'other' }
  const closing = await readStream(sql, transferStream(closingTransferIdOf(firstDay, seed)), { limit: 1 })
  if (closing.length > 0) return { status: 'complete', firstDay }
  return { status: 'unfinished', firstDay, head: await readHead(sql) }
}
