import type { Metadata } from 'next'
import { notificationsText } from '../../text/notifications.ts'
import { NotificationsScreen } from './notifications-screen.tsx'

export const metadata: Metadata = { title: notificationsText.title }

export default function NotificationsPage() {
  return <NotificationsScreen />
}
