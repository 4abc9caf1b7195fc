/** What wants to be known first: what leaves by tomorrow, who waits for an answer, what went wrong. Nothing, if nothing does. */
import { IconAlertTriangle, IconCalendarEvent, IconMessageQuestion } from '@tabler/icons-react'
import type { ComponentType, ReactNode } from 'react'
import type { Notification } from '../../api-client/api.ts'
import type { OpenRequest } from '../../api-client/overview-queries.ts'
import { partyNameIn, type ShownAccount } from '../../api-client/shown-accounts.ts'
import { fullDate, shortDay } from '../../components/dates.ts'
import { Money } from '../../components/money.tsx'
import { PageLink } from '../../components/page-link.tsx'
import sheet from '../../components/sheet.module.css'
import { type Retry, UnreadPart } from '../../components/states.tsx'
import { overviewText } from '../../text/overview.ts'
import type { ComingPayment } from '../scheduled/running-balance.ts'
import classes from './coming-up.module.css'

const text = overviewText.coming

export function ComingUp({
  scheduled,
  requests,
  failed,
  unread,
  accounts,
  today,
  timeZone,
}: {
  /** Of today and tomorrow. */
  scheduled: readonly ComingPayment[]
  requests: readonly OpenRequest[]
  failed: readonly Notification[]
  /** Nothing to come up and not known what comes up are two things. */
  unread: { readonly [Part in 'scheduled' | 'requests']: Retry | undefined }
  /** One's own, which one knows by names of one's own. */
  accounts: readonly ShownAccount[]
  today: string
  timeZone: string
}) {
  const nameOf = partyNameIn(accounts)
  const isUnread = unread.scheduled !== undefined || unread.requests !== undefined
  if (scheduled.length + requests.length + failed.length === 0 && !isUnread) return null
  return (
    <section className={`${sheet.sheet} ${classes.section}`} aria-labelledby="coming-title">
      <div className={sheet.head}>
        <h2 className={sheet.title} id="coming-title">
          {text.title}
        </h2>
      </div>
      <ul className={classes.list}>
        {unread.scheduled && (
          <li className={`${classes.item} ${classes.unread}`}>
            <UnreadPart {...unread.scheduled}>{overviewText.left.failed}</UnreadPart>
          </li>
        )}
        {unread.requests && (
          <li className={`${classes.item} ${classes.unread}`}>
            <UnreadPart {...unread.requests}>{text.requestsFailed}</UnreadPart>
          </li>
        )}
        {failed.map(({ id, money, date, orderId }) => (
          <Item
            key={id}
            href={orderId ? `/scheduled/${orderId}` : '/scheduled'}
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
            href={`/requests/${requestId}`}
            icon={IconMessageQuestion}
            title={text.asks(to.name)}
            detail={[description, text.answer(shortDay(expiresAt, timeZone))].filter(Boolean).join(' · ')}
            figure={<Money value={money} />}
          />
        ))}
        {scheduled.map(({ orderId, date, from, to, description, money, isShort }) => (
          <Item
            key={`${orderId} ${date}`}
            href={`/scheduled/${orderId}`}
            icon={IconCalendarEvent}
            title={text.scheduled(nameOf(to))}
            detail={[date > today ? text.tomorrow : text.today, nameOf(from), description]
              .filter(Boolean)
              .join(' · ')}
            warning={isShort ? text.short(nameOf(from)) : undefined}
            figure={<Money value={money} direction="out" />}
          />
        ))}
      </ul>
    </section>
  )
}

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
