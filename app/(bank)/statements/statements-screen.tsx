'use client'

/** The statements of all accounts, the newest month first, or of one of them. */
import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { describeReadFailure } from '../../api-client/failures.ts'
import { useAccounts } from '../../api-client/queries.ts'
import { type ShownStatement, useStatements } from '../../api-client/statements-queries.ts'
import { accountOptions } from '../../components/account-options.ts'
import { AsOf } from '../../components/as-of.tsx'
import { InPlaceOfPage } from '../../components/in-place-of-page.tsx'
import { ListExport } from '../../components/list-export.tsx'
import { nameOfMonth } from '../../components/months.ts'
import { PageHeading } from '../../components/page-heading.tsx'
import sheet from '../../components/sheet.module.css'
import { EmptyState, ErrorState, RowsPlaceholder } from '../../components/states.tsx'
import { statementsText as text } from '../../text/statements.ts'
import { PagePlaceholder } from '../page-placeholder.tsx'
import { StatementCard } from './statement-card.tsx'
import classes from './statements.module.css'

const MONTHS_AT_FIRST = 12

export function StatementsScreen({ accountId }: { accountId: string | null }) {
  const [chosen, setChosen] = useState(accountId)
  const asked = useAccounts()
  const { accounts } = asked
  if (!accounts)
    return (
      <InPlaceOfPage asked={asked} title={text.title} placeholder={<PagePlaceholder title={text.title} />} />
    )
  const one = accounts.find((account) => account.accountId === chosen)
  const choose = (next: string) => {
    setChosen(next || null)
    window.history.replaceState(null, '', next ? `/statements?account=${next}` : '/statements')
  }
  return (
    <>
      <PageHeading title={text.title}>
        {accounts.length > 1 && (
          <NativeSelect
            aria-label={text.account}
            size="md"
            value={one?.accountId ?? ''}
            onChange={(event) => choose(event.currentTarget.value)}
            data={[{ value: '', label: text.allAccounts }, ...accountOptions(accounts)]}
          />
        )}
      </PageHeading>
      <Months accounts={one ? [one] : accounts} />
      <ListExport list="statements" filter={one ? { accountId: one.accountId } : {}} />
    </>
  )
}

function Months({ accounts }: { accounts: NonNullable<ReturnType<typeof useAccounts>['accounts']> }) {
  const { statements, isPending, error, refetch, version } = useStatements(accounts)
  const [shown, setShown] = useState(MONTHS_AT_FIRST)
  if (error) return <ErrorState message={describeReadFailure(error)} onRetry={refetch} />
  if (isPending)
    return (
      <section className={`${sheet.sheet} ${sheet.padded}`}>
        <RowsPlaceholder label={text.loading} rows={6} />
      </section>
    )
  const months = byMonth(statements)
  if (months.length === 0)
    return (
      <section className={sheet.sheet}>
        <EmptyState title={text.none}>{text.noneText}</EmptyState>
      </section>
    )
  return (
    <>
      {months.slice(0, shown).map(({ month, rows }, index) => (
        <section key={month} className={`${sheet.sheet} ${classes.month}`} aria-labelledby={`month-${month}`}>
          <div className={sheet.head}>
            <h2 className={sheet.title} id={`month-${month}`}>
              {nameOfMonth(month)}
            </h2>
            {index === 0 && <AsOf version={version} />}
          </div>
          <ul className={classes.cards}>
            {rows.map((row) => (
              <StatementCard
                key={row.accountId}
                row={row}
                account={accounts.find(({ accountId }) => accountId === row.accountId)}
              />
            ))}
          </ul>
        </section>
      ))}
      {months.length > shown && (
        <div className={classes.more}>
          <Button variant="default" onClick={() => setShown(shown + MONTHS_AT_FIRST)}>
            {text.older}
          </Button>
        </div>
      )}
    </>
  )
}

const byMonth = (statements: readonly ShownStatement[]) => {
  const months: { month: string; rows: ShownStatement[] }[] = []
  for (const row of statements) {
    const last = months.at(-1)
    if (last?.month === row.month) last.rows.push(row)
    else months.push({ month: row.month, rows: [row] })
  }
  return months
}
