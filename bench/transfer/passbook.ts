/** Transfers through Passbook's command bus: three events and a receipt each, decided on the accounts' own states. */
import type { Sql } from '../../db/client.ts'
import { money } from '../../server/domain/money.ts'
import { accepted, OPENING_MINOR, openBank } from '../bank.ts'
import { closedLoop } from '../closed-loop.ts'
import { pickAccounts, type Target, wordsFor } from './accounts.ts'
import type { Transferrer } from './transferrer.ts'

export const passbook = async (
  url: string,
  accounts: number,
  { inline = false }: { inline?: boolean } = {},
): Promise<Transferrer> => {
  const { bus, accountIds, customer, database, close } = await openBank(url, accounts, { inline })
  const name = inline ? 'Passbook, one read model in the same commit' : 'Passbook'
  let transferred = 0
  const transfer = async (target: Target) => {
    const [fromAccountId, toAccountId] = pickAccounts(accountIds, target)
    await accepted(
      bus.execute(
        'transferMoney',
        { fromAccountId, toAccountId, money: money(1n, 'USD'), description: 'Lunch' },
        { actor: customer },
      ),
    )
    transferred += 1
    return 1
  }
  return {
    contestant: (callers, target) =>
      closedLoop(`${name}, ${wordsFor(target)} (${callers} callers)`, callers, () => transfer(target)),
    check: async () => {
      const [row] = await database.sql<
        { total: string; lowest: number; completed: number; receipts: number; gaps: number }[]
      >`
        WITH balances AS (
          SELECT DISTINCT ON (stream_id) (data->'balanceAfter'->>'amountMinor')::bigint AS balance
          FROM events WHERE event_type IN ('MoneyDeposited', 'MoneyWithdrawn')
          ORDER BY stream_id, stream_position DESC
        )
        SELECT (SELECT sum(balance)::text FROM balances) AS total,
               (SELECT min(balance) FROM balances) AS lowest,
               (SELECT count(*) FROM events WHERE event_type = 'TransferCompleted') AS completed,
               (SELECT count(*) FROM command_receipts) AS receipts,
               (SELECT max(global_position) - count(*) FROM events) AS gaps`
      // Beside the transfers, the customer and each account's opening and first deposit have left a receipt.
      const isSound =
        BigInt(row!.total) === OPENING_MINOR * BigInt(accounts) &&
        row!.lowest >= 0 &&
        row!.completed === transferred &&
        row!.receipts === transferred + 1 + 2 * accounts &&
        row!.gaps === 0
      if (!isSound)
        throw new Error(`Passbook's log is wrong after ${transferred} transfers: ${JSON.stringify(row)}`)
      if (inline) await checkRows(database.sql, accounts)
    },
    close,
  }
}

/** Nobody but the appends themselves has written them. */
const checkRows = async (sql: Sql, accounts: number): Promise<void> => {
  const [row] = await sql<{ total: string; accounts: number; behind: number }[]>`
    SELECT (SELECT sum(balance)::text FROM account_summaries) AS total,
           (SELECT count(*) FROM account_summaries) AS accounts,
           (SELECT head.last_position - c.last_position FROM event_log_head head, projector_checkpoints c
            WHERE c.projector_name = 'account-summaries') AS behind`
  if (
    BigInt(row!.total) !== OPENING_MINOR * BigInt(accounts) ||
    row!.accounts !== accounts ||
    row!.behind !== 0
  )
    throw new Error(`The rows written with the log are wrong: ${JSON.stringify(row)}`)
}
