'use client'

/** Every account of the bank, and what the person at the counter may do with it. */
import { Button } from '@mantine/core'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { Account } from '../../api-client/api.ts'
import { useBankSession } from '../../api-client/bank-session.tsx'
import { describeReadFailure } from '../../api-client/failures.ts'
import { useAllAccounts } from '../../api-client/queries.ts'
import { inGroups } from '../../components/account-number.tsx'
import { AsOf } from '../../components/as-of.tsx'
import { HeldMark } from '../../components/held-mark.tsx'
import { Money } from '../../components/money.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import sheet from '../../components/sheet.module.css'
import { EmptyState, ErrorState, RowsPlaceholder } from '../../components/states.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { type AccountAction, actionNames, actionsFor } from './account-actions.ts'
import classes from './staff.module.css'

/** Fetched when somebody opens it: the list is there before the dialog is. */
const ActionDialog = dynamic(() => import('./action-dialog.tsx').then((module) => module.ActionDialog))

export function StaffAccounts() {
  const { me } = useBankSession()
  const list = useAllAccounts()
  const [chosen, setChosen] = useState<{ account: Account; action: AccountAction } | null>(null)

  return (
    <>
      <PageHeading title="Accounts" note={`You are here as ${me.role}.`} />
      <section className={sheet.sheet} aria-label="All accounts">
        <div className={sheet.head}>
          <span className={classes.count}>{list.accounts.length} shown</span>
          <AsOf version={list.version} />
        </div>
        <div className={sheet.body}>
          {list.isError && !list.data ? (
            <ErrorState message={describeReadFailure(list.error)} onRetry={() => void list.refetch()} />
          ) : list.isPending ? (
            <RowsPlaceholder label="Loading accounts" rows={8} />
          ) : list.accounts.length === 0 ? (
            <EmptyState title="No accounts yet">The first appears when a customer opens one.</EmptyState>
          ) : (
            <ul>
              {list.accounts.map((account) => (
                <li key={account.accountId} className={classes.account}>
                  <span className={classes.words}>
                    <strong>{account.owner.name}</strong>
                    <span className={classes.quiet}>
                      {account.name} · <span className="money">{inGroups(account.number)}</span>
                    </span>
                  </span>
                  <span className={classes.figures}>
                    <Money value={account.balance} className={classes.balance} />
                    <HeldMark held={account.held} />
                    <StatusMark status={account.status} />
                  </span>
                  <span className={classes.actions}>
                    {actionsFor(me.role, account).map((action) => (
                      <Button
                        key={action}
                        size="compact-sm"
                        variant="default"
                        aria-label={`${actionNames[action]}: ${account.name} of ${account.owner.name}`}
                        onClick={() => setChosen({ account, action })}
                      >
                        {actionNames[action]}
                      </Button>
                    ))}
                  </span>
                </li>
              ))}
            </ul>
          )}
          {list.hasNextPage && (
            <div className={classes.more}>
              <Button
                variant="subtle"
                loading={list.isFetchingNextPage}
                onClick={() => void list.fetchNextPage()}
              >
                Show more
              </Button>
            </div>
          )}
        </div>
      </section>
      {chosen && <ActionDialog {...chosen} onClose={() => setChosen(null)} />}
    </>
  )
}
