'use client'

/**
 * Everything that the bank has told, with the way to what it is about. Unlike the list behind the bell, looking at it
 * reads nothing: here one goes through what is new, and says so when one is done.
 */
import { Button, SegmentedControl } from '@mantine/core'
import { IconChecks } from '@tabler/icons-react'
import { useState } from 'react'
import { describeReadFailure } from '../../api-client/failures.ts'
import { useMarkRead, useNotifications, useUnread } from '../../api-client/notifications.ts'
import { useAccounts } from '../../api-client/queries.ts'
import { AsOf } from '../../components/as-of.tsx'
import { ListExport } from '../../components/list-export.tsx'
import { showDone } from '../../components/notices.tsx'
import { NotificationRow } from '../../components/notifications/notification-row.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { useQueryParam } from '../../components/query-param.ts'
import sheet from '../../components/sheet.module.css'
import { EmptyState, ErrorState, RowsPlaceholder } from '../../components/states.tsx'
import { notificationsText } from '../../text/notifications.ts'
import classes from './notifications-screen.module.css'

const { page: text } = notificationsText
const choices = ['all', 'unread'] as const

export function NotificationsScreen() {
  const [shown, setShown] = useQueryParam('show', choices, 'all')
  const unread = useUnread()
  const list = useNotifications(shown === 'unread')
  const markRead = useMarkRead()
  const [isMarking, setMarking] = useState(false)

  const markAll = async () => {
    if (list.version === undefined) return
    setMarking(true)
    await markRead(list.version)
    setMarking(false)
    showDone(text.marked, text.markedText)
  }
  return (
    <div className={classes.column}>
      <PageHeading
        title={notificationsText.title}
        note={unread === undefined ? undefined : text.note(unread)}
      >
        <Button
          variant="default"
          leftSection={<IconChecks aria-hidden size={18} />}
          disabled={!unread || list.version === undefined}
          loading={isMarking}
          onClick={() => void markAll()}
        >
          {text.markAll}
        </Button>
      </PageHeading>
      <section className={sheet.sheet} aria-label={notificationsText.title}>
        <div className={sheet.head}>
          <SegmentedControl
            aria-label={text.show}
            withItemsBorders={false}
            value={shown}
            onChange={(value) => setShown(value as (typeof choices)[number])}
            data={choices.map((value) => ({ value, label: text.shown[value] }))}
          />
          <AsOf version={list.version} />
        </div>
        <div className={sheet.body}>
          <Rows list={list} isUnreadOnly={shown === 'unread'} />
        </div>
      </section>
    </div>
  )
}

function Rows({ list, isUnreadOnly }: { list: ReturnType<typeof useNotifications>; isUnreadOnly: boolean }) {
  const { accounts } = useAccounts()
  const nameOf = (accountId: string | null) =>
    accounts?.find((account) => account.accountId === accountId)?.name
  if (!list.notifications)
    return list.error ? (
      <ErrorState
        title={notificationsText.failed}
        message={describeReadFailure(list.error)}
        onRetry={() => void list.refetch()}
        isRetrying={list.isFetching}
      />
    ) : (
      <RowsPlaceholder rows={6} label={notificationsText.loading} />
    )
  if (list.notifications.length === 0)
    return isUnreadOnly ? (
      <EmptyState title={text.noUnread}>{text.noUnreadText}</EmptyState>
    ) : (
      <EmptyState title={notificationsText.empty}>{notificationsText.emptyText}</EmptyState>
    )
  return (
    <>
      <ul className={classes.list}>
        {list.notifications.map((one) => (
          <NotificationRow
            key={one.id}
            notification={one}
            accountName={nameOf(one.accountId)}
            isNew={!one.isRead}
          />
        ))}
      </ul>
      <p className={classes.end}>
        {list.hasNextPage ? (
          <Button
            variant="subtle"
            onClick={() => void list.fetchNextPage()}
            loading={list.isFetchingNextPage}
          >
            {notificationsText.older}
          </Button>
        ) : (
          text.begins
        )}
      </p>
      <ListExport list="notifications" filter={isUnreadOnly ? { unreadOnly: true } : {}} />
    </>
  )
}
