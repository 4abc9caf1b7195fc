'use client'

/** Where one transfer stands, from the click to the row: told by the overlay while it is pending, by the bank afterwards. */
import { Button } from '@mantine/core'
import Link from 'next/link'
import { useEffect, useRef } from 'react'
import { useBankSession } from '../../../api-client/bank-session.tsx'
import { describeReadFailure, httpStatusOf } from '../../../api-client/failures.ts'
import { usePartyName, useTransfer } from '../../../api-client/queries.ts'
import { dayAndTime } from '../../../components/dates.ts'
import { PageHeading } from '../../../components/page-heading.tsx'
import { Slip } from '../../../components/slip.tsx'
import { EmptyState, ErrorState } from '../../../components/states.tsx'
import { PagePlaceholder } from '../../page-placeholder.tsx'
import classes from './transfer-status.module.css'
import { TransferSteps } from './transfer-steps.tsx'

export function TransferStatus({ transferId }: { transferId: string }) {
  const { timeZone } = useBankSession()
  const { pending, data: answer, recordedAt, error, refetch, isFetching } = useTransfer(transferId)
  const nameOf = usePartyName()
  const transfer = answer?.data
  const shown = pending ?? transfer

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
  return (
    <div className={classes.column}>
      <div ref={heading} tabIndex={-1} className={classes.heading}>
        <PageHeading
          title={titleOf(pending?.state.status)}
          note={dayAndTime(pending?.startedAt ?? transfer?.createdAt ?? '', timeZone)}
        />
      </div>
      <Slip
        money={shown.money}
        from={{ ...shown.from, name: nameOf(shown.from) }}
        to={{ ...shown.to, name: nameOf(shown.to) }}
        description={shown.description}
      >
        <TransferSteps
          pending={pending}
          transfer={transfer}
          version={answer?.version}
          recordedAt={recordedAt}
        />
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
