/**
 * Whom people save as payees once they have settled in: friends they share bills with, whoever is due every month, and
 * somebody at another bank.
 */
import type { PayeeId } from '../../server/domain/ids.ts'
import { outsiders } from './abroad.ts'
import type { Agenda } from './agenda.ts'
import type { Book } from './book.ts'
import { businesses } from './businesses.ts'
import { DAY_MS } from './diary.ts'
import type { Life, Party } from './life.ts'
import { isBusiness, type Payments } from './payments.ts'
import { demoCustomers } from './people.ts'

type Demo = { readonly book: Book; readonly payments: Payments; readonly agenda: Agenda }

const MINUTE_MS = 60_000
const SETTLED_IN_DAYS = 20

/** @param joinedMs the start of the day on which the person came to the bank. */
export const putAddressBook = ({ book, payments, agenda }: Demo, life: Life, joinedMs: number): void => {
  const { person, home, standings, habits } = life
  const bill = standings.find(({ kind }) => kind === 'bill')
  const friends = [...new Set(habits.flatMap(({ split }) => split?.among ?? []))]

  let nextMs = joinedMs + (SETTLED_IN_DAYS + 0.8) * DAY_MS
  /** One after the other, a minute each; `then` for those who have an account by that day. */
  const save = (party: Party, then: (payeeId: PayeeId, atMs: number) => void) => {
    nextMs += MINUTE_MS
    agenda.add(nextMs, (atMs) => {
      const account = payments.current(party, home)
      if (account)
        then(book.savePayee(person, { name: nameOf(party), accountId: account.accountId }, atMs), atMs)
    })
  }

  // Who is paid every month is known to be right once it has gone well.
  if (bill)
    save(bill.party, (payeeId, savedMs) =>
      agenda.add(savedMs + 40 * DAY_MS, (atMs) => {
        book.trustPayee(person, payeeId, atMs)
      }),
    )
  for (const [index, friend] of friends.entries())
    save(friend, (payeeId, savedMs) =>
      agenda.add(savedMs + 50 * DAY_MS, (atMs) => {
        if (index === 0) book.renamePayee(person, payeeId, 'Flat and food', atMs)
        else book.removePayee(person, payeeId, atMs)
      }),
    )
  const abroad = outsiders[person]
  if (abroad)
    agenda.add(nextMs + MINUTE_MS, (atMs) => {
      book.savePayee(person, abroad, atMs)
    })
}

const nameOf = (party: Party): string => {
  if (isBusiness(party)) return `${businesses[party].first} ${businesses[party].last}`
  const { firstName, lastName } = demoCustomers.find(({ key }) => key === party)!
  return `${firstName} ${lastName}`
}
