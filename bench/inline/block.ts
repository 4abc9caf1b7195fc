/**
 * What it costs to write a read model in the append's own transaction, and what it buys: transfers with and without,
 * by turns, and from the acknowledgement of a transfer to the moment at which its accounts show it.
 *
 * Without it, the same rows are written by a worker, which is not there while the rates are measured: what is compared
 * is what a caller waits for.
 */
import type { Effort, Progress, Score } from '../contestant.ts'
import { inProcess, type Lag, type LagEffort } from '../lag/block.ts'
import { compare } from '../measure.ts'
import type { BenchServer } from '../server.ts'
import { passbook } from '../transfer/passbook.ts'

export type InlineResult = {
  readonly off: Score
  readonly on: Score
  /** Until account-summaries shows the transfer. */
  readonly visibleOff: Lag
  readonly visibleOn: Lag
}

const READ_MODEL = 'account-summaries'

export const runInline = async (
  server: BenchServer,
  { rates, lag }: { readonly rates: Effort; readonly lag: LagEffort },
  onProgress: Progress,
): Promise<InlineResult> => {
  onProgress('opening accounts')
  const { accounts, many } = rates
  const without = await passbook(await server.createBankDatabase('inline_off'), accounts)
  const within = await passbook(await server.createBankDatabase('inline_on'), accounts, { inline: true })
  let scores: Score[]
  try {
    scores = await compare(
      [without.contestant(many, 'uniform'), within.contestant(many, 'uniform')],
      rates,
      onProgress,
    )
    await without.check()
    await within.check()
  } finally {
    await without.close()
    await within.close()
  }
  const visible = (isOn: boolean) =>
    inProcess(server, lag, onProgress, {
      database: isOn ? 'inline_visible_on' : 'inline_visible_off',
      readModels: [READ_MODEL],
      environment: isOn ? { PASSBOOK_INLINE_PROJECTION: READ_MODEL } : {},
    })
  return {
    off: scores[0]!,
    on: scores[1]!,
    visibleOff: await visible(false),
    visibleOn: await visible(true),
  }
}
