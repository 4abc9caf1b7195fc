/** What closing an account has to know of its open month, from the account's own events: no read model has it. */
import type { Sql } from '../../db/client.ts'
import type { Accrual } from '../domain/bank-account/closing.ts'
import type { Actor } from '../domain/decider.ts'
import type { AccountId } from '../domain/ids.ts'
import { THE_BANK } from '../domain/the-bank.ts'
import { endThePast } from '../event-store/append.ts'
import { readAccrual } from '../event-store/month-book.ts'

type Request = { readonly accountId: AccountId; readonly timeZone: string; readonly actor: Actor }

/**
 * Null when there is no such account, or it is somebody else's: nothing of it is read then. No entry can come to stand on
 * an earlier day any more afterwards.
 */
export const accrualOf = (sql: Sql, { accountId, timeZone, actor }: Request): Promise<Accrual | null> =>
  readAccrual(sql, {
    accountId,
    mayAsk: (owner) => owner !== THE_BANK && (actor.role !== 'customer' || actor.customerId === owner),
    now: new Date(),
    timeZone,
    endPast: (instant) => endThePast(sql, instant),
  })
