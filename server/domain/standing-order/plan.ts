/**
 * What a standing order will do next: which date comes next, which later ones are left out, and when one that could not
 * be paid is tried again. The order itself, its process and its read model all follow it from the same events, by this
 * one function.
 */
import { addDays, businessDateOf, instantOf } from '../calendar/business-dates.ts'
import type { StandingOrderEvent } from './events.ts'
import { dateOf, occurrenceOn, type Schedule } from './schedule.ts'
import { TRIED_AT } from './times.ts'

/** JSON as it is, because a process keeps it so. */
export type Plan = {
  readonly schedule: Schedule
  /** The bank's when the order was given, which it keeps. */
  readonly timeZone: string
  /** Counted from 0. */
  readonly next: number
  /** Later dates that are left out. */
  readonly skipped: readonly string[]
  /** Set while the next one has been tried and is to be tried again. */
  readonly retry: { readonly firstTriedOn: string; readonly at: string } | null
  /** The transfer of the next one, while the bank's people look at it; nothing else is tried meanwhile. */
  readonly inReview: string | null
  /** Up to here everything has been done, one way or the other: no date is ever paid twice. */
  readonly doneUntil: string | null
}

export const newPlan = (schedule: Schedule, timeZone: string): Plan => ({
  schedule,
  timeZone,
  next: 0,
  skipped: [],
  retry: null,
  inReview: null,
  doneUntil: null,
})

/** `undefined` when there is none left. */
export const nextDate = ({ schedule, next }: Plan): string | undefined => dateOf(schedule, next)

/** When the next occurrence is to be tried; null when there is none left, or it has been and is reviewed. */
export const dueAt = (plan: Plan): string | null => {
  if (plan.inReview) return null
  if (plan.retry) return plan.retry.at
  const date = nextDate(plan)
  return date === undefined ? null : instantOf(date, TRIED_AT[0], plan.timeZone)
}

/** When one that was tried at this instant is tried again, if at all. */
export const triedAgain = (plan: Plan, at: string): { firstTriedOn: string; at: string } | undefined => {
  const firstTriedOn = plan.retry?.firstTriedOn ?? businessDateOf(at, plan.timeZone)
  const times = [firstTriedOn, addDays(firstTriedOn, 1)].flatMap((date) =>
    TRIED_AT.map((time) => instantOf(date, time, plan.timeZone)),
  )
  const again = times.find((time) => time > at)
  return again === undefined ? undefined : { firstTriedOn, at: again }
}

/** Whether this date is still to come, and not left out already. */
export const isPlanned = (plan: Plan, date: string): boolean => {
  const index = occurrenceOn(plan.schedule, date)
  return index !== undefined && index >= plan.next && !plan.skipped.includes(date)
}

/**
 * The dates that are left out and can be put back, in order: later ones, and those just before the next one that nothing
 * was done about. The customer may have left out more than they remember, so how far back is for the caller to say.
 */
export const leftOut = (plan: Plan, from: string): readonly string[] => {
  const passed: string[] = []
  for (let index = plan.next - 1; index >= 0; index--) {
    const date = dateOf(plan.schedule, index)
    if (date === undefined || date < from || (plan.doneUntil !== null && date <= plan.doneUntil)) break
    passed.unshift(date)
  }
  return [...passed, ...plan.skipped.filter((date) => date >= from).toSorted()]
}

/** The dates that are still to come, in order, those left out not among them. */
export function* datesToCome(plan: Plan): Generator<string, void> {
  for (let index = plan.next; ; index++) {
    const date = dateOf(plan.schedule, index)
    if (date === undefined) return
    if (!plan.skipped.includes(date)) yield date
  }
}

type Following = Exclude<StandingOrderEvent, { type: 'StandingOrderCreated' | 'StandingOrderEnded' }>

/** The plan after one of the order's events. */
export const followed = (plan: Plan, event: Following): Plan => {
  switch (event.type) {
    case 'StandingOrderChanged':
      return event.data.schedule === null
        ? plan
        : { ...newPlan(event.data.schedule, plan.timeZone), doneUntil: plan.doneUntil }
    case 'OccurrenceSkipped': {
      const { date } = event.data
      if (date !== nextDate(plan)) return { ...plan, skipped: [...plan.skipped, date] }
      return onward(plan, plan.retry ? date : plan.doneUntil)
    }
    case 'OccurrenceRestored':
      return restored(plan, event.data.date)
    case 'OccurrenceInReview':
      return { ...plan, retry: null, inReview: event.data.transferId }
    case 'OccurrencePostponed':
      return { ...plan, retry: { firstTriedOn: event.data.firstTriedOn, at: event.data.retryAt } }
    case 'OccurrenceExecuted':
    case 'OccurrenceFailed':
      return onward(plan, event.data.date)
  }
}

const onward = (plan: Plan, doneUntil: string | null): Plan => {
  let next = plan.next + 1
  const isSkipped = (index: number) => {
    const date = dateOf(plan.schedule, index)
    return date !== undefined && plan.skipped.includes(date)
  }
  while (isSkipped(next)) next += 1
  const date = dateOf(plan.schedule, next)
  const skipped = plan.skipped.filter((one) => date !== undefined && one > date)
  return { ...plan, next, skipped, retry: null, inReview: null, doneUntil }
}

/** One that was passed over is the next one again, and those passed over after it are later dates that are left out. */
const restored = (plan: Plan, date: string): Plan => {
  const [index, next] = [occurrenceOn(plan.schedule, date), nextDate(plan)]
  if (index === undefined || index > plan.next)
    return { ...plan, skipped: plan.skipped.filter((one) => one !== date) }
  const passed = leftOut(plan, date).filter((one) => one > date && (next === undefined || one < next))
  return { ...plan, next: index, skipped: [...passed, ...plan.skipped] }
}
