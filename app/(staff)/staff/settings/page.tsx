import type { Metadata } from 'next'
import { staffText } from '../../../text/staff.ts'
import { StaffSettings } from './staff-settings.tsx'

export const metadata: Metadata = { title: staffText.pages.settings }

export default function StaffSettingsPage() {
  return <StaffSettings />
}
