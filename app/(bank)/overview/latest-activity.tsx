/** The latest lines of all accounts together, what is pending above them. */
import { Button } from '@mantine/core'
import { useBankSession } from '../../api-client/bank-session.tsx'
import { describeReadFailure } from '../../api-client/failures.ts'
import { type ShownAccount, useLatestActivity } from '../../api-client/queries.ts'
import { AsOf } from '../../components/as-of.tsx'
import { shortDay } from '../../components/dates.ts'
import { MovementRow, PendingRow } from '../../components/movement-row.tsx'
import { PageLink } from '../../components/page-link.tsx'
import sheet from '../../components/sheet.module.css'
import { EmptyState, ErrorState, RowsPlaceholder } from '../../components/states.tsx'
import { overviewText } from '../../text/overview.ts'
import { transactionsText } from '../../text/transactions.ts'
import { accountsToAsk } from './accounts-to-ask.ts'
import classes from './overview.module.css'

const text = overviewText.activity

export function LatestActivity({ accounts }: { accounts: readonly ShownAccount[] }) {
  const { timeZone } = useBankSession()
  const asked = accountsToAsk(accounts)
  const { transactions, pending, isPending, error, refetch, version } = useLatestActivity(asked)
  const nameOf = (accountId: string) =>
    accounts.find((account) => account.accountId === accountId)?.name ?? ''
  const isEmpty = transactions.length === 0 && pending.length === 0

  return (
    <section className={sheet.sheet} aria-labelledby="activity-title">
      <div className={sheet.head}>
        <h2 className={sheet.title} id="activity-title">
          {text.title}
        </h2>
        <AsOf version={version} />
      </div>
      <div className={sheet.body}>
        {error ? (
          <ErrorState message={describeReadFailure(error)} onRetry={refetch} />
        ) : isPending && isEmpty ? (
          <RowsPlaceholder label={text.loading} />
        ) : isEmpty ? (
          <EmptyState title={text.emptyTitle}>{text.empty}</EmptyState>
        ) : (
          <ul>
            {pending.map((movement) => (
              <PendingRow
                key={`${movement.transfer.transferId}-${movement.accountId}`}
                movement={movement}
                note={nameOf(movement.accountId)}
              />
            ))}
            {transactions.map((transaction) => (
              <MovementRow
                key={transaction.position}
                transaction={transaction}
                note={nameOf(transaction.accountId)}
                when={shortDay(transaction.at, timeZone)}
              />
            ))}
          </ul>
        )}
        {!isEmpty && (
          <div className={classes.further}>
            <Button component={PageLink} href="/activity" variant="subtle">
              {transactionsText.activity.all}
            </Button>
          </div>
        )}
      </div>
    </section>
  )
}
