/** Money that people change between their own accounts, and a price that was looked at and let go. */
import type { Currency } from '../../server/domain/money.ts'
import type { Agenda } from './agenda.ts'
import { minorUnits } from './amounts.ts'
import type { Book } from './book.ts'
import { DAY_MS } from './diary.ts'
import type { Payments } from './payments.ts'
import type { CustomerKey } from './people.ts'

const HOUR_MS = DAY_MS / 24

type Demo = { readonly book: Book; readonly payments: Payments; readonly agenda: Agenda }
type Exchange = {
  readonly person: CustomerKey
  readonly from: Currency
  readonly to: Currency
  readonly daysAgo: number
  readonly sells: string
  readonly isLetGo?: true
}

/** Yuki brings home what she earns abroad; Maya tops up her holiday, and takes home what is left of it. */
const exchanges: readonly Exchange[] = [
  ...[488, 426, 365, 303, 242, 181, 119, 58].map((daysAgo) => ({
    ...({ person: 'yuki', from: 'USD', to: 'JPY', daysAgo, sells: '280.00' } as const),
  })),
  { person: 'maya', from: 'USD', to: 'EUR', daysAgo: 101, sells: '420.00' },
  { person: 'maya', from: 'EUR', to: 'USD', daysAgo: 86, sells: '150.00' },
  { person: 'maya', from: 'EUR', to: 'USD', daysAgo: 84, sells: '200.00', isLetGo: true },
]

/** @param lastDayMs the start of the last day, from which the others are counted back. */
export const putExchanges = ({ book, payments, agenda }: Demo, lastDayMs: number): void => {
  for (const { person, from: sold, to: bought, daysAgo, sells, isLetGo } of exchanges)
    agenda.add(lastDayMs - daysAgo * DAY_MS + 13.4 * HOUR_MS, (atMs) => {
      const [from, to] = [payments.current(person, sold), payments.current(person, bought)]
      const sellMinor = minorUnits(sells, sold)
      if (from?.status === 'open' && to?.status === 'open' && from.balance > sellMinor)
        book.exchange(from, to, { sellMinor, isTaken: !isLetGo }, atMs)
    })
}
