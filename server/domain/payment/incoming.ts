/** Payments from other banks: to a customer's account, or, where none can take them, by way of suspense back. */
import { z } from 'zod'
import { descriptionSchema } from '../bank-account/commands.ts'
import { accountRef, isInternal, notOpen } from '../bank-account/decider.ts'
import { accepted, defineCommand } from '../decider.ts'
import { accountIdSchema, transferIdSchema } from '../ids.ts'
import { post } from '../internal-accounts.ts'
import { amountSchema } from '../money.ts'
import { lineSchema } from '../text.ts'
import { THE_BANK } from '../the-bank.ts'
import { transferRef } from '../transfer/decider.ts'
import { bookId, bookRefs, bookStates, moveInside } from './books.ts'
import { isPast, notThere } from './commands.ts'
import { isOutgoing, paymentRef } from './decider.ts'

/** Takes in a payment from another bank. */
export const receivePayment = defineCommand({
  roles: ['system'],
  input: z.object({
    transferId: transferIdSchema,
    reference: lineSchema(1, 200),
    /** Null when no account here has the number that was written. */
    accountId: accountIdSchema.nullable(),
    money: amountSchema,
    description: descriptionSchema,
    payerName: lineSchema(0, 140),
    payerNumber: lineSchema(0, 40),
  }),
  // Read again it is the same message, whoever has the number by then.
  asked: ({ accountId: _, ...message }) => message,
  prepare: (data) => data,
  streams: ({ transferId, accountId, money }) => ({
    payment: paymentRef(transferId),
    transfer: transferRef(transferId),
    ...bookRefs(money),
    ...(accountId !== null && { account: accountRef(accountId) }),
  }),
  decide: (command, { payment, transfer, account, ...books }) => {
    // As if it had been here already, its money would be nowhere.
    if (isOutgoing(payment)) throw new Error('A payment comes in under the id of one that was sent')
    if (payment.status !== 'none') return isPast()
    const { transferId, reference, accountId, money, description, payerName, payerNumber } = command
    const unplaced = (reason: string) =>
      accepted(
        ...moveInside({ transferId, from: 'clearing', to: 'suspense', money, description: '' }, books),
        { type: 'PaymentUnplaced' as const, data: { transferId, reference, money, reason } },
      )
    if (transfer.status !== 'none') return unplaced('TransferAlreadyExists')
    if (accountId === null || !account || account.status === 'none' || isInternal(account))
      return unplaced('AccountNotFound')
    const shut = notOpen(account, 'toAccountId')
    if (shut) return unplaced(shut.reason)
    const fromAccountId = bookId('clearing', money.currency)
    const given = post(
      [{ transferId, from: fromAccountId, to: accountId, money, description, outside: { payeeId: null } }],
      [...bookStates(money, books), [accountId, account]],
    )
    if (given.outcome === 'rejected') return unplaced(given.rejection.reason)
    const customerId = account.owner
    const ends = { fromAccountId, toAccountId: accountId, fromCustomerId: THE_BANK, toCustomerId: customerId }
    return accepted(
      ...given.events,
      { type: 'TransferCompleted' as const, data: { transferId, ...ends, money, description } },
      {
        type: 'PaymentReceived' as const,
        data: { transferId, reference, accountId, customerId, money, description, payerName, payerNumber },
      },
    )
  },
  answer: ({ transferId }) => ({ transferId }),
})

/** Sends back what could not be given to anybody. */
export const sendBackPayment = defineCommand({
  roles: ['system'],
  input: z.object({ transferId: transferIdSchema }),
  prepare: (data) => data,
  streams: ({ transferId }) => ({ payment: paymentRef(transferId) }),
  further: (_, { payment }) => (payment.status === 'none' ? undefined : bookRefs(payment.money)),
  decide: ({ transferId }, { payment, clearing, suspense }) => {
    if (payment.status === 'none' || isOutgoing(payment) || !clearing || !suspense) return notThere()
    if (payment.status !== 'unplaced') return isPast()
    const inside = {
      transferId,
      from: 'suspense',
      to: 'clearing',
      money: payment.money,
      description: '',
    } as const
    return accepted(...moveInside(inside, { clearing, suspense }), {
      type: 'PaymentSentBack' as const,
      data: { transferId },
    })
  },
  answer: ({ transferId }) => ({ transferId }),
})
