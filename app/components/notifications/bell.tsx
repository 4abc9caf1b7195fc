'use client'

/**
 * How much is new, on every page. The list behind it is a native popover, like the menu beside it, and comes with the
 * first look at it.
 */
import { IconBell } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import { useId, useRef, useState } from 'react'
import { useUnread } from '../../api-client/notifications.ts'
import { notificationsText as text } from '../../text/notifications.ts'
import { RowsPlaceholder } from '../states.tsx'
import classes from './notifications.module.css'
import { describeUnread } from './words.ts'

const NotificationList = dynamic(
  () => import('./notification-list.tsx').then((module) => module.NotificationList),
  { ssr: false, loading: () => <RowsPlaceholder rows={3} label={text.loading} /> },
)

export function NotificationBell() {
  const unread = useUnread() ?? 0
  const [isOpen, setOpen] = useState(false)
  const [panelId, titleId] = [useId(), useId()]
  const panel = useRef<HTMLDivElement>(null)
  return (
    <>
      <button
        type="button"
        className={classes.button}
        popoverTarget={panelId}
        aria-label={unread === 0 ? text.title : text.bell(describeUnread(unread))}
      >
        <IconBell aria-hidden size={20} />
        {unread > 0 && !isOpen && (
          <span className={classes.badge} aria-hidden>
            {describeUnread(unread)}
          </span>
        )}
      </button>
      <div
        ref={panel}
        id={panelId}
        popover="auto"
        className={classes.panel}
        role="dialog"
        aria-labelledby={titleId}
        onToggle={({ newState }) => setOpen(newState === 'open')}
      >
        <h2 id={titleId} className={classes.title}>
          {text.title}
        </h2>
        {isOpen && <NotificationList onLeave={() => panel.current?.hidePopover()} />}
      </div>
    </>
  )
}
