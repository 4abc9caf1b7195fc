import type { Metadata } from 'next'
import { staffText } from '../../../../text/staff.ts'
import { StaffAccount } from './staff-account.tsx'

export const metadata: Metadata = { title: staffText.account.kind }

export default async function StaffAccountPage({ params }: { params: Promise<{ accountId: string }> }) {
  const { accountId } = await params
  return <StaffAccount accountId={accountId.toLowerCase()} />
}
