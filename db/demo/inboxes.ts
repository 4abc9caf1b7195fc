/** Who wants to be told when little is left, and who has looked at what they were told. */
import type { Currency } from '../../server/domain/money.ts'
import type { Agenda } from './agenda.ts'
import { minorUnits } from './amounts.ts'
import type { Book } from './book.ts'
import { DAY_MS } from './diary.ts'
import type { Payments } from './payments.ts'
import type { CustomerKey } from './people.ts'

const HOUR_MS = DAY_MS / 24

type Demo = { readonly book: Book; readonly payments: Payments; readonly agenda: Agenda }

const warnings: readonly (readonly [CustomerKey, Currency, threshold: string, daysAgo: number])[] = [
  ['maya', 'USD', '600.00', 380],
  ['jonas', 'EUR', '80.00', 295],
  ['sofia', 'USD', '75.00', 420],
  ['tom', 'GBP', '300.00', 250],
  ['kenji', 'JPY', '50000', 310],
  ['nora', 'USD', '500.00', 100],
]
/** The rest have left theirs unread. */
const readers: readonly (readonly [CustomerKey, daysAgo: number])[] = [
  ['lena', 36],
  ['ben', 24],
  ['maya', 13],
  ['priya', 5],
  ['maya', 4],
  ['tom', 3],
]

/** @param lastDayMs the start of the last day, from which the others are counted back. */
export const putInboxes = ({ book, payments, agenda }: Demo, lastDayMs: number): void => {
  const at = (daysAgo: number, hour: number) => lastDayMs - daysAgo * DAY_MS + hour * HOUR_MS
  for (const [person, currency, threshold, daysAgo] of warnings)
    agenda.add(at(daysAgo, 17.8), (atMs) => {
      const account = payments.current(person, currency)
      if (account) book.warnBelow(account, minorUnits(threshold, currency), atMs)
    })
  for (const [person, daysAgo] of readers)
    agenda.add(at(daysAgo, 18.3), (atMs) => {
      book.readNotifications(person, atMs)
    })
}
