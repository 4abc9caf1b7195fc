'use client'

/**
 * The days of a month as a grid. One of them takes part in the order of the Tab key; from there arrow keys lead from day
 * to day and into the months beside it, and what is chosen follows.
 */
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { usePartyName } from '../../api-client/queries.ts'
import { firstWeekday, weekdayAndDate, weekdayName } from '../../components/business-days.ts'
import { formatMoney } from '../../components/money-format.ts'
import { scheduledText } from '../../text/scheduled.ts'
import classes from './calendar.module.css'
import { type DayPlan, dayAfterKey, weekdays, weeksOf } from './calendar-grid.ts'

const { calendar: text } = scheduledText
/** More would not fit into a day. */
const MOST_SHOWN = 2

export function DayGrid({
  label,
  month,
  today,
  chosen,
  plans,
  onChoose,
}: {
  label: string
  month: string
  today: string
  chosen: string
  plans: ReadonlyMap<string, readonly DayPlan[]>
  /** Answers which day is chosen now: calendars have an end. */
  onChoose: (date: string) => string
}) {
  const grid = useRef<HTMLTableElement>(null)
  const wanted = useRef<string | null>(null)
  const first = firstWeekday()

  useEffect(() => {
    if (wanted.current !== chosen) return
    wanted.current = null
    grid.current?.querySelector<HTMLElement>(`[data-date="${chosen}"]`)?.focus()
  }, [chosen])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const date = dayAfterKey(chosen, event.key, first)
    if (!date) return
    event.preventDefault()
    wanted.current = onChoose(date)
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is what a table with keys of its own is called
    <table ref={grid} role="grid" aria-label={label} className={classes.grid} onKeyDown={onKeyDown}>
      <thead>
        <tr>
          {weekdays(first).map((weekday) => (
            <th key={weekday} scope="col" abbr={weekdayName(weekday, 'long')}>
              {weekdayName(weekday, 'short')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month, first).map((week) => (
          <tr key={week.find(Boolean)}>
            {week.map((date, index) =>
              date === null ? (
                <td key={`${month}-${index < 3 ? 'before' : 'after'}-${weekdays(first)[index]}`} />
              ) : (
                // biome-ignore lint/a11y/useAriaPropsSupportedByRole: in a grid a cell is a gridcell, which can be selected
                <td key={date} aria-selected={date === chosen}>
                  <button
                    type="button"
                    data-date={date}
                    tabIndex={date === chosen ? 0 : -1}
                    aria-current={date === today ? 'date' : undefined}
                    className={classes.day}
                    onClick={() => onChoose(date)}
                  >
                    <span className={classes.hidden}>
                      {text.day(weekdayAndDate(date), plans.get(date)?.length ?? 0)}
                    </span>
                    <span className={classes.number} aria-hidden>
                      {Number(date.slice(8))}
                    </span>
                    <Plans plans={plans.get(date) ?? []} />
                  </button>
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Plans({ plans }: { plans: readonly DayPlan[] }) {
  const nameOf = usePartyName()
  const shown = plans.length > MOST_SHOWN + 1 ? plans.slice(0, MOST_SHOWN) : plans
  return (
    <>
      {shown.map((plan) => (
        <span key={plan.orderId} className={classes.plan} data-state={plan.state}>
          <span className={classes.planName}>{plan.description || nameOf(plan.to)}</span>
          {plan.money && <span className="money">{formatMoney(plan.money)}</span>}
        </span>
      ))}
      {shown.length < plans.length && (
        <span className={classes.more}>{text.more(plans.length - shown.length)}</span>
      )}
    </>
  )
}
