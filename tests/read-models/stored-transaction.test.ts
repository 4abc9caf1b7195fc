import { expect, it } from 'vitest'
import { internalAccountId } from '../../server/domain/the-bank.ts'
import { toTransactionRow } from '../../server/read-models/transactions/stored-transaction.ts'
import { bob, id } from '../support/bank.ts'

it.each([
  ['interest', internalAccountId('interest', 'USD'), false],
  ['fees', internalAccountId('fees', 'USD'), false],
  ['clearing', internalAccountId('clearing', 'USD'), true],
  ['a customer', bob.accountId, true],
])('a movement whose other end is %s', (_what, counterparty, isShown) => {
  const row = toTransactionRow({
    ...{ position: 1, account_id: id(1), transfer_id: id(2), direction: 'in', amount: '5', currency: 'USD' },
    ...{ balance_after: '5', description: 'Interest for 2026-03', counterparty_account_id: counterparty },
    ...{ counterparty_number: 'PB', counterparty_name: 'B', category: 'interest', category_source: 'rule' },
    ...{ refund_of: null, refunded: null, at: '2026-04-01 00:00:00+00' },
  })
  expect([row.transferId !== null, row.counterparty !== null]).toEqual([isShown, isShown])
})
