/** Transfers over HTTP beside a mutation that does nothing, on the same server and from the same number of callers. */
import { once } from 'node:events'
import { connect } from '../../db/client.ts'
import type { Contestant, Effort, Progress, Score } from '../contestant.ts'
import { compare } from '../measure.ts'
import { startProcess } from '../processes.ts'
import type { BenchServer } from '../server.ts'
import { startHttpBank } from './bank.ts'
import type { Load, LoadResult } from './load-process.ts'

/**
 * As warm as a bank that has been open for a while, and as the one whose transfers are measured without HTTP: after so
 * long nearly every account has been used, so that no command waits for its first load.
 */
const WARM_UPS = 6
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
  const load = await startProcess('http/load-process.ts', process.env)
  const callers = effort.few
  let accepted = 0
  const contestant = (name: string, mutation: Load['mutation']): Contestant => ({
    name: `${name} (${callers} callers)`,
    callers,
    run: async (durationMs) => {
      const { port, cookie, accountIds } = bank
      const order: Load = { port, cookie, accountIds, callers, durationMs, mutation }
      load.child.send(order)
      const [result] = (await once(load.child, 'message')) as [LoadResult]
      if (mutation === 'commands.transferMoney') accepted += result.accepted
      return result
    },
  })
  try {
    const [transfers, noop] = await compare(
      [
        contestant('Transfers over HTTP', 'commands.transferMoney'),
        contestant('A mutation that does nothing', 'system.ping'),
      ],
      { ...effort, warmUpMs: WARM_UPS * effort.warmUpMs, rounds: effort.rounds + MORE_ROUNDS },
      onProgress,
    )
    await checkTransfers(url, accepted)
    return { transfers: transfers!, noop: noop! }
  } finally {
    await load.stop()
    await bank.stop()
  }
}

const checkTransfers = async (url: string, expected: number): Promise<void> => {
  const { sql, close } = connect(url, { applicationName: 'bench', max: 1 })
  try {
    const [row] = await sql<
      { count: number }[]
    >`SELECT count(*) FROM events WHERE event_type = 'TransferCompleted'`
    if (row?.count !== expected)
      throw new Error(`The log holds ${row?.count} transfers and ${expected} were answered with success`)
  } finally {
    await close()
  }
}
