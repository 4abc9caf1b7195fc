/** Transfers over HTTP beside a mutation that does nothing, on the same server and from the same number of callers. */
import type { Effort, Progress, Score } from '../contestant.ts'
import { compare } from '../measure.ts'
import type { BenchServer } from '../server.ts'
import { startHttpBank } from './bank.ts'
import { startCallers } from './callers.ts'

/**
 * As warm as a bank that has been open for a while, and as the one whose transfers are measured without HTTP: after so
 * long nearly every account has been used, so that no command waits for its first load.
 */
export const WARM_UPS = 6
/** A web process, its callers and Postgres share the cores, so that single rounds differ more than elsewhere. */
const MORE_ROUNDS = 2

export type HttpResult = { readonly transfers: Score; readonly noop: Score }

export const runHttp = async (
  server: BenchServer,
  effort: Effort,
  onProgress: Progress,
): Promise<HttpResult> => {
  onProgress('starting the web process')
  const url = await server.createBankDatabase('http')
  const bank = await startHttpBank(url, effort.accounts)
  const callers = await startCallers(bank, effort.few)
  try {
    const [transfers, noop] = await compare(
      [
        callers.contestant('Transfers over HTTP', 'commands.transferMoney'),
        callers.contestant('A mutation that does nothing', 'system.ping'),
      ],
      { ...effort, warmUpMs: WARM_UPS * effort.warmUpMs, rounds: effort.rounds + MORE_ROUNDS },
      onProgress,
    )
    await callers.checkTransfers(url)
    return { transfers: transfers!, noop: noop! }
  } finally {
    await callers.stop()
    await bank.stop()
  }
}
