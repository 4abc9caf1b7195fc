'use client'

/** One thing that the bank has told, with when, and the way to what it is about. */
import Link from 'next/link'
import type { Notification } from '../../api-client/api.ts'
import { useBankSession } from '../../api-client/bank-session.tsx'
import { notificationsText as text } from '../../text/notifications.ts'
import { nameOfDay, timeOfDay } from '../dates.ts'
import classes from './notifications.module.css'
import { wordsFor } from './words.ts'

export function NotificationRow({
  notification,
  accountName,
  isNew,
  onLeave,
}: {
  notification: Notification
  accountName: string | undefined
  isNew: boolean
  onLeave?: () => void
}) {
  const { timeZone } = useBankSession()
  const { title, more, href } = wordsFor(notification, accountName)
  const content = (
    <>
      <span className={classes.what}>
        {isNew && <span className={classes.new}>{text.new}</span>}
        {title}
      </span>
      {more && <span className={classes.more}>{more}</span>}
      <time className={classes.more} dateTime={notification.at}>
        {nameOfDay(notification.at, timeZone, new Date())}, {timeOfDay(notification.at, timeZone)}
      </time>
    </>
  )
  return (
    <li className={classes.item} data-new={isNew || undefined}>
      {href ? (
        <Link href={href} prefetch={false} className={classes.row} onClick={onLeave}>
          {content}
        </Link>
      ) : (
        <span className={classes.row}>{content}</span>
      )}
    </li>
  )
}
