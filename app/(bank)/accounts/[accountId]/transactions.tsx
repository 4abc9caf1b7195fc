'use client'

/** An account's lines, grouped by the bank's day, searched where they are kept, and fetched as one scrolls. */
import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { useDebouncedValue, useIntersection } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { Fragment, useEffect, useState } from 'react'
import type { Transaction } from '../../../api-client/api.ts'
import { useBankSession } from '../../../api-client/bank-session.tsx'
import { describeReadFailure } from '../../../api-client/failures.ts'
import { type TransactionFilter, useTransactions } from '../../../api-client/queries.ts'
import { AsOf } from '../../../components/as-of.tsx'
import { dayOf, nameOfDay, timeOfDay } from '../../../components/dates.ts'
import { MovementRow, PendingRow } from '../../../components/movement-row.tsx'
import sheet from '../../../components/sheet.module.css'
import { EmptyState, ErrorState, RowsPlaceholder } from '../../../components/states.tsx'
import classes from './account.module.css'

export function Transactions({
  accountId,
  asOf,
}: {
  accountId: string
  /** The instant whose lines are shown; now when there is none. */
  asOf?: string | undefined
}) {
  const [typed, setTyped] = useState('')
  const [direction, setDirection] = useState<TransactionFilter['direction']>('all')
  const [search] = useDebouncedValue(typed.trim(), 250)
  const list = useTransactions(accountId, { search, direction }, asOf)

  return (
    <section className={sheet.sheet} aria-labelledby="transactions-title">
      <div className={sheet.head}>
        <h2 className={sheet.title} id="transactions-title">
          Transactions
        </h2>
        <AsOf version={list.version} />
      </div>
      <div className={classes.filters}>
        <TextInput
          className={classes.search}
          type="search"
          aria-label="Search transactions"
          placeholder="Name, description or number"
          leftSection={<IconSearch aria-hidden size={18} />}
          value={typed}
          maxLength={200}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <SegmentedControl
          aria-label="Direction"
          size="md"
          withItemsBorders={false}
          value={direction}
          onChange={setDirection}
          data={[
            { value: 'all', label: 'All' },
            { value: 'in', label: 'In' },
            { value: 'out', label: 'Out' },
          ]}
        />
      </div>
      <div className={sheet.body}>
        <Lines list={list} isFiltered={search !== '' || direction !== 'all'} />
      </div>
    </section>
  )
}

function Lines({ list, isFiltered }: { list: ReturnType<typeof useTransactions>; isFiltered: boolean }) {
  const { timeZone } = useBankSession()
  if (list.isError && !list.data)
    return <ErrorState message={describeReadFailure(list.error)} onRetry={() => void list.refetch()} />
  if (list.isPending) return <RowsPlaceholder label="Loading transactions" rows={8} />
  if (list.transactions.length === 0 && list.pending.length === 0)
    return isFiltered ? (
      <EmptyState title="Nothing fits">No line matches what you are looking for.</EmptyState>
    ) : (
      <EmptyState title="Nothing has moved yet">The first line appears when money comes in.</EmptyState>
    )

  const now = new Date()
  return (
    <>
      {list.pending.length > 0 && (
        <>
          <h3 className={classes.day}>Pending</h3>
          <ul>
            {list.pending.map((movement) => (
              <PendingRow key={movement.transfer.transferId} movement={movement} />
            ))}
          </ul>
        </>
      )}
      {byDay(list.transactions, timeZone).map(({ day, transactions }) => (
        <Fragment key={day}>
          <h3 className={classes.day}>{nameOfDay(transactions[0]?.at ?? '', timeZone, now)}</h3>
          <ul>
            {transactions.map((transaction) => (
              <MovementRow
                key={transaction.position}
                transaction={transaction}
                when={timeOfDay(transaction.at, timeZone)}
                withBalance
              />
            ))}
          </ul>
        </Fragment>
      ))}
      <More list={list} />
    </>
  )
}

const byDay = (transactions: readonly Transaction[], timeZone: string) => {
  const days: { day: string; transactions: Transaction[] }[] = []
  for (const transaction of transactions) {
    const day = dayOf(transaction.at, timeZone)
    const last = days.at(-1)
    if (last?.day === day) last.transactions.push(transaction)
    else days.push({ day, transactions: [transaction] })
  }
  return days
}

/** Fetches older lines when the end comes into view; the button is there for keyboards, and for when that has failed. */
function More({ list }: { list: ReturnType<typeof useTransactions> }) {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list
  const { ref, entry } = useIntersection({ rootMargin: '400px' })
  const isInView = entry?.isIntersecting ?? false
  useEffect(() => {
    if (isInView && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage()
  }, [isInView, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage])
  return (
    <div ref={ref} className={classes.more}>
      {hasNextPage ? (
        <Button variant="subtle" onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
          {isFetchNextPageError ? 'Older lines did not load: try again' : 'Show older'}
        </Button>
      ) : (
        'This is where the book begins.'
      )}
    </div>
  )
}
