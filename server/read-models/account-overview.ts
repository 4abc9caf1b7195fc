/**
 * One account with its newest transactions. They come from two read models that move on independently, so both are
 * shown as of the one that is behind: a client that lays its pending changes over an answer must find each of them in
 * all of it or in none of it.
 */
import type { Sql } from '../../db/client.ts'
import { formatDecimal, parseDecimal, type WireMoney } from '../domain/money.ts'
import { type AccountRow, findAccount } from './account-summaries/queries.ts'
import { type TransactionRow, transactionsAndHeld } from './transactions/queries.ts'
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
    transactionsAndHeld(sql, { ...scope, limit: NEWEST + READ_AHEAD }),
  ])
  if (!account || !newest) return undefined
  const version = Math.min(account.version, newest.page.version)
  const transactions = newest.page.data.filter(({ position }) => position <= version)
  const isAhead = account.data.lastPosition > version
  return {
    version,
    data: {
      ...(isAhead ? earlier(account.data, { newest: transactions[0], held: newest.held }) : account.data),
      transactions: transactions.slice(0, NEWEST),
    },
  }
}

/**
 * An account that is ahead of its transactions, as they know it: with the balance after the newest of them, and with
 * what was held then. What it may be overdrawn by is taken from the account, whose limit hardly ever changes.
 */
const earlier = (
  account: AccountRow,
  { newest, held }: { newest: TransactionRow | undefined; held: bigint },
): AccountRow => {
  const { currency } = account
  const minor = (money: WireMoney | undefined) => parseDecimal(money?.amount ?? '', currency) ?? 0n
  const balance = minor(newest?.balanceAfter)
  const amount = (amountMinor: bigint) => ({ amount: formatDecimal(amountMinor, currency), currency })
  return {
    ...account,
    balance: amount(balance),
    held: amount(held),
    available: amount(balance - held + minor(account.overdraftLimit)),
  }
}
