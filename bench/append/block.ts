/** Appending single events: Passbook, one INSERT per transaction, Emmett, and the server's own limit. */
import type { Effort, Progress, Score } from '../contestant.ts'
import { compare } from '../measure.ts'
import type { BenchServer } from '../server.ts'
import { batchedAppend } from './batched.ts'
import { emmett } from './emmett.ts'
import { serverLimit } from './server-limit.ts'
import { singleInsert } from './single-insert.ts'

export type AppendResult = {
  readonly batched: Score
  readonly batched64: Score
  readonly singleInsert: Score
  readonly emmett: Score
  readonly serverLimit: Score
}

export const runAppend = async (
  server: BenchServer,
  effort: Effort,
  onProgress: Progress,
): Promise<AppendResult> => {
  const trial = { callers: effort.few, trialMs: effort.roundMs / 3 }
  const ours = batchedAppend(await server.createBankDatabase('append_batched'))
  const limit = await serverLimit(await server.createBankDatabase('append_limit'))
  onProgress('trying pool sizes')
  const plain = await singleInsert(await server.createDatabase('append_plain'), trial)
  const theirs = await emmett(await server.createDatabase('append_emmett'), trial)
  const all = [ours, limit, plain, theirs]
  try {
    const [batched, batched64, single, emmettScore, limitScore] = await compare(
      [
        ours.contestant(effort.many),
        ours.contestant(effort.few),
        plain.contestant(effort.few),
        theirs.contestant(effort.few),
        limit.contestant(1),
      ],
      effort,
      onProgress,
    )
    for (const { check } of all) await check()
    return {
      batched: batched!,
      batched64: batched64!,
      singleInsert: single!,
      emmett: emmettScore!,
      serverLimit: limitScore!,
    }
  } finally {
    for (const { close } of all) await close()
  }
}
