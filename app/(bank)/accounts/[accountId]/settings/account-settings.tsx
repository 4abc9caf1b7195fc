'use client'

/** What one can change about an account, and what holds for it: each on a sheet of its own, saved by itself. */
import { IconArrowLeft } from '@tabler/icons-react'
import Link from 'next/link'
import { useAccounts } from '../../../../api-client/queries.ts'
import { InPlaceOfPage } from '../../../../components/in-place-of-page.tsx'
import { PageHeading } from '../../../../components/page-heading.tsx'
import sheet from '../../../../components/sheet.module.css'
import { accountSettingsText as text } from '../../../../text/account-settings.ts'
import { PagePlaceholder } from '../../../page-placeholder.tsx'
import { noSuchAccount } from '../no-such-account.ts'
import { AlertForm } from './alert-form.tsx'
import { CloseAccount } from './close-account.tsx'
import { LimitsForm } from './limits-form.tsx'
import { NameForm } from './name-form.tsx'
import { OverdraftForm } from './overdraft-form.tsx'
import classes from './settings.module.css'
import { TermsSheet } from './terms-sheet.tsx'

export function AccountSettings({ accountId }: { accountId: string }) {
  const asked = useAccounts()
  const { accounts } = asked
  const account = accounts?.find((candidate) => candidate.accountId === accountId)
  if (!accounts || !account)
    return (
      <InPlaceOfPage
        asked={asked}
        missing={noSuchAccount}
        isMissing={accounts !== undefined}
        placeholder={<PagePlaceholder />}
      />
    )
  return (
    <div className={classes.column}>
      <Link href={`/accounts/${accountId}`} className={classes.back}>
        <IconArrowLeft aria-hidden size={18} />
        {text.back(account.name)}
      </Link>
      <PageHeading title={text.title} />
      {account.status === 'closed' ? (
        <p className={`${sheet.sheet} ${sheet.padded}`}>{text.closed}</p>
      ) : (
        <div className={classes.sheets}>
          <NameForm key={account.name} account={account} />
          <AlertForm account={account} />
          <LimitsForm account={account} />
          {account.product === 'current' && (
            <OverdraftForm key={account.overdraftLimit.amount} account={account} />
          )}
          <TermsSheet account={account} />
          <CloseAccount account={account} accounts={accounts} />
        </div>
      )}
    </div>
  )
}
