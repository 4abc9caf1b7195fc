/**
 * The bank's words for tests: people with their accounts, what has happened to them (facts), and what is asked (commands).
 *
 * A fact knows the bank it happens in, so that `deposited(alice, '50.00')` has the right balance after it, computed here
 * and not by the code under test.
 */
import type { ReleaseReason } from '../../server/domain/bank-account/events.ts'
import type { Actor, Role } from '../../server/domain/decider.ts'
import type { BankEvent } from '../../server/domain/events.ts'
import { type AccountId, accountStream, type CustomerId, type TransferId } from '../../server/domain/ids.ts'
import type { LimitKind } from '../../server/domain/limits/amounts.ts'
import { type Counted, UNCOUNTED } from '../../server/domain/limits/spending.ts'
import type { Currency, Money } from '../../server/domain/money.ts'
import { NOON, type PureBank } from './pure-bank.ts'
import type { TestCommand } from './test-command.ts'

export type TestAccount = {
  readonly accountId: AccountId
  readonly customerId: CustomerId
  readonly currency: Currency
  readonly owner: Actor
}

/** The `n`th of all ids: always the same, easy to tell apart in a failure. */
export const id = <Id extends string = string>(n: number): Id =>
  `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}` as Id

export const actor = (role: Role, customerId: CustomerId | null = null): Actor => ({
  userId: customerId ? `user-of-${customerId}` : role,
  role,
  customerId,
})

export const teller = actor('teller')
export const theBank = actor('system')

export const account = (accountId: string, customerId: string, currency: Currency = 'USD'): TestAccount => ({
  accountId: accountId as AccountId,
  customerId: customerId as CustomerId,
  currency,
  owner: actor('customer', customerId as CustomerId),
})

/** A customer's first account; `alice` is her account as well as herself. */
export const alice = account(id(0xa1), id(0xa))
export const bob = account(id(0xb1), id(0xb))
export const alicesSavings = account(id(0xa2), id(0xa))
export const alicesEuros = account(id(0xa3), id(0xa), 'EUR')
export const alicesYen = account(id(0xa4), id(0xa), 'JPY')
export const bobsEuros = account(id(0xb3), id(0xb), 'EUR')
export const theTransfer = id<TransferId>(0x71)
export const theRefund = id<TransferId>(0x7f)

/** `'80.00'` and `'USD'` to minor units, without any check. */
export const moneyOf = (amount: string, currency: Currency): Money => ({
  amountMinor: BigInt(amount.replace('.', '')),
  currency,
})
export const usd = (amount: string) => moneyOf(amount, 'USD')
export const eur = (amount: string) => moneyOf(amount, 'EUR')
export const yen = (amount: string) => moneyOf(amount, 'JPY')

// Facts.

export type Fact = (bank: PureBank) => BankEvent[]

const fact =
  (make: (bank: PureBank) => BankEvent): Fact =>
  (bank) => [make(bank)]

