/**
 * Payments so large that the bank's people look at them first: let through by one, by two, refused, forgotten until it
 * was too late, and one that still waits for somebody to decide.
 */
import type { TransferId } from '../../server/domain/ids.ts'
import type { Agenda } from './agenda.ts'
import type { Book } from './book.ts'
import { DAY_MS } from './diary.ts'
import type { Party } from './life.ts'
import type { Payments } from './payments.ts'

const HOUR_MS = DAY_MS / 24

type Demo = { readonly book: Book; readonly payments: Payments; readonly agenda: Agenda }
type Large = {
  readonly from: Party
  readonly to: Party
  readonly amountMinor: bigint
  readonly text: string
}

/** @param lastDayMs the start of the last day, from which the others are counted back. */
export const putLargePayments = ({ book, payments, agenda }: Demo, lastDayMs: number): void => {
  const send = (
    [daysAgo, hour]: readonly [number, number],
    { from: owner, to, amountMinor, text }: Large,
    then: (transferId: TransferId, atMs: number) => void = () => undefined,
  ): void =>
    agenda.add(lastDayMs - daysAgo * DAY_MS + hour * HOUR_MS, (atMs) => {
      const payee = payments.current(to, 'USD')
      const from = payments.withAtLeast(owner, 'USD', amountMinor, text, atMs)
      if (!from || payee?.status !== 'open') return
      agenda.add(atMs + 90_000, (sentMs) => {
        // In between a coffee may have been paid.
        if (from.balance >= amountMinor) then(book.transfer(from, payee, amountMinor, text, sentMs), sentMs)
      })
    })
  const later = (atMs: number, hours: number, what: (laterMs: number) => void) =>
    agenda.add(atMs + hours * HOUR_MS, what)

  send(
    [421, 15],
    { from: 'elena', to: 'homeLoans', amountMinor: 2_400_000n, text: 'Mortgage, early repayment' },
    (transferId, sentMs) => {
      later(sentMs, 1.4, (atMs) => book.approve(transferId, 'teller', atMs))
      later(sentMs, 3.1, (atMs) => book.approve(transferId, 'approver', atMs))
    },
  )
  const roof = { from: 'elena', to: 'hardware', amountMinor: 1_180_000n } as const
  send([255, 16], { ...roof, text: 'New roof, first half' }, (transferId, sentMs) =>
    later(sentMs, 2.3, (atMs) => book.approve(transferId, 'approver', atMs)),
  )
  // Nobody has looked at it over a long weekend; four days later it is sent again.
  send([229, 21], { ...roof, text: 'New roof, second half' })
  send([225, 15], { ...roof, text: 'New roof, second half' }, (transferId, sentMs) =>
    later(sentMs, 0.7, (atMs) => book.approve(transferId, 'approver', atMs)),
  )
  send(
    [198, 17],
    { from: 'marcus', to: 'golden', amountMinor: 1_000_000n, text: 'Guaranteed 18% a year' },
    (transferId, sentMs) => {
      later(sentMs, 1.9, (atMs) =>
        book.decline(transferId, 'Known fraud; Mr Bell was called, and is glad of it', atMs),
      )
      later(sentMs, 2.2, (atMs) => {
        const account = payments.current('golden', 'USD')
        if (account?.status === 'open') book.freeze(account, 'Investment fraud, reported to the police', atMs)
      })
    },
  )
  send([1, 17], { from: 'elena', to: 'sofia', amountMinor: 1_200_000n, text: 'For your year abroad' })
}
