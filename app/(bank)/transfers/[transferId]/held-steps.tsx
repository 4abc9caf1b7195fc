'use client'

/** The steps of a transfer whose money is held first: sent, held, and how it ended. While it is held it can be undone. */
import { Button } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { api } from '../../../api-client/api.ts'
import { useBankSession } from '../../../api-client/bank-session.tsx'
import { useCommand } from '../../../api-client/give-command.ts'
import { AsOf } from '../../../components/as-of.tsx'
import { useSecondsUntil } from '../../../components/countdown.ts'
import { exactTime } from '../../../components/dates.ts'
import { whyNot } from '../../../components/why-not.ts'
import { transferText } from '../../../text/transfer.ts'
import { type HeldTransfer, isInReview } from './shown.ts'
import classes from './transfer-status.module.css'
import { Step } from './transfer-steps.tsx'

const { steps: text } = transferText.status

export function HeldSteps({
  transfer,
  version,
  onUndone,
}: {
  transfer: HeldTransfer
  version: number | undefined
  onUndone: () => void
}) {
  const { timeZone } = useBankSession()
  const { history, status, isElsewhere } = transfer
  const at = (step: (typeof history)[number] | undefined) => step && exactTime(step.at, timeZone)
  const held = history[0]
  const handedIn = history.find((step) => step.status === 'submitted')
  const isAcknowledged = history.some((step) => step.status === 'acknowledged')
  const end = status === 'held' ? undefined : history.at(-1)
  const canBeUndone = status === 'held' && !handedIn
  return (
    <ol className={classes.steps}>
      <Step state="done" title={text.sent} time={at(held)} />
      {canBeUndone ? (
        <Step state="now" title={isInReview(transfer) ? text.review : text.held}>
          <Undo transfer={transfer} onUndone={onUndone} />
        </Step>
      ) : (
        <Step state="done" title={text.held} time={at(held)} />
      )}
      {handedIn && (
        <Step state="done" title={text.handedIn} time={at(handedIn)}>
          {isAcknowledged && status === 'held' && <span role="status">{text.acknowledged}</span>}
        </Step>
      )}
      {canBeUndone && isElsewhere && <Step state="later" title={text.handedIn} />}
      {status === 'held' && handedIn && (
        <Step state="now" title={text.waiting}>
          <span role="status">{text.waitingText}</span>
        </Step>
      )}
      {status === 'held' ? (
        <Step state="later" title={text.paid} />
      ) : (
        <End transfer={transfer} time={at(end)} version={version} reason={end?.reason} />
      )}
    </ol>
  )
}

function Undo({ transfer, onUndone }: { transfer: HeldTransfer; onUndone: () => void }) {
  const { give, isGiving, failure } = useCommand<{ version: number }>()
  const { transferId, settleAt } = transfer
  const undo = async () => {
    if (await give((commandId) => api.commands.cancelTransfer.mutate({ commandId, transferId }))) onUndone()
  }
  return (
    <>
      {/* Said once: a screen reader that repeated every second would say nothing else. */}
      <span role="status">{isInReview(transfer) ? text.reviewHint : text.undoHint}</span>
      {settleAt !== null && <Countdown until={settleAt} />}
      <Button
        size="sm"
        variant="default"
        leftSection={<IconArrowBackUp aria-hidden size={18} />}
        onClick={() => void undo()}
        loading={isGiving}
      >
        {text.undo}
      </Button>
      {failure && <span role="alert">{failure.message}</span>}
    </>
  )
}

function Countdown({ until }: { until: string }) {
  const seconds = useSecondsUntil(until)
  return (
    <span role="timer" className={classes.countdown}>
      {seconds === 0 ? text.paying : text.paidIn(seconds)}
    </span>
  )
}

function End({
  transfer: { status },
  time,
  version,
  reason,
}: {
  transfer: HeldTransfer
  time: string | undefined
  version: number | undefined
  reason: string | undefined
}) {
  switch (status) {
    case 'cancelled':
    case 'declined':
    case 'expired':
      return <Failed title={text[status]} time={time} note={text.free} />
    case 'failed':
      return <Failed title={text.failed} time={time} note={`${whyNot(reason)} ${text.free}`} />
    case 'returned':
      return <Failed title={text.returned} time={time} note={`${whyNot(reason)} ${text.yours}`} />
    default:
      return (
        <>
          <Step state="done" title={text.paid} time={time} />
          <Step state="done" title={text.visible} time={<AsOf version={version} />} />
        </>
      )
  }
}

function Failed({ title, time, note }: { title: string; time: string | undefined; note: string }) {
  return (
    <Step state="failed" title={title} time={time}>
      <span role="status">{note}</span>
    </Step>
  )
}
