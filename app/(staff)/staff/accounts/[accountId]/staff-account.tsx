'use client'

/** One account, to the bank's people: its figures, what may be done with it, what is held and to come, and its book. */
import { Button } from '@mantine/core'
import Link from 'next/link'
import type { Account } from '../../../../api-client/api.ts'
import { useBankSession } from '../../../../api-client/bank-session.tsx'
import { minorUnits } from '../../../../api-client/pending-overlay.ts'
import { useStaffAccount } from '../../../../api-client/staff-queries.ts'
import { AccountNumber } from '../../../../components/account-number.tsx'
import { AsOf } from '../../../../components/as-of.tsx'
import { dayAndTime } from '../../../../components/dates.ts'
import { InPlaceOfPage } from '../../../../components/in-place-of-page.tsx'
import { Money } from '../../../../components/money.tsx'
import { PageHeading } from '../../../../components/page-heading.tsx'
import sheet from '../../../../components/sheet.module.css'
import { RowsPlaceholder } from '../../../../components/states.tsx'
import { StatusMark } from '../../../../components/status-mark.tsx'
import { staffText } from '../../../../text/staff.ts'
import { AccountButtons } from '../../account-buttons.tsx'
import classes from '../../staff.module.css'
import { AccountLines } from './account-lines.tsx'
import { AccountOrders } from './account-orders.tsx'
import { HeldTransfers } from './held-transfers.tsx'

const { account: text } = staffText

const missing = {
  title: text.missing,
  detail: text.missingDetail,
  href: '/staff',
  link: staffText.customer.toCounter,
}

export function StaffAccount({ accountId }: { accountId: string }) {
  const { me } = useBankSession()
  const asked = useStaffAccount(accountId)
  const answer = asked.data
  if (!answer)
    return (
      <InPlaceOfPage
        asked={asked}
        missing={missing}
        placeholder={<RowsPlaceholder label={staffText.counter.loading} rows={8} />}
      />
    )
  const account = answer.data
  return (
    <>
      <PageHeading title={account.name} note={text.kind}>
        {me.role === 'auditor' && (
          <Button component={Link} href={`/staff/audit?streamId=BankAccount-${accountId}`} variant="default">
            {text.events}
          </Button>
        )}
      </PageHeading>
      <div className={classes.stack}>
        <section className={`${sheet.sheet} ${sheet.padded}`} aria-label={text.balance}>
          <div className={classes.balanceHead}>
            <span>
              <Money value={account.balance} className={classes.bigFigure} />{' '}
              <StatusMark status={account.status} />
            </span>
            <AsOf version={answer.version} />
          </div>
          <Facts account={account} />
          <AccountButtons account={account} />
        </section>
        <div className={classes.columns}>
          <HeldTransfers accountId={accountId} />
          <AccountOrders accountId={accountId} />
        </div>
        <AccountLines account={account} />
      </div>
    </>
  )
}

function Facts({ account }: { account: Account }) {
  const { timeZone } = useBankSession()
  const { owner, number, available, held, overdraftLimit, openedAt } = account
  return (
    <dl className={classes.facts}>
      <div>
        <dt>{text.holder}</dt>
        <dd>
          <Link href={`/staff/customers/${owner.customerId}`} className={classes.link}>
            {owner.name}
          </Link>
        </dd>
      </div>
      <div>
        <dt>{text.number}</dt>
        <dd>
          <AccountNumber number={number} />
        </dd>
      </div>
      <div>
        <dt>{text.available}</dt>
        <dd>
          <Money value={available} />
        </dd>
      </div>
      {minorUnits(held) > 0n && (
        <div>
          <dt>{text.held}</dt>
          <dd>
            <Money value={held} />
          </dd>
        </div>
      )}
      {minorUnits(overdraftLimit) > 0n && (
        <div>
          <dt>{text.overdraft}</dt>
          <dd>
            <Money value={overdraftLimit} />
          </dd>
        </div>
      )}
      <div>
        <dt>{text.opened}</dt>
        <dd>{dayAndTime(openedAt, timeZone)}</dd>
      </div>
    </dl>
  )
}
