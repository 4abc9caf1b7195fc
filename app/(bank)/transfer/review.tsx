'use client'

/** The slip as it will be sent, read once more before money moves. */
import { Button } from '@mantine/core'
import type { TransferOrder } from '../../api-client/pending-overlay.ts'
import { formatMoney } from '../../components/money-format.ts'
import { Slip } from '../../components/slip.tsx'
import classes from './transfer.module.css'

export function Review({
  order,
  undoSeconds,
  onSend,
  onChange,
}: {
  order: Omit<TransferOrder, 'transferId' | 'commandId' | 'startedAt'>
  undoSeconds: number
  onSend: () => void
  onChange: () => void
}) {
  return (
    <>
      <Slip {...order} />
      {undoSeconds > 0 && (
        <p className={classes.note}>
          You can undo it for {undoSeconds} {undoSeconds === 1 ? 'second' : 'seconds'} after sending.
        </p>
      )}
      <div className={classes.actions}>
        <Button size="md" onClick={onSend}>
          Send {formatMoney(order.money)}
        </Button>
        <Button size="md" variant="default" onClick={onChange}>
          Change
        </Button>
      </div>
    </>
  )
}
