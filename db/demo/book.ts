/**
 * The demo's plan as it grows: every command is rehearsed and written down with what has come of it, and whatever the
 * bank's processes have to do because of it is put on the agenda. Asking for what the bank would refuse is a mistake,
 * and throws.
 */
import { accountNumberOf } from '../../server/domain/account-number.ts'
import { accountRef, type BankAccount } from '../../server/domain/bank-account/decider.ts'
import type { Product } from '../../server/domain/bank-account/events.ts'
import type { CommandData, CommandName } from '../../server/domain/commands.ts'
import type { Actor } from '../../server/domain/decider.ts'
import type { BankEvent } from '../../server/domain/events.ts'
import type {
  AccountId,
  CustomerId,
  NewId,
  PayeeId,
  PaymentRequestId,
  QuoteId,
  StandingOrderId,
  TransferId,
} from '../../server/domain/ids.ts'
import type { LimitKind } from '../../server/domain/limits/amounts.ts'
import { type Currency, type Money, money } from '../../server/domain/money.ts'
import type { Schedule } from '../../server/domain/standing-order/schedule.ts'
import { theBankItself } from '../../server/domain/the-bank.ts'
import { marketAt } from '../../server/rates/simulation.ts'
import type { Agenda } from './agenda.ts'
import type { BookAccount } from './book-account.ts'
import type { Party } from './life.ts'
import { createMonthBooks, createProcesses, type ProcessCommand } from './processes.ts'
import { uuidAt } from './random.ts'
import { createRehearsal, type Happened } from './rehearsal.ts'

/** One command of the plan, in full: whoever gives it, under which id, when. */
export type PlannedCommand<Name extends CommandName = CommandName> = {
  [Each in Name]: {
    readonly name: Each
    readonly data: CommandData<Each>
    readonly actor: Actor
    readonly commandId: string
    /** Of what the bank does by itself: the conversation that it belongs to, and what has led to it. */
    readonly correlationId?: string
    readonly causationId?: string
    readonly at: Date
    /** How many events it writes. */
    readonly events: number
    /** How many of the commands before it must be committed when it is given. */
    readonly after: number
  }
}[Name]

export type Person = { readonly firstName: string; readonly lastName: string; readonly email: string }
type Ids = Partial<Pick<PlannedCommand, 'commandId' | 'correlationId' | 'causationId'>>

/** How long the bank takes to do what is due. */
const REACTION_MS = 400
/** How long somebody looks at a price before taking it. */
const CONSIDERED_MS = 9_000
/** As the app offers it. */
const UNDO_WINDOW_SECONDS = 10

/** @param index how many commands come before it. */
export const commandIdAt = (atMs: number, seed: string, index: number): string =>
  uuidAt(atMs, `${seed} command ${index}`)

/** The ids that a command leaves to the bank: they follow from its own, so that plan and log have the same. */
export const idsOf = ({ commandId, at }: Pick<PlannedCommand, 'commandId' | 'at'>): NewId => {
  let made = 0
  return () => uuidAt(at.getTime(), `${commandId} id ${made++}`)
}

type BookOptions = {
  readonly seed: string
  readonly startMs: number
  readonly timeZone: string
  readonly agenda: Agenda
}

