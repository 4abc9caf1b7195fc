/** Money that is given back, all of it or a part: by shops, and among friends. */
import { type Currency, money } from '../../server/domain/money.ts'
import type { Agenda } from './agenda.ts'
import type { Book } from './book.ts'
import { DAY_MS } from './diary.ts'
import type { Party } from './life.ts'
import type { Payments } from './payments.ts'
import type { Happened } from './rehearsal.ts'

const HOUR_MS = DAY_MS / 24

type Demo = { readonly book: Book; readonly payments: Payments; readonly agenda: Agenda }

/** Each is about the last that was paid before. */
const returns: readonly {
  readonly payer: Party
  readonly payee: Party
  readonly currency: Currency
  readonly daysAgo: number
  readonly percent: bigint
  readonly text: string
}[] = [
  {
    payer: 'maya',
    payee: 'parcel',
    currency: 'USD',
    daysAgo: 27,
    percent: 100n,
    text: 'Sent back: too small',
  },
  { payer: 'maya', payee: 'ben', currency: 'USD', daysAgo: 14, percent: 40n, text: 'You paid too much' },
  {
    payer: 'priya',
    payee: 'parcel',
    currency: 'GBP',
    daysAgo: 83,
    percent: 50n,
    text: 'Damaged, half of it back',
  },
  {
    payer: 'jonas',
    payee: 'musikhaus',
    currency: 'EUR',
    daysAgo: 202,
    percent: 10n,
    text: 'Nachlass, Kratzer am Hals',
  },
  {
    payer: 'lena',
    payee: 'bahn',
    currency: 'EUR',
    daysAgo: 139,
    percent: 25n,
    text: 'Verspätung, ein Viertel zurück',
  },
  {
    payer: 'yuki',
    payee: 'wander',
    currency: 'JPY',
    daysAgo: 188,
    percent: 80n,
    text: 'Cancelled, less our fee',
  },
  { payer: 'omar', payee: 'parcel', currency: 'EUR', daysAgo: 41, percent: 100n, text: 'Retour: chaussures' },
]

/** @param lastDayMs the start of the last day, from which the others are counted back. */
export const putReturns = ({ book, payments, agenda }: Demo, lastDayMs: number): void => {
  const last = new Map<string, Happened<'TransferCompleted'>>()
  book.when('TransferCompleted', (event) => {
    last.set(`${event.data.fromAccountId} ${event.data.toAccountId}`, event)
  })
  for (const { payer, payee, currency, daysAgo, percent, text } of returns)
    agenda.add(lastDayMs - daysAgo * DAY_MS + 15.6 * HOUR_MS, (atMs) => {
      const [from, to] = [payments.current(payer, currency), payments.current(payee, currency)]
      const paid = from && to && last.get(`${from.accountId} ${to.accountId}`)
      if (from?.status !== 'open' || to?.status !== 'open' || !paid) return
      const amount = money((paid.data.money.amountMinor * percent) / 100n, currency)
      if (amount.amountMinor === 0n || to.balance < amount.amountMinor) return
      book.refund(paid.data.transferId, { by: payee, amount, text }, atMs)
    })
}
