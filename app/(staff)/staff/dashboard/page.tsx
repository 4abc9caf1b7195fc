import type { Metadata } from 'next'
import { staffText } from '../../../text/staff.ts'
import { Dashboard } from './dashboard.tsx'

export const metadata: Metadata = { title: staffText.dashboard.title }

export default function DashboardPage() {
  return <Dashboard />
}
