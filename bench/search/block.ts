/**
 * Searching an account's movements: the same questions, in turn, asked about a history of ten thousand and about one of a
 * million in the same database. What is measured is the query that `accounts.transactions` runs, a page of 50 each time,
 * and, now and then and by itself, what `accounts.transactionTotals` runs.
 */
import { connect } from '../../db/client.ts'
import { encodeCursor } from '../../server/read-models/paging.ts'
import { listTransactions } from '../../server/read-models/transactions/queries.ts'
import { transactionTotals } from '../../server/read-models/transactions/totals.ts'
import type { Progress } from '../contestant.ts'
import { latencies } from '../measure.ts'
import type { BenchServer } from '../server.ts'
import { type HistorySizes, MOVEMENTS_BEFORE, projectHistories, writeHistories } from './histories.ts'
import { questionsWith, randomFrom } from './questions.ts'

export type SearchEffort = HistorySizes & {
  /** How often every kind of question is asked. */
  readonly rounds: number
}

type Times = {
  readonly questions: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** The 99th hundredth of each kind of question. */
  readonly kinds: Readonly<Record<string, number>>
}
export type SearchScore = Times & {
  readonly transactions: number
  /** What the same questions' totals took. */
  readonly totals: Times
}
export type SearchResult = { readonly at10k: SearchScore; readonly at1m: SearchScore }

const PAGE = 50
const CONNECTIONS = 2
/** Of all rounds. */
const WARM_UP = 0.1
/** In one round of so many totals are asked for, too: up to ten thousand movements each. */
const TOTALS_EVERY = 15

export const runSearch = async (
  server: BenchServer,
  { rounds, ...sizes }: SearchEffort,
  onProgress: Progress,
): Promise<SearchResult> => {
  const url = await server.createBankDatabase('search')
  onProgress(`writing ${sizes.long.toLocaleString('en')} movements`)
  const histories = await writeHistories(url, sizes)
  onProgress('projecting them')
  await projectHistories(url)
  const { sql, close } = connect(url, { applicationName: 'bench', max: CONNECTIONS })
  try {
    const accounts = []
    for (const name of ['short', 'long'] as const) {
      const [row] = await sql<{ movements: number; newest: number; oldest: number }[]>`
        SELECT count(*) AS movements, max(position) AS newest, min(position) AS oldest
        FROM transactions WHERE account_id = ${histories[name]}`
      const expected = sizes[name] + MOVEMENTS_BEFORE
      if (row?.movements !== expected)
        throw new Error(`The ${name} history has ${row?.movements} movements, not ${expected}`)
      accounts.push({
        accountId: histories[name],
        ...row,
        times: [] as Time[],
        totals: [] as Time[],
        rows: 0,
      })
    }
    const random = randomFrom(1)
    for (let round = 0; round < rounds * (1 + WARM_UP); round++) {
      if (round % 10 === 0) onProgress(`round ${round} of ${rounds}`)
      // One after the other, so that a busy moment hits both alike.
      for (const { name, filter, depth } of questionsWith(random, histories))
        for (const account of accounts) {
          const before = Math.ceil(account.newest - depth * (account.newest - account.oldest)) + 1
          const began = performance.now()
          const page = await listTransactions(sql, {
            accountId: account.accountId,
            limit: PAGE,
            cursor: depth > 0 ? encodeCursor([before]) : null,
            ...filter,
          })
          const took = performance.now() - began
          account.rows += page?.data.length ?? 0
          if (round >= rounds * WARM_UP) account.times.push({ kind: name, took })
          if (depth === 0 && round % TOTALS_EVERY === 0) {
            const asked = performance.now()
            await transactionTotals(sql, { accountId: account.accountId, ...filter })
            account.totals.push({ kind: name, took: performance.now() - asked })
          }
        }
    }
    const [at10k, at1m] = accounts.map(({ movements, times, totals, rows }): SearchScore => {
      if (rows === 0) throw new Error('Nothing at all was found')
      return {
        transactions: movements,
        ...scoreOf(times),
        totals: scoreOf(totals),
      }
    })
    return { at10k: at10k!, at1m: at1m! }
  } finally {
    await close()
  }
}

type Time = { readonly kind: string; readonly took: number }

const scoreOf = (times: readonly Time[]): Times => ({
  questions: times.length,
  ...latencies(times.map(({ took }) => took)),
  kinds: kindsOf(times),
})

const kindsOf = (times: readonly Time[]): Record<string, number> =>
  Object.fromEntries(
    [...Map.groupBy(times, ({ kind }) => kind)].map(([kind, some]) => [
      kind,
      latencies(some.map(({ took }) => took)).p99Ms,
    ]),
  )
