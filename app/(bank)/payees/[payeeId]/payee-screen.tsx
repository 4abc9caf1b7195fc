'use client'

/** One payee: which account it is, what one makes of it, what may go to it and what has. */
import { Button } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import Link from 'next/link'
import { useState } from 'react'
import { useBankSession } from '../../../api-client/bank-session.tsx'
import { type SavedPayee, useNewPayeeLimits, usePayees } from '../../../api-client/payees-queries.ts'
import { useStandingOrders } from '../../../api-client/plans-queries.ts'
import { useAccounts } from '../../../api-client/queries.ts'
import { AccountNumber } from '../../../components/account-number.tsx'
import { AsOf } from '../../../components/as-of.tsx'
import { dayAndTime } from '../../../components/dates.ts'
import { InPlaceOfPage } from '../../../components/in-place-of-page.tsx'
import { Money } from '../../../components/money.tsx'
import { PageHeading } from '../../../components/page-heading.tsx'
import { payHref } from '../../../components/payee-address.ts'
import sheet from '../../../components/sheet.module.css'
import { payeesText } from '../../../text/payees.ts'
import { MoveMoneyTabs } from '../../move-money-tabs.tsx'
import { PagePlaceholder } from '../../page-placeholder.tsx'
import { TrustMark } from '../payee-row.tsx'
import classes from '../payees.module.css'
import { PayeeActions } from './payee-actions.tsx'
import { RecentTransfers } from './recent-transfers.tsx'

const { one: text } = payeesText

const missing = { title: text.missing, detail: text.missingText, href: '/payees', link: text.back }

export function PayeeScreen({ payeeId }: { payeeId: string }) {
  const asked = usePayees()
  const answer = asked.data
  const payee = answer?.data.find((one) => one.payeeId === payeeId)
  // What has just been removed is on the list no more, and its page would say so before one has left it.
  const [isLeaving, setLeaving] = useState(false)
  if (!answer || !payee)
    return (
      <InPlaceOfPage
        asked={asked}
        missing={missing}
        isMissing={answer !== undefined && !isLeaving}
        placeholder={<PagePlaceholder />}
      />
    )
  return (
    <>
      <MoveMoneyTabs />
      <PageHeading title={payee.name} note={payee.isTrusted ? <TrustMark /> : undefined}>
        <Button
          component={Link}
          href={payHref(payeeId)}
          radius="xl"
          leftSection={<IconSend aria-hidden size={18} />}
        >
          {payeesText.list.pay}
        </Button>
      </PageHeading>
      <div className={classes.columns}>
        <div className={classes.column}>
          <section className={`${sheet.sheet} ${sheet.padded} ${classes.form}`} aria-label={payee.name}>
            <Facts payee={payee} version={answer.version} />
            <PayeeActions payee={payee} onRemove={() => setLeaving(true)} />
            <p className={classes.note}>{text.trustText}</p>
            {payee.accountId === null && <OrdersTo payeeId={payeeId} />}
          </section>
          <Limits />
        </div>
        <RecentTransfers payee={payee} />
      </div>
    </>
  )
}

/** An order to another bank pays somebody on the list, and ends when they are on it no more. */
function OrdersTo({ payeeId }: { payeeId: string }) {
  const { data: answer } = useStandingOrders()
  const active = answer?.data.filter((order) => order.payeeId === payeeId && order.status === 'active') ?? []
  if (active.length === 0) return null
  return (
    <p className={classes.note}>
      {text.ordersEnd(active.length)} <Link href="/scheduled?view=orders">{text.seeOrders}</Link>
    </p>
  )
}

function Facts({
  payee: { number, accountId, bank, addedAt, isTrusted, trustCountsFrom },
  version,
}: {
  payee: SavedPayee
  version: number
}) {
  const { timeZone } = useBankSession()
  return (
    <dl className={classes.facts}>
      <div>
        <dt>{text.number}</dt>
        <dd>
          <AccountNumber number={number} />
        </dd>
      </div>
      <div>
        <dt>{text.bank}</dt>
        <dd>{accountId === null ? (bank ?? text.anotherBank) : payeesText.list.here}</dd>
      </div>
      <div>
        <dt>{text.trust}</dt>
        <dd>{isTrusted ? trustOf(trustCountsFrom, timeZone) : text.notTrusted}</dd>
      </div>
      <div>
        <dt>{text.added}</dt>
        <dd>
          {dayAndTime(addedAt, timeZone)} <AsOf version={version} />
        </dd>
      </div>
    </dl>
  )
}

/** From when on it counts, as long as it does not. */
const trustOf = (countsFrom: string | null, timeZone: string): string => {
  if (countsFrom === null) return text.trustedBefore
  return Date.parse(countsFrom) > Date.now()
    ? text.trustedFrom(dayAndTime(countsFrom, timeZone))
    : text.trusted
}

function Limits() {
  const { accounts = [] } = useAccounts()
  const open = accounts.filter(({ status }) => status === 'open')
  const limits = useNewPayeeLimits(open.map(({ accountId }) => accountId))
  return (
    <section className={`${sheet.sheet} ${sheet.padded}`} aria-labelledby="limits-title">
      <h2 className={sheet.title} id="limits-title">
        {text.limits}
      </h2>
      <p className={classes.note}>{text.limitsText}</p>
      <dl className={classes.limits}>
        {limits.map(({ accountId, current }) => (
          <div key={accountId}>
            <dt>{text.limitOf(open.find((account) => account.accountId === accountId)?.name ?? '')}</dt>
            <dd>
              <Money value={current.newPayee} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
