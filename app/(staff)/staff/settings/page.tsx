import type { Metadata } from 'next'
import { StaffSettings } from './staff-settings.tsx'

export const metadata: Metadata = { title: 'Settings' }

export default function StaffSettingsPage() {
  return <StaffSettings />
}
