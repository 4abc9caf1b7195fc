/** What Passbook means to reach, as ratios within one run, because absolute numbers are the machine's. */
import type { AppendResult } from './append/block.ts'
import type { EngineRoomResult } from './engine-room/block.ts'
import type { HttpResult } from './http/block.ts'
import type { InlineResult } from './inline/block.ts'
import type { LagResult } from './lag/block.ts'
import type { LoadResult } from './load/block.ts'
import { ratioOfAll } from './measure.ts'
import type { RebuildResult } from './rebuild/block.ts'
import type { SearchResult } from './search/block.ts'
import type { TransferResult } from './transfer/block.ts'

export type Results = {
  readonly append?: AppendResult
  readonly transfer?: TransferResult
  readonly lag?: LagResult
  readonly http?: HttpResult
  readonly engineRoom?: EngineRoomResult
  readonly inline?: InlineResult
  readonly load?: LoadResult
  readonly rebuild?: RebuildResult
  readonly search?: SearchResult
}

export type Goal = {
  readonly what: string
  readonly value: number
  readonly wanted: string
  readonly isReached: boolean
}

export const goalsOf = ({
  append,
  transfer,
  lag,
  http,
  engineRoom,
  load,
  rebuild,
  search,
}: Results): Goal[] => [
  ...(rebuild
    ? [
        atLeast('rebuild: account-summaries, events/s', rebuild.accountSummaries, 60_000),
        atLeast('rebuild: transactions, events/s', rebuild.transactions, 25_000),
      ]
    : []),
  ...(append
    ? [
        atLeast('appends: times Emmett', append.batched.perSecond / append.emmett.perSecond, 15),
        atLeast(
          'appends: share of the server’s limit',
          append.batched.perSecond / append.serverLimit.perSecond,
          0.25,
        ),
      ]
    : []),
  ...(transfer
    ? [
        atLeast(
          'transfers: times FOR UPDATE',
          transfer.uniform.perSecond / transfer.crudForUpdate.perSecond,
          5,
        ),
        atLeast(
          'transfers: times one statement',
          transfer.uniform.perSecond / transfer.crudStatement.perSecond,
          1.4,
        ),
        atLeast(
          'transfers: hot account, of uniform',
          transfer.hot.perSecond / transfer.uniform.perSecond,
          0.8,
        ),
        atMost('transfers: errors of Passbook', errorsOf(transfer), 0),
      ]
    : []),
  ...(lag
    ? [
        atMost('visible after, p50 ms', lag.inProcess.p50Ms, 15),
        atMost('visible after, p99 ms', lag.inProcess.p99Ms, 50),
        atMost('visible over HTTP after, p50 ms', lag.overHttp.p50Ms, 15),
        atMost('visible over HTTP after, p99 ms', lag.overHttp.p99Ms, 50),
      ]
    : []),
  ...(http
    ? [atLeast('HTTP transfers: share of a no-op', http.transfers.perSecond / http.noop.perSecond, 0.5)]
    : []),
  ...(engineRoom
    ? [
        atLeast(
          'HTTP transfers, all engine-room pages open: of those without',
          shareWithPages(engineRoom),
          0.95,
        ),
        atMost('engine-room pages: errors', engineRoom.questions.errors, 0),
      ]
    : []),
  ...(load
    ? (['e1000', 'e100000', 'e1000000'] as const).map((name) =>
        atMost(
          `load of ${load[name].events.toLocaleString('en')} events: times that of ${load.e100.events}`,
          load[name].p50Ms / load.e100.p50Ms,
          2,
        ),
      )
    : []),
  ...(search
    ? [
        atMost(
          `search of ${search.at1m.transactions.toLocaleString('en')}: p99, times that of ${search.at10k.transactions.toLocaleString('en')}`,
          search.at1m.p99Ms / search.at10k.p99Ms,
          1.5,
        ),
      ]
    : []),
]

/** Of Passbook's own contestants. */
export const errorsOf = ({ uniform, hot, uniformFew, hotFew }: TransferResult): number =>
  [uniform, hot, uniformFew, hotFew].reduce((sum, { errors }) => sum + errors, 0)

/** Of the transfers that are carried out while nobody looks. */
export const shareWithPages = ({ without, withPages }: EngineRoomResult): number =>
  ratioOfAll(withPages, without)

const atLeast = (what: string, value: number, limit: number): Goal => ({
  what,
  value,
  wanted: `≥ ${limit}`,
  isReached: value >= limit,
})
const atMost = (what: string, value: number, limit: number): Goal => ({
  what,
  value,
  wanted: `≤ ${limit}`,
  isReached: value <= limit,
})
