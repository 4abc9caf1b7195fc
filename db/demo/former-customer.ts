/** Somebody who was a customer for some weeks, has left, and has asked to be forgotten: nobody can read any more who it was. */
import type { Agenda } from './agenda.ts'
import type { Book } from './book.ts'
import { DAY_MS } from './diary.ts'

const HOUR_MS = DAY_MS / 24

/** Gone by the end, so no one who signs in. */
const person = {
  firstName: 'Ida',
  lastName: 'Sandberg',
  email: 'ida.sandberg@mail.passbook.test',
} as const

/** @param lastDayMs the start of the last day, from which the others are counted back. */
export const putFormerCustomer = (
  { book, agenda }: { readonly book: Book; readonly agenda: Agenda },
  lastDayMs: number,
): void => {
  const at = (daysAgo: number, hour: number) => lastDayMs - daysAgo * DAY_MS + hour * HOUR_MS
  agenda.add(at(512, 10), (atMs) => {
    book.register('ida', person, atMs)
    const account = book.open(
      'ida',
      { product: 'current', currency: 'EUR', name: 'Girokonto' },
      atMs + 60_000,
    )
    book.deposit(account, 40_000n, 'Bar eingezahlt', atMs + 120_000)
    const sister = { name: 'Maja Sandberg', number: 'SE4550000000058398257466', bank: 'Mälarbanken' }
    book.savePayee('ida', sister, atMs + 180_000)
    agenda.add(at(470, 15), (laterMs) => {
      book.withdraw(account, 40_000n, 'Bar ausgezahlt', laterMs)
      book.close(account, 'Moving back to Sweden', laterMs + 60_000)
    })
    agenda.add(at(468, 11), (laterMs) => book.forget('ida', 'Asked for in writing', laterMs))
  })
}
