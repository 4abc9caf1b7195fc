/**
 * Moving money between two accounts of this bank. One command, three streams: the accounts decide by their own rules,
 * and their events and the transfer's are written together or not at all.
 */
import { z } from 'zod'
import { descriptionSchema } from '../bank-account/commands.ts'
import { accountRef, deposit, mayAct, notFound, notOpen, withdraw } from '../bank-account/decider.ts'
import { accepted, defineCommand, rejected } from '../decider.ts'
import { accountIdSchema, type TransferId, transferIdSchema } from '../ids.ts'
import { amountSchema } from '../money.ts'
import { transferRef } from './decider.ts'

/** Moves money from one account of this bank to another. */
export const transferMoney = defineCommand({
  roles: ['customer', 'system'],
  input: z.object({
    transferId: transferIdSchema.optional(),
    fromAccountId: accountIdSchema,
    toAccountId: accountIdSchema,
    money: amountSchema,
    description: descriptionSchema,
  }),
  prepare: ({ transferId, ...rest }, { newId }) => ({
    ...rest,
    transferId: transferId ?? (newId() as TransferId),
  }),
  streams: ({ transferId, fromAccountId, toAccountId }) => ({
    from: accountRef(fromAccountId),
    to: accountRef(toAccountId),
    transfer: transferRef(transferId),
  }),
  decide: ({ transferId, fromAccountId, toAccountId, money, description }, { from, to, transfer }, actor) => {
    if (!mayAct(from, actor)) return notFound('fromAccountId')
    if (fromAccountId === toAccountId) return rejected({ reason: 'SameAccount' })
    // Anybody may pay into an account, so the other end need not be one's own; it must only be there.
    if (to.status === 'none') return notFound('toAccountId')
    if (transfer.status !== 'none') return rejected({ reason: 'TransferAlreadyExists' })

    const closedOrFrozen = notOpen(from, 'fromAccountId') ?? notOpen(to, 'toAccountId')
    if (closedOrFrozen) return rejected(closedOrFrozen)

    const movement = { money, description }
    const withdrawal = withdraw(
      { ...movement, accountId: fromAccountId, transfer: { transferId, counterpartyAccountId: toAccountId } },
      from,
    )
    // The currencies are compared before the balance: being short of money in a currency one does not have is no answer.
    if (withdrawal.outcome === 'rejected' && withdrawal.rejection.reason === 'CurrencyMismatch')
      return withdrawal
    const depositing = deposit(
      { ...movement, accountId: toAccountId, transfer: { transferId, counterpartyAccountId: fromAccountId } },
      to,
    )
    if (depositing.outcome === 'rejected' && depositing.rejection.reason === 'CurrencyMismatch')
      return depositing
    if (withdrawal.outcome === 'rejected') return withdrawal
    if (depositing.outcome === 'rejected') return depositing

    return accepted(...withdrawal.events, ...depositing.events, {
      type: 'TransferCompleted' as const,
      data: {
        transferId,
        fromAccountId,
        toAccountId,
        fromCustomerId: from.owner,
        toCustomerId: to.owner,
        money,
        description,
      },
    })
  },
  answer: ({ transferId }) => ({ transferId }),
})
