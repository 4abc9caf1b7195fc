/**
 * What is in an account, from either side. The read side answers what it has come to, fast and from a row. The write
 * side answers from the account's own events (snapshot and what came after it), as the next command will find it:
 * nothing that has been acknowledged to anybody can be missing, and no read model has to be waited for.
 */
import type { Sql } from '../../db/client.ts'
import { inTransaction } from '../../db/transaction.ts'
import { available, type BankAccount, bankAccount } from '../domain/bank-account/decider.ts'
import type { Aggregate } from '../domain/decider.ts'
import { type AccountId, accountStream } from '../domain/ids.ts'
import { toWire, type WireMoney } from '../domain/money.ts'
import { loadStreams } from '../event-store/load.ts'
import { readHead } from '../event-store/read.ts'
import { findAccount } from '../read-models/account-summaries/queries.ts'
import type { Answer } from '../read-models/version.ts'
import { VersionNotReached } from '../read-models/wait.ts'

export const sides = ['readModel', 'writeSide'] as const
export type Side = (typeof sides)[number]

export type AccountBalance = {
  accountId: string
  status: 'open' | 'frozen' | 'closed'
  balance: WireMoney
  held: WireMoney
  available: WireMoney
  from: Side
}

export type BalanceQuery = {
  readonly accountId: AccountId
  /** Only this customer's own; `undefined` for anybody's. */
  readonly customerId: string | undefined
}

/** `undefined` when there is no such account or it is somebody else's. */
export const balanceFromReadModel = async (
  sql: Sql,
  query: BalanceQuery,
): Promise<Answer<AccountBalance> | undefined> => {
  const found = await findAccount(sql, query)
  if (!found) return undefined
  const { accountId, status, balance, held, available: spendable } = found.data
  return {
    version: found.version,
    data: { accountId, status, balance, held, available: spendable, from: 'readModel' },
  }
}

/**
 * The version is the log's head at the moment of the answer; both are read from one snapshot of the database. Throws
 * {@link VersionNotReached} when the log itself is not as long as `afterVersion`.
 */
export const balanceFromWriteSide = async (
  sql: Sql,
  { accountId, customerId, afterVersion = 0 }: BalanceQuery & { readonly afterVersion?: number | undefined },
): Promise<Answer<AccountBalance> | undefined> => {
  const { version, account } = await inTransaction(sql, async (tx) => {
    await tx`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`
    const head = await readHead(tx)
    const [loaded] = await loadStreams(tx, [
      { streamId: accountStream(accountId), aggregate: bankAccount as unknown as Aggregate, from: undefined },
    ])
    return { version: head, account: loaded?.state as BankAccount }
  })
  if (version < afterVersion) throw new VersionNotReached(afterVersion, version)
  if (account.status === 'none' || (customerId !== undefined && account.owner !== customerId))
    return undefined
  return {
    version,
    data: {
      accountId,
      status: account.status,
      balance: toWire(account.balance),
      held: toWire(account.held),
      available: toWire(available(account)),
      from: 'writeSide',
    },
  }
}
