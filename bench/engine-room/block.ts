/**
 * Whether looking costs the bank anything: transfers over HTTP, by turns without anybody in the engine room and with all
 * of its pages open in a browser. The worker follows in both, because most of what the pages show is its work.
 */
import { once } from 'node:events'
import { connect } from '../../db/client.ts'
import { readHead } from '../../server/event-store/read.ts'
import type { Contestant, Effort, Progress, Score } from '../contestant.ts'
import { startHttpBank } from '../http/bank.ts'
import { WARM_UPS } from '../http/block.ts'
import { startCallers } from '../http/callers.ts'
import { openConnection, requestFor } from '../http/connection.ts'
import { compare, latencies, percentile } from '../measure.ts'
import { bankEnvironment, startProcess } from '../processes.ts'
import type { BenchServer } from '../server.ts'
import type { Asked } from './browser.ts'
import type { BrowserOrder } from './browser-process.ts'

export type EngineRoomEffort = { readonly roundMs: number; readonly rounds: number }

export type EngineRoomResult = {
  readonly without: Score
  readonly withPages: Score
  /** What the pages have asked meanwhile. */
  readonly questions: Score
}

const WORKER = '../server/worker/main.ts'

export const runEngineRoom = async (
  server: BenchServer,
  { rates, looking }: { readonly rates: Effort; readonly looking: EngineRoomEffort },
  onProgress: Progress,
): Promise<EngineRoomResult> => {
  onProgress('starting a web process and a worker')
  const url = await server.createBankDatabase('engine_room')
  const bank = await startHttpBank(url, rates.accounts, { demo: true })
  const worker = await startProcess(WORKER, bankEnvironment(url, { demo: true }))
  const callers = await startCallers(bank, rates.few)
  const browser = await startProcess('engine-room/browser-process.ts', process.env)
  const tell = async <Answer>(order: BrowserOrder): Promise<Answer> => {
    browser.child.send(order)
    const [answer] = (await once(browser.child, 'message')) as [Answer]
    return answer
  }
  try {
    onProgress('waiting for the read models')
    await untilRead(url, bank)
    await tell({ kind: 'open', port: bank.port, cookie: bank.viewersCookie })
    const transfers = callers.contestant('Transfers, nobody looks', 'commands.transferMoney')
    const asked: { ms: number; asked: Asked }[] = []
    const watched: Contestant = {
      ...callers.contestant('Transfers, all pages open', 'commands.transferMoney'),
      run: async (durationMs) => {
        await tell({ kind: 'look' })
        const began = performance.now()
        const round = await transfers.run(durationMs)
        const ms = performance.now() - began
        asked.push({ ms, asked: await tell<Asked>({ kind: 'lookAway' }) })
        return round
      },
    }
    const [without, withPages] = await compare(
      [transfers, watched],
      { ...rates, ...looking, warmUpMs: WARM_UPS * rates.warmUpMs },
      onProgress,
      { isThereAndBack: true },
    )
    await callers.checkTransfers(url)
    return { without: without!, withPages: withPages!, questions: scoreOf(asked) }
  } finally {
    await browser.stop()
    await callers.stop()
    await worker.stop()
    await bank.stop()
  }
}

/** The accounts that were opened are in all read models. */
const untilRead = async (
  url: string,
  { port, viewersCookie }: { port: number; viewersCookie: string },
): Promise<void> => {
  const { sql, close } = connect(url, { applicationName: 'bench', max: 1 })
  const afterVersion = await readHead(sql)
  await close()
  const connection = await openConnection(port)
  const request = requestFor(port, viewersCookie)
  const path = `/api/trpc/projections.versions?input=${encodeURIComponent(JSON.stringify({ afterVersion }))}`
  // Waits itself, for some seconds.
  let status = 408
  for (let tries = 0; status === 408 && tries < 10; tries++)
    status = (await connection.send(request('GET', path))).status
  connection.close()
  if (status !== 200) throw new Error(`The read models have not caught up: ${status}`)
}

const scoreOf = (rounds: readonly { readonly ms: number; readonly asked: Asked }[]): Score => {
  const rates = rounds.map(({ ms, asked }) => (asked.latenciesMs.length * 1_000) / ms)
  const sorted = rates.toSorted((a, b) => a - b)
  const errors = rounds.flatMap(({ asked }) => asked.errors)
  return {
    name: 'What the pages ask',
    callers: 1,
    perSecond: percentile(sorted, 0.5),
    slowest: sorted[0] ?? 0,
    fastest: sorted.at(-1) ?? 0,
    rates,
    ...latencies(rounds.flatMap(({ asked }) => asked.latenciesMs)),
    errors: errors.length,
    firstError: errors[0],
  }
}
