'use client'

/** One standing order or scheduled transfer: its terms, the dates to come, and what has become of those that were. */
import { Button } from '@mantine/core'
import Link from 'next/link'
import { useState } from 'react'
import { useBankSession } from '../../../api-client/bank-session.tsx'
import { type StandingOrder, useStandingOrder } from '../../../api-client/plans-queries.ts'
import { usePartyName } from '../../../api-client/queries.ts'
import { AsOf } from '../../../components/as-of.tsx'
import { nameOfDate, todayIn } from '../../../components/business-days.ts'
import { dayAndTime, fullDate, timeOfDay } from '../../../components/dates.ts'
import { describeSchedule } from '../../../components/describe-schedule.ts'
import { InPlaceOfPage } from '../../../components/in-place-of-page.tsx'
import { PageHeading } from '../../../components/page-heading.tsx'
import { Slip } from '../../../components/slip.tsx'
import { scheduledText } from '../../../text/scheduled.ts'
import { PagePlaceholder } from '../../page-placeholder.tsx'
import { CancelDialog } from './cancel-dialog.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import { ComingDates } from './coming-dates.tsx'
import { History } from './history.tsx'
import classes from './order.module.css'

const { order: text } = scheduledText

const missing = {
  title: text.missing,
  detail: text.missingText,
  href: '/scheduled?view=orders',
  link: text.back,
}

export function OrderScreen({ orderId }: { orderId: string }) {
  const asked = useStandingOrder(orderId)
  const answer = asked.data
  const [opened, setOpened] = useState<'change' | 'cancel' | null>(null)
  const nameOf = usePartyName()
  if (!answer) return <InPlaceOfPage asked={asked} missing={missing} placeholder={<PagePlaceholder />} />
  const order = answer.data
  const { money, from, to, description } = order
  const isActive = order.status === 'active'
  const close = () => setOpened(null)
  return (
    <>
      <PageHeading title={description || nameOf(to)} note={describeSchedule(order.schedule)}>
        {isActive && (
          <>
            <Button variant="default" onClick={() => setOpened('change')}>
              {text.change}
            </Button>
            <Button variant="default" onClick={() => setOpened('cancel')}>
              {text.cancel}
            </Button>
          </>
        )}
      </PageHeading>
      <div className={classes.columns}>
        <div>
          <Slip
            money={money}
            from={{ ...from, name: nameOf(from) }}
            to={{ ...to, name: nameOf(to) }}
            description={description}
          >
            <Standing order={order} version={answer.version} />
          </Slip>
        </div>
        <div className={classes.column}>
          {isActive && <ComingDates order={order} />}
          <History orderId={orderId} />
        </div>
      </div>
      {opened === 'change' && <ChangeDialog order={order} onClose={close} />}
      {opened === 'cancel' && <CancelDialog order={order} onClose={close} />}
    </>
  )
}

function Standing({ order, version }: { order: StandingOrder; version: number }) {
  const { timeZone, bankTimeZone } = useBankSession()
  const { status, ending, next, inReview, skipped, createdAt } = order
  const today = todayIn(bankTimeZone)
  const nameOf = (date: string) => nameOfDate(date, today)
  return (
    <dl className={classes.facts}>
      <div>
        <dt>{text.nextTry}</dt>
        <dd>
          {status === 'ended'
            ? (scheduledText.endings[ending ?? ''] ?? scheduledText.ended)
            : inReview
              ? text.reviewed(nameOf(inReview.date))
              : next
                ? next.isRetry
                  ? text.triedAgain(nameOf(next.date), dayAndTime(next.at, timeZone))
                  : text.tried(nameOf(next.date), timeOfDay(next.at, timeZone))
                : scheduledText.orders.noNext}
          {inReview && (
            <>
              {' '}
              <Link href={`/transfers/${inReview.transferId}`}>{text.transfer}</Link>
            </>
          )}
        </dd>
      </div>
      {skipped.length > 0 && (
        <div>
          <dt>{text.leftOut}</dt>
          <dd>{skipped.map(fullDate).join(', ')}</dd>
        </div>
      )}
      <div>
        <dt>{text.given}</dt>
        <dd>
          {dayAndTime(createdAt, timeZone)}
          <span className={classes.version}>
            <AsOf version={version} />
          </span>
        </dd>
      </div>
    </dl>
  )
}
