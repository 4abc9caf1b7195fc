'use client'

/** The three steps of a transfer: sent, recorded in the log, visible in the accounts. */
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconCircleDashed, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Transfer } from '../../../api-client/api.ts'
import { useBankSession } from '../../../api-client/bank-session.tsx'
import type { PendingTransfer } from '../../../api-client/pending-overlay.ts'
import { useLag } from '../../../api-client/queries.ts'
import { AsOf } from '../../../components/as-of.tsx'
import { exactTime } from '../../../components/dates.ts'
import { describeLag, useIsLate } from '../../../components/lateness.ts'
import { formatCount } from '../../../components/money-format.ts'
import classes from './transfer-status.module.css'

export type StepState = 'done' | 'now' | 'later' | 'doubt' | 'failed'

export function TransferSteps({
  pending,
  transfer,
  version,
  recordedAt,
}: {
  pending: PendingTransfer | undefined
  transfer: Transfer | undefined
  version: number | undefined
  /** The version at which the bank wrote it, when this page was there to hear it. */
  recordedAt: number | undefined
}) {
  const { timeZone, sendAgain } = useBankSession()
  const isLate = useIsLate(pending?.startedAt)
  const lag = useLag()
  const status = pending?.state.status
  const sentAt = pending?.startedAt ?? transfer?.createdAt
  const recordedTime = pending?.state.status === 'accepted' ? pending.state.acceptedAt : transfer?.createdAt
  const isRecorded = status === undefined || status === 'accepted'
  const number = recordedAt === undefined ? '' : ` as #${formatCount(recordedAt)}`

  if (pending?.state.status === 'failed')
    return (
      <ol className={classes.steps}>
        <Step state="done" title="Sent to the bank" time={sentAt && exactTime(sentAt, timeZone)} />
        <Step state="failed" title="Declined: no money has moved">
          <span role="alert">{pending.state.failure.message}</span>
        </Step>
      </ol>
    )
  return (
    <ol className={classes.steps}>
      {status === 'unknown' ? (
        <Step state="doubt" title="Sent, but no answer came">
          <span role="alert">
            The bank may or may not have it. Trying again is safe: it is the same transfer, and it is written
            once or not at all.
          </span>
          <Button size="sm" variant="default" onClick={() => pending && sendAgain(pending.transferId)}>
            Try again
          </Button>
        </Step>
      ) : (
        <Step
          state={status === 'sending' ? 'now' : 'done'}
          title={status === 'sending' ? 'Sending to the bank' : 'Sent to the bank'}
          time={sentAt && exactTime(sentAt, timeZone)}
        >
          {status === 'sending' && isLate && (
            <span role="status">This takes longer than usual. You can leave this page: it goes on.</span>
          )}
        </Step>
      )}
      <Step
        state={isRecorded ? 'done' : 'later'}
        title={isRecorded ? `Recorded${number}` : 'Recorded'}
        time={isRecorded && recordedTime ? exactTime(recordedTime, timeZone) : undefined}
      />
      <Step
        state={status === undefined ? 'done' : isRecorded ? 'now' : 'later'}
        title="Visible in your accounts"
        time={status === undefined ? <AsOf version={version} /> : undefined}
      >
        {status === 'accepted' && (
          <span role="status">{isLate ? describeLag(lag) : 'Your accounts are catching up.'}</span>
        )}
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
        <span className={classes.hidden}>{spoken[state]}</span>
      </span>
      <span className={classes.stepHead}>
        <span className={classes.stepTitle}>{title}</span>
        {time && <span className={classes.time}>{time}</span>}
      </span>
      {children && <span className={classes.stepText}>{children}</span>}
    </li>
  )
}

const spoken = {
  done: 'Done:',
  now: 'Now:',
  later: 'Later:',
  doubt: 'Uncertain:',
  failed: 'Failed:',
} as const

function StepIcon({ state }: { state: StepState }) {
  if (state === 'done') return <IconCheck aria-hidden size={16} stroke={2.6} />
  if (state === 'failed') return <IconX aria-hidden size={16} stroke={2.6} />
  if (state === 'doubt') return <IconAlertTriangle aria-hidden size={16} />
  return <IconCircleDashed aria-hidden size={16} />
}
