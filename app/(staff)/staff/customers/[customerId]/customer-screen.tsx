'use client'

/** One customer, to the bank's people: the accounts, what the rules against fraud have found, who pays whom. */
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useState } from 'react'
import { useBankSession } from '../../../../api-client/bank-session.tsx'
import { useAlerts, useBankAccounts, useCustomer } from '../../../../api-client/staff-queries.ts'
import { InPlaceOfPage } from '../../../../components/in-place-of-page.tsx'
import { ListExport } from '../../../../components/list-export.tsx'
import { PageHeading } from '../../../../components/page-heading.tsx'
import { RowsPlaceholder } from '../../../../components/states.tsx'
import { staffText } from '../../../../text/staff.ts'
import { AccountRow } from '../../account-row.tsx'
import { AlertRow } from '../../alerts/alert-row.tsx'
import { GraphSheet } from '../../graph/graph-sheet.tsx'
import classes from '../../staff.module.css'
import { StaffList } from '../../staff-list.tsx'

const OpenAccountDialog = dynamic(() =>
  import('./open-account-dialog.tsx').then((module) => module.OpenAccountDialog),
)
const ForgetDialog = dynamic(() => import('./forget-dialog.tsx').then((module) => module.ForgetDialog))

const { customer: text, actions } = staffText

const missing = { title: text.missing, detail: text.missingDetail, href: '/staff', link: text.toCounter }

export function CustomerScreen({ customerId }: { customerId: string }) {
  const { me } = useBankSession()
  const asked = useCustomer(customerId)
  const customer = asked.data
  const list = useBankAccounts({ customerId })
  const alerts = useAlerts({ customerId })
  const [opened, setOpened] = useState<'account' | 'forget' | null>(null)
  if (!customer)
    return (
      <InPlaceOfPage
        asked={asked}
        missing={missing}
        placeholder={<RowsPlaceholder label={text.loading} rows={8} />}
      />
    )
  const { name } = customer.data
  const isGone = list.data !== undefined && list.rows.every(({ status }) => status === 'closed')

  return (
    <>
      <PageHeading title={name} note={text.kind}>
        {me.role === 'teller' && (
          <Button leftSection={<IconPlus aria-hidden size={18} />} onClick={() => setOpened('account')}>
            {actions.openAccount}
          </Button>
        )}
        {me.role === 'approver' && isGone && (
          <Button variant="default" onClick={() => setOpened('forget')}>
            {actions.forget}
          </Button>
        )}
        <Button component={Link} href="/staff" variant="default">
          {text.toCounter}
        </Button>
      </PageHeading>
      <div className={classes.stack}>
        <StaffList
          list={list}
          title={text.accounts}
          loading={staffText.counter.loading}
          empty={{ title: text.none, detail: text.noneDetail }}
          exported={<ListExport list="accounts" filter={{ customerId }} />}
        >
          <ul>
            {list.rows.map((account) => (
              <AccountRow key={account.accountId} account={account} withOwner={false} />
            ))}
          </ul>
        </StaffList>
        <StaffList
          list={alerts}
          title={text.alerts}
          loading={staffText.alerts.loading}
          empty={{ title: text.noAlerts }}
          exported={<ListExport list="fraud-alerts" filter={{ customerId }} />}
        >
          <ul>
            {alerts.rows.map((alert) => (
              <AlertRow key={alert.alertId} alert={alert} />
            ))}
          </ul>
        </StaffList>
        <GraphSheet title={text.graph} start={{ customerId }} />
      </div>
      {opened === 'account' && (
        <OpenAccountDialog customerId={customerId} name={name} onClose={() => setOpened(null)} />
      )}
      {opened === 'forget' && (
        <ForgetDialog customerId={customerId} name={name} onClose={() => setOpened(null)} />
      )}
    </>
  )
}
