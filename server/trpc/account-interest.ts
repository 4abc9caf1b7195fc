/**
 * What an account has earned and what it owes since its books were last closed, up to the end of yesterday: from the
 * balances at the end of those days and the terms of each, as the end of the month will reckon it. What was carried out of
 * the closed months, which is in the account's own state alone, is in it.
 */
import type { Sql } from '../../db/client.ts'
import { accountRef, type BankAccount } from '../domain/bank-account/decider.ts'
import { addDays, businessDateOf } from '../domain/calendar/business-dates.ts'
import type { Aggregate } from '../domain/decider.ts'
import type { AccountId } from '../domain/ids.ts'
import { SCALE } from '../domain/interest/reckoning.ts'
import { addInterest } from '../domain/interest/settlement.ts'
import { fromWire, money, toWire, type WireMoney } from '../domain/money.ts'
import { loadStreams } from '../event-store/load.ts'
import { findAccount } from '../read-models/account-summaries/queries.ts'
import { balanceHistory } from '../read-models/transactions/balance-history.ts'
import type { Answer } from '../read-models/version.ts'
import { daysOfHistory } from './balance-history.ts'

export type AccountInterest = {
  accountId: string
  /** The first and the last day that is reckoned; null while the first one is not over. */
  from: string | null
  to: string | null
  /** In whole minor units, rounded down, as they would be moved now. */
  earned: WireMoney
  charged: WireMoney
  fee: WireMoney
}

/** `undefined` for an account that is not there, or not this customer's. */
export const accountInterest = async (
  sql: Sql,
  {
    accountId,
    customerId,
    now,
    timeZone,
  }: { accountId: AccountId; customerId: string | undefined; now: Date; timeZone: string },
): Promise<Answer<AccountInterest> | undefined> => {
  const found = await findAccount(sql, { accountId, customerId })
  if (!found || found.data.product === 'internal') return undefined
  const { streamId, aggregate } = accountRef(accountId)
  const [loaded] = await loadStreams(sql, [
    { streamId, aggregate: aggregate as unknown as Aggregate, from: undefined },
  ])
  const account = loaded?.state as BankAccount
  if (account.status === 'none') return undefined

  const from = businessDateOf(account.books?.until ?? found.data.openedAt, timeZone)
  const to = addDays(businessDateOf(now, timeZone), -1)
  const days = from > to ? [] : daysOfHistory({ from, to, everyDays: 1, isOfAll: false }, { now, timeZone })
  const history = await balanceHistory(sql, { accountId, days, limit: 1 })
  const balances = (history.data[0]?.days ?? []).map(({ balance }) => fromWire(balance).amountMinor)
  const { earned, charged, fee } = addInterest({ firstDay: from, balances }, account)?.due ?? NOTHING
  const { currency } = account.balance
  return {
    version: Math.min(found.version, history.version),
    data: {
      accountId,
      from: days[0]?.date ?? null,
      to: days.at(-1)?.date ?? null,
      earned: toWire(money(earned / SCALE, currency)),
      charged: toWire(money(charged / SCALE, currency)),
      fee: toWire(money(fee, currency)),
    },
  }
}

const NOTHING = { earned: 0n, charged: 0n, fee: 0n }
