import type { Metadata } from 'next'
import { AccountScreen } from './account-screen.tsx'

export const metadata: Metadata = { title: 'Account' }

export default async function AccountPage({ params }: { params: Promise<{ accountId: string }> }) {
  const { accountId } = await params
  return <AccountScreen accountId={accountId.toLowerCase()} />
}
