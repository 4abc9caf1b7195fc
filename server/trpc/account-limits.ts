/**
 * How much may leave an account by transfer, and what has left it today: from the account's own events, so that what was
 * just changed or sent is there at once. The version is the log's head, read before them.
 */
import type { Sql } from '../../db/client.ts'
import { accountRef, type BankAccount, isInternal } from '../domain/bank-account/decider.ts'
import { businessDateOf } from '../domain/calendar/business-dates.ts'
import type { Aggregate } from '../domain/decider.ts'
import type { AccountId } from '../domain/ids.ts'
import { limitKinds, maximumLimits, type TransferLimits } from '../domain/limits/amounts.ts'
import { limitsAt } from '../domain/limits/in-force.ts'
import { sentOn } from '../domain/limits/spending.ts'
import { subtract, toWire, type WireMoney, zero } from '../domain/money.ts'
import { loadStreams } from '../event-store/load.ts'
import { readHead } from '../event-store/read.ts'
import type { Answer } from '../read-models/version.ts'
import { VersionNotReached } from '../read-models/wait.ts'

type WireLimits = { [Kind in keyof TransferLimits]: WireMoney }
export type AccountLimits = {
  accountId: string
  current: WireLimits
  /** What has been raised, and from when on it holds; null when nothing is pending. */
  pending: (WireLimits & { effectiveAt: string }) | null
  /** The highest that can be asked for. */
  maximum: WireLimits
  /** The business date, what was sent or held on it, and what the limit per day leaves. */
  today: { date: string; sent: WireMoney; available: WireMoney }
}

/** `undefined` for an account that is not there, or not this customer's. */
export const accountLimits = async (
  sql: Sql,
  {
    accountId,
    customerId,
    at,
    timeZone,
    afterVersion = 0,
  }: {
    accountId: AccountId
    customerId: string | undefined
    at: Date
    timeZone: string
    afterVersion?: number | undefined
  },
): Promise<Answer<AccountLimits> | undefined> => {
  const version = await readHead(sql)
  if (version < afterVersion) throw new VersionNotReached(afterVersion, version)
  const { streamId, aggregate } = accountRef(accountId)
  const [loaded] = await loadStreams(sql, [
    { streamId, aggregate: aggregate as unknown as Aggregate, from: undefined },
  ])
  const account = loaded?.state as BankAccount
  if (account.status === 'none' || isInternal(account)) return undefined
  if (customerId !== undefined && account.owner !== customerId) return undefined

  const { currency } = account.balance
  const current = limitsAt(account.limits, currency, at.toISOString())
  const promised = account.limits?.pending
  const date = businessDateOf(at, timeZone)
  const sent = sentOn(account.spending, date, currency)
  const left = subtract(current.perDay, sent)
  return {
    version,
    data: {
      accountId,
      current: wireLimits(current),
      pending:
        promised && promised.effectiveAt > at.toISOString()
          ? { ...wireLimits(promised), effectiveAt: promised.effectiveAt }
          : null,
      maximum: wireLimits(maximumLimits[currency]),
      today: {
        date,
        sent: toWire(sent),
        available: toWire(left.amountMinor > 0n ? left : zero(currency)),
      },
    },
  }
}

const wireLimits = (limits: TransferLimits): WireLimits =>
  Object.fromEntries(limitKinds.map((kind) => [kind, toWire(limits[kind])])) as WireLimits
