/** Callers in a process of their own, each with a kept-alive connection; told by messages what to send and how long. */
import { runCallers } from '../closed-loop.ts'
import type { Round } from '../contestant.ts'
import { pickAccounts } from '../transfer/accounts.ts'
import { type Connection, openConnection, requestFor } from './connection.ts'

export type Load = {
  readonly port: number
  readonly cookie: string
  readonly callers: number
  readonly durationMs: number
  readonly mutation: 'commands.transferMoney' | 'system.ping'
  readonly accountIds: readonly string[]
}
export type LoadResult = Round & { readonly accepted: number }

const bodyOf = ({ mutation, accountIds }: Load): object => {
  const [fromAccountId, toAccountId] = pickAccounts(accountIds, 'uniform')
  const money = { amount: '0.01', currency: 'USD' }
  return mutation === 'system.ping'
    ? // About as long as a transfer, so that reading it takes as long.
      { note: `${fromAccountId} ${toAccountId} 0.01 USD Lunch, and some more words so as to be as long` }
    : { fromAccountId, toAccountId, money, description: 'Lunch' }
}

const run = async (load: Load): Promise<LoadResult> => {
  const request = requestFor(load.port, load.cookie)
  const connections = await Promise.all(Array.from({ length: load.callers }, () => openConnection(load.port)))
  let accepted = 0
  const callOn = (connection: Connection) => async () => {
    const { status, body } = await connection.send(
      request('POST', `/api/trpc/${load.mutation}`, bodyOf(load)),
    )
    if (status !== 200) throw new Error(`Answered with ${status}: ${body.slice(0, 200)}`)
    accepted += 1
    return 1
  }
  const round = await runCallers(connections.map(callOn), load.durationMs)
  for (const { close } of connections) close()
  return { ...round, accepted }
}

process.on('message', (load: Load) => {
  run(load).then(
    (result) => process.send?.(result),
    (error) => {
      console.error(error)
      process.exit(1)
    },
  )
})
process.on('disconnect', () => process.exit(0))
process.send?.({ type: 'ready' })
