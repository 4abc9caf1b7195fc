/**
 * The demo's own ledger: every movement is written down as a command and reckoned with at once, so that the plan knows
 * all balances and never asks for what the bank would refuse. Asking for it nevertheless is a mistake, and throws.
 */
import { accountNumberOf } from '../../server/domain/account-number.ts'
import type { Product } from '../../server/domain/bank-account/events.ts'
import type { CommandData, CommandName } from '../../server/domain/commands.ts'
import type { Actor } from '../../server/domain/decider.ts'
import type { AccountId, CustomerId, PayeeId, TransferId } from '../../server/domain/ids.ts'
import { type Currency, formatDecimal, money } from '../../server/domain/money.ts'
import type { BookAccount } from './book-account.ts'
import type { Party } from './life.ts'
import { createMonthEnds } from './month-ends.ts'
import { uuidAt } from './random.ts'

/** One command of the plan, in full: whoever gives it, under which id, when. */
export type PlannedCommand<Name extends CommandName = CommandName> = {
  [Each in Name]: {
    readonly name: Each
    readonly data: CommandData<Each>
    readonly actor: Actor
    readonly commandId: string
    readonly at: Date
    /** How many events it writes. */
    readonly events: number
  }
}[Name]

export type Person = { readonly firstName: string; readonly lastName: string; readonly email: string }

const EVENTS_OF_A_TRANSFER = 3
/** One on the account and one on the transfer, to hold as well as to release. */
const EVENTS_OF_A_HOLD = 2
const UNDO_WINDOW_SECONDS = 10

export type HeldTransfer = {
  readonly transferId: TransferId
  readonly from: BookAccount
  readonly to: BookAccount
  readonly amountMinor: bigint
  readonly settleMs: number
}

/** @param index how many commands come before it. */
export const commandIdAt = (atMs: number, seed: string, index: number): string =>
  uuidAt(atMs, `${seed} command ${index}`)

