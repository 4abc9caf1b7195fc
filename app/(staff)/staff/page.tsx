import type { Metadata } from 'next'
import { StaffAccounts } from './staff-accounts.tsx'

export const metadata: Metadata = { title: 'Accounts' }

export default function StaffPage() {
  return <StaffAccounts />
}
