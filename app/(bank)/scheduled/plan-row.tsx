'use client'

/** A payment on its date, or an order: to whom, what for, how much; it leads to the order. */
import { IconArrowUpRight, IconCalendarRepeat } from '@tabler/icons-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { WireMoney } from '../../../server/domain/decimal.ts'
import { Money } from '../../components/money.tsx'
import classes from './plan-row.module.css'

export function PlanRow({
  href,
  title,
  details,
  money,
  aside,
  isRepeated = false,
  isQuiet = false,
}: {
  href: string
  title: string
  /** One after the other, as far as there are any. */
  details: readonly (string | null | undefined | false)[]
  money: WireMoney | null
  /** Below the amount. */
  aside?: ReactNode
  isRepeated?: boolean
  /** Not to be paid: without the sign of what goes out. */
  isQuiet?: boolean
}) {
  const Icon = isRepeated ? IconCalendarRepeat : IconArrowUpRight
  return (
    <li className={classes.item}>
      <Link href={href} prefetch={false} className={classes.row}>
        <span className={classes.icon}>
          <Icon aria-hidden size={18} stroke={2} />
        </span>
        <span className={classes.words}>
          <span className={classes.title}>{title}</span>
          <span className={classes.details}>
            {details.filter(Boolean).map((detail) => (
              <span key={String(detail)}>{detail}</span>
            ))}
          </span>
        </span>
        <span className={classes.figures}>
          {money && (
            <Money value={money} direction={isQuiet ? undefined : 'out'} className={classes.amount} />
          )}
          {aside}
        </span>
      </Link>
    </li>
  )
}
