'use client'

/** Messages that reach a person wherever they are in the app. */
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import type { Failure, PendingTransfer } from '../api-client/pending-overlay.ts'
import { commonText } from '../text/common.ts'
import { failedText } from '../text/refusals.ts'
import { shellText } from '../text/shell.ts'
import { formatMoney } from './money-format.ts'

const closeButtonProps = { 'aria-label': commonText.closeMessage }

export const showFailedTransfer = ({ transferId, kind, money, to }: PendingTransfer, { message }: Failure) =>
  notifications.show({
    id: `failed-${transferId}`,
    color: 'red',
    icon: <IconAlertTriangle aria-hidden size={18} />,
    title: failedText[kind](formatMoney(money), to.name),
    message,
    autoClose: 12_000,
    closeButtonProps,
  })

export const showProblem = (title: string, message: string) =>
  notifications.show({
    color: 'red',
    icon: <IconAlertTriangle aria-hidden size={18} />,
    title,
    message,
    autoClose: 12_000,
    closeButtonProps,
  })

export const showDone = (title: string, message: string) =>
  notifications.show({
    color: 'ink',
    icon: <IconCheck aria-hidden size={18} />,
    title,
    message,
    autoClose: 6_000,
    closeButtonProps,
  })

/** Long enough to come to the button by keys alone, and to see first what has been done. */
const UNDO_MS = 30_000
/** What can still be taken back, the newest last. */
let undoable: readonly { readonly id: string; readonly press: () => void }[] = []

/** Takes back what was done last, as its own button would. */
export const undoNewest = () => undoable.at(-1)?.press()

/**
 * Something is done, and can be taken back for as long as the message stands: by its button, or by a key from anywhere. A
 * pointer upon it, or the focus in it, keeps it there.
 */
export const showUndoable = (title: string, message: string, undo: () => void) => {
  const press = () => {
    notifications.hide(id)
    undo()
  }
  const id = notifications.show({
    color: 'ink',
    icon: <IconCheck aria-hidden size={18} />,
    title,
    message: (
      <>
        <span>{message}</span>{' '}
        <Button size="xs" variant="default" mt={8} onClick={press}>
          {shellText.undo}
        </Button>
      </>
    ),
    autoClose: UNDO_MS,
    closeButtonProps,
    onClose: () => {
      undoable = undoable.filter((one) => one.id !== id)
    },
  })
  undoable = [...undoable, { id, press }]
}
