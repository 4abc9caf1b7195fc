'use client'

/** What the bank has told, newest first. What is shown is read; what was new when the list was opened stays marked as that. */
import { Button } from '@mantine/core'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import type { Notification } from '../../api-client/api.ts'
import { describeReadFailure } from '../../api-client/failures.ts'
import { useMarkRead, useNotifications } from '../../api-client/notifications.ts'
import { useAccounts } from '../../api-client/queries.ts'
import { notificationsText as text } from '../../text/notifications.ts'
import { EmptyState, ErrorState, RowsPlaceholder } from '../states.tsx'
import { NotificationRow } from './notification-row.tsx'
import classes from './notifications.module.css'

export function NotificationList({ onLeave }: { onLeave: () => void }) {
  const {
    notifications,
    version,
    error,
    refetch,
    isFetching,
    hasNextPage,
    fetchNextPage,
    isFetchingNextPage,
  } = useNotifications()
  // What is about to be read again may have been read by its reader since: only a settled answer says what is new.
  const news = useNews(isFetching ? undefined : notifications, version)
  const { accounts } = useAccounts()
  const nameOf = (accountId: string | null) =>
    accounts?.find((account) => account.accountId === accountId)?.name

  if (!notifications)
    return error ? (
      <ErrorState
        title={text.failed}
        message={describeReadFailure(error)}
        onRetry={() => void refetch()}
        isRetrying={isFetching}
      />
    ) : (
      <RowsPlaceholder rows={3} label={text.loading} />
    )
  if (notifications.length === 0) return <EmptyState title={text.empty}>{text.emptyText}</EmptyState>
  return (
    <>
      <ul>
        {notifications.map((one) => (
          <NotificationRow
            key={one.id}
            notification={one}
            accountName={nameOf(one.accountId)}
            isNew={news.has(one.id)}
            onLeave={onLeave}
          />
        ))}
      </ul>
      {hasNextPage && (
        <Button variant="subtle" fullWidth onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
          {text.older}
        </Button>
      )}
      <Link href="/notifications" prefetch={false} className={classes.all} onClick={onLeave}>
        {text.all}
      </Link>
    </>
  )
}

/** Which of them were unread when they were first shown here; shown, they are marked as read, once for each version. */
const useNews = (
  notifications: readonly Notification[] | undefined,
  version: number | undefined,
): ReadonlySet<string> => {
  const markRead = useMarkRead()
  const [news, setNews] = useState<ReadonlySet<string>>(new Set())
  const unread = notifications?.filter(({ isRead }) => !isRead).map(({ id }) => id) ?? []
  const missing = unread.filter((id) => !news.has(id))
  if (missing.length > 0) setNews(new Set([...news, ...missing]))

  const hasUnread = unread.length > 0
  useEffect(() => {
    if (hasUnread && version !== undefined) void markRead(version)
  }, [hasUnread, version, markRead])
  return news
}
