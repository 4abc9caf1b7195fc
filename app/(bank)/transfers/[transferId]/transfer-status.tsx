'use client'

/** Where one order stands, from the click to the row: told by the overlay while it is pending, by the bank afterwards. */
import { Button } from '@mantine/core'
import Link from 'next/link'
import { useEffect, useRef, useState } from 'react'
import { useBankSession } from '../../../api-client/bank-session.tsx'
import { useMovement } from '../../../api-client/move-queries.ts'
import { useAccounts, usePartyName } from '../../../api-client/queries.ts'
import { dayAndTime } from '../../../components/dates.ts'
import { goTo } from '../../../components/go-to.ts'
import { InPlaceOfPage } from '../../../components/in-place-of-page.tsx'
import { formatMoney, formatNumber } from '../../../components/money-format.ts'
import { PageHeading } from '../../../components/page-heading.tsx'
import { Slip } from '../../../components/slip.tsx'
import { transferText } from '../../../text/transfer.ts'
import { PagePlaceholder } from '../../page-placeholder.tsx'
import { Facts } from '../../transfer/facts.tsx'
import { rhythmOf } from '../../transfer/what-happens.ts'
import { HeldSteps } from './held-steps.tsx'
import { ScheduledSteps } from './scheduled-steps.tsx'
import { type Shown, shownOf, titleOf } from './shown.ts'
import classes from './transfer-status.module.css'
import { TransferSteps } from './transfer-steps.tsx'

const { status: text, look } = transferText

const missing = { title: text.notFound, detail: text.notFoundText, href: '/', link: text.toOverview }

export function TransferStatus({ transferId }: { transferId: string }) {
  const { timeZone } = useBankSession()
  const asked = useMovement(transferId)
  const { pending, movement, version, recordedAt } = asked
  const { accounts } = useAccounts()
  const nameOf = usePartyName()
  const [undone, setUndone] = useState<string | null>(null)
  const shown = shownOf({ pending, movement, accounts, isUndone: undone === transferId })

  const heading = useRef<HTMLDivElement>(null)
  const isShown = shown !== undefined
  useEffect(() => {
    if (isShown) goTo(heading.current)
  }, [isShown])

  if (!shown) return <InPlaceOfPage asked={asked} missing={missing} placeholder={<PagePlaceholder />} />

  const { money, bought, from, to, description, held, order } = shown
  return (
    <div className={classes.column}>
      <div ref={heading} tabIndex={-1} className={classes.heading}>
        <PageHeading title={titleOf(shown)} note={dayAndTime(shown.startedAt, timeZone)} />
      </div>
      <Slip
        money={money}
        bought={bought}
        from={{ ...from, name: nameOf(from) }}
        to={{ ...to, name: nameOf(to) }}
        description={description}
      >
        <MoreFacts shown={shown} />
        {held ? (
          <HeldSteps transfer={held} version={version} onUndone={() => setUndone(transferId)} />
        ) : order && !pending ? (
          <ScheduledSteps order={order} version={version} />
        ) : (
          <TransferSteps
            pending={pending}
            sentAt={shown.startedAt}
            isUnused={shown.phase === 'unused'}
            version={version}
            recordedAt={recordedAt}
          />
        )}
      </Slip>
      <Actions shown={shown} />
    </div>
  )
}

function MoreFacts({ shown: { kind, rate, money, bought, schedule, refunded, refundOf } }: { shown: Shown }) {
  const facts = [
    kind === 'exchange' &&
      rate !== undefined &&
      bought && { label: text.rate, value: look.rateOf(money.currency, formatNumber(rate), bought.currency) },
    schedule && { label: look.when, value: rhythmOf(schedule) },
    refunded && { label: text.refunded, value: text.refundedBy(formatMoney(refunded)) },
    refundOf && {
      label: text.refundOf,
      value: (
        <Link href={`/transfers/${refundOf}`} className={classes.link}>
          {text.refundOfLink}
        </Link>
      ),
    },
  ].filter((fact) => typeof fact === 'object' && fact !== null)
  return facts.length > 0 ? <Facts facts={facts} /> : null
}

function Actions({ shown: { id, kind, phase, order } }: { shown: Shown }) {
  const { me } = useBankSession()
  if (phase === 'failed')
    return (
      <div className={classes.actions}>
        <Button component={Link} href={`/transfer?again=${id}`}>
          {text.again}
        </Button>
        <ToOverview />
      </div>
    )
  const isThere = phase === 'done' || phase === 'received'
  return (
    <div className={classes.actions}>
      {kind === 'standingOrder' && order ? (
        <Button component={Link} href={`/scheduled/${id}`} prefetch={false}>
          {text.seeOrder}
        </Button>
      ) : (
        <Button component={Link} href="/transfer">
          {text.another}
        </Button>
      )}
      {isThere && kind !== 'standingOrder' && (
        <Button component={Link} href={`/transfer?repeat=${id}`} variant="default">
          {text.repeat}
        </Button>
      )}
      <ToOverview />
      {isThere && kind === 'transfer' && me.engineRoom && (
        <Button
          component={Link}
          href={`/engine-room/replay?stream=Transfer-${id}`}
          prefetch={false}
          variant="subtle"
        >
          {text.replay}
        </Button>
      )}
    </div>
  )
}

function ToOverview() {
  return (
    <Button component={Link} href="/" variant="default">
      {text.toOverview}
    </Button>
  )
}
