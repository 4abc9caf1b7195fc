'use client'

/** Everything a customer has, on one page: the totals, the accounts, what happened last. */
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import Link from 'next/link'
import { useBankSession } from '../../api-client/bank-session.tsx'
import { describeReadFailure } from '../../api-client/failures.ts'
import { useAccounts } from '../../api-client/queries.ts'
import { PageHeading } from '../../components/page-heading.tsx'
import sheet from '../../components/sheet.module.css'
import { EmptyState, ErrorState } from '../../components/states.tsx'
import { PagePlaceholder } from '../page-placeholder.tsx'
import { AccountCards } from './account-cards.tsx'
import { LatestActivity } from './latest-activity.tsx'
import classes from './overview.module.css'
import { Totals } from './totals.tsx'

export function Overview() {
  const { me } = useBankSession()
  const { accounts, version, error, refetch, isFetching } = useAccounts()

  if (!accounts)
    return error ? (
      <ErrorState
        message={describeReadFailure(error)}
        onRetry={() => void refetch()}
        isRetrying={isFetching}
      />
    ) : (
      <PagePlaceholder />
    )
  const heading = <PageHeading title={`${greetingAt(new Date())}, ${me.name.split(' ')[0]}`} />
  if (accounts.length === 0)
    return (
      <>
        {heading}
        <section className={sheet.sheet}>
          <EmptyState
            title="Your book is still blank"
            action={
              <Button
                component={Link}
                href="/open-account"
                size="md"
                leftSection={<IconPlus aria-hidden size={18} />}
              >
                Open an account
              </Button>
            }
          >
            Open your first account and its pages begin to fill: what comes in, what goes out, and what is
            left.
          </EmptyState>
        </section>
      </>
    )
  return (
    <>
      {heading}
      <Totals accounts={accounts} version={version} />
      <div className={classes.columns}>
        <AccountCards accounts={accounts} />
        <LatestActivity accounts={accounts} />
      </div>
    </>
  )
}

const greetingAt = (now: Date): string => {
  const hour = now.getHours()
  return hour < 5 ? 'Good night' : hour < 12 ? 'Good morning' : hour < 18 ? 'Good afternoon' : 'Good evening'
}
