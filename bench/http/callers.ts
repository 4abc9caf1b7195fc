/** Callers over HTTP as contestants: from a process of their own, each mutation as often as it is answered. */
import { once } from 'node:events'
import { connect } from '../../db/client.ts'
import type { Contestant } from '../contestant.ts'
import { startProcess } from '../processes.ts'
import type { HttpBank } from './bank.ts'
import type { Load, LoadResult } from './load-process.ts'

export type Callers = {
  readonly contestant: (name: string, mutation: Load['mutation']) => Contestant
  /** Throws unless the log of this database has every transfer that was answered with success, and no other. */
  readonly checkTransfers: (url: string) => Promise<void>
  readonly stop: () => Promise<void>
}

export const startCallers = async (
  { port, cookie, accountIds }: HttpBank,
  callers: number,
): Promise<Callers> => {
  const { child, stop } = await startProcess('http/load-process.ts', process.env)
  let accepted = 0
  return {
    contestant: (name, mutation) => ({
      name: `${name} (${callers} callers)`,
      callers,
      run: async (durationMs) => {
        const order: Load = { port, cookie, accountIds, callers, durationMs, mutation }
        child.send(order)
        const [result] = (await once(child, 'message')) as [LoadResult]
        if (mutation === 'commands.transferMoney') accepted += result.accepted
        return result
      },
    }),
    checkTransfers: async (url) => {
      const written = await countTransfers(url)
      if (written !== accepted)
        throw new Error(`The log holds ${written} transfers and ${accepted} were answered with success`)
    },
    stop,
  }
}

const countTransfers = async (url: string): Promise<number | undefined> => {
  const { sql, close } = connect(url, { applicationName: 'bench', max: 1 })
  try {
    const [row] = await sql<
      { count: number }[]
    >`SELECT count(*) FROM events WHERE event_type = 'TransferCompleted'`
    return row?.count
  } finally {
    await close()
  }
}
