/**
 * What passes between the demo's people and other banks: who is paid there, every month or once, and who pays in. All
 * numbers are made up. Where it matters what becomes of a payment, the number's last four digits decide it (docs/payments.md).
 */
import type { Currency } from '../../server/domain/money.ts'
import type { Agenda } from './agenda.ts'
import { drawAmount, minorUnits, writeText } from './amounts.ts'
import type { Book } from './book.ts'
import type { Clearing } from './clearing.ts'
import { DAY_MS, utcMs } from './diary.ts'
import type { Amount, Text } from './life.ts'
import { lives } from './lives/index.ts'
import type { Payments } from './payments.ts'
import type { CustomerKey } from './people.ts'
import { createRandom } from './random.ts'

export type Outsider = { readonly name: string; readonly number: string; readonly bank: string }

/** Whom people save as soon as they have settled in. */
export const outsiders: { readonly [Person in CustomerKey]?: Outsider } = {
  maya: { name: 'Estúdio Lisboa', number: 'PT50000201231234567890154', bank: 'Banco do Tejo' },
  lena: { name: 'Praxis Dr. Vogel', number: 'DE89370400440532013000', bank: 'Spreebank' },
  jonas: { name: 'Proberaum Wedding', number: 'AT611904300234573201', bank: 'Donaubank' },
  priya: { name: 'Anjali Raman', number: 'GB29NWBK60161331926819', bank: 'Fenchurch Bank' },
  kenji: { name: 'Hocho Suisse', number: 'CH9300762011623852957', bank: 'Bank am Rhein' },
  omar: { name: 'Aïcha Haddad', number: 'FR1420041010050500013M02606', bank: 'Banque du Port' },
  nora: { name: 'Astrid Lindqvist', number: 'SE4550000000058398257466', bank: 'Mälarbanken' },
}

/** Something that is paid to, or comes from, another bank in these months. */
type Regular = {
  readonly person: CustomerKey
  readonly currency: Currency
  readonly amount: Amount
  readonly day: number
  readonly months: readonly number[]
  readonly text: Text
}
const always = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const
const quarterly = [3, 6, 9, 12] as const

const paid: readonly Regular[] = [
  {
    person: 'maya',
    currency: 'USD',
    amount: '85.00',
    day: 19,
    months: [2, 5, 8, 11],
    text: 'Tile print, by post',
  },
  {
    person: 'lena',
    currency: 'EUR',
    amount: ['48.00', '165.00'],
    day: 21,
    months: [1, 4, 7, 10],
    text: 'Rechnung Zahnreinigung',
  },
  { person: 'jonas', currency: 'EUR', amount: '75.00', day: 14, months: always, text: 'Proberaum {month}' },
  {
    person: 'priya',
    currency: 'GBP',
    amount: ['60.00', '110.00'],
    day: 28,
    months: always,
    text: ['For Anjali', 'Pocket money, Anjali'],
  },
  {
    person: 'kenji',
    currency: 'JPY',
    amount: ['18000', '39000'],
    day: 20,
    months: [5, 11],
    text: 'Sharpening and a handle',
  },
  { person: 'omar', currency: 'EUR', amount: '120.00', day: 6, months: always, text: 'Pour maman, {month}' },
  {
    person: 'nora',
    currency: 'USD',
    amount: '90.00',
    day: 26,
    months: always,
    text: 'To Astrid, for the summer house',
  },
]

const received: readonly (Regular & {
  readonly payer: { readonly name: string; readonly number: string }
})[] = [
  {
    ...{ person: 'grace', currency: 'USD', amount: ['420.00', '980.00'], day: 24, months: quarterly },
    ...{ text: 'Picture licences, {month}', payer: { name: 'Nordlys Media AS', number: 'NO9886011110000' } },
  },
  {
    ...{ person: 'nora', currency: 'USD', amount: '250.00', day: 9, months: always },
    ...{ text: 'Hugs from home', payer: { name: 'Birgit Lindqvist', number: 'SE3550000000054910000003' } },
  },
  {
    ...{
      person: 'yuki',
      currency: 'USD',
      amount: ['110.00', '320.00'],
      day: 22,
      months: [2, 4, 6, 8, 10, 12],
    },
    ...{
      text: 'Novel, chapters for {month}',
      payer: { name: 'Halcyon Books Ltd', number: 'IE11BOFI90001710340004' },
    },
  },
  {
    ...{ person: 'jonas', currency: 'EUR', amount: ['35.00', '140.00'], day: 25, months: quarterly },
    ...{
      text: 'Streaming royalties',
      payer: { name: 'Klangverwertung eG', number: 'DE97500105175407320000' },
    },
  },
]

