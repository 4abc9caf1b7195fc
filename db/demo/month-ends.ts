/**
 * The ends of the demo's months: each account's book as the worker would find it in the log, and what the bank's own rules
 * make of it. The bank's own accounts come into being here, with the first interest that is paid.
 */
import { type BankAccount, bankAccount } from '../../server/domain/bank-account/decider.ts'
import type { BankAccountEvent } from '../../server/domain/bank-account/events.ts'
import type { CommandData } from '../../server/domain/commands.ts'
import type { Actor } from '../../server/domain/decider.ts'
import type { AccountId, CustomerId } from '../../server/domain/ids.ts'
import type { Currency } from '../../server/domain/money.ts'
import { createMonthBook } from '../../server/domain/month-end/books.ts'
import { closeMonth } from '../../server/domain/month-end/commands.ts'
import { internalAccountId, THE_BANK } from '../../server/domain/the-bank.ts'
import type { BookAccount, LedgerEntry } from './book-account.ts'

type Own = Pick<BookAccount, 'accountId' | 'currency' | 'openedMs' | 'entries' | 'books'> & {
  readonly product: 'internal'
  readonly status: 'open'
  readonly closedMs: null
}
type Closing = { readonly data: CommandData<'closeMonth'>; readonly events: number }

const bank: Actor = { userId: 'system', role: 'system', customerId: null }

export const createMonthEnds = () => {
  const own = new Map<AccountId, Own>()
  const ownStates = new Map<AccountId, BankAccount>()

  /** Both sides of what is posted are entered here, as the bank will have it. */
  const follow = (account: BookAccount | Own, happened: readonly BankAccountEvent[], atMs: number): void => {
    for (const event of happened) {
      const { accountId } = event.data
      const isOwn = accountId !== account.accountId
      if (isOwn) ownStates.set(accountId, bankAccount.evolve(stateOf(accountId), event))
      if (event.type === 'AccountOpened')
        own.set(accountId, {
          ...{ accountId, currency: event.data.currency, product: 'internal', status: 'open' },
          ...{ openedMs: atMs, closedMs: null, entries: [], books: null },
        })
      if (event.type !== 'MoneyDeposited' && event.type !== 'MoneyWithdrawn') continue
      const by =
        event.type === 'MoneyDeposited' ? event.data.money.amountMinor : -event.data.money.amountMinor
      const side = isOwn ? (own.get(accountId) as Own) : account
      side.entries.push({ atMs, by })
      if ('balance' in side) side.balance += by
    }
  }
  const stateOf = (accountId: AccountId): BankAccount => ownStates.get(accountId) ?? bankAccount.initialState

  return {
    internal: (): readonly Own[] => [...own.values()],

    /** `undefined` when the account had no month that ends then. */
    close: (account: BookAccount | Own, untilMs: number, atMs: number): Closing | undefined => {
      const { accountId, currency, openedMs, closedMs, books } = account
      const from = books?.until ?? new Date(openedMs).toISOString()
      if (openedMs >= untilMs || (closedMs !== null && closedMs < Date.parse(from))) return undefined
      const until = new Date(untilMs).toISOString()
      const opening = books?.closing.amountMinor ?? 0n
      const totals = totalsOf(account.entries, { from, until, opening, currency, accountId })
      const book = { month: from.slice(0, 7), until, currency, totals }
      const data = { accountId, from, book }

      const command = closeMonth.prepare(data, {
        actor: bank,
        today: new Date(atMs).toISOString().slice(0, 10),
        at: new Date(atMs),
        timeZone: 'UTC',
        newId: () => {
          throw new Error('The end of a month makes no ids')
        },
      })
      const state = stateFor(account)
      const isInternalNeeded = closeMonth.further?.(command, { account: state }) !== undefined
      const states = {
        interest: stateOf(internalAccountId('interest', currency)),
        fees: stateOf(internalAccountId('fees', currency)),
      }
      const decision = closeMonth.decide(command, { account: state, ...(isInternalNeeded && states) }, bank)
      if (decision.outcome === 'rejected')
        throw new Error(`A month of the demo cannot be closed: ${decision.rejection.reason}`)

      account.entries = account.entries.filter((entry) => entry.atMs >= untilMs)
      const after = decision.events.reduce(
        (one, event) => (event.data.accountId === accountId ? bankAccount.evolve(one, event) : one),
        state,
      )
      account.books = after.status === 'none' ? null : after.books
      follow(account, decision.events, atMs)
      return { data, events: decision.events.length }
    },
  }
}

const totalsOf = (
  entries: readonly LedgerEntry[],
  {
    from,
    until,
    opening,
    currency,
    accountId,
  }: { from: string; until: string; opening: bigint; currency: Currency; accountId: AccountId },
) => {
  const book = createMonthBook({ from, until, timeZone: 'UTC' }, opening)
  let balance = opening
  for (const { atMs, by } of entries) {
    if (atMs >= Date.parse(until)) break
    balance += by
    const money = { amountMinor: by < 0n ? -by : by, currency }
    book.add({
      type: by < 0n ? 'MoneyWithdrawn' : 'MoneyDeposited',
      createdAt: new Date(atMs),
      data: {
        accountId,
        money,
        balanceAfter: { amountMinor: balance, currency },
      },
    })
  }
  return book.finish()
}

/** As far as closing a month asks for it. Nobody in the demo is overdrawn, or has anything held at midnight. */
const stateFor = ({
  accountId,
  currency,
  product,
  status,
  entries,
  books,
}: BookAccount | Own): BankAccount => {
  // Whose it is makes no difference, as long as it is not the bank's.
  const customerId = product === 'internal' ? THE_BANK : (accountId as string as CustomerId)
  const data = { accountId, customerId, number: '', product, currency, name: '' }
  const opened = bankAccount.evolve(bankAccount.initialState, { type: 'AccountOpened', data })
  if (opened.status === 'none') throw new Error('An account that was opened is not there')
  const closing = books?.closing.amountMinor ?? 0n
  const balance = { amountMinor: entries.reduce((sum, { by }) => sum + by, closing), currency }
  return { ...opened, status, balance, books }
}
