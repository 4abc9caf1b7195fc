/**
 * On which dates a standing order pays. Every date is reckoned from the first one, never from the one before, so that the
 * 31st is the last day of a short month and the 31st again after it.
 */
import { z } from 'zod'
import {
  addDays,
  addMonths,
  businessDateSchema,
  dateInMonth,
  daysBetween,
  LAST_DATE,
  monthOf,
  monthsBetween,
} from '../calendar/business-dates.ts'

export const frequencies = ['once', 'weekly', 'fourWeekly', 'monthly', 'quarterly', 'yearly'] as const
export type Frequency = (typeof frequencies)[number]

export type Schedule = {
  readonly frequency: Frequency
  readonly firstDate: string
  /** Of one that goes by months, 1 to 31: the day that is meant, where the first month has no such day. */
  readonly dayOfMonth: number | null
  /** The last date on which it may pay. */
  readonly lastDate: string | null
  /** How many occurrences there are, skipped and failed ones included. */
  readonly count: number | null
}

const DAYS = { weekly: 7, fourWeekly: 28 } as const
/** Every three months and every twelve: its months are counted from the first one, not from January. */
const MONTHS = { monthly: 1, quarterly: 3, yearly: 12 } as const

const goesByMonths = (frequency: Frequency): frequency is keyof typeof MONTHS =>
  Object.hasOwn(MONTHS, frequency)

const MAX_COUNT = 1_200

/** The date of an occurrence, counted from 0; `undefined` after the last one. */
export const dateOf = (schedule: Schedule, index: number): string | undefined => {
  const { count, lastDate } = schedule
  if (index >= (schedule.frequency === 'once' ? 1 : (count ?? Number.POSITIVE_INFINITY))) return undefined
  const date = reckoned(schedule, index)
  return date <= (lastDate ?? LAST_DATE) && date <= LAST_DATE ? date : undefined
}

const reckoned = ({ frequency, firstDate, dayOfMonth }: Schedule, index: number): string => {
  switch (frequency) {
    case 'once':
      return firstDate
    case 'weekly':
    case 'fourWeekly':
      return addDays(firstDate, DAYS[frequency] * index)
    case 'monthly':
    case 'quarterly':
    case 'yearly': {
      const month = addMonths(monthOf(firstDate), MONTHS[frequency] * index)
      return dateInMonth(month, dayOfMonth ?? dayOf(firstDate))
    }
  }
}

/** Which occurrence is on this date; `undefined` when none is. */
export const occurrenceOn = (schedule: Schedule, date: string): number | undefined => {
  const { frequency, firstDate } = schedule
  if (date < firstDate) return undefined
  const index =
    frequency === 'once'
      ? 0
      : goesByMonths(frequency)
        ? Math.floor(monthsBetween(monthOf(firstDate), monthOf(date)) / MONTHS[frequency])
        : Math.floor(daysBetween(firstDate, date) / DAYS[frequency])
  return dateOf(schedule, index) === date ? index : undefined
}

const dayOf = (date: string): number => Number(date.slice(8))

/** As it stands in an event. */
export const storedScheduleSchema = z.object({
  frequency: z.enum(frequencies),
  firstDate: z.iso.date(),
  dayOfMonth: z.int().nullable(),
  lastDate: z.iso.date().nullable(),
  count: z.int().nullable(),
})

/** As it comes over the wire: with an end by date, an end by number, or none. */
export const scheduleSchema = z
  .object(
    {
      frequency: z.enum(frequencies, { error: `must be one of ${frequencies.join(', ')}` }),
      firstDate: businessDateSchema,
      dayOfMonth: z
        .int('must be a whole number')
        .min(1, 'must be at least 1')
        .max(31, 'must be at most 31')
        .nullish(),
      lastDate: businessDateSchema.nullish(),
      count: z
        .int('must be a whole number')
        .min(1, 'must be at least 1')
        .max(MAX_COUNT, `must be at most ${MAX_COUNT}`)
        .nullish(),
    },
    { error: 'must say when: frequency and firstDate' },
  )
  .transform(({ frequency, firstDate, dayOfMonth = null, lastDate = null, count = null }, context) => {
    const schedule: Schedule = { frequency, firstDate, dayOfMonth, lastDate, count }
    for (const [path, message] of contradictionsIn(schedule))
      context.addIssue({ code: 'custom', path: [path], message })
    return context.issues.length > 0 ? z.NEVER : schedule
  })

const contradictionsIn = ({
  frequency,
  firstDate,
  dayOfMonth,
  lastDate,
  count,
}: Schedule): [path: keyof Schedule, message: string][] => {
  const problems: [keyof Schedule, string][] = []
  if (frequency === 'once') {
    if (lastDate !== null) problems.push(['lastDate', 'must not be given for a payment on one date'])
    if (count !== null) problems.push(['count', 'must not be given for a payment on one date'])
  } else if (lastDate !== null) {
    if (count !== null) problems.push(['count', 'must not be given together with lastDate'])
    if (lastDate < firstDate) problems.push(['lastDate', 'must not be before firstDate'])
  }
  if (dayOfMonth !== null) {
    if (!goesByMonths(frequency))
      problems.push(['dayOfMonth', 'must only be given for one that goes by months'])
    else if (firstDate !== dateInMonth(monthOf(firstDate), dayOfMonth))
      problems.push(['firstDate', 'must be that day of its month, or the last one of a shorter month'])
  }
  return problems
}
