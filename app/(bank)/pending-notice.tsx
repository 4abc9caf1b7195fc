'use client'

/** Told on every page when a transfer takes longer than it should, or when nobody knows whether it went through. */
import { Button } from '@mantine/core'
import { IconClock } from '@tabler/icons-react'
import { usePathname } from 'next/navigation'
import { useBankSession } from '../api-client/bank-session.tsx'
import { useLag, useOverlay } from '../api-client/queries.ts'
import { describeLag, useIsLate } from '../components/lateness.ts'
import { formatMoney } from '../components/money-format.ts'
import classes from '../components/notice.module.css'
import { commonText } from '../text/common.ts'

export function PendingNotice() {
  const { sendAgain } = useBankSession()
  const waiting = useOverlay().filter(({ state }) => state.status !== 'failed')
  const unknown = waiting.filter(({ state }) => state.status === 'unknown')
  const isLate = useIsLate(waiting[0]?.startedAt)
  const lag = useLag()
  // A transfer's own page says all this in its steps.
  const isTransferPage = usePathname().startsWith('/transfers/')
  if (isTransferPage || (!isLate && unknown.length === 0)) return <div role="status" />

  const [first] = unknown
  return (
    <div role="status">
      <div className={classes.notice}>
        <IconClock aria-hidden size={20} />
        {first ? (
          <>
            <span className={classes.text}>
              {commonText.late.noAnswer(formatMoney(first.money), first.to.name)}
            </span>
            <Button size="xs" variant="default" onClick={() => sendAgain(first.transferId)}>
              {commonText.tryAgain}
            </Button>
          </>
        ) : (
          <span className={classes.text}>{describeLag(lag)}</span>
        )}
      </div>
    </div>
  )
}
