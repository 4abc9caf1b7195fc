/** What closing an account has to know of its open month, from the account's own events: no read model has it. */
import type { Sql } from '../../db/client.ts'
import type { Accrual } from '../domain/bank-account/closing.ts'
import type { AccountId } from '../domain/ids.ts'
import { endThePast } from '../event-store/append.ts'
import { readAccrual } from '../event-store/month-book.ts'

/** Null when there is no such account. No entry can come to stand on an earlier day any more afterwards. */
export const accrualOf = (
  sql: Sql,
  { accountId, timeZone }: { readonly accountId: AccountId; readonly timeZone: string },
): Promise<Accrual | null> =>
  readAccrual(sql, {
    accountId,
    now: new Date(),
    timeZone,
    endPast: (instant) => endThePast(sql, instant),
  })
