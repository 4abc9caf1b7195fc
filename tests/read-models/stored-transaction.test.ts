import { expect, it } from 'vitest'
import { internalAccountId } from '../../server/domain/the-bank.ts'
import {
  type StoredTransaction,
  toTransactionRow,
} from '../../server/read-models/transactions/stored-transaction.ts'
import { bob, id } from '../support/bank.ts'

const rowWith = (given: Pick<StoredTransaction, 'counterparty_account_id' | 'is_exchange'>) =>
  toTransactionRow({
    ...{ position: 1, account_id: id(1), transfer_id: id(2), direction: 'in', amount: '5', currency: 'USD' },
    ...{ balance_after: '5', description: 'Interest for 2026-03' },
    ...{ counterparty_number: 'PB', counterparty_name: 'B', category: 'interest', category_source: 'rule' },
    ...{ refund_of: null, refunded: null, note: null, at: '2026-04-01 00:00:00+00' },
    ...given,
  })

it.each([
  [true, id(2), null],
  [false, null, id(2)],
])('what goes to an account in another currency is an exchange: %s', (isExchange, quoteId, transferId) => {
  expect(rowWith({ counterparty_account_id: bob.accountId, is_exchange: isExchange })).toMatchObject({
    quoteId,
    transferId,
    counterparty: { accountId: bob.accountId },
  })
})

it.each([
  ['interest', internalAccountId('interest', 'USD'), false],
  ['fees', internalAccountId('fees', 'USD'), false],
  ['clearing', internalAccountId('clearing', 'USD'), true],
  ['a customer', bob.accountId, true],
])('a movement whose other end is %s', (_what, counterparty, isShown) => {
  const row = rowWith({ counterparty_account_id: counterparty, is_exchange: false })
  expect([row.transferId !== null, row.counterparty !== null]).toEqual([isShown, isShown])
})
