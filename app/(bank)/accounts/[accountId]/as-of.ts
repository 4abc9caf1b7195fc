'use client'

/**
 * The day at whose end an account is looked at, and how far back its line goes: both stand in the address. Whatever stands
 * there, a day that has not ended, that the account has not seen, or that does not exist is now.
 */
import { useToday } from '../../../api-client/balance-queries.ts'
import { useBankSession } from '../../../api-client/bank-session.tsx'
import type { ShownAccount } from '../../../api-client/queries.ts'
import { addDays, endOfDay, isDate, laterOf } from '../../../components/calendar-days.ts'
import { dayAndTime, dayOf } from '../../../components/dates.ts'
import { useQueryParameter } from '../../../components/query-parameter.ts'

export const ranges = ['30d', '90d', '1y', 'all'] as const
export type Range = (typeof ranges)[number]
const USUAL: Range = '90d'

/** Of the days that there are, today included. */
const lengths = { '30d': 30, '90d': 90, '1y': 365 } as const

export type Life = { readonly opened: string; readonly today: string }

/** The day that is meant; undefined is now. */
export const readDay = (text: string | null, { opened, today }: Life): string | undefined =>
  text !== null && isDate(text) && text >= opened && text < today ? text : undefined

export const firstDayOf = (range: Range, { opened, today }: Life): string =>
  range === 'all' ? opened : laterOf(addDays(today, 1 - lengths[range]), opened)

/** The chosen one, or the shortest that goes as far back as the day does. */
export const rangeFor = (text: string | null, day: string | undefined, life: Life): Range => {
  const chosen = ranges.find((range) => range === text) ?? USUAL
  const reaches = (range: Range) => day === undefined || firstDayOf(range, life) <= day
  return ranges.slice(ranges.indexOf(chosen)).find(reaches) ?? 'all'
}

export const useAsOf = ({ openedAt }: ShownAccount) => {
  const { timeZone, bankTimeZone } = useBankSession()
  const life = { opened: dayOf(openedAt, bankTimeZone), today: useToday() }
  const [dayText, setDay] = useQueryParameter('at')
  const [rangeText, setRange] = useQueryParameter('range')
  const day = readDay(dayText, life)
  const endOfToday = endOfDay(life.today, bankTimeZone)
  const range = rangeFor(rangeText, day, life)
  return {
    ...life,
    day,
    /** The last instant of that day. */
    at: day && endOfDay(day, bankTimeZone),
    /** Where the reader is, days end at another time than at the bank. */
    endsElsewhere: dayAndTime(endOfToday, timeZone) !== dayAndTime(endOfToday, bankTimeZone),
    setDay: (next: string | undefined) => setDay(readDay(next ?? null, life) ?? null),
    range,
    firstDay: firstDayOf(range, life),
    setRange: (next: Range) => setRange(next === USUAL ? null : next),
  }
}

export type AsOf = ReturnType<typeof useAsOf>
