/**
 * What people choose for themselves: categories of what they have bought, what they note of it and look for again, limits,
 * and how long they can undo.
 */
import type { Category } from '../../server/domain/categories/category.ts'
import { searchFilterSchema } from '../../server/domain/saved-search/filter.ts'
import { otherSideOf, writtenCategory } from '../../server/read-models/other-side.ts'
import type { Agenda } from './agenda.ts'
import { minorUnits } from './amounts.ts'
import type { Book } from './book.ts'
import { DAY_MS } from './diary.ts'
import type { Party } from './life.ts'
import type { Payments } from './payments.ts'
import type { CustomerKey } from './people.ts'
import type { Happened } from './rehearsal.ts'

const HOUR_MS = DAY_MS / 24

type Demo = { readonly book: Book; readonly payments: Payments; readonly agenda: Agenda }
type Choice = {
  readonly person: CustomerKey
  readonly currency: 'USD' | 'EUR' | 'GBP' | 'JPY'
  readonly paidTo: Party
  readonly daysAgo: number
  readonly category: Category
  /** For whatever is paid to the same from then on. */
  readonly isRemembered?: boolean
}

/** Each is about the last that was paid to somebody before. Nothing is said twice of one and the same other side. */
const choices: readonly Choice[] = [
  {
    person: 'maya',
    currency: 'USD',
    paidTo: 'books',
    daysAgo: 180,
    category: 'education',
    isRemembered: true,
  },
  { person: 'maya', currency: 'USD', paidTo: 'grace', daysAgo: 77, category: 'leisure' },
  { person: 'maya', currency: 'USD', paidTo: 'parcel', daysAgo: 31, category: 'gifts' },
  {
    person: 'ben',
    currency: 'USD',
    paidTo: 'diner',
    daysAgo: 120,
    category: 'groceries',
    isRemembered: true,
  },
  {
    person: 'lena',
    currency: 'EUR',
    paidTo: 'morgenrot',
    daysAgo: 90,
    category: 'leisure',
    isRemembered: true,
  },
  { person: 'priya', currency: 'GBP', paidTo: 'parcel', daysAgo: 54, category: 'gifts' },
  {
    person: 'kenji',
    currency: 'JPY',
    paidTo: 'izakaya',
    daysAgo: 66,
    category: 'education',
    isRemembered: true,
  },
]

/** Each is about the last that was paid to somebody before. */
const notes = [
  { person: 'maya', currency: 'USD', paidTo: 'grace', daysAgo: 76, note: 'The clay was included' },
  { person: 'maya', currency: 'USD', paidTo: 'parcel', daysAgo: 30, note: 'Can go back until New Year' },
  { person: 'priya', currency: 'GBP', paidTo: 'parcel', daysAgo: 53, note: 'For Dev, not a word to him' },
] as const

const searches = [
  {
    person: 'maya',
    daysAgo: 29,
    name: 'Eating out this month',
    filter: { categories: ['eatingOut'], range: 'thisMonth' },
  },
  {
    person: 'maya',
    daysAgo: 28,
    name: 'More than a hundred',
    filter: { minAmount: '100', direction: 'out' },
  },
  { person: 'lena', daysAgo: 12, name: 'Rent', filter: { search: 'rent' } },
] as const

/** @param lastDayMs the start of the last day, from which the others are counted back. */
export const putChoices = ({ book, payments, agenda }: Demo, lastDayMs: number): void => {
  const at = (daysAgo: number, hour: number) => lastDayMs - daysAgo * DAY_MS + hour * HOUR_MS

  const lastPaid = new Map<string, Happened<'MoneyWithdrawn'>>()
  book.when('MoneyWithdrawn', (event) => {
    const { accountId, transfer } = event.data
    if (transfer) lastPaid.set(`${accountId} ${transfer.counterpartyAccountId}`, event)
  })
  const paidLast = (person: CustomerKey, paidTo: Party, currency: Choice['currency']) => {
    const [from, to] = [payments.current(person, currency), payments.current(paidTo, currency)]
    return from && to && lastPaid.get(`${from.accountId} ${to.accountId}`)
  }
  for (const { person, currency, paidTo, daysAgo, category, isRemembered = false } of choices)
    agenda.add(at(daysAgo, 20), (atMs) => {
      const paid = paidLast(person, paidTo, currency)
      if (!paid) return
      const { accountId, money, transfer, description } = paid.data
      const about = { transfer, description }
      const movement = {
        ...{ accountId, position: paid.position, at: new Date(paid.atMs).toISOString(), money },
        ...{ direction: 'out' as const, otherSide: otherSideOf(about) },
        original: { source: 'rule', category: writtenCategory(about) },
      } as const
      const own = book.accountsOf(person).map((account) => account.accountId)
      book.categorise(person, { movement, category, rememberOn: isRemembered ? own : [] }, atMs)
    })

  for (const { person, currency, paidTo, daysAgo, note } of notes)
    agenda.add(at(daysAgo, 21), (atMs) => {
      const paid = paidLast(person, paidTo, currency)
      if (paid) book.note(person, { accountId: paid.data.accountId, position: paid.position }, note, atMs)
    })
  for (const { person, daysAgo, name, filter } of searches)
    agenda.add(at(daysAgo, 21.5), (atMs) => {
      book.saveSearch(person, { name, filter: searchFilterSchema.parse(filter) }, atMs)
    })

  agenda.add(at(40, 20), (atMs) => {
    const diner = payments.current('diner', 'USD')
    if (diner) book.forgetCategoryRule('ben', diner.accountId, atMs)
  })
  agenda.add(at(26, 18.5), (atMs) => {
    book.untrustPayee('nora', 'Oak Street Homes', atMs)
  })

  const limits = [
    { person: 'tom', currency: 'GBP', kind: 'perDay', amount: '2500.00', daysAgo: 410 },
    { person: 'marcus', currency: 'USD', kind: 'newPayee', amount: '500.00', daysAgo: 196 },
    { person: 'lena', currency: 'EUR', kind: 'perTransfer', amount: '5000.00', daysAgo: 330 },
    // Raised: it holds a day later.
    { person: 'lena', currency: 'EUR', kind: 'perTransfer', amount: '8000.00', daysAgo: 60 },
    { person: 'elena', currency: 'USD', kind: 'perTransfer', amount: '40000.00', daysAgo: 424 },
  ] as const
  for (const { person, currency, kind, amount, daysAgo } of limits)
    agenda.add(at(daysAgo, 19.5), (atMs) => {
      const account = payments.current(person, currency)
      if (account) book.changeLimit(account, kind, minorUnits(amount, currency), atMs)
    })

  const windows = [
    { person: 'maya', seconds: 30, daysAgo: 210 },
    { person: 'ben', seconds: 0, daysAgo: 88 },
  ] as const
  for (const { person, seconds, daysAgo } of windows)
    agenda.add(at(daysAgo, 7.5), (atMs) => {
      book.chooseUndoWindow(person, seconds, atMs)
    })
}
