/**
 * How long after its acknowledgement a transfer is visible in all read models, at a steady 100 a second: for a client in
 * the web process, and for one who sees it over HTTP. The worker is a process of its own.
 */
import { connect } from '../../db/client.ts'
import { loadConfig } from '../../server/config.ts'
import { money } from '../../server/domain/money.ts'
import { readHead } from '../../server/event-store/read.ts'
import { startBank } from '../../server/main.ts'
import { projectors } from '../../server/read-models/registry.ts'
import { accepted, addAccounts } from '../bank.ts'
import type { Progress } from '../contestant.ts'
import { startHttpBank } from '../http/bank.ts'
import { type Connection, openConnection, requestFor } from '../http/connection.ts'
import { latencies } from '../measure.ts'
import { bankEnvironment, startProcess } from '../processes.ts'
import type { BenchServer } from '../server.ts'
import { pickAccounts } from '../transfer/accounts.ts'
import { paced } from './open-loop.ts'

export type Lag = {
  readonly p50Ms: number
  readonly p99Ms: number
  readonly transfers: number
  readonly errors: number
  readonly firstError: string | undefined
}
export type LagResult = { readonly inProcess: Lag; readonly overHttp: Lag }
export type LagEffort = {
  readonly perSecond: number
  readonly warmUp: number
  readonly transfers: number
  readonly accounts: number
}

const WORKER = '../server/worker/main.ts'

export const runLag = async (
  server: BenchServer,
  effort: LagEffort,
  onProgress: Progress,
): Promise<LagResult> => ({
  inProcess: await inProcess(server, effort, onProgress, {
    database: 'lag',
    readModels: projectors.map(({ name }) => name),
  }),
  overHttp: await overHttp(server, effort, onProgress),
})

export type InProcess = {
  readonly database: string
  /** Those that must show a transfer. */
  readonly readModels: readonly string[]
  /** Settings of the bank and its worker. */
  readonly environment?: Readonly<Record<string, string>>
}

export const inProcess = async (
  server: BenchServer,
  effort: LagEffort,
  onProgress: Progress,
  { database, readModels, environment: settings = {} }: InProcess,
): Promise<Lag> => {
  onProgress('starting a worker')
  const url = await server.createBankDatabase(database)
  const environment = { ...bankEnvironment(url), ...settings }
  const worker = await startProcess(WORKER, environment)
  const { bus, versions, stop } = startBank(loadConfig(environment))
  try {
    const { customer, accountIds } = await addAccounts(bus, effort.accounts)
    await catchUp(url, readModels, versions.waitForVersion)
    onProgress(`${effort.perSecond} transfers a second`)
    return await measure(effort, async () => {
      const [fromAccountId, toAccountId] = pickAccounts(accountIds, 'uniform')
      const version = await accepted(
        bus.execute(
          'transferMoney',
          { fromAccountId, toAccountId, money: money(1n, 'USD'), description: 'Lunch' },
          { actor: customer },
        ),
      )
      const acknowledged = performance.now()
      await versions.waitForVersion(readModels, version)
      return performance.now() - acknowledged
    })
  } finally {
    await stop()
    await worker.stop()
  }
}

const overHttp = async (server: BenchServer, effort: LagEffort, onProgress: Progress): Promise<Lag> => {
  onProgress('starting a web process and a worker')
  const url = await server.createBankDatabase('lag_http')
  const bank = await startHttpBank(url, effort.accounts)
  const worker = await startProcess(WORKER, bankEnvironment(url))
  const idle: Connection[] = []
  try {
    const request = requestFor(bank.port, bank.cookie)
    const send = async (method: 'GET' | 'POST', path: string, body?: object) => {
      const connection = idle.pop() ?? (await openConnection(bank.port))
      const answer = await connection.send(request(method, path, body))
      idle.push(connection)
      if (answer.status !== 200)
        throw new Error(`Answered with ${answer.status}: ${answer.body.slice(0, 200)}`)
      return JSON.parse(answer.body) as { result: { data: { version: number } } }
    }
    const summary = (accountId: string, afterVersion: number) =>
      send(
        'GET',
        `/api/trpc/accounts.summary?input=${encodeURIComponent(JSON.stringify({ accountId, afterVersion }))}`,
      )

    const { sql, close } = connect(url, { applicationName: 'bench', max: 1 })
    const head = await readHead(sql)
    await close()
    await summary(bank.accountIds[0]!, head)
    onProgress(`${effort.perSecond} transfers a second over HTTP`)
    return await measure(effort, async () => {
      const [fromAccountId, toAccountId] = pickAccounts(bank.accountIds, 'uniform')
      const answer = await send('POST', '/api/trpc/commands.transferMoney', {
        fromAccountId,
        toAccountId,
        money: { amount: '0.01', currency: 'USD' },
        description: 'Lunch',
      })
      const acknowledged = performance.now()
      const { version } = answer.result.data
      const seen = await summary(fromAccountId, version)
      if (seen.result.data.version < version) throw new Error('A read model has answered too early')
      return performance.now() - acknowledged
    })
  } finally {
    for (const { close } of idle) close()
    await bank.stop()
    await worker.stop()
  }
}

const catchUp = async (
  url: string,
  names: readonly string[],
  waitForVersion: (
    names: readonly string[],
    version: number,
    options: { timeoutMs: number },
  ) => Promise<void>,
): Promise<void> => {
  const { sql, close } = connect(url, { applicationName: 'bench', max: 1 })
  await waitForVersion(names, await readHead(sql), { timeoutMs: 30_000 })
  await close()
}

const measure = async (
  { perSecond, warmUp, transfers }: LagEffort,
  call: () => Promise<number>,
): Promise<Lag> => {
  const early = await paced({ perSecond, count: warmUp }, call)
  const { values, errors: late } = await paced({ perSecond, count: transfers }, call)
  const errors = [...early.errors, ...late]
  return { ...latencies(values), transfers: values.length, errors: errors.length, firstError: errors[0] }
}
