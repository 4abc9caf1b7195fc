/**
 * What each payment that is to come leaves on the account that it goes out of, as if all of them were made and nothing
 * else moved. Between accounts of one's own, what leaves one arrives on the other.
 */
import { formatDecimal, type WireMoney } from '../../../server/domain/decimal.ts'
import { minorUnits } from '../../api-client/pending-overlay.ts'
import type { Upcoming } from '../../api-client/plans-queries.ts'

type Available = { readonly accountId: string; readonly available: WireMoney }

export type ComingPayment = Upcoming & {
  /** Null where the account is not known. */
  readonly left: WireMoney | null
  readonly isShort: boolean
}

export const withWhatIsLeft = (
  coming: readonly Upcoming[],
  accounts: readonly Available[],
): ComingPayment[] => {
  const left = new Map(accounts.map(({ accountId, available }) => [accountId, minorUnits(available)]))
  return coming.map((payment) => {
    const { money, from, to } = payment
    const amount = minorUnits(money)
    const before = left.get(from.accountId)
    const after = before === undefined ? undefined : before - amount
    if (after !== undefined) left.set(from.accountId, after)
    const received = left.get(to.accountId)
    if (received !== undefined) left.set(to.accountId, received + amount)
    return {
      ...payment,
      left:
        after === undefined
          ? null
          : { amount: formatDecimal(after, money.currency), currency: money.currency },
      isShort: after !== undefined && after < 0n,
    }
  })
}

export type Day<Row> = { readonly date: string; readonly rows: readonly Row[] }

/** Rows that are in the order of their dates already. */
export const byDate = <Row extends { readonly date: string }>(rows: readonly Row[]): Day<Row>[] => {
  const days: { date: string; rows: Row[] }[] = []
  for (const row of rows) {
    const last = days.at(-1)
    if (last?.date === row.date) last.rows.push(row)
    else days.push({ date: row.date, rows: [row] })
  }
  return days
}
