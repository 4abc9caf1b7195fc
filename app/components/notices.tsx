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

/** Something is done, and can be taken back for as long as the message stands; a pointer upon it keeps it there. */
export const showUndoable = (title: string, message: string, undo: () => void) => {
  const id = notifications.show({
    color: 'ink',
    icon: <IconCheck aria-hidden size={18} />,
    title,
    message: (
      <>
        <span>{message}</span>{' '}
        <Button
          size="xs"
          variant="default"
          mt={8}
          onClick={() => {
            notifications.hide(id)
            undo()
          }}
        >
          {shellText.undo}
        </Button>
      </>
    ),
    autoClose: 12_000,
    closeButtonProps,
  })
}
