/**
 * Some rows of the read models held against the log, each at the position that its own read model has reached: an account's
 * row against the account as commands see it, folded from its events by other code than the projection's, and the balance
 * behind its newest transaction against the same. A read model that is behind is not wrong, and an account whose events are
 * put aside is left out and counted.
 */
import postgres from 'postgres'
import type { Sql } from '../../db/client.ts'
import { isConnectionLost } from '../../db/connection-lost.ts'
import { inTransaction } from '../../db/transaction.ts'
import { type BankAccount, bankAccount } from '../domain/bank-account/decider.ts'
import type { Aggregate } from '../domain/decider.ts'
import { type AccountId, accountStream } from '../domain/ids.ts'
import type { Queryable } from '../event-store/append.ts'
import { stepsOf } from '../event-store/fold.ts'
import { nearestState } from '../event-store/snapshots.ts'

export const comparedModels = ['account-summaries', 'transactions'] as const
export type ComparedModel = (typeof comparedModels)[number]

export type ProjectionFinding = {
  readonly model: ComparedModel
  readonly accountId: string
  readonly position: number
  /** `row`: it is missing; `fold`: the account's events cannot be folded at all. */
  readonly column: 'balance' | 'held' | 'status' | 'row' | 'fold'
  readonly stands: string
  readonly folded: string
}

export type CheckedModel = {
  readonly model: ComparedModel
  /** Of the read model, at the moment of the comparison. */
  readonly position: number
  readonly isPaused: boolean
  /** Events that are put aside, those behind them included. */
  readonly parked: number
  readonly compared: readonly string[]
  /** Accounts that were not compared, because events of theirs are put aside. */
  readonly leftOut: number
  readonly findings: readonly ProjectionFinding[]
}

export const checkProjections = async (sql: Sql, accountIds: readonly string[]): Promise<CheckedModel[]> => {
  const checked: CheckedModel[] = []
  for (const model of comparedModels)
    checked.push(
      // Rows and position are of one moment; the log before it never changes.
      await inTransaction(sql, async (tx) => {
        await tx`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`
        return check(tx, model, accountIds)
      }),
    )
  return checked
}

const check = async (
  tx: Queryable,
  model: ComparedModel,
  accountIds: readonly string[],
): Promise<CheckedModel> => {
  const [standing] = await tx<{ position: number; isPaused: boolean; parked: number; keys: string[] }[]>`
    SELECT c.last_position AS position, c.paused_at IS NOT NULL AS "isPaused",
           (SELECT count(*)::int FROM parked_events WHERE projector_name = ${model} AND status = 'parked') AS parked,
           (SELECT coalesce(jsonb_agg(DISTINCT key), '[]') FROM parked_events, unnest(keys || stream_id) AS key
            WHERE projector_name = ${model} AND status = 'parked') AS keys
    FROM projector_checkpoints c WHERE c.projector_name = ${model}`
  const { position = 0, isPaused = false, parked = 0, keys = [] } = standing ?? {}
  const blocked = new Set(keys)
  const free = accountIds.filter((id) => !blocked.has(id) && !blocked.has(accountStream(id as AccountId)))
  const rows = await rowsOf(tx, model, free)
  const findings: ProjectionFinding[] = []
  for (const accountId of free)
    findings.push(...(await compare(tx, { model, accountId, position, row: rows.get(accountId) })))
  return {
    model,
    position,
    isPaused,
    parked,
    compared: free,
    leftOut: accountIds.length - free.length,
    findings,
  }
}

/** Balances and the like as text: no amount passes through a float. */
type Columns = Readonly<Record<string, string>>

const rowsOf = async (
  tx: Queryable,
  model: ComparedModel,
  accountIds: readonly string[],
): Promise<Map<string, Columns>> => {
  const wanted = `{${accountIds.join(',')}}`
  if (model === 'account-summaries') {
    const rows = await tx<{ account_id: string; balance: string; held: string; status: string }[]>`
      SELECT account_id, balance::text, held::text, status FROM account_summaries
      WHERE account_id = ANY (${wanted}::text::uuid[])
      ORDER BY account_id`
    return new Map(
      rows.map(({ account_id, balance, held, status }) => [account_id, { balance, held, status }]),
    )
  }
  const rows = await tx<{ account_id: string; balance: string }[]>`
    SELECT account_id, newest.balance_after::text AS balance
    FROM unnest(${wanted}::text::uuid[]) AS account_id
    CROSS JOIN LATERAL (
      SELECT balance_after FROM transactions t WHERE t.account_id = account_id.account_id
      ORDER BY position DESC LIMIT 1
    ) AS newest
    ORDER BY account_id`
  return new Map(rows.map(({ account_id, balance }) => [account_id, { balance }]))
}

type Compared = {
  readonly model: ComparedModel
  readonly accountId: string
  readonly position: number
  readonly row: Columns | undefined
}

const compare = async (
  tx: Queryable,
  { model, accountId, position, row }: Compared,
): Promise<ProjectionFinding[]> => {
  const streamId = accountStream(accountId as AccountId)
  const [end] = await tx<{ position: number }[]>`
    SELECT stream_position AS position FROM events
    WHERE stream_id = ${streamId} AND global_position <= ${position}
    ORDER BY stream_position DESC LIMIT 1`
  // Not yet opened there, or all of it in the archive: nothing to hold it against.
  if (!end) return []
  const about = { model, accountId, position }
  let account: BankAccount
  try {
    account = await foldAccount(tx, { streamId, aggregate, upTo: end.position })
  } catch (error) {
    // What the database says is no word about the log.
    if (error instanceof postgres.PostgresError || isConnectionLost(error)) throw error
    return [{ ...about, column: 'fold', stands: '', folded: '' }]
  }
  if (account.status === 'none') return []
  const folded: Columns = {
    balance: String(account.balance.amountMinor),
    ...(model === 'account-summaries' && { held: String(account.held.amountMinor), status: account.status }),
  }
  if (!row) {
    // An account on which nothing has ever moved has no transactions.
    if (model === 'transactions' && account.balance.amountMinor === 0n) return []
    return [{ ...about, column: 'row', stands: '', folded: folded.balance! }]
  }
  return (['balance', 'held', 'status'] as const).flatMap((column) =>
    folded[column] === undefined || folded[column] === row[column]
      ? []
      : [{ ...about, column, stands: row[column] ?? '', folded: folded[column] }],
  )
}

/** Writes no states down on its way, as other folds do: this one may be in a transaction that cannot. */
const foldAccount = async (
  tx: Queryable,
  request: Parameters<typeof nearestState>[1],
): Promise<BankAccount> => {
  const from = await nearestState(tx, request)
  let { state } = from
  for await (const { after } of stepsOf(tx, request, from)) state = after
  return state as BankAccount
}

const aggregate = bankAccount as unknown as Aggregate
