/**
 * Giving back what a transfer has brought: by a transfer of its own, the other way round. Each refund is written into the
 * original's stream, too, in the same commit, so that all of them together never give back more than it brought.
 */
import { z } from 'zod'
import { descriptionSchema } from '../bank-account/commands.ts'
import { accountRef } from '../bank-account/decider.ts'
import { type Actor, accepted, defineCommand, rejected } from '../decider.ts'
import { chosen, type TransferId, transferIdSchema } from '../ids.ts'
import { add, amountSchema, subtract } from '../money.ts'
import { THE_BANK } from '../the-bank.ts'
import { type CompletedTransfer, type Transfer, transferRef } from '../transfer/decider.ts'
import { notThere, opened } from '../transfer/held-commands.ts'
import { send } from '../transfer/sending.ts'

/** More parts than anybody gives money back in, and few enough to be looked through whenever one is added. */
export const MAX_REFUNDS = 50

/** Gives back what a transfer has brought, all that is left of it or a part, by a transfer of its own. */
export const refundTransfer = defineCommand({
  roles: ['customer', 'system'],
  input: z.object({
    transferId: transferIdSchema,
    refundId: chosen(transferIdSchema).optional(),
    /** All that is left when there is none. */
    money: amountSchema.optional(),
    description: descriptionSchema,
  }),
  prepare: ({ refundId, ...rest }, { newId, at, today }) => ({
    ...rest,
    refundId: refundId ?? (newId() as TransferId),
    at: at.toISOString(),
    today,
  }),
  streams: ({ transferId, refundId }) => ({
    original: transferRef(transferId),
    refund: transferRef(refundId),
  }),
  further: (_, { original }) =>
    original.status === 'completed' && !isExternal(original)
      ? { from: accountRef(original.toAccountId), to: accountRef(original.fromAccountId) }
      : undefined,
  decide: (
    { transferId, refundId, money, description, at, today },
    { original, refund, from, to },
    actor,
  ) => {
    if (original.status === 'none' || !maySee(actor, original)) return notThere()
    if (original.status !== 'completed')
      return rejected({ reason: 'TransferNotCompleted', field: 'transferId', status: original.status })
    if (original.refundOf !== null) return rejected({ reason: 'TransferIsRefund', field: 'transferId' })
    if (isExternal(original)) return rejected({ reason: 'TransferNotRefundable', field: 'transferId' })
    if (actor.role === 'customer' && actor.customerId !== original.toCustomerId)
      return rejected({ reason: 'NotReceived', field: 'transferId' })
    const refundable = subtract(original.money, original.refunded)
    if (refundable.amountMinor === 0n) return rejected({ reason: 'AlreadyRefunded', field: 'transferId' })
    const amount = money ?? refundable
    if (amount.currency !== refundable.currency)
      return rejected({ reason: 'CurrencyMismatch', field: 'money', accountCurrency: refundable.currency })
    if (amount.amountMinor > refundable.amountMinor)
      return rejected({ reason: 'RefundTooLarge', field: 'money', refundable })
    if (original.refunds >= MAX_REFUNDS) return rejected({ reason: 'TooManyRefunds', limit: MAX_REFUNDS })
    if (refund.status !== 'none') return rejected({ reason: 'TransferAlreadyExists', field: 'refundId' })

    const { fromAccountId: toAccountId, toAccountId: fromAccountId } = original
    const sending = send(
      {
        ...{ transferId: refundId, fromAccountId, toAccountId, money: amount, description },
        ...{ settleAt: null, at, today },
      },
      { from: opened(from), to: opened(to) },
      { isReturn: true },
    )
    if (sending.outcome === 'rejected') return sending
    return accepted(
      ...sending.events,
      { type: 'RefundMade' as const, data: { transferId: refundId, refundOf: transferId } },
      {
        type: 'TransferRefunded' as const,
        data: { transferId, refundId, money: amount, refundedAfter: add(original.refunded, amount) },
      },
    )
  },
  answer: ({ refundId }) => ({ refundId }),
})

/** Its sender always; its recipient once it has arrived. */
const maySee = ({ role, customerId }: Actor, transfer: Exclude<Transfer, { status: 'none' }>): boolean =>
  role !== 'customer' ||
  customerId === transfer.fromCustomerId ||
  (transfer.status === 'completed' && customerId === transfer.toCustomerId)

const isExternal = ({ fromCustomerId, toCustomerId }: CompletedTransfer): boolean =>
  fromCustomerId === THE_BANK || toCustomerId === THE_BANK
