/**
 * Moving money between two accounts of this bank. One command, three streams: the accounts decide by their own rules,
 * and their events and the transfer's are written together or not at all (./sending.ts). It happens at once, or the money
 * is only held for a while in which it can be cancelled (./held-commands.ts).
 */
import { z } from 'zod'
import { descriptionSchema } from '../bank-account/commands.ts'
import { accountRef, isInternal, mayAct, notFound } from '../bank-account/decider.ts'
import { defineCommand, rejected } from '../decider.ts'
import { accountIdSchema, chosen, type TransferId, transferIdSchema } from '../ids.ts'
import { amountSchema } from '../money.ts'
import { trustAsked, trusts } from '../payee/trust.ts'
import { transferRef } from './decider.ts'
import { outcomeOf, type TransferOutcome } from './outcome.ts'
import { send } from './sending.ts'
import { undoSecondsSchema } from './undo-window.ts'

/** Moves money from one account of this bank to another, at once or after a time in which it can be called back. */
export const transferMoney = defineCommand({
  roles: ['customer', 'system'],
  input: z.object({
    transferId: chosen(transferIdSchema).optional(),
    fromAccountId: accountIdSchema,
    toAccountId: accountIdSchema,
    money: amountSchema,
    description: descriptionSchema,
    /** How long the money is only held, so that it can be called back; at once when left out or 0. */
    settleAfterSeconds: undoSecondsSchema.optional(),
  }),
  prepare: ({ transferId, settleAfterSeconds = 0, ...rest }, { newId, at, today }) => ({
    ...rest,
    at: at.toISOString(),
    today,
    transferId: transferId ?? (newId() as TransferId),
    settleAt:
      settleAfterSeconds === 0 ? null : new Date(at.getTime() + settleAfterSeconds * 1_000).toISOString(),
  }),
  streams: ({ transferId, fromAccountId, toAccountId }) => ({
    from: accountRef(fromAccountId),
    to: accountRef(toAccountId),
    transfer: transferRef(transferId),
  }),
  further: (command, { from, to }) =>
    from.status === 'none' || to.status === 'none' || from.owner === to.owner
      ? undefined
      : trustAsked(from, command),
  decide: (command, { from, to, transfer, payees }, actor) => {
    const { fromAccountId, toAccountId } = command
    if (!mayAct(from, actor)) return notFound('fromAccountId')
    if (fromAccountId === toAccountId) return rejected({ reason: 'SameAccount', field: 'toAccountId' })
    // Anybody may pay into an account, so the other end need not be one's own; it must only be there.
    if (to.status === 'none' || isInternal(to)) return notFound('toAccountId')
    if (transfer.status !== 'none') return rejected({ reason: 'TransferAlreadyExists', field: 'transferId' })

    const isTrusted = payees !== undefined && trusts(payees, toAccountId, command.at)
    return send(command, { from, to }, { isTrusted })
  },
  answer: ({ transferId }, events): { transferId: TransferId } & TransferOutcome => ({
    transferId,
    ...outcomeOf(events),
  }),
})