export const registered = ({ customerId }: TestAccount): Fact =>
  fact(() => ({
    type: 'CustomerRegistered',
    data: { customerId, firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' },
  }))

export const forgot = ({ customerId }: TestAccount): Fact =>
  fact(() => ({ type: 'CustomerForgotten', data: { customerId, reason: 'As asked' } }))

export const opened = ({ accountId, customerId, currency }: TestAccount, number = 'PB00'): Fact =>
  fact(() => ({
    type: 'AccountOpened',
    data: { accountId, customerId, number, product: 'current', currency, name: 'Everyday' },
  }))

type Transfer = { transferId: TransferId; counterpartyAccountId: AccountId } | null

const moved = (
  bank: PureBank,
  sign: 1n | -1n,
  {
    at,
    amount,
    transfer,
    description,
  }: { at: TestAccount; amount: string; transfer: Transfer; description: string },
) => {
  const money = moneyOf(amount, at.currency)
  const amountMinor = bank.balanceOf(at.accountId) + sign * money.amountMinor
  const balanceAfter = { amountMinor, currency: at.currency }
  return { accountId: at.accountId, money, description, balanceAfter, transfer }
}

export const deposited = (
  at: TestAccount,
  amount: string,
  transfer: Transfer = null,
  description = 'Coffee',
): Fact =>
  fact((bank) => ({
    type: 'MoneyDeposited',
    data: moved(bank, 1n, { at, amount, transfer, description }),
  }))
export const withdrew = (
  at: TestAccount,
  amount: string,
  transfer: Transfer = null,
  description = 'Coffee',
  counted: Counted = UNCOUNTED,
): Fact =>
  fact((bank) => ({
    type: 'MoneyWithdrawn',
    data: { ...moved(bank, -1n, { at, amount, transfer, description }), ...counted },
  }))

/** What is sent at noon counts on that day, and to somebody else as to a new payee. */
export const sentTo = (from: TestAccount, to: TestAccount): Counted => ({
  day: NOON.slice(0, 10),
  newPayee: from.customerId === to.customerId ? null : { id: to.accountId, since: NOON },
})

type Hold = Parameters<typeof transferred>

const heldOn = (bank: PureBank, { accountId, currency }: TestAccount): Money => {
  const { held } = bank.stateOf(accountStream(accountId)) as { held?: Money }
  return held ?? { amountMinor: 0n, currency }
}
const holdOf = (bank: PureBank, sign: 1n | -1n, [from, , amount, transferId = theTransfer]: Hold) => {
  const money = moneyOf(amount, from.currency)
  const amountMinor = heldOn(bank, from).amountMinor + sign * money.amountMinor
  return { accountId: from.accountId, transferId, money, heldAfter: { amountMinor, currency: from.currency } }
}

/** Held at noon, to be settled ten seconds later. */
export const SETTLE_AT = '2026-03-01T12:00:10.000Z'
export const held =
  (...[from, to, amount, transferId = theTransfer]: Hold): Fact =>
  (bank) => [
    {
      type: 'MoneyHeld',
      data: {
        ...holdOf(bank, 1n, [from, to, amount, transferId]),
        description: 'Coffee',
        ...sentTo(from, to),
      },
    },
    {
      type: 'TransferHeld',
      data: {
        transferId,
        fromAccountId: from.accountId,
        toAccountId: to.accountId,
        fromCustomerId: from.customerId,
        toCustomerId: to.customerId,
        money: moneyOf(amount, from.currency),
        description: 'Coffee',
        purpose: 'undoWindow',
        settleAt: SETTLE_AT,
        expiresAt: null,
      },
    },
  ]
export const settled =
  (...hold: Hold): Fact =>
  (bank) => [{ type: 'HoldSettled', data: holdOf(bank, -1n, hold) }, ...transferred(...hold)(bank)]
/** Only the account's part of it. */
export const released =
  (reason: ReleaseReason) =>
  (...hold: Hold): Fact =>
  (bank) => [{ type: 'HoldReleased', data: { ...holdOf(bank, -1n, hold), reason } }]
const ended =
  (reason: ReleaseReason, ending: (transferId: TransferId) => BankEvent) =>
  (...hold: Hold): Fact =>
  (bank) => [...released(reason)(...hold)(bank), ending(hold[3] ?? theTransfer)]
export const cancelled = ended('cancelled', (transferId) => ({
  type: 'TransferCancelled',
  data: { transferId },
}))
export const expired = ended('expired', (transferId) => ({
  type: 'TransferExpired',
  data: { transferId },
}))
export const failed = (reason: string) =>
  ended('failed', (transferId) => ({ type: 'TransferFailed', data: { transferId, reason } }))

const statusChanged =
  (type: 'AccountFrozen' | 'AccountUnfrozen' | 'AccountClosed') =>
  ({ accountId }: TestAccount): Fact =>
    fact(() => ({ type, data: { accountId, reason: 'As asked' } }))

export const calledOtherwise = ({ accountId }: TestAccount, name = 'Holidays'): Fact =>
  fact(() => ({ type: 'AccountRenamed', data: { accountId, name } }))
export const overdraftAllowed = ({ accountId, currency }: TestAccount, limit: string): Fact =>
  fact(() => ({ type: 'OverdraftLimitSet', data: { accountId, limit: moneyOf(limit, currency) } }))
export const alertSet = ({ accountId, currency }: TestAccount, threshold: string | null): Fact =>
  fact(() => ({
    type: 'LowBalanceAlertSet',
    data: { accountId, threshold: threshold === null ? null : moneyOf(threshold, currency) },
  }))
export const lowBalance = ({ accountId, currency }: TestAccount, balance: string, threshold: string): Fact =>
  fact(() => ({
    type: 'LowBalanceReached',
    data: { accountId, threshold: moneyOf(threshold, currency), balance: moneyOf(balance, currency) },
  }))
export const froze = statusChanged('AccountFrozen')
export const unfroze = statusChanged('AccountUnfrozen')
export const closed = statusChanged('AccountClosed')

export const transferred =
  (from: TestAccount, to: TestAccount, amount: string, transferId = theTransfer): Fact =>
  (bank) => [
    ...withdrew(
      from,
      amount,
      { transferId, counterpartyAccountId: to.accountId },
      'Coffee',
      sentTo(from, to),
    )(bank),
    ...deposited(to, amount, { transferId, counterpartyAccountId: from.accountId })(bank),
    {
      type: 'TransferCompleted',
      data: {
        transferId,
        fromAccountId: from.accountId,
        toAccountId: to.accountId,
        fromCustomerId: from.customerId,
        toCustomerId: to.customerId,
        money: moneyOf(amount, from.currency),
        description: 'Coffee',
      },
    },
  ]

type Refund = { of?: TransferId; refundId?: TransferId; refundedAfter?: string }

/** Part of what `from` had sent `to`, given back at noon: the first part, unless it is said what comes to what. */
export const gaveBack =
  (
    from: TestAccount,
    to: TestAccount,
    amount: string,
    { of = theTransfer, refundId = theRefund, refundedAfter = amount }: Refund = {},
  ): Fact =>
  (bank) => [
    ...transferred(
      to,
      from,
      amount,
      refundId,
    )(bank).map((event) =>
      event.type === 'MoneyWithdrawn' ? { ...event, data: { ...event.data, newPayee: null } } : event,
    ),
    { type: 'RefundMade', data: { transferId: refundId, refundOf: of } },
    {
      type: 'TransferRefunded',
      data: {
        ...{ transferId: of, refundId, money: moneyOf(amount, from.currency) },
        refundedAfter: moneyOf(refundedAfter, from.currency),
      },
    },
  ]

// Commands, each given by whoever usually does.

export type { TestCommand }

export const by = <Command extends TestCommand>(who: Actor, command: Command): Command => ({
  ...command,
  by: who,
})

export const register = ({ customerId }: TestAccount): TestCommand<'registerCustomer'> => ({
  name: 'registerCustomer',
  data: { customerId, firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' },
  by: theBank,
})

export const approver = actor('approver')

/** All of them are the first one's customer's. */
export const forget = (...accounts: [TestAccount, ...TestAccount[]]): TestCommand<'forgetCustomer'> => ({
  name: 'forgetCustomer',
  data: {
    customerId: accounts[0].customerId,
    reason: 'As asked',
    accountIds: accounts.map(({ accountId }) => accountId),
  },
  by: approver,
})

export const open = ({
  accountId,
  customerId,
  currency,
  owner,
}: TestAccount): TestCommand<'openAccount'> => ({
  name: 'openAccount',
  data: { accountId, customerId, product: 'current', currency, name: 'Everyday' },
  by: owner,
})

export const deposit = (
  { accountId, currency }: TestAccount,
  amount: string | Money,
  description = 'Coffee',
): TestCommand<'depositMoney'> => ({
  name: 'depositMoney',
  data: { accountId, money: typeof amount === 'string' ? moneyOf(amount, currency) : amount, description },
  by: teller,
})

export const withdraw = (at: TestAccount, amount: string | Money): TestCommand<'withdrawMoney'> => ({
  ...deposit(at, amount),
  name: 'withdrawMoney',
})

export const transfer = (
  from: TestAccount,
  to: TestAccount,
  amount: string | Money,
  transferId: TransferId | undefined = theTransfer,
): TestCommand<'transferMoney'> => ({
  name: 'transferMoney',
  data: {
    transferId,
    fromAccountId: from.accountId,
    toAccountId: to.accountId,
    money: typeof amount === 'string' ? moneyOf(amount, from.currency) : amount,
    description: 'Coffee',
  },
  by: from.owner,
})

/** Ten seconds in which it can be called back. */
export const holdTransfer = (...given: Parameters<typeof transfer>): TestCommand<'transferMoney'> => {
  const command = transfer(...given)
  return { ...command, data: { ...command.data, settleAfterSeconds: 10 } }
}
export const cancelTransfer = (
  { owner }: TestAccount,
  transferId: TransferId = theTransfer,
): TestCommand<'cancelTransfer'> => ({ name: 'cancelTransfer', data: { transferId }, by: owner })
export const settleTransfer = (
  transferId: TransferId = theTransfer,
  at: string = SETTLE_AT,
): TestCommand<'settleTransfer'> => ({ name: 'settleTransfer', data: { transferId }, by: theBank, at })
export const expireTransfer = (
  transferId: TransferId = theTransfer,
  at: string = SETTLE_AT,
): TestCommand<'expireTransfer'> => ({ ...settleTransfer(transferId, at), name: 'expireTransfer' })

/** Given back by this account's owner: all that is left of it, unless it is said how much. */
export const refund = (
  { owner, currency }: TestAccount,
  amount?: string | Money,
  { of: transferId = theTransfer, refundId = theRefund }: Refund = {},
): TestCommand<'refundTransfer'> => ({
  name: 'refundTransfer',
  data: {
    transferId,
    refundId,
    ...(amount !== undefined && { money: typeof amount === 'string' ? moneyOf(amount, currency) : amount }),
    description: 'Coffee',
  },
  by: owner,
})

export const approveTransfer = (
  transferId: TransferId = theTransfer,
  who: Actor = approver,
): TestCommand<'approveTransfer'> => ({ name: 'approveTransfer', data: { transferId }, by: who })
export const declineTransfer = (
  transferId: TransferId = theTransfer,
  who: Actor = approver,
): TestCommand<'declineTransfer'> => ({
  name: 'declineTransfer',
  data: { transferId, reason: 'Not explained' },
  by: who,
})

export const renameTo = (
  { accountId, owner }: TestAccount,
  name = 'Holidays',
): TestCommand<'renameAccount'> => ({ name: 'renameAccount', data: { accountId, name }, by: owner })
export const allowOverdraft = (
  { accountId, currency }: TestAccount,
  limit: string | Money,
): TestCommand<'setOverdraftLimit'> => ({
  name: 'setOverdraftLimit',
  data: { accountId, limit: typeof limit === 'string' ? moneyOf(limit, currency) : limit },
  by: teller,
})

export const setAlert = (
  { accountId, currency, owner }: TestAccount,
  threshold: string | null,
): TestCommand<'setLowBalanceAlert'> => ({
  name: 'setLowBalanceAlert',
  data: { accountId, threshold: threshold === null ? null : moneyOf(threshold, currency) },
  by: owner,
})

type AskedLimits = Partial<Record<LimitKind, string>>
export const changeLimits = (
  { accountId, currency, owner }: TestAccount,
  limits: AskedLimits,
): TestCommand<'changeTransferLimits'> => ({
  name: 'changeTransferLimits',
  data: {
    accountId,
    ...Object.fromEntries(Object.entries(limits).map(([kind, amount]) => [kind, moneyOf(amount, currency)])),
  },
  by: owner,
})

const statusChange = ({ accountId }: TestAccount) => ({ accountId, reason: 'As asked' })

export const freeze = (at: TestAccount): TestCommand<'freezeAccount'> => ({
  name: 'freezeAccount',
  data: statusChange(at),
  by: teller,
})
export const unfreeze = (at: TestAccount): TestCommand<'unfreezeAccount'> => ({
  name: 'unfreezeAccount',
  data: statusChange(at),
  by: teller,
})
export const close = (at: TestAccount): TestCommand<'closeAccount'> => ({
  name: 'closeAccount',
  data: statusChange(at),
  by: at.owner,
})
