'use client'

/** The steps of a transfer whose money is held first: sent, held, and how it ended. While it is held it can be undone. */
import { Button } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { api, type Transfer } from '../../../api-client/api.ts'
import { useBankSession } from '../../../api-client/bank-session.tsx'
import { useCommand } from '../../../api-client/give-command.ts'
import { AsOf } from '../../../components/as-of.tsx'
import { useSecondsUntil } from '../../../components/countdown.ts'
import { exactTime } from '../../../components/dates.ts'
import { whyNot } from '../../../components/why-not.ts'
import classes from './transfer-status.module.css'
import { Step } from './transfer-steps.tsx'

export type HeldTransfer = Pick<
  Transfer,
  'transferId' | 'status' | 'purpose' | 'settleAt' | 'expiresAt' | 'history'
>

/** A payment to another bank that was approved is still held, and waits no more for the bank's people. */
export const isInReview = ({ status, purpose, expiresAt }: HeldTransfer): boolean =>
  status === 'held' && purpose === 'review' && expiresAt !== null

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
  const held = transfer.history[0]
  const submitted = transfer.history.find(({ status }) => status === 'submitted')
  const end = transfer.status === 'held' ? undefined : transfer.history.at(-1)
  const time = (at: string | undefined) => at && exactTime(at, timeZone)
  return (
    <ol className={classes.steps}>
      <Step state="done" title="Sent to the bank" time={time(held?.at)} />
      {transfer.status === 'held' ? (
        <>
          {submitted ? (
            <>
              <Step state="done" title="Money held" time={time(held?.at)} />
              <Step state="now" title="On its way to the other bank" time={time(submitted.at)}>
                <span role="status">It has left the bank and can no longer be undone.</span>
              </Step>
            </>
          ) : (
            <Step state="now" title={isInReview(transfer) ? 'Waiting for review by the bank' : 'Money held'}>
              <Undo transfer={transfer} onUndone={onUndone} />
            </Step>
          )}
          <Step state="later" title="Paid to the recipient" />
        </>
      ) : (
        <>
          <Step state="done" title="Money held" time={time(held?.at)} />
          <End transfer={transfer} time={time(end?.at)} version={version} reason={end?.reason} />
        </>
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
      <span role="status">
        {isInReview(transfer)
          ? 'The bank looks at transfers as large as this first. The money is set aside; until it is approved you can undo it.'
          : 'It has not reached the recipient yet. You can still undo it.'}
      </span>
      {settleAt !== null && <Countdown until={settleAt} />}
      <Button
        size="sm"
        variant="default"
        leftSection={<IconArrowBackUp aria-hidden size={18} />}
        onClick={() => void undo()}
        loading={isGiving}
      >
        Undo
      </Button>
      {failure && <span role="alert">{failure.message}</span>}
    </>
  )
}

function Countdown({ until }: { until: string }) {
  const seconds = useSecondsUntil(until)
  return (
    <span role="timer" className={classes.countdown}>
      {seconds === 0 ? 'Being paid now …' : `Paid in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`}
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
      return (
        <Step state="failed" title="Undone: no money has moved" time={time}>
          <span role="status">The money is free again.</span>
        </Step>
      )
    case 'failed':
      return (
        <Step state="failed" title="Not paid: no money has moved" time={time}>
          <span role="status">{`${whyNot(reason)} The money is free again.`}</span>
        </Step>
      )
    case 'returned':
      return (
        <Step state="failed" title="Paid, and come back" time={time}>
          <span role="status">{`${whyNot(reason)} The money is yours again.`}</span>
        </Step>
      )
    case 'declined':
      return (
        <Step state="failed" title="Not approved by the bank: no money has moved" time={time}>
          <span role="status">The money is free again.</span>
        </Step>
      )
    case 'expired':
      return (
        <Step state="failed" title="Not paid in time: no money has moved" time={time}>
          <span role="status">The money is free again.</span>
        </Step>
      )
    default:
      return (
        <>
          <Step state="done" title="Paid to the recipient" time={time} />
          <Step state="done" title="Visible in your accounts" time={<AsOf version={version} />} />
        </>
      )
  }
}
