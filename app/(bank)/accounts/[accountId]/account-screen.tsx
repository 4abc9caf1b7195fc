'use client'

/** One account: what is in it, how it is reached, and every line of its book. */
import { Button } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import Link from 'next/link'
import { describeReadFailure } from '../../../api-client/failures.ts'
import { minorUnits } from '../../../api-client/pending-overlay.ts'
import { type ShownAccount, useAccounts } from '../../../api-client/queries.ts'
import { AccountNumber } from '../../../components/account-number.tsx'
import { AsOf } from '../../../components/as-of.tsx'
import { Guilloche } from '../../../components/guilloche.tsx'
import { Money } from '../../../components/money.tsx'
import { PageHeading } from '../../../components/page-heading.tsx'
import { PendingMark } from '../../../components/pending-mark.tsx'
import { EmptyState, ErrorState } from '../../../components/states.tsx'
import { StatusMark } from '../../../components/status-mark.tsx'
import { productNames } from '../../overview/account-cards.tsx'
import { PagePlaceholder } from '../../page-placeholder.tsx'
import classes from './account.module.css'
import { Transactions } from './transactions.tsx'

export function AccountScreen({ accountId }: { accountId: string }) {
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
  const account = accounts.find((candidate) => candidate.accountId === accountId)
  if (!account)
    return (
      <EmptyState
        title="No such account"
        action={
          <Button component={Link} href="/" variant="default">
            To the overview
          </Button>
        }
      >
        There is no account here, or it is not yours.
      </EmptyState>
    )
  return (
    <>
      <PageHeading title={account.name} note={productNames[account.product]}>
        {account.status === 'open' && (
          <Button
            component={Link}
            href={`/transfer?from=${account.accountId}`}
            radius="xl"
            leftSection={<IconSend aria-hidden size={18} />}
          >
            Send money
          </Button>
        )}
      </PageHeading>
      <Balance account={account} version={version} />
      <Transactions accountId={accountId} />
    </>
  )
}

function Balance({ account, version }: { account: ShownAccount; version: number | undefined }) {
  return (
    <section className={classes.balance} aria-label="Balance">
      <Guilloche className={classes.guilloche} />
      <div className={classes.figure}>
        <h2 className={classes.label}>
          Balance {account.pendingTransfers > 0 && <PendingMark>includes pending</PendingMark>}
          <StatusMark status={account.status} />
        </h2>
        <Money value={account.balance} className={classes.amount} />
        <AsOf version={version} />
      </div>
      <dl className={classes.facts}>
        <div>
          <dt>Available</dt>
          <dd>
            <Money value={account.available} />
          </dd>
        </div>
        {minorUnits(account.held) > 0n && (
          <div>
            <dt>Held</dt>
            <dd>
              <Money value={account.held} />
            </dd>
          </div>
        )}
        <div>
          <dt>Account number</dt>
          <dd>
            <AccountNumber number={account.number} />
          </dd>
        </div>
        <div>
          <dt>Holder</dt>
          <dd>{account.owner.name}</dd>
        </div>
      </dl>
    </section>
  )
}
