/** When money is to be sent, while that is being written: dates of the bank's calendar, and what is wrong with them. */
import type { Frequency, Schedule } from '../../../server/domain/standing-order/schedule.ts'
import { addDays, isDate } from '../../components/calendar-days.ts'
import { mayMeanLastDay } from '../../components/last-day-of-month.ts'
import { transferText } from '../../text/transfer.ts'

export type ScheduleDraft = {
  readonly when: 'now' | 'date' | 'regularly'
  readonly firstDate: string
  readonly frequency: Exclude<Frequency, 'once'>
  /** The 31st, and the last day where a month has none. */
  readonly isLastDay: boolean
  readonly ends: 'never' | 'date' | 'count'
  readonly lastDate: string
  readonly typedCount: string
}

const { when: text } = transferText
const MAX_COUNT = 1_200

export const blankSchedule = (today: string): ScheduleDraft => ({
  when: 'now',
  firstDate: addDays(today, 1),
  frequency: 'monthly',
  isLastDay: false,
  ends: 'never',
  lastDate: '',
  typedCount: '12',
})

/** An order that was refused, opened again. */
export const draftOfSchedule = (schedule: Schedule, today: string): ScheduleDraft => ({
  ...blankSchedule(today),
  when: schedule.frequency === 'once' ? 'date' : 'regularly',
  firstDate: schedule.firstDate,
  ...(schedule.frequency === 'once' ? {} : { frequency: schedule.frequency }),
  isLastDay: schedule.dayOfMonth === 31,
  ends: schedule.lastDate ? 'date' : schedule.count ? 'count' : 'never',
  lastDate: schedule.lastDate ?? '',
  ...(schedule.count ? { typedCount: String(schedule.count) } : {}),
})

/** The field in which something is wrong; `when` is the first date, or the only one. */
export type ScheduleField = 'when' | 'lastDate' | 'count'

export type CheckedSchedule =
  | { readonly ok: true; readonly schedule: Schedule | null }
  | { readonly ok: false; readonly field: ScheduleField; readonly problem: string }

/** `null` for now. `today` is the bank's. */
export const checkSchedule = (draft: ScheduleDraft, today: string): CheckedSchedule => {
  const { when, firstDate, frequency, ends, lastDate } = draft
  const no = (field: ScheduleField, problem: string): CheckedSchedule => ({ ok: false, field, problem })
  if (when === 'now') return { ok: true, schedule: null }
  if (!isDate(firstDate)) return no('when', text.dateMissing)
  if (firstDate < today) return no('when', text.past)
  const once = { firstDate, dayOfMonth: null, lastDate: null, count: null }
  if (when === 'date') return { ok: true, schedule: { ...once, frequency: 'once' } }

  const count = /^\d{1,4}$/.test(draft.typedCount.trim()) ? Number(draft.typedCount) : 0
  if (ends === 'date' && !isDate(lastDate)) return no('lastDate', text.dateMissing)
  if (ends === 'date' && lastDate < firstDate) return no('lastDate', text.endBeforeStart)
  if (ends === 'count' && (count < 1 || count > MAX_COUNT)) return no('count', text.countWrong)
  const isLastDay = draft.isLastDay && mayMeanLastDay({ frequency, firstDate })
  return {
    ok: true,
    schedule: {
      ...once,
      frequency,
      dayOfMonth: isLastDay ? 31 : null,
      lastDate: ends === 'date' ? lastDate : null,
      count: ends === 'count' ? count : null,
    },
  }
}