export const createBook = (seed: string, startMs: number) => {
  const commands: PlannedCommand[] = []
  const accounts: BookAccount[] = []
  const userIdOf = (key: string) => uuidAt(startMs, `${seed} user ${key}`)
  const customerIdOf = (key: Party) => uuidAt(startMs, `${seed} customer ${key}`) as CustomerId

  const bank: Actor = { userId: 'system', role: 'system', customerId: null }
  const staff = (role: 'teller' | 'approver'): Actor => ({ userId: userIdOf(role), role, customerId: null })
  const customer = (key: Party): Actor => ({
    userId: userIdOf(key),
    role: 'customer',
    customerId: customerIdOf(key),
  })

  const write = <Name extends CommandName>(
    name: Name,
    data: CommandData<Name>,
    actor: Actor,
    atMs: number,
    events = 1,
  ): void => {
    const commandId = commandIdAt(atMs, seed, commands.length)
    commands.push({ name, data, actor, commandId, at: new Date(atMs), events } as PlannedCommand)
  }

  const change = (account: BookAccount, by: bigint): void => {
    if (account.status !== 'open')
      throw new Error(`${account.owner} has an account that is ${account.status}`)
    if (account.balance + by < 0n)
      throw new Error(
        `${account.owner} has ${formatDecimal(account.balance, account.currency)} and cannot pay ${formatDecimal(-by, account.currency)}`,
      )
    account.balance += by
  }

  const enter = (account: BookAccount, by: bigint, atMs: number): void => {
    account.entries.push({ atMs, by })
  }
  const move = (account: BookAccount, by: bigint, atMs: number): void => {
    change(account, by)
    enter(account, by, atMs)
  }
  const monthEnd = createMonthEnds()

  return {
    commands: commands as readonly PlannedCommand[],
    accounts: accounts as readonly BookAccount[],
    userIdOf,
    customerIdOf,

    register: (party: Party, person: Person, atMs: number): void =>
      write('registerCustomer', { customerId: customerIdOf(party), ...person }, bank, atMs),

    open: (
      owner: Party,
      { product, currency, name }: { product: Product; currency: Currency; name: string },
      atMs: number,
    ): BookAccount => {
      const accountId = uuidAt(atMs, `${seed} account ${owner} ${accounts.length}`) as AccountId
      const data = { accountId, customerId: customerIdOf(owner), product, currency, name }
      write('openAccount', data, staff('teller'), atMs)
      const account: BookAccount = {
        ...{ accountId, owner, currency, product, openedMs: atMs, status: 'open' as const, closedMs: null },
        ...{ balance: 0n, entries: [], books: null },
      }
      accounts.push(account)
      return account
    },

    deposit: (account: BookAccount, amountMinor: bigint, description: string, atMs: number): void => {
      move(account, amountMinor, atMs)
      const data = { accountId: account.accountId, money: money(amountMinor, account.currency), description }
      write('depositMoney', data, staff('teller'), atMs)
    },

    withdraw: (account: BookAccount, amountMinor: bigint, description: string, atMs: number): void => {
      move(account, -amountMinor, atMs)
      const data = { accountId: account.accountId, money: money(amountMinor, account.currency), description }
      write('withdrawMoney', data, staff('teller'), atMs)
    },

    transfer: (
      from: BookAccount,
      to: BookAccount,
      amountMinor: bigint,
      description: string,
      atMs: number,
      transferId = uuidAt(atMs, `${seed} transfer ${commands.length}`) as TransferId,
    ): void => {
      move(from, -amountMinor, atMs)
      move(to, amountMinor, atMs)
      const data = {
        transferId,
        fromAccountId: from.accountId,
        toAccountId: to.accountId,
        money: money(amountMinor, from.currency),
        description,
      }
      write('transferMoney', data, customer(from.owner), atMs, EVENTS_OF_A_TRANSFER)
    },

    /** Sets the amount aside; to be followed by one of the next two within the window. */
    hold: (
      from: BookAccount,
      to: BookAccount,
      amountMinor: bigint,
      description: string,
      atMs: number,
    ): HeldTransfer => {
      change(from, -amountMinor)
      const transferId = uuidAt(atMs, `${seed} transfer ${commands.length}`) as TransferId
      const data = {
        transferId,
        fromAccountId: from.accountId,
        toAccountId: to.accountId,
        money: money(amountMinor, from.currency),
        description,
        settleAfterSeconds: UNDO_WINDOW_SECONDS,
      }
      write('transferMoney', data, customer(from.owner), atMs, EVENTS_OF_A_HOLD)
      return { transferId, from, to, amountMinor, settleMs: atMs + UNDO_WINDOW_SECONDS * 1_000 }
    },

    callBack: ({ transferId, from, amountMinor }: HeldTransfer, atMs: number): void => {
      change(from, amountMinor)
      write('cancelTransfer', { transferId }, customer(from.owner), atMs, EVENTS_OF_A_HOLD)
    },

    settle: ({ transferId, from, to, amountMinor }: HeldTransfer, atMs: number): void => {
      enter(from, -amountMinor, atMs)
      move(to, amountMinor, atMs)
      write('settleTransfer', { transferId }, bank, atMs, 1 + EVENTS_OF_A_TRANSFER)
    },

    rename: ({ accountId, owner }: BookAccount, name: string, atMs: number): void =>
      write('renameAccount', { accountId, name }, customer(owner), atMs),

    allowOverdraft: ({ accountId, currency }: BookAccount, limitMinor: bigint, atMs: number): void =>
      write('setOverdraftLimit', { accountId, limit: money(limitMinor, currency) }, staff('approver'), atMs),

    savePayee: (
      owner: Party,
      payee: { name: string; accountId: AccountId } | { name: string; number: string; bank: string },
      atMs: number,
    ): PayeeId => {
      const payeeId = uuidAt(atMs, `${seed} payee ${commands.length}`) as PayeeId
      const number = 'number' in payee ? payee.number : accountNumberOf(payee.accountId)
      write('addPayee', { payeeId, ...payee, number }, customer(owner), atMs)
      return payeeId
    },

    renamePayee: (owner: Party, payeeId: PayeeId, name: string, atMs: number): void =>
      write('renamePayee', { payeeId, name }, customer(owner), atMs),

    trustPayee: (owner: Party, payeeId: PayeeId, atMs: number): void =>
      write('trustPayee', { payeeId }, customer(owner), atMs),

    removePayee: (owner: Party, payeeId: PayeeId, atMs: number): void =>
      write('removePayee', { payeeId }, customer(owner), atMs),

    /** Of every account that has a month which ends at this instant. */
    closeMonth: (untilMs: number, atMs: number): void => {
      for (const account of [...accounts, ...monthEnd.internal()]) {
        const closing = monthEnd.close(account, untilMs, atMs)
        if (closing) write('closeMonth', closing.data, bank, atMs, closing.events)
      }
    },

    freeze: (account: BookAccount, reason: string, atMs: number): void => {
      account.status = 'frozen'
      write('freezeAccount', { accountId: account.accountId, reason }, staff('approver'), atMs)
    },

    unfreeze: (account: BookAccount, reason: string, atMs: number): void => {
      account.status = 'open'
      write('unfreezeAccount', { accountId: account.accountId, reason }, staff('approver'), atMs)
    },

    close: (account: BookAccount, reason: string, atMs: number): void => {
      if (account.balance !== 0n) throw new Error(`${account.owner} closes an account that is not empty`)
      account.status = 'closed'
      account.closedMs = atMs
      write('closeAccount', { accountId: account.accountId, reason }, customer(account.owner), atMs)
    },
  }
}

export type Book = ReturnType<typeof createBook>