/** Once, so many days before the last one. */
const once: readonly (Outsider & {
  readonly person: CustomerKey
  readonly currency: Currency
  readonly daysAgo: number
  readonly amount: string
  readonly text: string
  /** Called back after so many seconds. */
  readonly calledBack?: number
})[] = [
  // Refused: that account is closed. Then with the right number.
  {
    ...pryce('GB31FENB20104560010001'),
    person: 'tom',
    currency: 'GBP',
    daysAgo: 152,
    amount: '180.00',
    text: 'Deposit for the church',
  },
  {
    ...pryce('GB09FENB20104560020000'),
    name: 'Rev. A. Pryce, new account',
    person: 'tom',
    currency: 'GBP',
    daysAgo: 148,
    amount: '180.00',
    text: 'Deposit for the church',
  },
  // Settled, and sent back a little later.
  {
    name: 'Lycée, voyage scolaire',
    number: 'FR4330001007941234567890003',
    bank: 'Crédit des Écoles',
    person: 'omar',
    currency: 'EUR',
    daysAgo: 97,
    amount: '145.00',
    text: 'Classe de neige',
  },
  // Never answered: after a week the money is free again.
  {
    name: 'Old Town Bicycles',
    number: 'NL33TULP0300650004',
    bank: 'Tulpenbank',
    person: 'ben',
    currency: 'USD',
    daysAgo: 71,
    amount: '64.00',
    text: 'Saddle bag',
  },
  // Answered only after it was given up.
  {
    name: 'Atelier Huber',
    number: 'AT222011182218230005',
    bank: 'Donaubank',
    person: 'grace',
    currency: 'USD',
    daysAgo: 45,
    amount: '310.00',
    text: 'Album binding',
  },
  {
    name: 'Stockholm Ferries',
    number: 'SE4550000000058398257466',
    bank: 'Mälarbanken',
    person: 'lena',
    currency: 'EUR',
    daysAgo: 33,
    amount: '96.00',
    text: 'Fähre, zwei Plätze',
    calledBack: 7,
  },
  // Under way to this day.
  {
    name: 'Quinta do Sol',
    number: 'PT18000700004512340000004',
    bank: 'Banco do Tejo',
    person: 'priya',
    currency: 'GBP',
    daysAgo: 2,
    amount: '240.00',
    text: 'Honeymoon cottage, deposit',
  },
]

function pryce(number: string): Outsider {
  return { name: 'Rev. A. Pryce', number, bank: 'Fenchurch Bank' }
}

type Demo = {
  readonly seed: string
  readonly book: Book
  readonly payments: Payments
  readonly clearing: Clearing
  readonly agenda: Agenda
}

const HOUR_MS = DAY_MS / 24
const minutes = (count: number) => count * 60_000

