/**
 * What will become of an order, decided when it is handed in: which messages come, and when. Pure, so that the same seed
 * and number always mean the same.
 */
import { unitsOf } from '../domain/payment/arrival.ts'
import { beginsAt } from './business-hours.ts'
import { type Chance, chanceOf } from './chance.ts'
import type {
  ClearingAnswer,
  ClearingMessage,
  ClearingOrder,
  IncomingPayment,
  PaymentOrder,
} from './clearing-house.ts'
import type { ClearingSettings, Outcome } from './settings.ts'

export type PlannedMessage = Omit<ClearingMessage, 'position'> & {
  /** 1 for the first time that it is delivered. */
  readonly delivery: number
  readonly deliverAt: Date
}

type Told = { readonly content: ClearingAnswer | IncomingPayment; readonly at: Date }
type Context = { readonly chance: Chance; readonly settings: ClearingSettings; readonly submittedAt: Date }

/** `number` counts the orders that the house has been given. */
export const plan = (
  order: ClearingOrder,
  { number, submittedAt, settings }: { number: number; submittedAt: Date; settings: ClearingSettings },
): PlannedMessage[] => {
  // What is sent back has been taken from nobody who would wait for an answer.
  if (order.kind === 'return') return []
  const chance = chanceOf(`${settings.seed} ${number}`)
  const told = tellingOf(order, outcomeOf(order, chance, settings), { chance, settings, submittedAt })
  return told.flatMap(({ content, at }) => deliveriesOf(content, at, { chance, settings }))
}

/** The message as it is delivered, once or twice. */
export const deliveriesOf = (
  content: ClearingAnswer | IncomingPayment,
  at: Date,
  { chance, settings }: Pick<Context, 'chance' | 'settings'>,
): PlannedMessage[] => {
  const messageId =
    content.kind === 'answer' ? `${content.paymentId}/${content.sequence}` : `incoming/${content.reference}`
  const first = { messageId, content, delivery: 1, deliverAt: at }
  if (!chance.happens(`duplicate ${messageId}`, settings.probabilities.duplicate)) return [first]
  const after = chance.within(`duplicate after ${messageId}`, settings.seconds.duplicateAfter)
  return [first, { ...first, delivery: 2, deliverAt: later(at, after) }]
}

const outcomeOf = (
  { money, creditor }: PaymentOrder,
  chance: Chance,
  settings: ClearingSettings,
): Outcome => {
  if (money.amountMinor > unitsOf(settings.largest, money))
    return { kind: 'rejected', reason: 'AmountTooLarge' }
  const chosen = settings.byEnding[creditor.number.slice(-4)]
  if (chosen) return chosen
  const { rejected, returned, late, silent } = settings.probabilities
  const drawn = chance.fraction('outcome')
  if (drawn < rejected)
    return { kind: 'rejected', reason: chance.happens('closed', 0.5) ? 'AccountClosed' : 'UnknownAccount' }
  if (drawn < rejected + returned) return { kind: 'returned', reason: 'PayeeRefused' }
  if (drawn < rejected + returned + late) return { kind: 'late' }
  if (drawn < rejected + returned + late + silent) return { kind: 'silent' }
  return { kind: 'settled' }
}

const tellingOf = (order: PaymentOrder, outcome: Outcome, context: Context): Told[] => {
  const { chance, settings, submittedAt } = context
  const { seconds } = settings
  const isInstant = order.money.amountMinor <= unitsOf(settings.instantUpTo, order.money)
  const answeredAt = isInstant
    ? later(submittedAt, chance.within('answer', seconds.instantAnswer))
    : later(beginsAt(submittedAt, settings.businessHours), chance.within('answer', seconds.batchAnswer))
  const { paymentId } = order
  const settled = { kind: 'answer', paymentId, sequence: 1, outcome: 'settled', reason: null } as const

  switch (outcome.kind) {
    case 'settled':
      return [{ content: settled, at: answeredAt }, ...replyTo(order, answeredAt, context)]
    case 'rejected':
      return [{ content: { ...settled, outcome: 'rejected', reason: outcome.reason }, at: answeredAt }]
    case 'returned': {
      const returned = { ...settled, sequence: 2, outcome: 'returned', reason: outcome.reason } as const
      const wait = chance.within('return', isInstant ? seconds.instantReturn : seconds.batchReturn)
      const returnedAt = later(answeredAt, wait)
      return chance.happens('out of order', settings.probabilities.outOfOrder)
        ? [
            { content: returned, at: answeredAt },
            { content: settled, at: returnedAt },
          ]
        : [
            { content: settled, at: answeredAt },
            { content: returned, at: returnedAt },
          ]
    }
    case 'late':
      return [{ content: settled, at: later(submittedAt, chance.within('late', seconds.lateAnswer)) }]
    case 'silent':
      return []
  }
}

/** Now and then the payee pays some of it back. */
const replyTo = (
  { paymentId, money, debtor, creditor, description }: PaymentOrder,
  settledAt: Date,
  { chance, settings }: Context,
): Told[] => {
  if (!chance.happens('reply', settings.probabilities.reply)) return []
  const percent = BigInt(chance.within('reply percent', [1, 100]))
  const amountMinor = (money.amountMinor * percent) / 100n
  if (amountMinor === 0n) return []
  const content: IncomingPayment = {
    kind: 'incoming',
    reference: `reply to ${paymentId}`,
    money: { ...money, amountMinor },
    creditorNumber: debtor.number,
    debtor: creditor,
    description,
  }
  return [{ content, at: later(settledAt, chance.within('reply after', settings.seconds.replyAfter)) }]
}

const later = (at: Date, seconds: number): Date => new Date(at.getTime() + seconds * 1_000)
