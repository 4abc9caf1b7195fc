'use client'

/** What wants to be known first: what leaves by tomorrow, who waits for an answer, what went wrong. Nothing, if nothing does. */
import { IconAlertTriangle, IconCalendarEvent, IconMessageQuestion } from '@tabler/icons-react'
import type { ComponentType, ReactNode } from 'react'
import type { Notification } from '../../api-client/api.ts'
import { useBankSession } from '../../api-client/bank-session.tsx'
import type { OpenRequest, Upcoming } from '../../api-client/overview-queries.ts'
import { minorUnits } from '../../api-client/pending-overlay.ts'
import { type ShownAccount, usePartyName } from '../../api-client/queries.ts'
import { fullDate, shortDay } from '../../components/dates.ts'
import { Money } from '../../components/money.tsx'
import { PageLink } from '../../components/page-link.tsx'
import sheet from '../../components/sheet.module.css'
import { overviewText } from '../../text/overview.ts'
import classes from './coming-up.module.css'

const text = overviewText.coming

export function ComingUp({
  accounts,
  scheduled,
  requests,
  failed,
  today,
}: {
  accounts: readonly ShownAccount[]
  /** Of today and tomorrow. */
  scheduled: readonly Upcoming[]
  requests: readonly OpenRequest[]
  failed: readonly Notification[]
  today: string
}) {
  const { timeZone } = useBankSession()
  const nameOf = usePartyName()
  if (scheduled.length + requests.length + failed.length === 0) return null
  const short = accountsShortOf(accounts, scheduled)
  return (
    <section className={`${sheet.sheet} ${classes.section}`} aria-labelledby="coming-title">
      <div className={sheet.head}>
        <h2 className={sheet.title} id="coming-title">
          {text.title}
        </h2>
      </div>
      <ul className={classes.list}>
        {failed.map(({ id, money, date }) => (
          <Item
            key={id}
            href="/scheduled"
            icon={IconAlertTriangle}
            isWarning
            title={text.failed}
            detail={date && text.due(fullDate(date))}
            figure={money && <Money value={money} />}
          />
        ))}
        {requests.map(({ requestId, to, description, money, expiresAt }) => (
          <Item
            key={requestId}
            href="/requests"
            icon={IconMessageQuestion}
            title={text.asks(to.name)}
            detail={[description, text.answer(shortDay(expiresAt, timeZone))].filter(Boolean).join(' · ')}
            figure={<Money value={money} />}
          />
        ))}
        {scheduled.map(({ orderId, date, from, to, description, money }) => (
          <Item
            key={`${orderId} ${date}`}
            href={`/scheduled/${orderId}`}
            icon={IconCalendarEvent}
            title={text.scheduled(nameOf(to))}
            detail={[date > today ? text.tomorrow : text.today, nameOf(from), description]
              .filter(Boolean)
              .join(' · ')}
            warning={short.has(from.accountId) ? text.short(nameOf(from)) : undefined}
            figure={<Money value={money} direction="out" />}
          />
        ))}
      </ul>
    </section>
  )
}

/** From which more is to be sent than is available now. */
const accountsShortOf = (accounts: readonly ShownAccount[], scheduled: readonly Upcoming[]) =>
  new Set(
    accounts
      .filter(({ accountId, available }) => {
        const due = scheduled.filter(({ from }) => from.accountId === accountId)
        return due.reduce((sum, { money }) => sum + minorUnits(money), 0n) > minorUnits(available)
      })
      .map(({ accountId }) => accountId),
  )

function Item({
  href,
  icon: Icon,
  title,
  detail,
  warning,
  figure,
  isWarning = false,
}: {
  href: string
  icon: ComponentType<{ size: number; 'aria-hidden': true }>
  title: string
  detail?: string | undefined
  warning?: string | undefined
  figure: ReactNode
  isWarning?: boolean
}) {
  return (
    <li className={classes.item}>
      <PageLink href={href} className={classes.row}>
        <span className={classes.icon} data-warning={isWarning || warning !== undefined || undefined}>
          <Icon aria-hidden size={18} />
        </span>
        <span className={classes.words}>
          <span className={classes.title}>{title}</span>
          {detail && <span className={classes.detail}>{detail}</span>}
          {warning && <span className={classes.warning}>{warning}</span>}
        </span>
        <span className={classes.figure}>{figure}</span>
      </PageLink>
    </li>
  )
}
