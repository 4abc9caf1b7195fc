'use client'

/** Cancelling is for ever, so it is asked about once. */
import { Button } from '@mantine/core'
import { api } from '../../../api-client/api.ts'
import { useCommand } from '../../../api-client/give-command.ts'
import type { StandingOrder } from '../../../api-client/plans-queries.ts'
import { usePartyName } from '../../../api-client/queries.ts'
import { Dialog } from '../../../components/dialog.tsx'
import { formatMoney } from '../../../components/money-format.ts'
import { showDone } from '../../../components/notices.tsx'
import { scheduledText } from '../../../text/scheduled.ts'
import classes from './order.module.css'

const { order: text } = scheduledText

export function CancelDialog({ order, onClose }: { order: StandingOrder; onClose: () => void }) {
  const { give, isGiving, failure } = useCommand<{ version: number }>()
  const name = usePartyName()(order.to)
  const cancel = async () => {
    const { orderId } = order
    const answer = await give((commandId) => api.commands.cancelStandingOrder.mutate({ commandId, orderId }))
    if (!answer) return
    showDone(text.cancelled, text.cancelledText(name))
    onClose()
  }
  return (
    <Dialog title={text.cancelTitle} onClose={onClose}>
      <p className={classes.text}>{text.cancelText(formatMoney(order.money), name)}</p>
      {order.inReview && <p className={classes.text}>{text.cancelReviewed}</p>}
      {failure && (
        <p role="alert" className={classes.failure}>
          {failure.message}
        </p>
      )}
      <div className={classes.actions}>
        <Button color="red" onClick={() => void cancel()} loading={isGiving}>
          {text.cancel}
        </Button>
        <Button variant="default" onClick={onClose}>
          {text.keep}
        </Button>
      </div>
    </Dialog>
  )
}
