'use client'

/** The dates that an order has before it, each of which can be left out. */
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
import { Dialog } from '../../../components/dialog.tsx'
import { Money } from '../../../components/money.tsx'
import { formatMoney } from '../../../components/money-format.ts'
import { showDone } from '../../../components/notices.tsx'
import sheet from '../../../components/sheet.module.css'
import { RowsPlaceholder } from '../../../components/states.tsx'
import { scheduledText } from '../../../text/scheduled.ts'
import classes from './order.module.css'

const { order: text } = scheduledText
const DAYS_AHEAD = 365
const MOST_SHOWN = 6

export function ComingDates({ order }: { order: StandingOrder }) {
  const { bankTimeZone } = useBankSession()
  const today = todayIn(bankTimeZone)
  const { data: answer } = useComingDates(order.orderId, addDays(today, DAYS_AHEAD))
  const [skipping, setSkipping] = useState<string | null>(null)
  const coming = answer?.data.slice(0, MOST_SHOWN)
  return (
    <section className={sheet.sheet} aria-labelledby="dates-title">
      <div className={sheet.head}>
        <h2 className={sheet.title} id="dates-title">
          {text.coming}
        </h2>
        <AsOf version={answer?.version} />
      </div>
      <div className={sheet.body}>
        {!coming ? (
          <RowsPlaceholder rows={3} label={scheduledText.coming.loading} />
        ) : coming.length === 0 ? (
          <p className={classes.line}>
            {order.next ? text.comingLater(nameOfDate(order.next.date, today)) : text.comingNone}
          </p>
        ) : (
          <ul>
            {coming.map(({ date, money }) => (
              <li key={date} className={classes.line}>
                <span className={classes.when}>
                  {nameOfDate(date, today)}
                  <Money value={money} direction="out" className={classes.more} />
                </span>
                <Button
                  variant="default"
                  size="xs"
                  aria-label={text.skipDate(shortDateAndYear(date))}
                  onClick={() => setSkipping(date)}
                >
                  {text.skip}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
      {skipping && <SkipDialog order={order} date={skipping} onClose={() => setSkipping(null)} />}
    </section>
  )
}

function SkipDialog({
  order: { orderId, money, schedule },
  date,
  onClose,
}: {
  order: StandingOrder
  date: string
  onClose: () => void
}) {
  const { give, isGiving, failure } = useCommand<{ version: number }>()
  const skip = async () => {
    const answer = await give((commandId) => api.commands.skipOccurrence.mutate({ commandId, orderId, date }))
    if (!answer) return
    showDone(text.skipped, text.skippedText(shortDateAndYear(date)))
    onClose()
  }
  return (
    <Dialog title={text.skipTitle(shortDateAndYear(date))} onClose={onClose}>
      <p>{schedule.frequency === 'once' ? text.skipOnce : text.skipText(formatMoney(money))}</p>
      {failure && (
        <p role="alert" className={classes.failure}>
          {failure.message}
        </p>
      )}
      <div className={classes.actions}>
        <Button onClick={() => void skip()} loading={isGiving}>
          {text.skip}
        </Button>
        <Button variant="default" onClick={onClose}>
          {text.keep}
        </Button>
      </div>
    </Dialog>
  )
}
