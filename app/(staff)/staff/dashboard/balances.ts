/** What customers had, and what of it was held, at the end of each day of a range, in one currency. */
import { type Currency, formatDecimal, type WireMoney } from '../../../../server/domain/decimal.ts'
import type { Dashboard } from '../../../api-client/api.ts'
import { addDays } from '../../../components/calendar-days.ts'

export type DayFigures = { readonly date: string; readonly balance: WireMoney; readonly held: WireMoney }

/** The bank says the days on which something has changed: on all others it is what it was the day before. */
export const figuresByDay = (
  balances: Dashboard['balances'],
  { from, to, currency }: { readonly from: string; readonly to: string; readonly currency: Currency },
): DayFigures[] => {
  const nothing = { amount: formatDecimal(0n, currency), currency }
  const known = balances.find((one) => one.currency === currency)
  const changed = new Map(known?.days.map((day) => [day.date, day]))
  let { balance, held } = known?.before ?? { balance: nothing, held: nothing }
  const figures: DayFigures[] = []
  for (let date = from; date <= to; date = addDays(date, 1)) {
    ;({ balance, held } = changed.get(date) ?? { balance, held })
    figures.push({ date, balance, held })
  }
  return figures
}
