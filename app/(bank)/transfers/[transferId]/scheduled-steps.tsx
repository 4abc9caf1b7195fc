'use client'

/** The steps of what is sent later: given, scheduled, and when it is paid next. */
import { useBankSession } from '../../../api-client/bank-session.tsx'
import type { StandingOrder } from '../../../api-client/move-queries.ts'
import { AsOf } from '../../../components/as-of.tsx'
import { calendarDate, exactTime } from '../../../components/dates.ts'
import { transferText } from '../../../text/transfer.ts'
import classes from './transfer-status.module.css'
import { Step } from './transfer-steps.tsx'

const { steps: text } = transferText.status

export function ScheduledSteps({
  order: { createdAt, next },
  version,
}: {
  order: StandingOrder
  version: number | undefined
}) {
  const { timeZone } = useBankSession()
  return (
    <ol className={classes.steps}>
      <Step state="done" title={text.sent} time={exactTime(createdAt, timeZone)} />
      <Step state="done" title={text.scheduled} time={<AsOf version={version} />} />
      <Step state="later" title={next ? text.next(calendarDate(next.date)) : text.noNext} />
    </ol>
  )
}
