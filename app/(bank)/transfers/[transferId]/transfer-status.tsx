'use client'

/** Where one transfer stands, from the click to the row: told by the overlay while it is pending, by the bank afterwards. */
import { Button } from '@mantine/core'
import Link from 'next/link'
import { useEffect, useRef, useState } from 'react'
import { reviewEnds } from '../../../../server/domain/review/in-review.ts'
import type { Transfer } from '../../../api-client/api.ts'
import { useBankSession } from '../../../api-client/bank-session.tsx'
import { describeReadFailure, httpStatusOf } from '../../../api-client/failures.ts'
import { isHeldFirst, type PendingTransfer } from '../../../api-client/pending-overlay.ts'
import { usePartyName, useTransfer } from '../../../api-client/queries.ts'
import { dayAndTime } from '../../../components/dates.ts'
import { PageHeading } from '../../../components/page-heading.tsx'
import { Slip } from '../../../components/slip.tsx'
import { EmptyState, ErrorState } from '../../../components/states.tsx'
import { PagePlaceholder } from '../../page-placeholder.tsx'
import { HeldSteps, type HeldTransfer, isInReview } from './held-steps.tsx'
import classes from './transfer-status.module.css'
import { TransferSteps } from './transfer-steps.tsx'

export function TransferStatus({ transferId }: { transferId: string }) {
  const { timeZone } = useBankSession()
  const { pending, data: answer, recordedAt, error, refetch, isFetching } = useTransfer(transferId)
  const nameOf = usePartyName()
  const transfer = answer?.data
  const shown = pending ?? transfer

  const [undone, setUndone] = useState<string | null>(null)

  const heading = useRef<HTMLDivElement>(null)
  const isShown = shown !== undefined
  useEffect(() => {
    if (isShown) heading.current?.focus()
  }, [isShown])

  if (!shown) {
    if (!error) return <PagePlaceholder />
    return httpStatusOf(error) === 404 ? (
      <EmptyState
        title="No such transfer"
        action={
          <Button component={Link} href="/" variant="default">
            To the overview
          </Button>
        }
      >
        There is no transfer here, or it is not yours.
      </EmptyState>
    ) : (
      <ErrorState
        message={describeReadFailure(error)}
        onRetry={() => void refetch()}
        isRetrying={isFetching}
      />
    )
  }

  const hasFailed = pending?.state.status === 'failed'
  const held = heldTransferOf(pending, transfer, undone === transferId)
  return (
    <div className={classes.column}>
      <div ref={heading} tabIndex={-1} className={classes.heading}>
        <PageHeading
          title={held ? titleOfHeld(held) : titleOf(pending?.state.status)}
          note={dayAndTime(pending?.startedAt ?? transfer?.createdAt ?? '', timeZone)}
        />
      </div>
      <Slip
        money={shown.money}
        from={{ ...shown.from, name: nameOf(shown.from) }}
        to={{ ...shown.to, name: nameOf(shown.to) }}
        description={shown.description}
      >
        {held ? (
          <HeldSteps transfer={held} version={answer?.version} onUndone={() => setUndone(transferId)} />
        ) : (
          <TransferSteps
            pending={pending}
            transfer={transfer}
            version={answer?.version}
            recordedAt={recordedAt}
          />
        )}
      </Slip>
      <div className={classes.actions}>
        {hasFailed ? (
          <Button component={Link} href={`/transfer?again=${transferId}`}>
            Change and try again
          </Button>
        ) : (
          <Button component={Link} href="/transfer">
            Send another
          </Button>
        )}
        <Button component={Link} href="/" variant="default">
          To the overview
        </Button>
      </div>
    </div>
  )
}

const titleOf = (status: string | undefined): string => {
  switch (status) {
    case 'sending':
      return 'Sending…'
    case 'unknown':
      return 'No answer yet'
    case 'accepted':
      return 'Sent'
    case 'failed':
      return 'Not sent'
    default:
      return 'Done'
  }
}

const titleOfHeld = (held: HeldTransfer): string =>
  isInReview(held) ? 'Waiting for review' : heldTitles[held.status]

const heldTitles = {
  held: 'On its way',
  completed: 'Done',
  cancelled: 'Undone',
  failed: 'Not sent',
  expired: 'Not sent',
  returned: 'Came back',
  declined: 'Not sent',
} as const

/** A transfer whose money is, or was, held first: as the bank tells, or as follows from what it has accepted. */
const heldTransferOf = (
  pending: PendingTransfer | undefined,
  transfer: Transfer | undefined,
  isUndone: boolean,
): HeldTransfer | undefined => {
  const known = pending
    ? acceptedHold(pending)
    : transfer?.history[0]?.status === 'held'
      ? transfer
      : undefined
  // What has just been undone is so at once; the read model says it a moment later.
  return known?.status === 'held' && isUndone ? { ...known, status: 'cancelled' } : known
}

const acceptedHold = (pending: PendingTransfer): HeldTransfer | undefined => {
  const { transferId, state } = pending
  const settleAfterSeconds = 'settleAfterSeconds' in pending ? (pending.settleAfterSeconds ?? 0) : 0
  if (state.status !== 'accepted' || !isHeldFirst(pending)) return undefined
  const purpose = state.heldFor ?? 'undoWindow'
  const settleAt =
    purpose === 'review'
      ? null
      : new Date(Date.parse(state.acceptedAt) + settleAfterSeconds * 1_000).toISOString()
  return {
    transferId,
    status: 'held',
    purpose,
    settleAt,
    expiresAt: purpose === 'review' ? reviewEnds(state.acceptedAt) : null,
    history: [{ status: 'held', at: state.acceptedAt }],
  }
}
