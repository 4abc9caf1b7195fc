import type { Metadata } from 'next'
import { accountSettingsText } from '../../../../text/account-settings.ts'
import { AccountSettings } from './account-settings.tsx'

export const metadata: Metadata = { title: accountSettingsText.title }

export default async function AccountSettingsPage({ params }: { params: Promise<{ accountId: string }> }) {
  const { accountId } = await params
  return <AccountSettings accountId={accountId.toLowerCase()} />
}
