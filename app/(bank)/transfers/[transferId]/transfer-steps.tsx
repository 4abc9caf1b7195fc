'use client'

/** The three steps of a transfer: sent, recorded in the log, visible in the accounts. */
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconCircleDashed, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useBankSession } from '../../../api-client/bank-session.tsx'
import type { PendingTransfer } from '../../../api-client/pending-overlay.ts'
import { useLag } from '../../../api-client/queries.ts'
import { AsOf } from '../../../components/as-of.tsx'
import { exactTime } from '../../../components/dates.ts'
import { describeLag, useIsLate } from '../../../components/lateness.ts'
import { formatCount } from '../../../components/money-format.ts'
import { transferText } from '../../../text/transfer.ts'
import classes from './transfer-status.module.css'

export type StepState = 'done' | 'now' | 'later' | 'doubt' | 'failed'

const { steps: text } = transferText.status

export function TransferSteps({
  pending,
  sentAt,
  isUnused,
  version,
  recordedAt,
}: {
  pending: PendingTransfer | undefined
  sentAt: string
  /** A price that was named, and at which nothing was exchanged. */
  isUnused: boolean
  version: number | undefined
  /** The version at which the bank wrote it, when this page was there to hear it. */
  recordedAt: number | undefined
}) {
  const { timeZone, sendAgain } = useBankSession()
  const isLate = useIsLate(pending?.startedAt)
  const lag = useLag()
  const status = pending?.state.status
  const recordedTime = pending?.state.status === 'accepted' ? pending.state.acceptedAt : sentAt
  const isRecorded = status === undefined || status === 'accepted'

  if (isUnused)
    return (
      <ol className={classes.steps}>
        <Step state="failed" title={text.unused} time={exactTime(sentAt, timeZone)} />
      </ol>
    )
  if (pending?.state.status === 'failed')
    return (
      <ol className={classes.steps}>
        <Step state="done" title={text.sent} time={exactTime(sentAt, timeZone)} />
        <Step state="failed" title={text.refused}>
          <span role="alert">{pending.state.failure.message}</span>
        </Step>
      </ol>
    )
  return (
    <ol className={classes.steps}>
      {status === 'unknown' ? (
        <Step state="doubt" title={text.unanswered}>
          <span role="alert">{text.unansweredText}</span>
          <Button size="sm" variant="default" onClick={() => pending && sendAgain(pending.transferId)}>
            {text.tryAgain}
          </Button>
        </Step>
      ) : (
        <Step
          state={status === 'sending' ? 'now' : 'done'}
          title={status === 'sending' ? text.sending : text.sent}
          time={exactTime(sentAt, timeZone)}
        >
          {status === 'sending' && isLate && <span role="status">{text.slow}</span>}
        </Step>
      )}
      <Step
        state={isRecorded ? 'done' : 'later'}
        title={
          isRecorded && recordedAt !== undefined ? text.recordedAs(formatCount(recordedAt)) : text.recorded
        }
        time={isRecorded ? exactTime(recordedTime, timeZone) : undefined}
      />
      <Step
        state={status === undefined ? 'done' : isRecorded ? 'now' : 'later'}
        title={text.visible}
        time={status === undefined ? <AsOf version={version} /> : undefined}
      >
        {status === 'accepted' && <span role="status">{isLate ? describeLag(lag) : text.catchingUp}</span>}
      </Step>
    </ol>
  )
}

export function Step({
  state,
  title,
  time,
  children,
}: {
  state: StepState
  title: string
  time?: ReactNode
  children?: ReactNode
}) {
  return (
    <li className={classes.step} data-state={state}>
      <span className={classes.bullet}>
        <StepIcon state={state} />
        <span className={classes.hidden}>{text.spoken[state]}</span>
      </span>
      <span className={classes.stepHead}>
        <span className={classes.stepTitle}>{title}</span>
        {time && <span className={classes.time}>{time}</span>}
      </span>
      {children && <span className={classes.stepText}>{children}</span>}
    </li>
  )
}

function StepIcon({ state }: { state: StepState }) {
  if (state === 'done') return <IconCheck aria-hidden size={16} stroke={2.6} />
  if (state === 'failed') return <IconX aria-hidden size={16} stroke={2.6} />
  if (state === 'doubt') return <IconAlertTriangle aria-hidden size={16} />
  return <IconCircleDashed aria-hidden size={16} />
}