/** What happens once. @param lastDayMs the start of the last day, from which the others are counted back. */
export const putPaymentsAbroad = ({ book, payments, clearing, agenda }: Demo, lastDayMs: number): void => {
  const at = (daysAgo: number, hour: number) => lastDayMs - daysAgo * DAY_MS + hour * HOUR_MS
  for (const { person, currency, daysAgo, amount, text, calledBack, ...payee } of once)
    agenda.add(at(daysAgo, 11), (atMs) => {
      const amountMinor = minorUnits(amount, currency)
      const from = payments.withAtLeast(person, currency, amountMinor, text, atMs)
      if (!from) return
      book.savePayee(person, payee, atMs)
      agenda.add(atMs + minutes(4), (paidMs) => {
        if (from.balance < amountMinor) return
        const remittance = { amountMinor, description: text, canBeUndone: true }
        const transferId = book.sendAbroad(from, payee.name, remittance, paidMs)
        if (calledBack)
          agenda.add(paidMs + calledBack * 1_000, (laterMs) => {
            book.callBack(person, transferId, laterMs)
          })
      })
    })

  // For accounts that cannot take it: into suspense, and back.
  agenda.add(at(301, 9.5), (atMs) => {
    const club = book.accountsOf('marcus').find(({ status }) => status === 'closed')
    const payer = { name: 'Harold Finch', number: 'GB36FENB20104571120000' }
    const payment = { amountMinor: 2_500n, currency: 'USD', description: 'Christmas club', payer } as const
    if (club) clearing.payIn(club, { reference: 'HF-0141', ...payment }, atMs)
  })
  agenda.add(at(64, 13.2), (atMs) => {
    const payer = { name: 'Marta Oliveira', number: 'PT64003506510000012345678' }
    const payment = { amountMinor: 18_000n, currency: 'EUR', description: 'Fatura 221', payer } as const
    clearing.payIn(null, { reference: 'MO-2210', ...payment }, atMs)
  })
  // Given up after a week, settled after eight days: by then the account is frozen, and the bank has to pay. It gets it back.
  agenda.add(at(27, 16), (atMs) => {
    const fund = payments.savings('jonas', 'EUR')
    const payee = { name: 'Probenzelt GmbH', number: 'BE22539007540005', bank: 'Banque du Canal' }
    if (fund?.status !== 'open' || fund.balance < 6_000n) return
    book.savePayee('jonas', payee, atMs)
    const remittance = { amountMinor: 6_000n, description: 'Zelt, Anzahlung' }
    const transferId = book.sendAbroad(fund, payee.name, remittance, atMs)
    agenda.add(at(16, 10.5), (laterMs) => {
      const account = payments.current('jonas', 'EUR')
      if (account?.status === 'open' && account.balance >= 6_000n)
        book.clearSuspense(transferId, account, laterMs)
    })
  })
  // Elena's mother has sold her house.
  agenda.add(at(436, 14.4), (atMs) => {
    const to = payments.savings('elena', 'USD')
    const payer = { name: 'Estate of Rosa Reyes', number: 'ES6821000418450200050000' }
    const payment = {
      amountMinor: 4_650_000n,
      currency: 'USD',
      description: 'From Abuela’s house',
      payer,
    } as const
    if (to?.status === 'open') clearing.payIn(to, { reference: 'RR-ESTATE-1', ...payment }, atMs)
  })
}

/** What happens again and again; to be asked for each day. */
export const createRegularsAbroad = ({ seed, book, payments, clearing, agenda }: Demo) => {
  const random = createRandom(`${seed} abroad`)
  const isDue = ({ day, months }: Regular, date: Temporal.PlainDate) =>
    date.day === Math.min(day, date.daysInMonth) && months.includes(date.month)
  const drawn = (date: Temporal.PlainDate, { person, currency, amount, text }: Regular) => ({
    amountMinor: drawAmount(amount, currency, random),
    description: writeText(text, date, lives.find((life) => life.person === person)!, random),
  })

  return (date: Temporal.PlainDate): void => {
    for (const [index, one] of paid.entries()) {
      if (!isDue(one, date)) continue
      const remittance = { ...drawn(date, one), canBeUndone: random.chance(0.4) }
      const { person, currency } = one
      const payee = outsiders[person]?.name
      agenda.add(utcMs(date) + 12 * HOUR_MS + minutes(random.between(index * 5, 200)), (atMs) => {
        const from = payments.current(person, currency)
        if (!payee || !book.hasSaved(person, payee) || from?.status !== 'open') return
        if (from.balance > remittance.amountMinor) book.sendAbroad(from, payee, remittance, atMs)
      })
    }
    for (const one of received) {
      if (!isDue(one, date)) continue
      const payment = { ...drawn(date, one), currency: one.currency, payer: one.payer }
      const initials = one.payer.name.replaceAll(/[^A-Z]/g, '')
      const reference = `${initials}-${date.toString().replaceAll('-', '')}`
      agenda.add(utcMs(date) + 8 * HOUR_MS + minutes(random.between(0, 300)), (atMs) => {
        const to = payments.current(one.person, one.currency)
        if (to?.status === 'open') clearing.payIn(to, { reference, ...payment }, atMs)
      })
    }
  }
}
