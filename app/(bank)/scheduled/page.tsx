import type { Metadata } from 'next'
import { scheduledText } from '../../text/scheduled.ts'
import { ScheduledScreen } from './scheduled-screen.tsx'

export const metadata: Metadata = { title: scheduledText.title }

export default function ScheduledPage() {
  return <ScheduledScreen />
}
