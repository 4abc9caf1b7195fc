/** Transfers through Passbook's command bus: three events and a receipt each, decided on the accounts' own states. */
import { money } from '../../server/domain/money.ts'
import { accepted, OPENING_MINOR, openBank } from '../bank.ts'
import { closedLoop } from '../closed-loop.ts'
import { pickAccounts, type Target, wordsFor } from './accounts.ts'
import type { Transferrer } from './transferrer.ts'

export const passbook = async (url: string, accounts: number): Promise<Transferrer> => {
  const { bus, accountIds, customer, database, close } = await openBank(url, accounts)
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
      closedLoop(`Passbook, ${wordsFor(target)} (${callers} callers)`, callers, () => transfer(target)),
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
    },
    close,
  }
}
