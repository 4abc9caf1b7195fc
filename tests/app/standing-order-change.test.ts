/** A standing order while it is being changed, and its dates in words. */
import { describe, expect, it } from 'vitest'
import { type ChangeDraft, checkChange, draftOf } from '../../app/(bank)/scheduled/[orderId]/change.ts'
import { shownDates } from '../../app/(bank)/scheduled/[orderId]/left-out-dates.ts'
import type { StandingOrder } from '../../app/api-client/plans-queries.ts'
import { describeSchedule } from '../../app/components/describe-schedule.ts'
import { mayMeanLastDay } from '../../app/components/last-day-of-month.ts'

const party = { accountId: 'a', number: 'PB', name: 'Bob' }
const order: StandingOrder = {
  orderId: 'o',
  status: 'active',
  ending: null,
  money: { amount: '850.00', currency: 'USD' },
  description: 'Rent',
  from: party,
  to: party,
  payeeId: null,
  schedule: { frequency: 'monthly', firstDate: '2026-01-31', dayOfMonth: null, lastDate: null, count: null },
  next: { date: '2026-12-31', at: '2026-12-31T06:00:00.000Z', isRetry: false },
  inReview: null,
  skipped: [],
  createdAt: '2026-01-01T00:00:00.000Z',
}
const TODAY = '2026-12-10'
const checked = (change: Partial<ChangeDraft>) => checkChange({ ...draftOf(order), ...change }, order, TODAY)

describe('a change', () => {
  it('is nothing when nothing is different', () => {
    expect(checked({})).toEqual({ ok: true, change: {} })
  })
  it('is only what is different', () => {
    expect(checked({ typedAmount: '870' })).toEqual({
      ok: true,
      change: { money: { amount: '870.00', currency: 'USD' } },
    })
    expect(checked({ description: ' The rent ' })).toEqual({ ok: true, change: { description: 'The rent' } })
  })
  it.each<[Partial<ChangeDraft>, object]>([
    [
      { frequency: 'once', end: 'count', typedCount: '3' },
      { frequency: 'once', firstDate: '2026-12-31' },
    ],
    [{ frequency: 'weekly' }, { frequency: 'weekly', firstDate: '2026-12-31' }],
    [
      { firstDate: '2027-02-28', isLastOfMonth: true },
      { frequency: 'monthly', firstDate: '2027-02-28', dayOfMonth: 31 },
    ],
    [
      { firstDate: '2027-02-27', isLastOfMonth: true },
      { frequency: 'monthly', firstDate: '2027-02-27' },
    ],
    [
      { end: 'date', lastDate: '2027-06-30' },
      { frequency: 'monthly', firstDate: '2026-12-31', lastDate: '2027-06-30' },
    ],
    [
      { end: 'count', typedCount: ' 12 ' },
      { frequency: 'monthly', firstDate: '2026-12-31', count: 12 },
    ],
  ])('to other dates: %o', (change, schedule) => {
    expect(checked({ dates: 'other', ...change })).toEqual({ ok: true, change: { schedule } })
  })
  it.each<[Partial<ChangeDraft>, string[]]>([
    [{ typedAmount: '' }, ['amount']],
    [{ description: 'x'.repeat(141) }, ['description']],
    [{ dates: 'other', firstDate: '' }, ['firstDate']],
    [{ dates: 'other', firstDate: '2026-12-09' }, ['firstDate']],
    [{ dates: 'other', end: 'date', lastDate: '' }, ['lastDate']],
    [{ dates: 'other', end: 'date', lastDate: '2026-12-30' }, ['lastDate']],
    [{ dates: 'other', end: 'count', typedCount: '0' }, ['count']],
    [{ dates: 'other', end: 'count', typedCount: '1.5' }, ['count']],
    [{ dates: 'other', end: 'count', typedCount: '1201' }, ['count']],
  ])('%o is refused at %s', (change, fields) => {
    const result = checked(change)
    expect(result.ok ? [] : Object.keys(result.problems)).toEqual(fields)
  })
  it('asks about a month’s last day only where it may be meant', () => {
    const draft = { ...draftOf(order), frequency: 'monthly' as const }
    expect(mayMeanLastDay({ ...draft, firstDate: '2027-02-28' })).toBe(true)
    expect(mayMeanLastDay({ ...draft, firstDate: '2027-02-27' })).toBe(false)
    expect(mayMeanLastDay({ ...draft, firstDate: '2027-02-28', frequency: 'weekly' })).toBe(false)
    expect(mayMeanLastDay({ ...draft, firstDate: '' })).toBe(false)
    expect(mayMeanLastDay({ ...draft, firstDate: '2027-01-31' })).toBe(false)
    expect(mayMeanLastDay({ ...draft, firstDate: '2027-04-30', frequency: 'quarterly' })).toBe(true)
    expect(mayMeanLastDay({ ...draft, firstDate: '2027-04-30', frequency: 'yearly' })).toBe(false)
    expect(mayMeanLastDay({ ...draft, firstDate: '2027-02-28', frequency: 'yearly' })).toBe(true)
    expect(mayMeanLastDay({ ...draft, firstDate: '2028-02-29', frequency: 'yearly' })).toBe(false)
  })
})

