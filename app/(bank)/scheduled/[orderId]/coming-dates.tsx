'use client'

/** The dates that an order has before it: each can be left out, and put back while nothing was done about a later one. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../api-client/api.ts'
import { useBankSession } from '../../../api-client/bank-session.tsx'
import { useCommand } from '../../../api-client/give-command.ts'
import { type StandingOrder, useComingDates } from '../../../api-client/plans-queries.ts'
import { AsOf } from '../../../components/as-of.tsx'
import { nameOfDate, todayIn } from '../../../components/business-days.ts'
import { addDays } from '../../../components/calendar-days.ts'
import { shortDateAndYear } from '../../../components/dates.ts'
import { Money } from '../../../components/money.tsx'
import { showDone, showUndoable } from '../../../components/notices.tsx'
import sheet from '../../../components/sheet.module.css'
import { RowsPlaceholder, UnreadPart } from '../../../components/states.tsx'
import { scheduledText } from '../../../text/scheduled.ts'
import { PlanStateMark } from '../plan-state.tsx'
import { shownDates } from './left-out-dates.ts'
import classes from './order.module.css'
import { SkipDialog } from './skip-dialog.tsx'

const { order: text } = scheduledText
const DAYS_AHEAD = 365
const MOST_SHOWN = 6

export function ComingDates({ order }: { order: StandingOrder }) {
  const { bankTimeZone } = useBankSession()
  const today = todayIn(bankTimeZone)
  const {
    data: answer,
    isError,
    isFetching,
    refetch,
  } = useComingDates(order.orderId, addDays(today, DAYS_AHEAD))
  const [asking, setAsking] = useState<{ date: string; why: string } | null>(null)
  const { leaveOut, putBack, isGiving, problem } = useDates(order.orderId)
  const coming = answer?.data.map(({ date }) => date)
  const shown = coming && shownDates(coming, order.skipped, MOST_SHOWN)

  /** What cannot be put back is asked about first. */
  const skip = (date: string) => {
    const isLast = coming?.length === 1
    const isTried = order.next?.date === date && order.next.isRetry
    if (isLast || isTried) setAsking({ date, why: isLast ? text.skipLast : text.skipTried })
    else void leaveOut(date)
  }
  return (
    <section className={sheet.sheet} aria-labelledby="dates-title">
      <div className={sheet.head}>
        <h2 className={sheet.title} id="dates-title">
          {text.coming}
        </h2>
        <AsOf version={answer?.version} />
      </div>
      <div className={sheet.body}>
        {!shown && isError ? (
          <UnreadPart onRetry={() => void refetch()} isRetrying={isFetching}>
            {text.comingFailed}
          </UnreadPart>
        ) : !shown ? (
          <RowsPlaceholder rows={3} label={scheduledText.coming.loading} />
        ) : shown.length === 0 ? (
          <p className={classes.line}>
            {order.next ? text.comingLater(nameOfDate(order.next.date, today)) : text.comingNone}
          </p>
        ) : (
          <ul>
            {shown.map(({ date, isLeftOut }) => (
              <li key={date} className={classes.line}>
                <span className={classes.when}>
                  {nameOfDate(date, today)}
                  <span className={classes.more}>
                    {isLeftOut ? (
                      <PlanStateMark state="skipped" />
                    ) : (
                      <Money value={order.money} direction="out" />
                    )}
                  </span>
                </span>
                <Button
                  variant="default"
                  size="xs"
                  disabled={isGiving}
                  aria-label={(isLeftOut ? text.putBackDate : text.skipDate)(shortDateAndYear(date))}
                  onClick={() => (isLeftOut ? void putBack(date) : skip(date))}
                >
                  {isLeftOut ? text.putBack : text.skip}
                </Button>
              </li>
            ))}
          </ul>
        )}
        {problem && (
          <p role="alert" className={classes.failure}>
            {problem}
          </p>
        )}
      </div>
      {asking && <SkipDialog order={order} {...asking} onClose={() => setAsking(null)} />}
    </section>
  )
}

/** Leaves dates out and puts them back; what was left out can be undone for as long as its message stands. */
const useDates = (orderId: string) => {
  const leaving = useCommand<{ version: number }>()
  const returning = useCommand<{ version: number }>()
  const putBack = async (date: string) => {
    const done = await returning.give((commandId) =>
      api.commands.restoreOccurrence.mutate({ commandId, orderId, date }),
    )
    if (done) showDone(text.restored, text.restoredText(shortDateAndYear(date)))
  }
  const leaveOut = async (date: string) => {
    const done = await leaving.give((commandId) =>
      api.commands.skipOccurrence.mutate({ commandId, orderId, date }),
    )
    if (done) showUndoable(text.skipped, text.skippedText(shortDateAndYear(date)), () => void putBack(date))
  }
  return {
    leaveOut,
    putBack,
    isGiving: leaving.isGiving || returning.isGiving,
    problem: (leaving.failure ?? returning.failure)?.message,
  }
}
