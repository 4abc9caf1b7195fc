/** Projections are pure: rows follow from events alone, and folding them again changes nothing. */
import { expect, test } from 'vitest'
import type { AccountId, CustomerId, TransferId } from '../../server/domain/ids.ts'
import { accountSummaries } from '../../server/read-models/account-summaries/projection.ts'
import {
  type AppendPart,
  appendedRows,
  type FoldPart,
  foldRows,
  HandlerFailed,
} from '../../server/read-models/projection.ts'
import { transactions } from '../../server/read-models/transactions/projection.ts'
import { transfers } from '../../server/read-models/transfers/projection.ts'
import { stored } from './stored-events.ts'

const accountId = 'a1' as AccountId
const customerId = 'c1' as CustomerId
const usd = (amountMinor: bigint) => ({ amountMinor, currency: 'USD' as const })

const opened = {
  type: 'AccountOpened' as const,
  data: {
    accountId,
    customerId,
    number: 'PB1',
    product: 'current' as const,
    currency: 'USD' as const,
    name: 'Mine',
  },
}
const deposited = {
  type: 'MoneyDeposited' as const,
  data: { accountId, money: usd(500n), description: 'Gift', balanceAfter: usd(500n), transfer: null },
}
const withdrawn = {
  type: 'MoneyWithdrawn' as const,
  data: {
    accountId,
    money: usd(120n),
    description: 'Lunch',
    balanceAfter: usd(380n),
    transfer: { transferId: 't1' as TransferId, counterpartyAccountId: 'a2' as AccountId },
    day: '2026-03-01',
    newPayee: null,
  },
}
const frozen = { type: 'AccountFrozen' as const, data: { accountId, reason: 'Lost card' } }
const unfrozen = { type: 'AccountUnfrozen' as const, data: { accountId, reason: 'Found' } }
const closed = { type: 'AccountClosed' as const, data: { accountId, reason: 'Moved' } }
const registered = {
  type: 'CustomerRegistered' as const,
  data: { customerId, firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' },
}

const [accounts, owners] = accountSummaries.parts as [FoldPart, FoldPart]
const movements = transactions.parts[0] as AppendPart
const allTransfers = transfers.parts[0] as FoldPart
const log = [registered, opened, deposited, withdrawn].map((event, index) => stored(event, index + 1))

test('an account has the balance and the time of its last event', () => {
  expect(foldRows(accounts, new Map(), log).get(accountId)).toMatchObject({
    accountId,
    customerId,
    status: 'open',
    balance: 380n,
    held: 0n,
    openedAt: log[1]!.createdAt,
    updatedAt: log[3]!.createdAt,
    lastPosition: 4,
  })
})

test.each([
  ['frozen', [frozen]],
  ['open', [frozen, unfrozen]],
  ['closed', [closed]],
])('an account is %s', (status, events) => {
  const rows = foldRows(accounts, new Map(), [
    ...log,
    ...events.map((event, index) => stored(event, index + 5)),
  ])
  expect(rows.get(accountId)).toMatchObject({ status, balance: 380n })
})

test('a customer goes by first and last name', () => {
  expect([...foldRows(owners, new Map(), log).values()]).toEqual([{ customerId, name: 'Ada Lovelace' }])
})

test('folding events that a row has seen changes nothing', () => {
  const once = foldRows(accounts, new Map(), log)
  expect(foldRows(accounts, once, log)).toEqual(new Map())
})

test('a fold goes on from the rows that are there', () => {
  const before = foldRows(accounts, new Map(), log.slice(0, 3))
  expect(foldRows(accounts, before, log.slice(3))).toEqual(foldRows(accounts, new Map(), log))
})

test('only subscribed events concern a part', () => {
  expect(foldRows(owners, new Map(), log.slice(1))).toEqual(new Map())
  expect(appendedRows(movements, log.slice(0, 2))).toEqual([])
  expect([...accounts.eventTypes].sort()).toEqual([
    'AccountClosed',
    'AccountFrozen',
    'AccountOpened',
    'AccountRenamed',
    'AccountUnfrozen',
    'HoldReleased',
    'HoldSettled',
    'MoneyDeposited',
    'MoneyHeld',
    'MoneyWithdrawn',
    'OverdraftLimitSet',
  ])
})

test('every movement is a row, with the direction as its sign', () => {
  expect(appendedRows(movements, log)).toEqual([
    expect.objectContaining({
      position: 3,
      direction: 'in',
      amount: 500n,
      balanceAfter: 500n,
      transferId: null,
    }),
    expect.objectContaining({
      position: 4,
      direction: 'out',
      amount: 120n,
      balanceAfter: 380n,
      transferId: 't1',
      counterpartyAccountId: 'a2',
    }),
  ])
})

test('a transfer keeps its history', () => {
  const completed = {
    type: 'TransferCompleted' as const,
    data: {
      transferId: 't1' as TransferId,
      fromAccountId: accountId,
      toAccountId: 'a2' as AccountId,
      fromCustomerId: customerId,
      toCustomerId: 'c2' as CustomerId,
      money: usd(120n),
      description: 'Lunch',
    },
  }
  expect(foldRows(allTransfers, new Map(), [stored(completed, 9)]).get('t1')).toMatchObject({
    status: 'completed',
    history: [{ status: 'completed', at: '2026-01-01T00:00:09.000Z', position: 9 }],
    position: 9,
  })
})

test('an event that cannot be folded is named', () => {
  expect(() => foldRows(accounts, new Map(), [stored(deposited, 7)])).toThrow(
    expect.objectContaining({ name: HandlerFailed.name, position: 7 }),
  )
})
