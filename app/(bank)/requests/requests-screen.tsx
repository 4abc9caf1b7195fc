'use client'

/** What one is asked for, and what one has asked for. */
import { Button, SegmentedControl } from '@mantine/core'
import { IconMessageDollar } from '@tabler/icons-react'
import Link from 'next/link'
import { describeReadFailure } from '../../api-client/failures.ts'
import { useRequests } from '../../api-client/requests-queries.ts'
import { AsOf } from '../../components/as-of.tsx'
import { ListExport } from '../../components/list-export.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { useQueryParam } from '../../components/query-param.ts'
import sheet from '../../components/sheet.module.css'
import { EmptyState, ErrorState, RowsPlaceholder } from '../../components/states.tsx'
import { requestsText } from '../../text/requests.ts'
import { MoveMoneyTabs } from '../move-money-tabs.tsx'
import { RequestRow } from './request-row.tsx'
import classes from './requests.module.css'

const { list: text } = requestsText
const sides = ['in', 'out'] as const
const statuses = ['open', 'over', 'all'] as const

export function RequestsScreen() {
  const [side, setSide] = useQueryParam('side', sides, 'in')
  const [status, setStatus] = useQueryParam('status', statuses, 'all')
  const list = useRequests(side, status === 'all' ? undefined : status)
  const shown = list.requests
  return (
    <>
      <MoveMoneyTabs />
      <PageHeading title={requestsText.title}>
        <Button
          component={Link}
          href="/requests/new"
          radius="xl"
          leftSection={<IconMessageDollar aria-hidden size={18} />}
        >
          {requestsText.ask}
        </Button>
      </PageHeading>
      <section className={sheet.sheet} aria-label={requestsText.title}>
        <div className={classes.controls}>
          <SegmentedControl
            aria-label={requestsText.sides.label}
            size="md"
            withItemsBorders={false}
            value={side}
            onChange={(value) => setSide(value as (typeof sides)[number])}
            data={sides.map((value) => ({ value, label: requestsText.sides[value] }))}
          />
          <SegmentedControl
            aria-label={requestsText.status}
            size="md"
            withItemsBorders={false}
            value={status}
            onChange={(value) => setStatus(value as (typeof statuses)[number])}
            data={statuses.map((value) => ({ value, label: requestsText.statuses[value] }))}
          />
          <span className={classes.version}>
            <AsOf version={list.version} />
          </span>
        </div>
        <div className={sheet.body}>
          {!shown ? (
            list.error ? (
              <ErrorState
                message={describeReadFailure(list.error)}
                onRetry={() => void list.refetch()}
                isRetrying={list.isFetching}
              />
            ) : (
              <RowsPlaceholder label={text.loading} />
            )
          ) : shown.length === 0 ? (
            <EmptyState title={text.empty}>
              {status !== 'all' ? text.nothing : side === 'in' ? text.emptyIn : text.emptyOut}
            </EmptyState>
          ) : (
            <ul>
              {shown.map((request) => (
                <RequestRow key={request.requestId} request={request} />
              ))}
            </ul>
          )}
          {list.hasNextPage && (
            <Button
              variant="subtle"
              fullWidth
              onClick={() => void list.fetchNextPage()}
              loading={list.isFetchingNextPage}
            >
              {text.older}
            </Button>
          )}
          {shown && shown.length > 0 && (
            <ListExport list="requests" filter={{ direction: side, ...(status !== 'all' && { status }) }} />
          )}
        </div>
      </section>
    </>
  )
}
