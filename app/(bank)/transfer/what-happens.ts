/** What will become of an order, as far as the bank can say beforehand: when it arrives, and how long it can be undone. */
import { approvalsFor } from '../../../server/domain/limits/amounts.ts'
import { fromWire } from '../../../server/domain/money.ts'
import { arrivalOf } from '../../../server/domain/payment/arrival.ts'
import type { Schedule } from '../../../server/domain/standing-order/schedule.ts'
import { TRIED_AT } from '../../../server/domain/standing-order/times.ts'
import { instantOn } from '../../components/calendar-days.ts'
import { calendarDate, dayAndTime } from '../../components/dates.ts'
import { transferText } from '../../text/transfer.ts'
import type { FormOrder } from './draft.ts'
import type { Target } from './recipients.ts'

const { look: text } = transferText

/** How many of the bank's people look at it first. */
const reviewers = ({ money }: FormOrder, { place }: Target): number =>
  place === 'own' ? 0 : approvalsFor(fromWire(money))

export const arrivalIn = (
  order: FormOrder,
  {
    target,
    undoSeconds,
    timeZone,
    bankTimeZone,
    now,
  }: { target: Target; undoSeconds: number; timeZone: string; bankTimeZone: string; now: Date },
): string => {
  const count = reviewers(order, target)
  if (count > 0) return text.reviewed(count)
  if (order.kind === 'standingOrder') return arrivalWhenDue(order, bankTimeZone)
  if (order.kind !== 'payment') return undoSeconds > 0 ? text.afterUndo(undoSeconds) : text.atOnce

  const leaves = new Date(now.getTime() + undoSeconds * 1_000)
  const arrival = arrivalOf(fromWire(order.money), leaves)
  switch (arrival.kind) {
    case 'instant':
      return text.instant
    case 'inHours':
      return arrival.begins > leaves.toISOString()
        ? text.withinHourOf(dayAndTime(arrival.begins, timeZone))
        : text.withinHour
    case 'tooLarge':
      return text.never
  }
}

const arrivalWhenDue = (
  { schedule, payeeId, money }: Extract<FormOrder, { kind: 'standingOrder' }>,
  bankTimeZone: string,
) => {
  const due = instantOn(schedule.firstDate, TRIED_AT[0], bankTimeZone)
  const { kind } = payeeId === undefined ? { kind: 'instant' } : arrivalOf(fromWire(money), due)
  if (kind === 'inHours') return text.leavesInHours
  return schedule.frequency === 'once' ? text.onDay : text.whenDue
}

export const undoOf = (
  order: FormOrder,
  { target, undoSeconds }: { target: Target; undoSeconds: number },
): string => {
  if (order.kind === 'standingOrder') return text.undoOrder
  if (reviewers(order, target) > 0) return text.undoInReview
  return undoSeconds > 0 ? text.undoFor(undoSeconds) : text.noUndo
}

const goesByMonths = (frequency: Schedule['frequency']) =>
  frequency === 'monthly' || frequency === 'quarterly' || frequency === 'yearly'

/** "Every month from 1 December 2026 until 1 June 2027". */
export const rhythmOf = ({ frequency, firstDate, dayOfMonth, lastDate, count }: Schedule): string => {
  const first = calendarDate(firstDate)
  if (frequency === 'once') return text.on(first)
  const rhythm =
    dayOfMonth === 31 && goesByMonths(frequency) ? text.last[frequency](first) : text[frequency](first)
  if (lastDate !== null) return text.until(rhythm, calendarDate(lastDate))
  return count === null ? rhythm : text.times(rhythm, count)
}
