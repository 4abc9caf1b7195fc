'use client'

/** What has gone to a payee, or come from there, the newest of it; all of it stands in the list of all accounts. */
import { Button } from '@mantine/core'
import { useBankSession } from '../../../api-client/bank-session.tsx'
import { describeReadFailure } from '../../../api-client/failures.ts'
import type { SavedPayee } from '../../../api-client/payees-queries.ts'
import { useAccounts } from '../../../api-client/queries.ts'
import { useTransactionList } from '../../../api-client/transaction-list-queries.ts'
import { AsOf } from '../../../components/as-of.tsx'
import { dayOf, shortDateAndYear } from '../../../components/dates.ts'
import { MovementRow, PendingRow } from '../../../components/movement-row.tsx'
import { PageLink } from '../../../components/page-link.tsx'
import sheet from '../../../components/sheet.module.css'
import { EmptyState, ErrorState, RowsPlaceholder } from '../../../components/states.tsx'
import { noFilter } from '../../../components/transaction-filter/filter.ts'
import { writeFilter } from '../../../components/transaction-filter/filter-address.ts'
import { payeesText } from '../../../text/payees.ts'
import classes from '../payees.module.css'

const { one: text } = payeesText
const MOST_SHOWN = 12

export function RecentTransfers({ payee: { number, name } }: { payee: SavedPayee }) {
  const { timeZone } = useBankSession()
  const { accounts } = useAccounts()
  const nameOf = (accountId: string) => accounts?.find((account) => account.accountId === accountId)?.name
  const list = useTransactionList('all', { counterparty: number })
  const pending = list.pending.filter(({ counterparty }) => counterparty.number === number)
  const shown = list.transactions.slice(0, MOST_SHOWN)
  return (
    <section className={sheet.sheet} aria-labelledby="recent-title">
      <div className={sheet.head}>
        <h2 className={sheet.title} id="recent-title">
          {text.recent}
        </h2>
        <AsOf version={list.version} />
      </div>
      <div className={sheet.body}>
        {!list.data ? (
          list.error ? (
            <ErrorState
              message={describeReadFailure(list.error)}
              onRetry={() => void list.refetch()}
              isRetrying={list.isFetching}
            />
          ) : (
            <RowsPlaceholder label={text.recentLoading} />
          )
        ) : shown.length === 0 && pending.length === 0 ? (
          <EmptyState title={text.recentNone}>{text.recentNoneText}</EmptyState>
        ) : (
          <ul>
            {pending.map((movement) => (
              <PendingRow
                key={`${movement.transfer.transferId}-${movement.accountId}`}
                movement={movement}
                note={nameOf(movement.accountId)}
              />
            ))}
            {shown.map((transaction) => (
              <MovementRow
                key={transaction.position}
                transaction={transaction}
                note={nameOf(transaction.accountId)}
                when={shortDateAndYear(dayOf(transaction.at, timeZone))}
              />
            ))}
          </ul>
        )}
        {list.transactions.length > MOST_SHOWN && (
          <div className={classes.further}>
            <Button component={PageLink} href={`/activity${addressOf(number, name)}`} variant="subtle">
              {text.recentAll}
            </Button>
          </div>
        )}
      </div>
    </section>
  )
}

/** The list of all accounts, narrowed down to the payee: whom one pays stands where no server sees it. */
const addressOf = (key: string, name: string): string => {
  const { fragment } = writeFilter({ query: '', fragment: '' }, { ...noFilter, counterparty: { key, name } })
  return `#${fragment}`
}
