/**
 * What the bank's people look at beside large transfers: a large payment to another bank, whose end still takes one of
 * them, and a standing order's transfer that is large enough to wait.
 */
import type { Agenda } from './agenda.ts'
import type { Book } from './book.ts'
import { DAY_MS } from './diary.ts'
import type { Payments } from './payments.ts'

const HOUR_MS = DAY_MS / 24
const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)

type Demo = { readonly book: Book; readonly payments: Payments; readonly agenda: Agenda }

/** @param lastDayMs the start of the last day, from which the others are counted back. */
export const putSecondLooks = ({ book, payments, agenda }: Demo, lastDayMs: number): void => {
  const at = (daysAgo: number, hour: number) => lastDayMs - daysAgo * DAY_MS + hour * HOUR_MS

  // Grace trusts the landlord a day before, because a first payment as large as this would be above her limit. Nothing is
  // heard of it for a week, so the money is hers again, and she puts it back. The day after, the other bank has it all the
  // same: the bank has paid in her place. A colleague has said out of which of her accounts; somebody else has to agree.
  const studio = { name: 'Atelier du Canal', number: 'NL06TULP0300650005', bank: 'Tulpenbank' }
  const rent = { amountMinor: 1_200_000n, description: 'Studio, a year in advance' }
  agenda.add(at(44, 16), (atMs) => {
    const payeeId = book.savePayee('grace', studio, atMs)
    book.trustPayee('grace', payeeId, atMs + 60_000)
  })
  agenda.add(at(42, 16), (atMs) => {
    const from = payments.withAtLeast('grace', 'USD', rent.amountMinor, rent.description, atMs)
    const reserve = payments.savings('grace', 'USD')
    if (!from || reserve?.status !== 'open') return
    agenda.add(atMs + 120_000, (sentMs) => {
      if (from.balance < rent.amountMinor) return
      const transferId = book.sendAbroad(from, studio.name, rent, sentMs)
      agenda.add(sentMs + 1.6 * HOUR_MS, (laterMs) => book.approve(transferId, 'approver', laterMs))
      book.when('PaymentTimedOut', ({ data, atMs: overMs }) => {
        if (data.transferId !== transferId) return
        agenda.add(overMs + HOUR_MS, (backMs) => {
          // She may have lived on her savings' part meanwhile: what is left of it goes back.
          const left = from.balance < rent.amountMinor ? from.balance : rent.amountMinor
          if (left > 0n && from.status === 'open' && reserve.status === 'open')
            book.transfer(from, reserve, left, 'Back to savings', backMs)
        })
      })
      agenda.add(at(20, 10), (laterMs) => {
        if (reserve.balance >= rent.amountMinor) book.proposeClearing(transferId, reserve, laterMs)
      })
    })
  })

  // Elena takes everybody along: dearer than anything that a standing order has ever paid for her.
  const cruise = { amountMinor: 1_000_000n, description: 'Cruise for six, in autumn' }
  agenda.add(at(59, 18), (atMs) => {
    const from = payments.withAtLeast('elena', 'USD', cruise.amountMinor, cruise.description, atMs)
    const to = payments.current('wander', 'USD')
    if (!from || to?.status !== 'open') return
    const firstDate = dateOf(atMs + DAY_MS)
    const orderId = book.order(from, to, { ...cruise, frequency: 'once', firstDate }, atMs + 60_000)
    book.when('OccurrenceInReview', ({ data, atMs: reviewMs }) => {
      if (data.orderId !== orderId) return
      agenda.add(reviewMs + 3.2 * HOUR_MS, (laterMs) => book.approve(data.transferId, 'approver', laterMs))
    })
  })
}
