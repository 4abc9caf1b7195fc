'use client'

/** Everything a customer has, on one page: what comes up, the totals, the accounts, what is left, what happened last. */
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import Link from 'next/link'
import { useToday } from '../../api-client/balance-queries.ts'
import { useBankSession } from '../../api-client/bank-session.tsx'
import { describeReadFailure } from '../../api-client/failures.ts'
import {
  useNewestNotifications,
  useOpenRequests,
  useUpcomingUntil,
} from '../../api-client/overview-queries.ts'
import { type ShownAccount, useAccounts } from '../../api-client/queries.ts'
import { lastOfMonth } from '../../components/calendar-days.ts'
import { InPlaceOfPage } from '../../components/in-place-of-page.tsx'
import { Later } from '../../components/later.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import sheet from '../../components/sheet.module.css'
import { EmptyState, type Retry } from '../../components/states.tsx'
import { overviewText } from '../../text/overview.ts'
import { overviewUntil } from '../first-questions.ts'
import { PagePlaceholder } from '../page-placeholder.tsx'
import { AccountCards } from './account-cards.tsx'
import { Foremost } from './foremost.tsx'
import { greetingFor } from './greeting.ts'
import { LatestActivity } from './latest-activity.tsx'
import { leftToSpend } from './left-to-spend.ts'
import { LeftToSpendSheet, LeftToSpendUnread } from './left-to-spend.tsx'
import { NewestNotifications } from './newest-notifications.tsx'
import classes from './overview.module.css'
import { SheetsPlaceholder } from './sheets-placeholder.tsx'

export function Overview() {
  const { me, timeZone } = useBankSession()
  const asked = useAccounts()
  const { accounts, version } = asked
  const foremost = useForemost()
  const title = greetingFor(me.name, timeZone)

  // What comes up stands on top: were it to come after the rest, all of that would jump.
  if (!accounts || foremost.isPending)
    return <InPlaceOfPage asked={asked} title={title} placeholder={<PagePlaceholder title={title} />} />
  const heading = <PageHeading title={title} />
  if (accounts.length === 0)
    return (
      <>
        {heading}
        <section className={sheet.sheet}>
          <EmptyState
            title={overviewText.blank.title}
            action={
              <Button
                component={Link}
                href="/open-account"
                size="md"
                leftSection={<IconPlus aria-hidden size={18} />}
              >
                {overviewText.blank.action}
              </Button>
            }
          >
            {overviewText.blank.text}
          </EmptyState>
        </section>
      </>
    )
  return (
    <>
      {heading}
      <Sheets accounts={accounts} version={version} foremost={foremost} />
    </>
  )
}

const SHOWN_NOTIFICATIONS = 4

/** What wants to be known first. All of it is asked together with the accounts. */
const useForemost = () => {
  const today = useToday()
  const monthEnd = lastOfMonth(today)
  const upcoming = useUpcomingUntil(overviewUntil(today))
  const requests = useOpenRequests()
  const told = useNewestNotifications()
  // Nobody waits for what fails and is tried again: the rest is there.
  const isPending = [upcoming, requests, told].some(
    ({ isPending, failureCount }) => isPending && failureCount === 0,
  )
  return {
    today,
    monthEnd,
    upcoming: upcoming.upcoming,
    requests: requests.requests,
    unread: { scheduled: unreadPart(upcoming), requests: unreadPart(requests) },
    told,
    isPending,
  }
}

/** How to try again what has failed, whether or not that is being done by itself already. */
const unreadPart = ({
  data,
  failureCount,
  isFetching,
  refetch,
}: {
  data: unknown
  failureCount: number
  isFetching: boolean
  refetch: () => unknown
}): Retry | undefined =>
  data === undefined && failureCount > 0
    ? { onRetry: () => void refetch(), isRetrying: isFetching }
    : undefined

function Sheets({
  accounts,
  version,
  foremost: { today, monthEnd, upcoming, requests, unread, told },
}: {
  accounts: readonly ShownAccount[]
  version: number | undefined
  foremost: ReturnType<typeof useForemost>
}) {
  const { timeZone } = useBankSession()
  const left = upcoming && leftToSpend(accounts, upcoming, monthEnd)
  return (
    <>
      <Foremost
        {...{ accounts, version, upcoming, requests, unread, today, timeZone }}
        notifications={told.notifications}
      />
      <Later placeholder={<SheetsPlaceholder />}>
        <div className={classes.columns}>
          <div className={classes.column}>
            <AccountCards accounts={accounts} />
            {unread.scheduled ? (
              <LeftToSpendUnread until={monthEnd} {...unread.scheduled} />
            ) : (
              left && left.length > 0 && <LeftToSpendSheet rows={left} until={monthEnd} />
            )}
            <NewestNotifications
              notifications={told.notifications?.slice(0, SHOWN_NOTIFICATIONS)}
              accounts={accounts}
              problem={told.error ? describeReadFailure(told.error) : undefined}
              onRetry={() => void told.refetch()}
            />
          </div>
          <LatestActivity accounts={accounts} />
        </div>
      </Later>
    </>
  )
}
