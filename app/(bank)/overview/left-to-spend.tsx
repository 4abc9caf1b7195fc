'use client'

/** What can still be spent of each account until the month ends, and which payments make the difference. */
import { IconChevronDown } from '@tabler/icons-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { minorUnits } from '../../api-client/pending-overlay.ts'
import { usePartyName } from '../../api-client/queries.ts'
import { fullDate, shortDate } from '../../components/dates.ts'
import { Money } from '../../components/money.tsx'
import sheet from '../../components/sheet.module.css'
import { type Retry, UnreadPart } from '../../components/states.tsx'
import { overviewText } from '../../text/overview.ts'
import classes from './left-to-spend.module.css'
import { type LeftToSpend, leftTogether } from './left-to-spend.ts'

const text = overviewText.left

export function LeftToSpendSheet({ rows, until }: { rows: readonly LeftToSpend[]; until: string }) {
  return (
    <Sheet until={until}>
      <ul className={classes.list}>
        {rows.map((row) => (
          <Row key={row.account.accountId} row={row} />
        ))}
        {leftTogether(rows).map((sum) => (
          <li key={sum.currency} className={classes.item}>
            <div className={classes.account}>
              <span className={classes.name}>{text.together(sum.currency)}</span>
              <Money value={sum} className={classes.figure} />
            </div>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

/** In its place while nobody knows what is scheduled. */
export function LeftToSpendUnread({ until, ...retry }: { until: string } & Retry) {
  return (
    <Sheet until={until}>
      <div className={sheet.body}>
        <UnreadPart {...retry}>{text.failed}</UnreadPart>
      </div>
    </Sheet>
  )
}

function Sheet({ until, children }: { until: string; children: ReactNode }) {
  return (
    <section className={sheet.sheet} aria-labelledby="left-title">
      <div className={sheet.head}>
        <h2 className={sheet.title} id="left-title">
          {text.title}
        </h2>
        <span className={classes.until}>{text.until(fullDate(until))}</span>
      </div>
      {children}
    </section>
  )
}

function Row({ row: { account, left, payments } }: { row: LeftToSpend }) {
  const nameOf = usePartyName()
  const isShort = minorUnits(left) < 0n
  return (
    <li className={classes.item}>
      <div className={classes.account}>
        <span className={classes.name}>{account.name}</span>
        <Money value={left} className={classes.figure} />
      </div>
      {isShort && <p className={classes.short}>{text.short}</p>}
      {payments.length === 0 ? (
        <p className={classes.quiet}>{text.nothing}</p>
      ) : (
        <details className={classes.details}>
          <summary className={classes.summary}>
            {text.scheduled(payments.length)}
            <IconChevronDown aria-hidden size={16} className={classes.chevron} />
          </summary>
          <dl className={classes.sum}>
            <div>
              <dt>{text.available}</dt>
              <dd>
                <Money value={account.available} />
              </dd>
            </div>
            {payments.map(({ orderId, date, from, to, money, direction }) => (
              <div key={`${orderId} ${date}`}>
                <dt>
                  <span className={classes.day}>{shortDate(date)}</span>{' '}
                  {nameOf(direction === 'in' ? from : to)}
                </dt>
                <dd>
                  <Money value={money} direction={direction} />
                </dd>
              </div>
            ))}
            <div className={classes.result}>
              <dt>{text.title}</dt>
              <dd>
                <Money value={left} />
              </dd>
            </div>
          </dl>
          <Link href="/scheduled" className={classes.link}>
            {text.toScheduled}
          </Link>
        </details>
      )}
    </li>
  )
}
