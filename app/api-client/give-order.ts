/**
 * How each kind of order is given to the bank, and how the bank is asked whether it has one. Given again with the same
 * ids, it is done once; so whoever gives one may do so until there is an answer.
 */
import { api } from './api.ts'
import type { OrderLookUp } from './consistent-read.ts'
import { httpStatusOf, wireErrorOf } from './failures.ts'
import type { NewPayee, PendingTransfer, StandingOrder } from './orders.ts'
import type { Given } from './send-transfer.ts'

export const giveOrder = async (order: PendingTransfer): Promise<Given> => {
  const { transferId, commandId, from, to, money, description } = order
  switch (order.kind) {
    case 'transfer': {
      // Whom one pays is worth remembering, but not worth keeping the money for.
      if (order.newPayee) await savePayee(order.newPayee).catch(unlessUnanswered)
      return api.commands.transferMoney.mutate({
        commandId,
        transferId,
        fromAccountId: from.accountId,
        toAccountId: to.accountId,
        money,
        description,
        ...undoable(order),
      })
    }
    case 'payment':
      return api.commands.sendPayment.mutate({
        commandId,
        transferId,
        fromAccountId: from.accountId,
        // Other banks' accounts are paid by way of the list, so there it must be.
        payeeId: order.newPayee ? await savePayee(order.newPayee) : order.payeeId,
        money,
        description,
        ...undoable(order),
      })
    case 'exchange': {
      const { version } = await api.commands.exchangeMoney.mutate({ commandId, quoteId: transferId })
      return { version, status: 'completed' }
    }
    case 'standingOrder': {
      const { version } = await api.commands.createStandingOrder.mutate({
        commandId,
        orderId: transferId,
        fromAccountId: from.accountId,
        ...(await endOf(order)),
        money,
        description,
        schedule: order.schedule,
      })
      return { version, status: 'completed' }
    }
  }
}

/** Whom a standing order pays: an account of this bank, or somebody on the list who has one at another. */
const endOf = async ({ to, newPayee, payeeId }: StandingOrder) => {
  if (payeeId !== undefined) return { payeeId: newPayee ? await savePayee(newPayee) : payeeId }
  if (newPayee) await savePayee(newPayee).catch(unlessUnanswered)
  return { toAccountId: to.accountId }
}

const undoable = ({ settleAfterSeconds }: { settleAfterSeconds?: number }) =>
  settleAfterSeconds === undefined ? {} : { settleAfterSeconds }

/** Answers the payee's id: the one that was made for it, or the one that its number has already. */
const savePayee = async ({ commandId, payeeId, name, number }: NewPayee): Promise<string> => {
  try {
    await api.commands.addPayee.mutate({ commandId, payeeId, name, number })
    return payeeId
  } catch (error) {
    const rejection = wireErrorOf(error)?.rejection
    if (rejection?.reason === 'PayeeAlreadySaved' && rejection.payeeId) return rejection.payeeId
    throw error
  }
}

/** Lets pass that the bank has said no; that it has said nothing is tried again with the rest. */
const unlessUnanswered = (error: unknown): void => {
  if (httpStatusOf(error) === undefined) throw error
}

export const lookUpOrder: OrderLookUp = async ({ kind, transferId }, afterVersion) => {
  try {
    if (kind !== 'exchange') {
      const { version } = await api.transfers.get.query({ transferId, afterVersion })
      return { found: true, version }
    }
    const quote = await api.exchange.get.query({ quoteId: transferId, afterVersion })
    if (quote.data.status !== 'used') return { found: false, version: quote.version }
    // A quote is read after its version is: only the next one is sure to be as high as the exchange's own.
    const { version } = await api.exchange.get.query({ quoteId: transferId })
    return { found: true, version }
  } catch (error) {
    if (httpStatusOf(error) === 404) return { found: false, version: afterVersion }
    throw error
  }
}
