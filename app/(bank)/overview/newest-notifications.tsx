/** The newest few of what the bank has told. Seen here they stay unread: the bell is where one reads them. */
import type { Notification } from '../../api-client/api.ts'
import type { ShownAccount } from '../../api-client/queries.ts'
import { NotificationRow } from '../../components/notifications/notification-row.tsx'
import sheet from '../../components/sheet.module.css'
import { EmptyState, ErrorState, RowsPlaceholder } from '../../components/states.tsx'
import { overviewText } from '../../text/overview.ts'
import classes from './overview.module.css'

const text = overviewText.notifications

export function NewestNotifications({
  notifications,
  accounts,
  problem,
  onRetry,
}: {
  notifications: readonly Notification[] | undefined
  accounts: readonly ShownAccount[]
  problem: string | undefined
  onRetry: () => void
}) {
  return (
    <section className={sheet.sheet} aria-labelledby="notifications-title">
      <div className={sheet.head}>
        <h2 className={sheet.title} id="notifications-title">
          {text.title}
        </h2>
      </div>
      <div className={classes.notifications}>
        {!notifications ? (
          problem ? (
            <ErrorState title={text.failed} message={problem} onRetry={onRetry} />
          ) : (
            <RowsPlaceholder rows={3} label={text.loading} />
          )
        ) : notifications.length === 0 ? (
          <EmptyState title={text.emptyTitle}>{text.empty}</EmptyState>
        ) : (
          <ul>
            {notifications.map((one) => (
              <NotificationRow
                key={one.id}
                notification={one}
                accountName={accounts.find(({ accountId }) => accountId === one.accountId)?.name}
                isNew={!one.isRead}
              />
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}
