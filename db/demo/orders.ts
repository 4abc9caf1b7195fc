/**
 * Standing orders beside those of everyday life: for savings, on one date, to another bank, skipped, put back, given up,
 * tried again because the money came late, and failed because it never came.
 */
import type { Agenda } from './agenda.ts'
import { minorUnits } from './amounts.ts'
import type { Book } from './book.ts'
import { DAY_MS } from './diary.ts'
import type { Payments } from './payments.ts'
import type { CustomerKey } from './people.ts'

const HOUR_MS = DAY_MS / 24
const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)

type Demo = { readonly book: Book; readonly payments: Payments; readonly agenda: Agenda }

/** @param lastDayMs the start of the last day, from which the others are counted back. */
export const putOrders = ({ book, payments, agenda }: Demo, lastDayMs: number): void => {
  const at = (daysAgo: number, hour: number) => lastDayMs - daysAgo * DAY_MS + hour * HOUR_MS
  /** A round sum that is so much more than what is there. */
  const beyond = (balance: bigint, more: bigint) => ((balance + more) / 1_000n) * 1_000n

  const savers = [
    { person: 'tom', currency: 'GBP', amount: '20.00', text: 'Honeymoon, every four weeks', daysAgo: 500 },
    { person: 'marcus', currency: 'USD', amount: '40.00', text: 'For the three of them', daysAgo: 610 },
    { person: 'lena', currency: 'EUR', amount: '25.00', text: 'Rücklage', daysAgo: 390 },
  ] as const
  for (const { person, currency, amount, text, daysAgo } of savers)
    agenda.add(at(daysAgo, 18), (atMs) => {
      const [from, to] = [payments.current(person, currency), payments.savings(person, currency)]
      if (!from || !to) return
      const terms = { amountMinor: minorUnits(amount, currency), description: text } as const
      const firstDate = dateOf(atMs + 3 * DAY_MS)
      const orderId = book.order(from, to, { ...terms, frequency: 'fourWeekly', firstDate }, atMs)
      if (person === 'lena')
        agenda.add(at(214, 9), (skipMs) => {
          const days = Math.ceil((skipMs - Date.parse(firstDate)) / DAY_MS / 28) * 28
          book.skip(person, orderId, dateOf(Date.parse(firstDate) + days * DAY_MS), skipMs)
        })
    })

  const once = (
    person: CustomerKey,
    {
      daysAgo,
      ahead,
      amountMinor,
      text,
      to,
    }: Omit<OnceTerms, 'currency'> & { to: 'campusHousing' | 'wander' },
    then: (atMs: number) => void = () => undefined,
  ) =>
    agenda.add(at(daysAgo, 17), (atMs) => {
      const [from, payee] = [payments.current(person, 'USD'), payments.current(to, 'USD')]
      if (from?.status !== 'open' || payee?.status !== 'open') return
      const terms = { amountMinor: amountMinor(from.balance), description: text } as const
      const firstDate = dateOf(atMs + ahead * DAY_MS)
      book.order(from, payee, { ...terms, frequency: 'once', firstDate }, atMs)
      then(atMs)
    })
  // Between the first try in the morning and the second one in the afternoon, her mother helps out.
  once(
    'sofia',
    {
      ...{ daysAgo: 262, ahead: 1, text: 'Deposit, summer sublet', to: 'campusHousing' },
      amountMinor: (balance) => beyond(balance, 15_000n),
    },
    (atMs) =>
      agenda.add(atMs + 17 * HOUR_MS, (helpMs) => {
        const rescue = { from: 'elena', to: 'sofia', currency: 'USD', amountMinor: 40_000n } as const
        payments.pay({ ...rescue, text: 'For the sublet. Next time call!', savingsHelp: 'if short' }, helpMs)
      }),
  )
  once('sofia', {
    ...{ daysAgo: 112, ahead: 2, text: 'Spring break, cabin', to: 'wander' },
    amountMinor: (balance) => beyond(balance, 240_000n),
  })
  once('maya', {
    ...{ daysAgo: 6, ahead: 24, text: 'Cabin on the lake, second half', to: 'wander' },
    amountMinor: () => 38_000n,
  })

  // What he has sent by hand every month goes to the other bank by itself from the next one on.
  agenda.add(at(5, 20), (atMs) => {
    const from = payments.current('jonas', 'EUR')
    const payee = 'Proberaum Wedding'
    if (from?.status !== 'open' || !book.hasSaved('jonas', payee)) return
    const terms = { amountMinor: 7_500n, description: 'Proberaum', frequency: 'monthly' } as const
    const firstDate = dateOf(atMs + 20 * DAY_MS)
    const orderId = book.orderAbroad(from, payee, { ...terms, firstDate }, atMs)
    // For once nobody was to play; then somebody was.
    agenda.add(atMs + HOUR_MS, (skipMs) => {
      book.skip('jonas', orderId, firstDate, skipMs)
    })
    agenda.add(atMs + 26 * HOUR_MS, (laterMs) => {
      book.restore('jonas', orderId, firstDate, laterMs)
    })
  })

  // A gym that was never gone to.
  agenda.add(at(340, 19), (atMs) => {
    const [from, to] = [payments.current('grace', 'USD'), payments.current('gymUsa', 'USD')]
    if (from?.status !== 'open' || to?.status !== 'open') return
    const terms = { amountMinor: 3_900n, description: 'Gym membership', frequency: 'monthly' } as const
    const orderId = book.order(from, to, { ...terms, firstDate: dateOf(atMs + 2 * DAY_MS) }, atMs)
    agenda.add(atMs + 95 * DAY_MS, (laterMs) => {
      book.cancelOrder('grace', orderId, laterMs)
    })
  })
}

type OnceTerms = {
  readonly currency: string
  readonly daysAgo: number
  readonly ahead: number
  readonly amountMinor: (balance: bigint) => bigint
  readonly text: string
}
