/**
 * What the rules against fraud are there for (docs/fraud.md): three companies that send one and the same money round, a
 * dealer who always stays just under what is reviewed, a program
 * that pays at night, and the fund that wanted Marcus' savings.
 */
import type { Agenda } from './agenda.ts'
import type { Book } from './book.ts'
import { type ShellKey, shells } from './businesses.ts'
import { DAY_MS } from './diary.ts'
import type { Payments } from './payments.ts'

const HOUR_MS = DAY_MS / 24

type Demo = { readonly book: Book; readonly payments: Payments; readonly agenda: Agenda }
type Sending = {
  readonly from: ShellKey
  readonly to: ShellKey
  readonly units: bigint
  readonly daysAgo: number
  readonly hour: number
  readonly text: string
}

const sendings: readonly Sending[] = [
  // They know each other before the large amounts come.
  { from: 'pinnacle', to: 'summit', units: 340n, daysAgo: 74, hour: 10, text: 'Invoice 0007' },
  { from: 'summit', to: 'crest', units: 290n, daysAgo: 73, hour: 11, text: 'Samples' },
  { from: 'crest', to: 'pinnacle', units: 310n, daysAgo: 72, hour: 12, text: 'Retainer' },
  { from: 'riverside', to: 'crest', units: 425n, daysAgo: 70, hour: 9, text: 'Parts' },
  // Round in a day and a half, twice.
  { from: 'pinnacle', to: 'summit', units: 8_400n, daysAgo: 38, hour: 9, text: 'Invoice 0012' },
  { from: 'summit', to: 'crest', units: 8_250n, daysAgo: 38, hour: 16, text: 'Consulting' },
  { from: 'crest', to: 'pinnacle', units: 8_100n, daysAgo: 37, hour: 13, text: 'Licence fee' },
  { from: 'pinnacle', to: 'summit', units: 7_900n, daysAgo: 17, hour: 9, text: 'Invoice 0019' },
  { from: 'summit', to: 'crest', units: 7_800n, daysAgo: 17, hour: 15, text: 'Consulting' },
  { from: 'crest', to: 'pinnacle', units: 7_650n, daysAgo: 16, hour: 11, text: 'Licence fee' },
  // As fast as no person sends.
  ...Array.from({ length: 11 }, (_, index) => ({
    ...({ from: 'crest', to: 'summit', units: 140n, daysAgo: 9 } as const),
    ...{ hour: 3 + index / 110, text: `Bonus ${index + 1}` },
  })),
  // Never ten thousand.
  { from: 'riverside', to: 'crest', units: 9_800n, daysAgo: 11, hour: 9, text: 'Three vans, part 1' },
  { from: 'riverside', to: 'crest', units: 9_750n, daysAgo: 11, hour: 14, text: 'Three vans, part 2' },
  { from: 'riverside', to: 'crest', units: 9_900n, daysAgo: 10, hour: 10, text: 'Three vans, part 3' },
]

const OPENED_DAYS_AGO = {
  golden: 206,
  pinnacle: 80,
  summit: 79,
  crest: 78,
  riverside: 77,
} as const satisfies {
  readonly [Key in ShellKey]: number
}

/** @param lastDayMs the start of the last day, from which the others are counted back. */
export const putSuspicious = ({ book, payments, agenda }: Demo, lastDayMs: number): void => {
  const at = (daysAgo: number, hour: number) => lastDayMs - daysAgo * DAY_MS + hour * HOUR_MS
  for (const key of Object.keys(OPENED_DAYS_AGO) as ShellKey[])
    agenda.add(at(OPENED_DAYS_AGO[key], 10), (atMs) => {
      const { first, last } = shells[key]
      const email = `${key}@business.passbook.test`
      book.register(key, { firstName: first, lastName: last, email }, atMs)
      book.open(key, { product: 'current', currency: 'USD', name: 'Business account' }, atMs)
    })
  for (const [key, units] of [
    ['pinnacle', 12_000n],
    ['riverside', 31_000n],
  ] as const)
    agenda.add(at(75, 9), (atMs) => {
      const account = payments.current(key, 'USD')
      if (account) book.deposit(account, units * 100n, 'Paid-in capital', atMs)
    })
  for (const { from: payer, to: payee, units, daysAgo, hour, text } of sendings)
    agenda.add(at(daysAgo, hour), (atMs) => {
      const [from, to] = [payments.current(payer, 'USD'), payments.current(payee, 'USD')]
      if (from?.status === 'open' && to?.status === 'open' && from.balance >= units * 100n)
        book.transfer(from, to, units * 100n, text, atMs)
    })
}
