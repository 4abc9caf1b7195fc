'use client'

/** What stands on days, as lists: on one that is chosen, or on all of a month that have something. */
import { Fragment } from 'react'
import { usePartyName } from '../../api-client/queries.ts'
import { nameOfDate, weekdayAndDate } from '../../components/business-days.ts'
import { EmptyState, RowsPlaceholder } from '../../components/states.tsx'
import { scheduledText } from '../../text/scheduled.ts'
import classes from './calendar.module.css'
import type { DayPlan } from './calendar-grid.ts'
import { PlanRow } from './plan-row.tsx'
import { PlanStateMark } from './plan-state.tsx'

const { calendar: text } = scheduledText

export function DayPanel({
  date,
  plans,
  isPending,
}: {
  date: string
  plans: readonly DayPlan[]
  isPending: boolean
}) {
  return (
    <section className={classes.panel} aria-label={weekdayAndDate(date)}>
      <h3 className={classes.panelTitle}>{weekdayAndDate(date)}</h3>
      {isPending ? (
        <RowsPlaceholder rows={1} label={text.loading} />
      ) : plans.length === 0 ? (
        <p className={classes.nothing}>{text.nothing}</p>
      ) : (
        <PlanList plans={plans} />
      )}
    </section>
  )
}

export function Agenda({
  today,
  plans,
  isPending,
}: {
  today: string
  plans: ReadonlyMap<string, readonly DayPlan[]>
  isPending: boolean
}) {
  if (isPending) return <RowsPlaceholder label={text.loading} />
  if (plans.size === 0) return <EmptyState title={text.nothingInMonth}>{text.nothingInMonthText}</EmptyState>
  return [...plans]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, ofDay]) => (
      <Fragment key={date}>
        <h3 className={classes.agendaDay}>{nameOfDate(date, today)}</h3>
        <PlanList plans={ofDay} />
      </Fragment>
    ))
}

function PlanList({ plans }: { plans: readonly DayPlan[] }) {
  const nameOf = usePartyName()
  return (
    <ul>
      {plans.map((plan) => (
        <PlanRow
          key={plan.orderId}
          href={`/scheduled/${plan.orderId}`}
          title={nameOf(plan.to)}
          details={[plan.description, nameOf(plan.from)]}
          money={plan.money}
          isQuiet={plan.state === 'failed'}
          aside={<PlanStateMark state={plan.state} />}
        />
      ))}
    </ul>
  )
}