describe('dates in words', () => {
  const none = { dayOfMonth: null, lastDate: null, count: null }
  it.each<[StandingOrder['schedule'], string]>([
    [{ ...none, frequency: 'once', firstDate: '2026-12-24' }, 'Once, on 24 December 2026'],
    [{ ...none, frequency: 'weekly', firstDate: '2026-12-24' }, 'Every week on Thursday'],
    [{ ...none, frequency: 'fourWeekly', firstDate: '2026-12-24' }, 'Every four weeks on Thursday'],
    [{ ...none, frequency: 'monthly', firstDate: '2026-12-22' }, 'Every month on the 22nd'],
    [
      { ...none, frequency: 'monthly', firstDate: '2026-04-30', dayOfMonth: 31 },
      'Every month on the last day',
    ],
    [
      { ...none, frequency: 'monthly', firstDate: '2026-12-01', lastDate: '2027-06-30' },
      'Every month on the 1st, until 30 June 2027',
    ],
    [{ ...none, frequency: 'quarterly', firstDate: '2026-12-15' }, 'Every three months on the 15th'],
    [
      { ...none, frequency: 'quarterly', firstDate: '2026-04-30', dayOfMonth: 31 },
      'Every three months on the last day',
    ],
    [{ ...none, frequency: 'yearly', firstDate: '2026-04-30' }, 'Every year on 30 April'],
    [{ ...none, frequency: 'yearly', firstDate: '2028-02-29' }, 'Every year on the last day of February'],
    [{ ...none, frequency: 'weekly', firstDate: '2026-12-24', count: 3 }, 'Every week on Thursday, 3 times'],
  ])('%o', (schedule, words) => expect(describeSchedule(schedule)).toBe(words))
})

describe('the dates that are shown', () => {
  const shown = (coming: string[], leftOut: string[]) =>
    shownDates(coming, leftOut, 3).map(({ date, isLeftOut }) => (isLeftOut ? `(${date})` : date))
  it('are the next ones, with those between them that are left out', () => {
    expect(
      shown(['2026-12-01', '2026-12-03', '2026-12-04', '2026-12-05'], ['2026-11-30', '2026-12-02']),
    ).toEqual([...['(2026-11-30)', '2026-12-01', '(2026-12-02)', '2026-12-03', '2026-12-04']])
  })
  it('end with the last of them, and not with one that is left out later', () => {
    expect(shown(['2026-12-01', '2026-12-02', '2026-12-03', '2026-12-05'], ['2026-12-04'])).toEqual([
      ...['2026-12-01', '2026-12-02', '2026-12-03'],
    ])
  })
  it('have what is left out at the end, where nothing else comes', () => {
    expect(shown(['2026-12-01'], ['2026-12-08'])).toEqual(['2026-12-01', '(2026-12-08)'])
    expect(shown([], ['2026-12-08'])).toEqual(['(2026-12-08)'])
  })
})
