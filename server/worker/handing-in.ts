/**
 * Hands in at the clearing house what is to be paid, until the log knows that it has arrived.
 *
 * Promises: an order that is not taken keeps no other from it, and is left alone for a while, longer each time. Two in a
 * row are taken for a house that is away: then nobody else is asked, and whoever has called is told. Those that were not
 * taken come last the next time, so that not even two that never will be can stop the others for good. Without both
 * numbers no order is handed in: an order is never changed, so it must be right the first time.
 */
import type { Sql } from '../../db/client.ts'
import { type ClearingHouse, type ClearingOrder, PaymentIdReused } from '../clearing/clearing-house.ts'
import type { TransferId } from '../domain/ids.ts'
import { log } from '../log.ts'
import { type DeliverablePayment, paymentsToDeliver } from '../read-models/payments/queries.ts'
import { type Backoff, createBackoff } from './backoff.ts'

export type HandingInOptions = {
  readonly sql: Sql
  readonly house: Pick<ClearingHouse, 'submit'>
  /** Writes down that the house has the order. */
  readonly acknowledge: (transferId: TransferId) => Promise<unknown>
  readonly atOnce: number
  /** For how long each order is left alone that was not taken. */
  readonly backoff?: Backoff
}

/** Who pays or is paid is not known, or not yet. */
export class PartyUnknown extends Error {
  override name = 'PartyUnknown'
}

/** Each call answers how many orders the house has taken. Throws what the last one failed with when it is away. */
export const createHandingIn = ({
  sql,
  house,
  acknowledge,
  atOnce,
  backoff = createBackoff(),
}: HandingInOptions): (() => Promise<number>) => {
  const notTaken = new Set<string>()

  const toTry = async (): Promise<DeliverablePayment[]> => {
    const payments = await paymentsToDeliver(sql, atOnce)
    const waiting = new Set(payments.map(({ transferId }) => transferId))
    // Somebody else has handed these in.
    for (const transferId of notTaken) if (!waiting.has(transferId)) settled(transferId)
    const wasTried = ({ transferId }: DeliverablePayment) => notTaken.has(transferId)
    return [
      ...payments.filter((payment) => !wasTried(payment)),
      ...payments.filter((payment) => wasTried(payment) && backoff.mayTry(payment.transferId)),
    ]
  }
  const settled = (transferId: string): void => {
    notTaken.delete(transferId)
    backoff.succeeded(transferId)
  }

  return async () => {
    let taken = 0
    /** Tells of the order before, once it is clear that the house is there and did not want it. */
    let tell: (() => void) | undefined
    for (const payment of await toTry()) {
      const transferId = payment.transferId as TransferId
      try {
        await house.submit(orderOf(payment))
        await acknowledge(transferId)
        taken += 1
        settled(transferId)
        tell?.()
        tell = undefined
      } catch (err) {
        notTaken.add(transferId)
        const retryInMs = backoff.failed(transferId)
        const isRefused = err instanceof PaymentIdReused || err instanceof PartyUnknown
        if (tell && !isRefused) throw err
        tell?.()
        tell = () => log.error({ err, transferId, retryInMs }, 'A payment could not be handed in')
        if (!isRefused) continue
        tell()
        tell = undefined
      }
    }
    tell?.()
    return taken
  }
}

const orderOf = (payment: DeliverablePayment): ClearingOrder => {
  const { transferId: paymentId, money } = payment
  if (payment.direction === 'in') return { kind: 'return', paymentId, money, reference: payment.reference }
  const { debtor, creditor, description } = payment
  if (debtor.number === '' || creditor.number === '') throw new PartyUnknown()
  return { kind: 'payment', paymentId, money, debtor, creditor, description }
}
