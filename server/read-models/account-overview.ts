/**
 * One account with its newest transactions. They come from two read models that move on independently, so both are
 * shown as of the one that is behind: a client that lays its pending changes over an answer must find each of them in
 * all of it or in none of it.
 */
import type { Sql } from '../../db/client.ts'
import { formatDecimal, parseDecimal, type WireMoney } from '../domain/money.ts'
import { type AccountRow, findAccount } from './account-summaries/queries.ts'
import { listTransactions, type TransactionRow } from './transactions/queries.ts'
import type { Answer } from './version.ts'

const NEWEST = 10
/** A few more are read, so that enough are left when the newest of them are ahead of the account. */
const READ_AHEAD = 40

export type AccountOverview = AccountRow & { transactions: TransactionRow[] }

export const accountSummary = async (
  sql: Sql,
  scope: { accountId: string; customerId?: string | undefined },
): Promise<Answer<AccountOverview> | undefined> => {
  const [account, newest] = await Promise.all([
    findAccount(sql, scope),
    listTransactions(sql, { ...scope, limit: NEWEST + READ_AHEAD }),
  ])
  if (!account || !newest) return undefined
  const version = Math.min(account.version, newest.version)
  const transactions = newest.data.filter(({ position }) => position <= version)
  return {
    version,
    data: { ...asOf(account.data, version, transactions[0]), transactions: transactions.slice(0, NEWEST) },
  }
}

/** An account that is ahead of the version held, at that version, what its newest transaction says. */
const asOf = (account: AccountRow, version: number, newest: TransactionRow | undefined): AccountRow => {
  if (account.lastPosition <= version) return account
  const { currency } = account
  const minor = (money: WireMoney | undefined) => parseDecimal(money?.amount ?? '', currency) ?? 0n
  const balance = minor(newest?.balanceAfter)
  return {
    ...account,
    balance: { amount: formatDecimal(balance, currency), currency },
    available: { amount: formatDecimal(balance - minor(account.held), currency), currency },
  }
}
