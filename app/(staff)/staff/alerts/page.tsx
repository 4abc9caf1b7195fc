import type { Metadata } from 'next'
import { staffText } from '../../../text/staff.ts'
import { Alerts } from './alerts.tsx'

export const metadata: Metadata = { title: staffText.alerts.title }

export default function AlertsPage() {
  return <Alerts />
}
