'use client'

/** What happened: how much, when to the second, who was at the other end, and what the account held afterwards. */
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Transaction } from '../../../../api-client/api.ts'
import { useBankSession } from '../../../../api-client/bank-session.tsx'
import { type ShownAccount, usePartyName } from '../../../../api-client/queries.ts'
import { AccountNumber } from '../../../../components/account-number.tsx'
import { exactMoment } from '../../../../components/dates.ts'
import { Money } from '../../../../components/money.tsx'
import { formatCount } from '../../../../components/money-format.ts'
import { transactionText as text } from '../../../../text/transaction.ts'
import classes from './drawer.module.css'
import { DrawerCategory } from './drawer-category.tsx'
import { DrawerNote } from './drawer-note.tsx'

export function DrawerFacts({
  transaction,
  account,
}: {
  transaction: Transaction
  /** Whose book it stands in, where the page does not say that already. */
  account: ShownAccount | undefined
}) {
  const { timeZone } = useBankSession()
  const nameOf = usePartyName()
  const { direction, money, counterparty, description, at, balanceAfter, refundOf, refunded, position } =
    transaction
  return (
    <>
      <p className={classes.sum}>
        <Money value={money} direction={direction} className={classes.amount} />
        <span className={classes.kind}>{kindOf(transaction)}</span>
      </p>
      <dl className={classes.facts}>
        {account && (
          <Fact label={text.account}>
            <Link href={`/accounts/${account.accountId}?tx=${position}`}>{account.name}</Link>
          </Fact>
        )}
        {counterparty && (
          <Fact label={direction === 'in' ? text.from : text.to}>
            {nameOf(counterparty)}
            {counterparty.number && <AccountNumber number={counterparty.number} />}
          </Fact>
        )}
        {description && <Fact label={text.whatFor}>{description}</Fact>}
        <Fact label={text.when}>
          <time dateTime={at}>{exactMoment(at, timeZone)}</time>
        </Fact>
        <Fact label={text.balanceAfter}>
          <Money value={balanceAfter} />
        </Fact>
        {refundOf && (
          <Fact label={text.refundOf}>
            <Link href={`/transfers/${refundOf}`}>{text.original}</Link>
          </Fact>
        )}
        {refunded && (
          <Fact label={direction === 'in' ? text.givenBack : text.cameBack}>
            <Money value={refunded} />
          </Fact>
        )}
        <Fact label={text.position}>
          <span className="money">#{formatCount(position)}</span>
        </Fact>
      </dl>
      <DrawerCategory transaction={transaction} />
      <DrawerNote transaction={transaction} />
    </>
  )
}

const kindOf = ({ counterparty, direction, quoteId, refundOf }: Transaction): string => {
  if (quoteId) return text.kinds.exchange
  if (refundOf) return text.kinds.refund
  if (!counterparty) return direction === 'in' ? text.kinds.deposit : text.kinds.withdrawal
  return direction === 'in' ? text.kinds.in : text.kinds.out
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
