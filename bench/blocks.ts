/** The blocks of the benchmark, and how much effort goes into them. */
import { runAppend } from './append/block.ts'
import type { Effort, Progress } from './contestant.ts'
import { type EngineRoomEffort, runEngineRoom } from './engine-room/block.ts'
import type { Results } from './goals.ts'
import { runHttp } from './http/block.ts'
import { runInline } from './inline/block.ts'
import { type LagEffort, runLag } from './lag/block.ts'
import { type LoadEffort, runLoad } from './load/block.ts'
import { type RebuildEffort, runRebuild } from './rebuild/block.ts'
import { runSearch, type SearchEffort } from './search/block.ts'
import type { BenchServer } from './server.ts'
import { runTransfer } from './transfer/block.ts'

export const blockNames = [
  'append',
  'transfer',
  'lag',
  'http',
  'engineRoom',
  'inline',
  'load',
  'rebuild',
  'search',
] as const
export type BlockName = (typeof blockNames)[number]

export type RunEffort = {
  readonly rates: Effort
  readonly lag: LagEffort
  readonly engineRoom: EngineRoomEffort
  readonly load: LoadEffort
  readonly rebuild: RebuildEffort
  readonly search: SearchEffort
}

export const FULL: RunEffort = {
  rates: { warmUpMs: 800, roundMs: 2_000, rounds: 3, few: 64, many: 512, accounts: 10_000 },
  lag: { perSecond: 100, warmUp: 200, transfers: 1_500, accounts: 1_000 },
  engineRoom: { roundMs: 1_500, rounds: 64 },
  load: { loads: 500, lengths: { e100: 100, e1000: 1_000, e100000: 100_000, e1000000: 1_000_000 } },
  rebuild: { events: 1_000_000, accounts: 10_000 },
  search: { short: 10_000, long: 1_000_000, rounds: 150 },
}

export const runBlocks = async (
  server: BenchServer,
  names: readonly BlockName[],
  { rates, lag, engineRoom, load, rebuild, search }: RunEffort,
  onProgress: Progress,
): Promise<Results> => {
  const within =
    (name: BlockName): Progress =>
    (doing) =>
      onProgress(`${name}: ${doing}`)
  const isWanted = (name: BlockName) => names.includes(name)
  return {
    ...(isWanted('append') && { append: await runAppend(server, rates, within('append')) }),
    ...(isWanted('transfer') && {
      transfer: await runTransfer(server, rates, within('transfer')),
    }),
    ...(isWanted('lag') && { lag: await runLag(server, lag, within('lag')) }),
    ...(isWanted('http') && { http: await runHttp(server, rates, within('http')) }),
    ...(isWanted('engineRoom') && {
      engineRoom: await runEngineRoom(server, { rates, looking: engineRoom }, within('engineRoom')),
    }),
    ...(isWanted('inline') && {
      inline: await runInline(
        server,
        { rates, lag: { ...lag, transfers: Math.ceil(lag.transfers / 3) } },
        within('inline'),
      ),
    }),
    ...(isWanted('load') && { load: await runLoad(server, load, within('load')) }),
    ...(isWanted('rebuild') && { rebuild: await runRebuild(server, rebuild, within('rebuild')) }),
    ...(isWanted('search') && { search: await runSearch(server, search, within('search')) }),
  }
}
