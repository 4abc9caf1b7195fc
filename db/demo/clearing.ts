/**
 * The clearing house of the demo's past: the simulation's own plan says what becomes of a payment and when, and each
 * answer is taken over as the worker would. What is asked of it once more, or too late, changes nothing.
 */
import { derivedId } from '../../server/auth/derived-id.ts'
import type { ClearingAnswer } from '../../server/clearing/clearing-house.ts'
import { type PlannedMessage, plan } from '../../server/clearing/plan.ts'
import { type ClearingSettings, clearingSettings } from '../../server/clearing/settings.ts'
import { accountNumberOf } from '../../server/domain/account-number.ts'
import type { TransferId } from '../../server/domain/ids.ts'
import { type Currency, money } from '../../server/domain/money.ts'
import { payeesRef, savedPayee } from '../../server/domain/payee/decider.ts'
import { isOutgoing, paymentRef } from '../../server/domain/payment/decider.ts'
import type { Agenda } from './agenda.ts'
import type { Book } from './book.ts'
import type { BookAccount } from './book-account.ts'

/** How long it takes until an order has arrived. */
const HANDED_IN_MS = 700

export type FromElsewhere = {
  /** The other bank's, and its own for each payment. */
  readonly reference: string
  readonly amountMinor: bigint
  readonly currency: Currency
  readonly description: string
  readonly payer: { readonly name: string; readonly number: string }
}

export const createClearing = ({ seed, book, agenda }: { seed: string; book: Book; agenda: Agenda }) => {
  const settings: ClearingSettings = {
    ...clearingSettings,
    seed: `${seed} demo`,
    // Nobody answers by itself: who pays in stands in the demo's own lists.
    probabilities: { ...clearingSettings.probabilities, reply: 0 },
  }
  let number = 0
  const ids = (about: string) => ({ commandId: derivedId('clearing', about) })

  const takeOver = ({ messageId, content, delivery, deliverAt }: PlannedMessage): void => {
    if (content.kind !== 'answer' || delivery > 1) return
    agenda.add(deliverAt.getTime(), (atMs) => answer(content, { atMs, ids: ids(messageId) }))
  }
  const answer = (
    { paymentId, sequence, ...said }: ClearingAnswer,
    moment: { atMs: number; ids: ReturnType<typeof ids> },
  ): void => {
    const about = { transferId: paymentId as TransferId, sequence }
    if (said.outcome === 'settled') book.carryOn('settlePayment', about, moment)
    else book.carryOn('rejectPayment', { ...about, reason: said.reason }, moment)
  }

  const handIn = (transferId: TransferId, atMs: number): void => {
    book.carryOn('acknowledgePayment', { transferId }, { atMs, ids: ids(`acknowledged ${transferId}`) })
    const payment = book.stateOf(paymentRef(transferId))
    if (!isOutgoing(payment)) return
    const payee = savedPayee(book.stateOf(payeesRef(payment.customerId)), payment.payeeId)
    if (!payee) throw new Error('A payment of the demo goes to somebody who was removed')
    number += 1
    const debtor = { name: '', number: accountNumberOf(payment.accountId) }
    const creditor = { name: '', number: payee.number }
    const { money, description } = payment
    const order = { kind: 'payment', paymentId: transferId, money, debtor, creditor, description } as const
    for (const message of plan(order, { number, submittedAt: new Date(atMs), settings })) takeOver(message)
  }
  for (const type of ['PaymentSubmitted', 'PaymentSentBack'] as const)
    book.when(type, ({ data, atMs }) =>
      agenda.add(atMs + HANDED_IN_MS, (laterMs) => handIn(data.transferId, laterMs)),
    )

  return {
    /** Somebody at another bank pays to an account here, or to a number that no account has. */
    payIn: (to: BookAccount | null, payment: FromElsewhere, atMs: number): void => {
      const { reference, amountMinor, currency, description, payer } = payment
      const data = {
        ...{
          transferId: derivedId('incoming payment', reference) as TransferId,
          reference,
          accountId: to?.accountId ?? null,
        },
        money: money(amountMinor, currency),
        ...{ description, payerName: payer.name, payerNumber: payer.number },
      }
      book.carryOn('receivePayment', data, { atMs, ids: ids(`incoming/${reference}`) })
    },
  }
}

export type Clearing = ReturnType<typeof createClearing>
