import type { Metadata } from 'next'
import { AccountSettings } from './account-settings.tsx'

export const metadata: Metadata = { title: 'Account settings' }

export default async function AccountSettingsPage({ params }: { params: Promise<{ accountId: string }> }) {
  const { accountId } = await params
  return <AccountSettings accountId={accountId.toLowerCase()} />
}