export const createBook = ({ seed, startMs, timeZone, agenda }: BookOptions) => {
  const commands: PlannedCommand[] = []
  const accounts: BookAccount[] = []
  const accountsOf = new Map<Party, BookAccount[]>()
  const payees = new Map<string, PayeeId>()
  const savedBy = (owner: Party, payee: string): PayeeId => {
    const payeeId = payees.get(`${owner} ${payee}`)
    if (!payeeId) throw new Error(`${owner} has not saved ${payee}`)
    return payeeId
  }
  const listeners = new Map<BankEvent['type'], ((event: Happened) => void)[]>()
  const rehearsal = createRehearsal(timeZone)
  const processes = createProcesses(timeZone)
  const monthBooks = createMonthBooks(timeZone)

  const userIdOf = (key: string) => uuidAt(startMs, `${seed} user ${key}`)
  const customerIdOf = (key: Party) => uuidAt(startMs, `${seed} customer ${key}`) as CustomerId
  const staff = (role: 'teller' | 'approver'): Actor => ({ userId: userIdOf(role), role, customerId: null })
  const customer = (key: Party): Actor => ({
    userId: userIdOf(key),
    role: 'customer',
    customerId: customerIdOf(key),
  })
  /** The next id of its kind: there are never two at the same length of the plan. */
  const newId = (kind: string, atMs: number) => uuidAt(atMs, `${seed} ${kind} ${commands.length}`)

  /** Answers what has happened, or the reason why nothing has. */
  const attempt = <Name extends CommandName>(
    name: Name,
    data: CommandData<Name>,
    { actor, atMs, ids = {} }: { actor: Actor; atMs: number; ids?: Ids },
  ): readonly Happened[] | string => {
    const commandId = ids.commandId ?? commandIdAt(atMs, seed, commands.length)
    const at = new Date(atMs)
    const decision = rehearsal.execute(name, data, { actor, atMs, newId: idsOf({ commandId, at }) })
    if (decision.outcome === 'rejected') return decision.reason
    const { events, after } = decision
    const planned = { name, data, actor, ...ids, commandId, at, events: events.length, after }
    commands.push(planned as PlannedCommand)
    monthBooks.follow(events)
    const cause = { commandId, correlationId: ids.correlationId ?? commandId }
    for (const { dueMs, look } of processes.follow(events, cause))
      agenda.add(Math.max(dueMs, atMs) + REACTION_MS, (lookMs) => {
        for (const one of look(lookMs)) carryOn(one, lookMs)
      })
    for (const event of events) for (const listener of listeners.get(event.type) ?? []) listener(event)
    return events
  }

  const write = <Name extends CommandName>(
    name: Name,
    data: CommandData<Name>,
    actor: Actor,
    atMs: number,
  ): readonly Happened[] => {
    const result = attempt(name, data, { actor, atMs })
    if (typeof result !== 'string') return result
    throw new Error(`${name} of ${new Date(atMs).toISOString()} is refused: ${result} (${printed(data)})`)
  }

  /** As the worker does it: a no means that it was over already. */
  const carryOn = ({ command: { name, data }, ids }: ProcessCommand, atMs: number): void => {
    if (name !== 'closeMonth') {
      attempt(name, data, { actor: theBankItself, atMs, ids })
      return
    }
    const account = rehearsal.stateOf(accountRef(data.accountId))
    if (account.status === 'none') throw new Error('A month is closed of an account that is not there')
    const book = { ...monthBooks.bookOf(data.accountId, data.from), currency: account.balance.currency }
    attempt(name, { ...data, book }, { actor: theBankItself, atMs, ids })
  }

  const amountOn = ({ currency }: BookAccount, amountMinor: bigint) => money(amountMinor, currency)

  return {
    commands: commands as readonly PlannedCommand[],
    accounts: accounts as readonly BookAccount[],
    accountsOf: (owner: Party): readonly BookAccount[] => accountsOf.get(owner) ?? [],
    userIdOf,
    customerIdOf,
    stateOf: rehearsal.stateOf,

    /** Calls back at once, in the middle of what is being done: whatever follows from it goes on the agenda. */
    when: <Type extends BankEvent['type']>(type: Type, listener: (event: Happened<Type>) => void): void => {
      listeners.set(type, [...(listeners.get(type) ?? []), listener as (event: Happened) => void])
    },
    /** What the bank itself does, unless it is over already. */
    carryOn: <Name extends CommandName>(
      name: Name,
      data: CommandData<Name>,
      { atMs, ids }: { atMs: number; ids: Ids },
    ): void => {
      attempt(name, data, { actor: theBankItself, atMs, ids })
    },

    register: (party: Party, person: Person, atMs: number) =>
      write('registerCustomer', { customerId: customerIdOf(party), ...person }, theBankItself, atMs),

    open: (
      owner: Party,
      { product, currency, name }: { product: Product; currency: Currency; name: string },
      atMs: number,
    ): BookAccount => {
      const accountId = uuidAt(atMs, `${seed} account ${owner} ${accounts.length}`) as AccountId
      const data = { accountId, customerId: customerIdOf(owner), product, currency, name }
      write('openAccount', data, staff('teller'), atMs)
      const ref = accountRef(accountId)
      const now = () => rehearsal.stateOf(ref) as Exclude<BankAccount, { status: 'none' }>
      const account: BookAccount = {
        ...{ accountId, owner, currency, product },
        get status() {
          return now().status
        },
        get balance() {
          const { balance, held } = now()
          return balance.amountMinor - held.amountMinor
        },
      }
      accounts.push(account)
      accountsOf.set(owner, [...(accountsOf.get(owner) ?? []), account])
      return account
    },

    deposit: (account: BookAccount, amountMinor: bigint, description: string, atMs: number) => {
      const data = { accountId: account.accountId, money: amountOn(account, amountMinor), description }
      return write('depositMoney', data, staff('teller'), atMs)
    },

    withdraw: (account: BookAccount, amountMinor: bigint, description: string, atMs: number) => {
      const data = { accountId: account.accountId, money: amountOn(account, amountMinor), description }
      return write('withdrawMoney', data, staff('teller'), atMs)
    },

    transfer: (
      from: BookAccount,
      to: BookAccount,
      amountMinor: bigint,
      description: string,
      atMs: number,
      { transferId = newId('transfer', atMs) as TransferId, canBeUndone = false } = {},
    ): TransferId => {
      const data = {
        transferId,
        fromAccountId: from.accountId,
        toAccountId: to.accountId,
        money: amountOn(from, amountMinor),
        description,
        ...(canBeUndone && { settleAfterSeconds: UNDO_WINDOW_SECONDS }),
      }
      write('transferMoney', data, customer(from.owner), atMs)
      return transferId
    },

    /** To somebody at another bank, whom the owner has saved. */
    sendAbroad: (
      from: BookAccount,
      payee: string,
      { amountMinor, description, canBeUndone = false }: Remittance,
      atMs: number,
    ): TransferId => {
      const payeeId = savedBy(from.owner, payee)
      const transferId = newId('transfer', atMs) as TransferId
      const data = {
        ...{ transferId, fromAccountId: from.accountId, payeeId, description },
        money: amountOn(from, amountMinor),
        ...(canBeUndone && { settleAfterSeconds: UNDO_WINDOW_SECONDS }),
      }
      write('sendPayment', data, customer(from.owner), atMs)
      return transferId
    },

    /** Between two of one's own, at the market's price: asked for, and taken a few seconds later unless it is let go. */
    exchange: (
      from: BookAccount,
      to: BookAccount,
      { sellMinor, isTaken = true }: { sellMinor: bigint; isTaken?: boolean },
      atMs: number,
    ): void => {
      const rates = marketAt(new Date(atMs))
      if (!rates) throw new Error('The demo begins before the market')
      const quoteId = newId('quote', atMs) as QuoteId
      const ends = { fromAccountId: from.accountId, toAccountId: to.accountId }
      const data = { quoteId, ...ends, sell: amountOn(from, sellMinor), rates }
      write('quoteExchange', data, customer(from.owner), atMs)
      if (isTaken)
        agenda.add(atMs + CONSIDERED_MS, (takenMs) => {
          attempt('exchangeMoney', { quoteId }, { actor: customer(from.owner), atMs: takenMs })
        })
    },

    /** Gives back what came, or a part of it. */
    refund: (
      transferId: TransferId,
      { by, amount, text }: { by: Party; amount: Money; text: string },
      atMs: number,
    ) => {
      const refundId = newId('transfer', atMs) as TransferId
      const data = { transferId, refundId, money: amount, description: text }
      return write('refundTransfer', data, customer(by), atMs)
    },

    /** One for an amount, or several for their shares of it. Answers the requests, in the order of those asked. */
    ask: (
      to: BookAccount,
      payers: readonly BookAccount[],
      { amountMinor, description }: Remittance,
      atMs: number,
    ): PaymentRequestId[] => {
      const [payer] = payers
      const terms = {
        toAccountId: to.accountId,
        money: amountOn(to, amountMinor),
        description,
        expiresInDays: 14,
      }
      const events =
        payer && payers.length === 1
          ? write('requestMoney', { ...terms, payerAccountId: payer.accountId }, customer(to.owner), atMs)
          : write(
              'splitBill',
              {
                ...{ ...terms, ownParts: 1 },
                people: payers.map(({ accountId }) => ({ payerAccountId: accountId, parts: 1 })),
              },
              customer(to.owner),
              atMs,
            )
      return events.flatMap((event) => (event.type === 'PaymentRequested' ? [event.data.requestId] : []))
    },

    answer: (
      requestId: PaymentRequestId,
      how: 'accept' | 'decline' | 'cancel',
      { asker, payer }: { asker: Party; payer: BookAccount },
      atMs: number,
    ): void => {
      const { accountId: fromAccountId, owner } = payer
      // Who is short of money lets it lie.
      if (how === 'accept')
        attempt('acceptRequest', { requestId, fromAccountId }, { actor: customer(owner), atMs })
      else if (how === 'decline') write('declineRequest', { requestId }, customer(owner), atMs)
      else write('cancelRequest', { requestId }, customer(asker), atMs)
    },

    callBack: (owner: Party, transferId: TransferId, atMs: number) =>
      write('cancelTransfer', { transferId }, customer(owner), atMs),

    clearSuspense: (transferId: TransferId, { accountId }: BookAccount, atMs: number) =>
      write('clearSuspense', { transferId, accountId }, staff('approver'), atMs),

    /** By a colleague of the one who can sign in: so there is somebody left to agree. */
    proposeClearing: (transferId: TransferId, { accountId }: BookAccount, atMs: number) =>
      write(
        'clearSuspense',
        { transferId, accountId },
        { ...staff('approver'), userId: userIdOf('colleague') },
        atMs,
      ),

    approve: (transferId: TransferId, by: 'teller' | 'approver', atMs: number) =>
      write('approveTransfer', { transferId }, staff(by), atMs),

    decline: (transferId: TransferId, reason: string, atMs: number) =>
      write('declineTransfer', { transferId, reason }, staff('approver'), atMs),

    order: (
      from: BookAccount,
      to: BookAccount,
      { amountMinor, description, ...dates }: StandingTerms,
      atMs: number,
    ): StandingOrderId => {
      const orderId = newId('order', atMs) as StandingOrderId
      const schedule = { dayOfMonth: null, lastDate: null, count: null, ...dates }
      const ends = { orderId, fromAccountId: from.accountId, toAccountId: to.accountId }
      const data = { ...ends, money: amountOn(from, amountMinor), description, schedule }
      write('createStandingOrder', data, customer(from.owner), atMs)
      return orderId
    },

    /** To somebody at another bank, whom the owner has saved. */
    orderAbroad: (
      from: BookAccount,
      payee: string,
      { amountMinor, description, ...dates }: StandingTerms,
      atMs: number,
    ): StandingOrderId => {
      const orderId = newId('order', atMs) as StandingOrderId
      const schedule = { dayOfMonth: null, lastDate: null, count: null, ...dates }
      const ends = { orderId, fromAccountId: from.accountId, payeeId: savedBy(from.owner, payee) }
      const data = { ...ends, money: amountOn(from, amountMinor), description, schedule }
      write('createStandingOrder', data, customer(from.owner), atMs)
      return orderId
    },

    changeOrder: (from: BookAccount, orderId: StandingOrderId, amountMinor: bigint, atMs: number) => {
      const data = { orderId, money: amountOn(from, amountMinor) }
      return write('changeStandingOrder', data, customer(from.owner), atMs)
    },

    skip: (owner: Party, orderId: StandingOrderId, date: string, atMs: number) =>
      write('skipOccurrence', { orderId, date }, customer(owner), atMs),

    restore: (owner: Party, orderId: StandingOrderId, date: string, atMs: number) =>
      write('restoreOccurrence', { orderId, date }, customer(owner), atMs),

    cancelOrder: (owner: Party, orderId: StandingOrderId, atMs: number) =>
      write('cancelStandingOrder', { orderId }, customer(owner), atMs),

    changeLimit: (account: BookAccount, kind: LimitKind, amountMinor: bigint, atMs: number) => {
      const data = { accountId: account.accountId, [kind]: amountOn(account, amountMinor) }
      return write('changeTransferLimits', data, customer(account.owner), atMs)
    },

    categorise: (
      owner: Party,
      choice: Omit<CommandData<'categoriseTransaction'>, 'customerId'>,
      atMs: number,
    ) =>
      write('categoriseTransaction', { customerId: customerIdOf(owner), ...choice }, customer(owner), atMs),

    forgetCategoryRule: (owner: Party, otherSide: string, atMs: number) =>
      write('forgetCategoryRule', { customerId: customerIdOf(owner), otherSide }, customer(owner), atMs),

    note: (owner: Party, about: { accountId: AccountId; position: number }, note: string, atMs: number) =>
      write('noteTransaction', { customerId: customerIdOf(owner), ...about, note }, customer(owner), atMs),

    saveSearch: (owner: Party, search: Pick<CommandData<'saveSearch'>, 'name' | 'filter'>, atMs: number) =>
      write('saveSearch', search, customer(owner), atMs),

    chooseUndoWindow: (owner: Party, seconds: number, atMs: number) =>
      write('setUndoWindow', { customerId: customerIdOf(owner), seconds }, customer(owner), atMs),

    warnBelow: (account: BookAccount, thresholdMinor: bigint, atMs: number) => {
      const data = { accountId: account.accountId, threshold: amountOn(account, thresholdMinor) }
      return write('setLowBalanceAlert', data, customer(account.owner), atMs)
    },

    /** Everything that there is so far. */
    readNotifications: (owner: Party, atMs: number) => {
      const data = { customerId: customerIdOf(owner), upTo: rehearsal.position() }
      return write('markNotificationsRead', data, customer(owner), atMs)
    },

    rename: ({ accountId, owner }: BookAccount, name: string, atMs: number) =>
      write('renameAccount', { accountId, name }, customer(owner), atMs),

    allowOverdraft: (account: BookAccount, limitMinor: bigint, atMs: number) => {
      const data = { accountId: account.accountId, limit: amountOn(account, limitMinor) }
      return write('setOverdraftLimit', data, staff('approver'), atMs)
    },

    savePayee: (
      owner: Party,
      payee: { name: string; accountId: AccountId } | { name: string; number: string; bank: string },
      atMs: number,
    ): PayeeId => {
      const payeeId = newId('payee', atMs) as PayeeId
      const number = 'number' in payee ? payee.number : accountNumberOf(payee.accountId)
      write('addPayee', { payeeId, ...payee, number }, customer(owner), atMs)
      payees.set(`${owner} ${payee.name}`, payeeId)
      return payeeId
    },

    hasSaved: (owner: Party, payee: string): boolean => payees.has(`${owner} ${payee}`),

    renamePayee: (owner: Party, payeeId: PayeeId, name: string, atMs: number) =>
      write('renamePayee', { payeeId, name }, customer(owner), atMs),

    trustPayee: (owner: Party, payeeId: PayeeId, atMs: number) =>
      write('trustPayee', { payeeId }, customer(owner), atMs),

    /** By the name under which it was saved. */
    untrustPayee: (owner: Party, payee: string, atMs: number): void => {
      const payeeId = payees.get(`${owner} ${payee}`)
      if (payeeId) write('untrustPayee', { payeeId }, customer(owner), atMs)
    },

    removePayee: (owner: Party, payeeId: PayeeId, atMs: number) =>
      write('removePayee', { payeeId }, customer(owner), atMs),

    /** Of every account that has a month which is over. */
    closeMonths: (atMs: number): void => {
      for (const one of processes.dueAtPeriodEnd(atMs)) carryOn(one, atMs)
    },

    freeze: ({ accountId }: BookAccount, reason: string, atMs: number) =>
      write('freezeAccount', { accountId, reason }, staff('approver'), atMs),

    unfreeze: ({ accountId }: BookAccount, reason: string, atMs: number) =>
      write('unfreezeAccount', { accountId, reason }, staff('approver'), atMs),

    close: ({ accountId, owner }: BookAccount, reason: string, atMs: number) =>
      write('closeAccount', { accountId, reason }, customer(owner), atMs),

    /** All accounts are closed by then. */
    forget: (owner: Party, reason: string, atMs: number) => {
      const accountIds = (accountsOf.get(owner) ?? []).map(({ accountId }) => accountId)
      const data = { customerId: customerIdOf(owner), reason, accountIds }
      return write('forgetCustomer', data, staff('approver'), atMs)
    },
  }
}

export type Remittance = {
  readonly amountMinor: bigint
  readonly description: string
  readonly canBeUndone?: boolean
}
export type StandingTerms = Pick<Schedule, 'frequency' | 'firstDate'> &
  Partial<Schedule> & { readonly amountMinor: bigint; readonly description: string }
export type Book = ReturnType<typeof createBook>

const printed = (data: object): string =>
  JSON.stringify(data, (_, value) => (typeof value === 'bigint' ? String(value) : value))
