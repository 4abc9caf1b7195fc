/**
 * Some rows of the read models held against the log, each at the position that its own read model has reached: an account's
 * row against the account as commands see it, folded from its events by other code than the projection's, and the balance
 * behind its newest transaction against the same. A read model that is behind is not wrong, and an account whose events are
 * put aside is left out and counted.
 */
import postgres from 'postgres'
import type { Sql } from '../../db/client.ts'
import { isConnectionLost } from '../../db/connection-lost.ts'
import { type BankAccount, bankAccount } from '../domain/bank-account/decider.ts'
import type { Aggregate } from '../domain/decider.ts'
import { type AccountId, accountStream } from '../domain/ids.ts'
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
  for (const model of comparedModels) checked.push(await check(sql, model, accountIds))
  return checked
}

const check = async (
  sql: Sql,
  model: ComparedModel,
  accountIds: readonly string[],
): Promise<CheckedModel> => {
  const { position, isPaused, parked, blocked, accounts } = await readStanding(sql, model, accountIds)
  const free = accounts.filter(
    ({ accountId }) => !blocked.has(accountId) && !blocked.has(accountStream(accountId)),
  )
  const findings: ProjectionFinding[] = []
  for (const account of free) findings.push(...(await compare(sql, { ...account, model, position })))
  return {
    model,
    position,
    isPaused,
    parked,
    compared: free.map(({ accountId }) => accountId),
    leftOut: accounts.length - free.length,
    findings,
  }
}

/** Balances and the like as text: no amount passes through a float. */
type Columns = Readonly<Record<string, string>>

type StandingAccount = {
  readonly accountId: AccountId
  /** Of the stream's last event that the read model has taken in; null when there is none in the log. */
  readonly end: number | null
  readonly row: Columns | null
}

type Standing = Pick<CheckedModel, 'position' | 'isPaused' | 'parked'> & {
  /** Keys whose events are put aside. */
  readonly blocked: ReadonlySet<string>
  readonly accounts: readonly StandingAccount[]
}

/**
 * Rows and position are of one moment, as one statement sees it: a transaction that stays open, while much is written,
 * would keep every version of the rows that each batch changes. The log before that position never changes.
 */
const readStanding = async (
  sql: Sql,
  model: ComparedModel,
  accountIds: readonly string[],
): Promise<Standing> => {
  const [standing] = await sql<
    { position: number; is_paused: boolean; parked: number; keys: string[]; accounts: StandingAccount[] }[]
  >`
    SELECT c.last_position AS position, c.paused_at IS NOT NULL AS is_paused,
           (SELECT count(*)::int FROM parked_events WHERE projector_name = ${model} AND status = 'parked') AS parked,
           (SELECT coalesce(jsonb_agg(DISTINCT key), '[]') FROM parked_events, unnest(keys || stream_id) AS key
            WHERE projector_name = ${model} AND status = 'parked') AS keys,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('accountId', wanted.account_id, 'end', last.position, 'row', standing.row)
                                      ORDER BY wanted.account_id), '[]')
            FROM unnest(${`{${accountIds.join(',')}}`}::text::uuid[]) AS wanted (account_id)
            LEFT JOIN LATERAL (
              SELECT stream_position AS position FROM events
              WHERE stream_id = 'BankAccount-' || wanted.account_id AND global_position <= c.last_position
              ORDER BY stream_position DESC LIMIT 1
            ) AS last ON true
            LEFT JOIN LATERAL (${rowOf(sql, model)}) AS standing ON true) AS accounts
    FROM projector_checkpoints c WHERE c.projector_name = ${model}`
  const { position = 0, is_paused = false, parked = 0, keys = [], accounts = [] } = standing ?? {}
  return { position, isPaused: is_paused, parked, blocked: new Set(keys), accounts }
}

/** Of the account `wanted`, the columns that are compared. */
const rowOf = (sql: Sql, model: ComparedModel) =>
  model === 'account-summaries'
    ? sql`
        SELECT jsonb_build_object('balance', balance::text, 'held', held::text, 'status', status) AS row
        FROM account_summaries s WHERE s.account_id = wanted.account_id`
    : sql`
        SELECT jsonb_build_object('balance', balance_after::text) AS row
        FROM transactions t WHERE t.account_id = wanted.account_id
        ORDER BY position DESC LIMIT 1`

type Compared = StandingAccount & { readonly model: ComparedModel; readonly position: number }

const compare = async (
  sql: Sql,
  { model, accountId, position, end, row }: Compared,
): Promise<ProjectionFinding[]> => {
  // Not yet opened there, or all of it in the archive: nothing to hold it against.
  if (end === null) return []
  const about = { model, accountId, position }
  let account: BankAccount
  try {
    account = await foldAccount(sql, { streamId: accountStream(accountId), aggregate, upTo: end })
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

/** Writes no states down on its way, as other folds do: who only looks leaves nothing behind. */
const foldAccount = async (sql: Sql, request: Parameters<typeof nearestState>[1]): Promise<BankAccount> => {
  const from = await nearestState(sql, request)
  let { state } = from
  for await (const { after } of stepsOf(sql, request, from)) state = after
  return state as BankAccount
}

const aggregate = bankAccount as unknown as Aggregate
