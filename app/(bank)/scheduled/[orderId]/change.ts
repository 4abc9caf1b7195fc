/** A standing order while it is being changed: what is wrong with it, and what is given to the bank when nothing is. */
import type { StandingOrder } from '../../../api-client/plans-queries.ts'
import { readAmount } from '../../../components/amount-input.ts'
import { mayMeanLastDay } from '../../../components/last-day-of-month.ts'
import { scheduledText } from '../../../text/scheduled.ts'

const { change: text } = scheduledText
const MAX_DESCRIPTION = 140
const MAX_COUNT = 1_200

export const frequencies = ['once', 'weekly', 'fourWeekly', 'monthly', 'quarterly', 'yearly'] as const
export const ends = ['never', 'date', 'count'] as const

export type ChangeDraft = {
  readonly typedAmount: string
  readonly description: string
  readonly dates: 'keep' | 'other'
  readonly frequency: (typeof frequencies)[number]
  readonly firstDate: string
  /** Of one that goes by months and whose first date is its month's last day. */
  readonly isLastOfMonth: boolean
  readonly end: (typeof ends)[number]
  readonly lastDate: string
  readonly typedCount: string
}

export type ChangeField = 'amount' | 'description' | 'firstDate' | 'lastDate' | 'count'
export type ChangeProblems = { readonly [Field in ChangeField]?: string }

export const draftOf = ({ money, description, schedule, next }: StandingOrder): ChangeDraft => ({
  typedAmount: money.amount,
  description,
  dates: 'keep',
  frequency: schedule.frequency,
  firstDate: next?.date ?? '',
  isLastOfMonth: schedule.dayOfMonth === 31,
  end: schedule.lastDate !== null ? 'date' : schedule.count !== null ? 'count' : 'never',
  lastDate: schedule.lastDate ?? '',
  typedCount: schedule.count === null ? '' : String(schedule.count),
})

type Change = {
  readonly money?: StandingOrder['money']
  readonly description?: string
  readonly schedule?: {
    readonly frequency: ChangeDraft['frequency']
    readonly firstDate: string
    readonly dayOfMonth?: number
    readonly lastDate?: string
    readonly count?: number
  }
}

export type CheckedChange =
  | { readonly ok: true; readonly change: Change }
  | { readonly ok: false; readonly problems: ChangeProblems }

/** An empty change is one, too: then there is nothing to be given. */
export const checkChange = (draft: ChangeDraft, order: StandingOrder, today: string): CheckedChange => {
  const { currency } = order.money
  const amount = readAmount(draft.typedAmount, currency)
  const description = draft.description.normalize('NFC').trim()
  const problems: { -readonly [Field in ChangeField]?: string } = {}
  if (!amount.ok) problems.amount = amount.reason
  if (description.length > MAX_DESCRIPTION) problems.description = text.tooLong
  if (draft.dates === 'other') Object.assign(problems, datesRefused(draft, today))
  if (!amount.ok || Object.keys(problems).length > 0) return { ok: false, problems }
  return {
    ok: true,
    change: {
      ...(amount.amount !== order.money.amount && { money: { amount: amount.amount, currency } }),
      ...(description !== order.description && { description }),
      ...(draft.dates === 'other' && { schedule: scheduleOf(draft) }),
    },
  }
}

const datesRefused = ({ frequency, firstDate, end, lastDate, typedCount }: ChangeDraft, today: string) => {
  const problems: { -readonly [Field in ChangeField]?: string } = {}
  if (firstDate === '') problems.firstDate = text.missingDate
  else if (firstDate < today) problems.firstDate = text.inPast
  if (frequency === 'once') return problems
  if (end === 'date' && lastDate === '') problems.lastDate = text.missingDate
  else if (end === 'date' && lastDate < firstDate) problems.lastDate = text.beforeFirst
  if (end === 'count' && !isCount(typedCount)) problems.count = text.missingCount
  return problems
}

const isCount = (typed: string): boolean => {
  const count = Number(typed.trim())
  return /^\d{1,4}$/.test(typed.trim()) && count >= 1 && count <= MAX_COUNT
}

const scheduleOf = (draft: ChangeDraft): NonNullable<Change['schedule']> => {
  const { frequency, firstDate, end, lastDate, typedCount } = draft
  if (frequency === 'once') return { frequency, firstDate }
  return {
    frequency,
    firstDate,
    ...(draft.isLastOfMonth && mayMeanLastDay(draft) && { dayOfMonth: 31 }),
    ...(end === 'date' && { lastDate }),
    ...(end === 'count' && { count: Number(typedCount.trim()) }),
  }
}
