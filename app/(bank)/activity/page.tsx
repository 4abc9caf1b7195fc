import type { Metadata } from 'next'
import { transactionsText } from '../../text/transactions.ts'
import { ActivityScreen } from './activity-screen.tsx'

export const metadata: Metadata = { title: transactionsText.activity.title }

export default function ActivityPage() {
  return <ActivityScreen />
}
