/**
 * The demo bank's whole past as a list of commands, in order of time. Pure: the same seed and the same last instant give
 * the same list, ids included, and a later instant of the same day only makes it longer.
 */

import { startOfDate } from '../../server/domain/calendar/business-dates.ts'
import type { CustomerId, TransferId } from '../../server/domain/ids.ts'
import { createRegularsAbroad, putPaymentsAbroad } from './abroad.ts'
import { putAddressBook } from './address-books.ts'
import { createAgenda } from './agenda.ts'
import { commandIdAt, createBook, type PlannedCommand } from './book.ts'
import type { BookAccount } from './book-account.ts'
import { businesses, businessKeys } from './businesses.ts'
import { putChoices } from './choices.ts'
import { createClearing } from './clearing.ts'
import { createDiary, DAY_MS, utcMs } from './diary.ts'
import { putEpisodes } from './episodes.ts'
import { putExchanges } from './exchanges.ts'
import { putFormerCustomer } from './former-customer.ts'
import { putInboxes } from './inboxes.ts'
import { putLargePayments } from './large-payments.ts'
import { lives } from './lives/index.ts'
import { putOrders } from './orders.ts'
import { createPayments } from './payments.ts'
import { type DemoPerson, demoCustomers, demoPeople } from './people.ts'
import { uuidAt } from './random.ts'
import { putRequests } from './requests.ts'
import { putReturns } from './returns.ts'
import { putSecondLooks } from './second-looks.ts'
import { putSuspicious } from './suspicious.ts'

export const DEMO_SEED = 'passbook'
/** 24 months. */
export const DEMO_DAYS = 730

export type DemoPlan = {
  readonly commands: readonly PlannedCommand[]
  readonly accounts: readonly Readonly<BookAccount>[]
  readonly users: readonly PlannedUser[]
}
export type PlannedUser = DemoPerson & { readonly userId: string; readonly customerId: CustomerId | null }

/** The first day of a past that ends now. */
export const firstDayOf = (now: Date): Temporal.PlainDate => dayOf(now).subtract({ days: DEMO_DAYS })

export const dayOf = (instant: Date): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO('UTC').toPlainDate()

/** The last thing that happens is a coffee, a minute ago. */
const CLOSING_MS = 60_000

/** How long after its end a month is closed. */
const MONTH_END_MS = 60_000

/** What happens beside everyday life, each in a file of its own. */
const happenings = [
  putEpisodes,
  putSuspicious,
  putLargePayments,
  putSecondLooks,
  putPaymentsAbroad,
  putOrders,
  putExchanges,
  putReturns,
  putRequests,
  putChoices,
  putInboxes,
  putFormerCustomer,
]

/** By its first command a log is recognised as the demo's. */
export const firstCommandIdOf = (firstDay: Temporal.PlainDate, seed: string): string =>
  commandIdAt(utcMs(firstDay), seed, 0)

/** The transfer that comes last, known by its id from the first day: it is there, or the log is not complete. */
export const closingTransferIdOf = (firstDay: Temporal.PlainDate, seed: string): TransferId =>
  uuidAt(utcMs(firstDay), `${seed} closing`) as TransferId

/**
 * @param until nothing happens later than this, nor after the end of the last of {@link DEMO_DAYS} days.
 * @param timeZone the bank's, in which its months end.
 */
export const planDemoBank = (
  firstDay: Temporal.PlainDate,
  until: Date,
  { seed = DEMO_SEED, timeZone = 'UTC' }: { readonly seed?: string; readonly timeZone?: string } = {},
): DemoPlan => {
  const startMs = utcMs(firstDay)
  const last = firstDay.add({ days: DEMO_DAYS })
  const endMs = Math.min(until.getTime(), utcMs(last) + DAY_MS - 1)
  const closingMs = endMs - CLOSING_MS
  const agenda = createAgenda()
  const book = createBook({ seed, startMs, timeZone, agenda })
  const payments = createPayments(book)
  const clearing = createClearing({ seed, book, agenda })
  const demo = { seed, book, payments, clearing, agenda }

  // 1. Everybody becomes a customer, businesses first.
  for (const key of businessKeys) {
    const { first, last: lastName, currencies } = businesses[key]
    const email = `${key.toLowerCase()}@business.passbook.test`
    book.register(key, { firstName: first, lastName, email }, startMs)
    for (const currency of currencies)
      book.open(key, { product: 'current', currency, name: 'Business account' }, startMs)
  }

  // 2. Lives are put down a day ahead, because where the sun rises first it is tomorrow already.
  const diaries = lives.map((life) => {
    const joined = life.joined === 24 ? firstDay : last.subtract({ months: life.joined })
    const { firstName, lastName, email } = demoCustomers.find(({ key }) => key === life.person)!
    // Early in the day, before the account that is opened then.
    const registeredMs = utcMs(joined) + 2 * (DAY_MS / 24)
    agenda.add(registeredMs, (atMs) => book.register(life.person, { firstName, lastName, email }, atMs))
    putAddressBook(demo, life, utcMs(joined))
    return createDiary(life, { joined, last }, demo)
  })
  for (const put of happenings) put(demo, utcMs(last))
  const abroad = createRegularsAbroad(demo)

  // 3. Days pass. Whatever would come after the end stays undone.
  for (let ahead = firstDay; Temporal.PlainDate.compare(ahead, last) <= 0; ahead = ahead.add({ days: 1 })) {
    for (const diary of diaries) diary(ahead)
    abroad(ahead)
    if (ahead.day === 1) {
      const endedMs = Date.parse(startOfDate(ahead.toString(), timeZone))
      agenda.add(endedMs + MONTH_END_MS, book.closeMonths)
    }
    if (ahead.day === ahead.daysInMonth) agenda.add(utcMs(ahead) + 0.75 * DAY_MS, payments.payOut)
    agenda.runUntil(Math.min(closingMs, utcMs(ahead)))
  }
  for (const diary of diaries) diary(last.add({ days: 1 }))
  agenda.runUntil(closingMs)

  // 4. The end.
  const [from, to] = [payments.current('maya', 'USD')!, payments.current('coffee', 'USD')!]
  const transferId = closingTransferIdOf(firstDay, seed)
  if (from.balance < 480n) book.deposit(from, 5_000n, 'Cash, paid in', closingMs)
  book.transfer(from, to, 480n, 'Coffee, just now', closingMs, { transferId })

  return {
    commands: book.commands,
    accounts: book.accounts,
    users: demoPeople.map((person) => ({
      ...person,
      userId: book.userIdOf(person.key),
      customerId: person.role === 'customer' ? book.customerIdOf(person.key) : null,
    })),
  }
}
