/** What people ask each other for: granted, refused, taken back, forgotten, and bills that are shared. */
import type { PaymentRequestId } from '../../server/domain/ids.ts'
import type { Currency } from '../../server/domain/money.ts'
import type { Agenda } from './agenda.ts'
import { minorUnits } from './amounts.ts'
import type { Book } from './book.ts'
import { DAY_MS } from './diary.ts'
import type { Payments } from './payments.ts'
import type { CustomerKey } from './people.ts'

const HOUR_MS = DAY_MS / 24

type Demo = { readonly book: Book; readonly payments: Payments; readonly agenda: Agenda }
type Answer = 'accept' | 'decline' | 'cancel' | 'ignore'
type Asking = {
  readonly from: CustomerKey
  readonly currency: Currency
  readonly amount: string
  readonly text: string
  readonly daysAgo: number
  /** Each with the answer, so many hours later. More than one: they share a bill with whoever asks. */
  readonly asked: readonly (readonly [CustomerKey, Answer, hours: number])[]
}

const askings: readonly Asking[] = [
  {
    from: 'ben',
    currency: 'USD',
    amount: '46.00',
    text: 'Groceries for the party',
    daysAgo: 161,
    asked: [['maya', 'accept', 3]],
  },
  {
    from: 'sofia',
    currency: 'USD',
    amount: '180.00',
    text: 'Exam fees?',
    daysAgo: 144,
    asked: [['elena', 'accept', 9]],
  },
  {
    from: 'jonas',
    currency: 'EUR',
    amount: '200.00',
    text: 'Vorschuss für die Band',
    daysAgo: 118,
    asked: [['lena', 'decline', 5]],
  },
  {
    from: 'tom',
    currency: 'GBP',
    amount: '64.50',
    text: 'Curtains',
    daysAgo: 92,
    asked: [['priya', 'accept', 26]],
  },
  {
    from: 'grace',
    currency: 'USD',
    amount: '35.00',
    text: 'Concert, but I have found your cash',
    daysAgo: 63,
    asked: [['maya', 'cancel', 2]],
  },
  // Two weeks, and not a word.
  {
    from: 'jonas',
    currency: 'EUR',
    amount: '30.00',
    text: 'Für die Kaffeekasse',
    daysAgo: 51,
    asked: [['omar', 'ignore', 0]],
  },
  {
    ...{
      from: 'maya',
      currency: 'USD',
      amount: '124.80',
      text: 'Grandpa’s birthday, cake and all',
      daysAgo: 44,
    },
    asked: [
      ['ben', 'accept', 2],
      ['grace', 'accept', 7],
      ['nora', 'decline', 20],
    ],
  },
  // Still to be answered.
  {
    ...{
      from: 'grace',
      currency: 'USD',
      amount: '96.00',
      text: 'Pottery class, the three of us',
      daysAgo: 3,
    },
    asked: [
      ['maya', 'ignore', 0],
      ['nora', 'accept', 5],
    ],
  },
  {
    from: 'priya',
    currency: 'GBP',
    amount: '22.40',
    text: 'Invitations, postage',
    daysAgo: 1,
    asked: [['tom', 'ignore', 0]],
  },
]

/** @param lastDayMs the start of the last day, from which the others are counted back. */
export const putRequests = ({ book, payments, agenda }: Demo, lastDayMs: number): void => {
  for (const { from, currency, amount, text, daysAgo, asked } of askings)
    agenda.add(lastDayMs - daysAgo * DAY_MS + 12.3 * HOUR_MS, (askedMs) => {
      const account = payments.current(from, currency)
      const payers = asked.map(([person]) => payments.current(person, currency))
      if (account?.status !== 'open' || payers.some((payer) => payer?.status !== 'open')) return
      const money = { amountMinor: minorUnits(amount, currency), description: text }
      const requestIds = book.ask(account, payers as NonNullable<(typeof payers)[number]>[], money, askedMs)
      for (const [index, [person, answer, hours]] of asked.entries())
        if (answer !== 'ignore')
          agenda.add(askedMs + hours * HOUR_MS, (atMs) => {
            const payer = payments.current(person, currency)
            if (payer)
              book.answer(requestIds[index] as PaymentRequestId, answer, { asker: from, payer }, atMs)
          })
    })
}
