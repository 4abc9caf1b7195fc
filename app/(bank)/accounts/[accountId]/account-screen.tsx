'use client'

/** One account: what is in it, how it went, how it is reached, and every line of its book; now, or as it was. */
import dynamic from 'next/dynamic'
import { useRef } from 'react'
import { useBalanceAt, useBalanceHistory } from '../../../api-client/balance-queries.ts'
import { useBankSession } from '../../../api-client/bank-session.tsx'
import { type ShownAccount, useAccounts } from '../../../api-client/queries.ts'
import { InPlaceOfPage } from '../../../components/in-place-of-page.tsx'
import { Later } from '../../../components/later.tsx'
import { transactionsText } from '../../../text/transactions.ts'
import { PagePlaceholder } from '../../page-placeholder.tsx'
import classes from './account.module.css'
import { AccountHeading } from './account-heading.tsx'
import { useAsOf } from './as-of.ts'
import { AsWasNotice } from './as-was-notice.tsx'
import { BalancePanel } from './balance-panel.tsx'
import { HistoryPlaceholder } from './history-placeholder.tsx'
import { noSuchAccount } from './no-such-account.ts'
import { TransactionBook } from './transactions/book.tsx'

/** The line comes after the figures: they are what one has come for. */
const History = dynamic(() => import('./history/history.tsx').then((module) => module.History), {
  ssr: false,
  loading: () => <HistoryPlaceholder />,
})

export function AccountScreen({ accountId }: { accountId: string }) {
  const asked = useAccounts()
  const { accounts, version } = asked
  const account = accounts?.find((candidate) => candidate.accountId === accountId)
  if (account) return <AccountPage account={account} version={version} />
  return (
    <InPlaceOfPage
      asked={asked}
      missing={noSuchAccount}
      isMissing={accounts !== undefined}
      placeholder={<PagePlaceholder />}
    />
  )
}

function AccountPage({ account, version }: { account: ShownAccount; version: number | undefined }) {
  const { me } = useBankSession()
  const { accountId } = account
  const asOf = useAsOf(account)
  const { day, at } = asOf
  const history = useBalanceHistory(account, asOf.firstDay)
  const drawn = history.days?.find(({ date }) => date === day)?.balance
  const balanceThen = useBalanceAt(accountId, at)
  const figuresThen = balanceThen.data?.data
  const chooser = useRef<HTMLDivElement>(null)

  const backToNow = () => {
    asOf.setDay(undefined)
    // The button is gone with what it took back.
    chooser.current?.querySelector<HTMLInputElement>('input[type="date"]')?.focus()
  }
  return (
    <>
      <AccountHeading account={account} canReplay={me.engineRoom} />
      <AsWasNotice asOf={asOf} onBack={backToNow} />
      <BalancePanel
        account={account}
        version={!day ? version : drawn ? history.data?.version : balanceThen.data?.version}
        then={
          day
            ? {
                day,
                balance: drawn ?? figuresThen?.balance,
                held: figuresThen?.held,
                available: figuresThen?.available,
              }
            : undefined
        }
      />
      <div ref={chooser} className={classes.history}>
        <Later placeholder={<HistoryPlaceholder />}>
          <History history={history} asOf={asOf} />
        </Later>
      </div>
      <Later>
        <TransactionBook scope={accountId} accounts={[account]} title={transactionsText.title} asOf={at} />
      </Later>
    </>
  )
}
