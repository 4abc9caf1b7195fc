'use client'

/** Leaving out a date that could not be put back is asked about once. */
import { Button } from '@mantine/core'
import { api } from '../../../api-client/api.ts'
import { useCommand } from '../../../api-client/give-command.ts'
import type { StandingOrder } from '../../../api-client/plans-queries.ts'
import { shortDateAndYear } from '../../../components/dates.ts'
import { Dialog } from '../../../components/dialog.tsx'
import { formatMoney } from '../../../components/money-format.ts'
import { showDone } from '../../../components/notices.tsx'
import { scheduledText } from '../../../text/scheduled.ts'
import classes from './order.module.css'

const { order: text } = scheduledText

export function SkipDialog({
  order: { orderId, money },
  date,
  why,
  onClose,
}: {
  order: StandingOrder
  date: string
  /** Why it cannot be put back. */
  why: string
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
      <p>
        {text.skipText(formatMoney(money))} {why}
      </p>
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
