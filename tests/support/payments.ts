/** Payments to other banks and from them, as commands; `alice` pays to the first of her payees. */
import type { Actor } from '../../server/domain/decider.ts'
import type { TransferId } from '../../server/domain/ids.ts'
import {
  alice,
  approver,
  moneyOf,
  type TestAccount,
  type TestCommand,
  theBank,
  theTransfer,
  usd,
} from './bank.ts'
import { payeeId } from './payees.ts'
import { NOON } from './pure-bank.ts'

/** So many seconds after noon. */
export const atSecond = (seconds: number): string =>
  new Date(Date.parse(NOON) + seconds * 1_000).toISOString()
export const DAY_SECONDS = 86_400

export const pay = (
  amount: string,
  {
    from = alice,
    payee = 1,
    settleAfterSeconds,
    transferId = theTransfer,
    at = NOON,
  }: {
    from?: TestAccount
    payee?: number
    settleAfterSeconds?: number
    transferId?: TransferId
    at?: string
  } = {},
): TestCommand<'sendPayment'> => ({
  name: 'sendPayment',
  data: {
    transferId,
    fromAccountId: from.accountId,
    payeeId: payeeId(payee),
    money: moneyOf(amount, from.currency),
    description: 'Apples',
    ...(settleAfterSeconds !== undefined && { settleAfterSeconds }),
  },
  by: from.owner,
  at,
})

type Step = 'submitPayment' | 'acknowledgePayment' | 'expirePayment' | 'sendBackPayment'
export const bankStep = <Name extends Step>(
  name: Name,
  at: string = NOON,
  transferId: TransferId = theTransfer,
) => ({ name, data: { transferId }, by: theBank, at }) as TestCommand<Name>

export const settledBy = (sequence: number, transferId = theTransfer): TestCommand<'settlePayment'> => ({
  name: 'settlePayment',
  data: { transferId, sequence },
  by: theBank,
})
export const rejectedBy = (sequence: number, transferId = theTransfer): TestCommand<'rejectPayment'> => ({
  name: 'rejectPayment',
  data: { transferId, sequence, reason: 'AccountClosed' },
  by: theBank,
})

/** By an approver, whichever one. */
export const clearSuspense = (
  of: TestAccount,
  { who = approver, transferId = theTransfer }: { who?: Actor; transferId?: TransferId } = {},
): TestCommand<'clearSuspense'> => ({
  name: 'clearSuspense',
  data: { transferId, accountId: of.accountId },
  by: who,
})

export const received = (
  to: TestAccount | null,
  amount = '25.00',
  transferId: TransferId = theTransfer,
): TestCommand<'receivePayment'> => ({
  name: 'receivePayment',
  data: {
    transferId,
    reference: 'salary 7',
    accountId: to?.accountId ?? null,
    money: usd(amount),
    description: 'Salary',
    payerName: 'Analytical Engines',
    payerNumber: 'DE02120300000000202051',
  },
  by: theBank,
})
