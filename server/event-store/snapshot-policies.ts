/**
 * When a stream gets a snapshot, as data: each aggregate combines the four policies as suits it, and one that names none
 * never gets any.
 */
import type { AggregateName } from '../domain/ids.ts'
import type { LoadedStream } from './load.ts'

export type SnapshotPolicy = {
  /** At an append that takes the stream past a multiple of this: from the state at hand, without a load. */
  readonly everyEvents?: number
  /** After a load that had to replay more than this. */
  readonly afterReplayOf?: number
  /** When it is older than this and the stream has gone on: at the next load, or by the sweep. */
  readonly olderThanMs?: number
  /** By the sweep, when more events than this have come since the last one. */
  readonly sweepBeyond?: number
}

export type SnapshotPolicies = Readonly<Record<AggregateName, SnapshotPolicy>>

const DAY_MS = 24 * 60 * 60 * 1000

export const snapshotPolicies: SnapshotPolicies = {
  BankAccount: { everyEvents: 1_000, afterReplayOf: 250, olderThanMs: 7 * DAY_MS, sweepBeyond: 200 },
  // Few events each, so there is nothing that a snapshot could save.
  Transfer: {},
  Customer: {},
  PaymentRequest: {},
  Payment: {},
  // Have personal data in their states, and may not have any.
  Payees: {},
  Note: {},
  SavedSearches: {},
  // A few events a day for who looks every day: one number.
  Inbox: { afterReplayOf: 250 },
  Categories: { afterReplayOf: 500, sweepBeyond: 500 },
  // Pays a few times a month: years go by before one is worth while.
  StandingOrder: { afterReplayOf: 250 },
  Quote: {},
}

export const isDueAfterAppend = (
  { everyEvents }: SnapshotPolicy,
  /** Stream positions of the last event before and after the append. */
  before: number,
  after: number,
): boolean =>
  everyEvents !== undefined && Math.floor((before + 1) / everyEvents) < Math.floor((after + 1) / everyEvents)

export const isDueAfterLoad = (
  { afterReplayOf = Number.POSITIVE_INFINITY, olderThanMs = Number.POSITIVE_INFINITY }: SnapshotPolicy,
  { replayed, snapshotAgeMs }: Pick<LoadedStream, 'replayed' | 'snapshotAgeMs'>,
): boolean => replayed > afterReplayOf || (replayed > 0 && (snapshotAgeMs ?? 0) > olderThanMs)
