'use client'

/** A month with what was paid on its days and what is to come: a grid of days, or on a phone the days one by one. */
import { ActionIcon, Button } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { useBankSession } from '../../api-client/bank-session.tsx'
import { describeReadFailure } from '../../api-client/failures.ts'
import { sumByCurrency } from '../../api-client/pending-overlay.ts'
import { useOutcomes, useUpcoming } from '../../api-client/plans-queries.ts'
import { AsOf } from '../../components/as-of.tsx'
import { addMonths, lastDayOf, monthName, monthOf, todayIn } from '../../components/business-days.ts'
import { addDays } from '../../components/calendar-days.ts'
import { Money } from '../../components/money.tsx'
import { useFormedParam } from '../../components/query-param.ts'
import sheet from '../../components/sheet.module.css'
import { ErrorState } from '../../components/states.tsx'
import { scheduledText } from '../../text/scheduled.ts'
import { Agenda, DayPanel } from './agenda.tsx'
import classes from './calendar.module.css'
import { type DayPlan, plansByDay, sameDayIn } from './calendar-grid.ts'
import { DayGrid } from './day-grid.tsx'

const { calendar: text } = scheduledText
/** The bank looks as far ahead; behind, five years are as much as anybody turns back to. */
const DAYS_AHEAD = 365
const MONTHS_BACK = 60
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/

export function MonthCalendar() {
  const { bankTimeZone } = useBankSession()
  const today = todayIn(bankTimeZone)
  const thisMonth = monthOf(today)
  const latest = addDays(today, DAYS_AHEAD)
  const within = (month: string) => {
    const earliest = addMonths(thisMonth, -MONTHS_BACK)
    return month < earliest ? earliest : month > monthOf(latest) ? monthOf(latest) : month
  }
  const [given, writeMonth] = useFormedParam('month', MONTH, thisMonth)
  // The day says which month it is: the address follows, and would be a step behind the keys.
  const [chosen, setChosen] = useState(() => (given === thisMonth ? today : `${within(given)}-01`))
  const month = monthOf(chosen)

  const last = lastDayOf(month)
  const outcomes = useOutcomes(`${month}-01`, last)
  const upcoming = useUpcoming(monthOf(latest) === month ? latest : last, month >= thisMonth)
  const coming =
    month >= thisMonth ? upcoming.data : outcomes.data && { version: outcomes.data.version, data: [] }
  const isPending = !outcomes.data || !coming
  const failed = [outcomes, upcoming].find(({ error, data }) => error && !data)
  const plans = plansByDay(
    outcomes.data?.data ?? [],
    (coming?.data ?? []).filter(({ date }) => monthOf(date) === month),
  )

  const turnTo = (date: string): string => {
    const to = within(monthOf(date))
    const day = sameDayIn(to, date)
    setChosen(day)
    writeMonth(to)
    return day
  }
  return (
    <section className={sheet.sheet} aria-labelledby="month-title">
      <div className={classes.head}>
        <h2 className={classes.month} id="month-title" aria-live="polite">
          {monthName(month)}
        </h2>
        <div className={classes.turn}>
          {month !== thisMonth && (
            <Button variant="default" size="sm" onClick={() => turnTo(today)}>
              {text.today}
            </Button>
          )}
          <ActionIcon
            variant="default"
            size={36}
            aria-label={text.previous}
            disabled={within(addMonths(month, -1)) === month}
            onClick={() => turnTo(sameDayIn(addMonths(month, -1), chosen))}
          >
            <IconChevronLeft aria-hidden size={18} />
          </ActionIcon>
          <ActionIcon
            variant="default"
            size={36}
            aria-label={text.next}
            disabled={within(addMonths(month, 1)) === month}
            onClick={() => turnTo(sameDayIn(addMonths(month, 1), chosen))}
          >
            <IconChevronRight aria-hidden size={18} />
          </ActionIcon>
        </div>
        <Total plans={[...plans.values()].flat()} />
        <AsOf version={isPending ? undefined : Math.min(outcomes.data?.version ?? 0, coming?.version ?? 0)} />
      </div>
      {failed && isPending ? (
        <ErrorState
          message={describeReadFailure(failed.error)}
          onRetry={() => void failed.refetch()}
          isRetrying={failed.isFetching}
        />
      ) : (
        <>
          <div className={classes.wide}>
            <DayGrid
              label={text.label(monthName(month))}
              month={month}
              today={today}
              chosen={chosen}
              plans={plans}
              onChoose={turnTo}
            />
            <p className={classes.hint}>{isPending ? text.loading : text.hint}</p>
            <DayPanel date={chosen} plans={plans.get(chosen) ?? []} isPending={isPending} />
          </div>
          <div className={classes.narrow}>
            <Agenda today={today} plans={plans} isPending={isPending} />
          </div>
        </>
      )}
    </section>
  )
}

/** What goes out in the month, as far as it has, or is to. */
function Total({ plans }: { plans: readonly DayPlan[] }) {
  const totals = sumByCurrency(
    plans.flatMap(({ money, state }) => (money && state !== 'failed' && state !== 'skipped' ? [money] : [])),
  )
  return (
    <p className={classes.total}>
      {totals.length > 0 && <span>{text.out}</span>}
      {totals.map((total) => (
        <Money key={total.currency} value={total} direction="out" className={classes.totalFigure} />
      ))}
    </p>
  )
}
