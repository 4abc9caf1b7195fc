'use client'

/** A request in a list: who, what for, how much, and how far it has come. */
import { IconArrowDownLeft, IconArrowUpRight } from '@tabler/icons-react'
import Link from 'next/link'
import { useBankSession } from '../../api-client/bank-session.tsx'
import type { PaymentRequest } from '../../api-client/requests-queries.ts'
import { nameOfDay, shortDay } from '../../components/dates.ts'
import { Money } from '../../components/money.tsx'
import { requestsText } from '../../text/requests.ts'
import { RequestStateMark } from './request-state.tsx'
import classes from './requests.module.css'

const { list: text } = requestsText

export function RequestRow({ request }: { request: PaymentRequest }) {
  const { timeZone } = useBankSession()
  const { requestId, direction, status, money, description, to, payer, split, createdAt, expiresAt } = request
  const isIn = direction === 'in'
  const Arrow = isIn ? IconArrowUpRight : IconArrowDownLeft
  const details = [
    description,
    split && text.share,
    status === 'open'
      ? text.until(shortDay(expiresAt, timeZone))
      : nameOfDay(createdAt, timeZone, new Date()),
  ]
  return (
    <li className={classes.item}>
      <Link href={`/requests/${requestId}`} prefetch={false} className={classes.row}>
        <span className={classes.icon}>
          <Arrow aria-hidden size={18} stroke={2} />
        </span>
        <span className={classes.words}>
          <span className={classes.name}>{(isIn ? to : payer).name}</span>
          <span className={classes.details}>
            {details.filter(Boolean).map((detail) => (
              <span key={String(detail)}>{detail}</span>
            ))}
          </span>
        </span>
        <span className={classes.figures}>
          <Money value={money} className={classes.amount} />
          <RequestStateMark request={request} />
        </span>
      </Link>
    </li>
  )
}
