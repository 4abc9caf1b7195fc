import type { Metadata } from 'next'
import { accountText } from '../../../text/account.ts'
import { AccountScreen } from './account-screen.tsx'

export const metadata: Metadata = { title: accountText.title }

export default async function AccountPage({ params }: { params: Promise<{ accountId: string }> }) {
  const { accountId } = await params
  return <AccountScreen accountId={accountId.toLowerCase()} />
}
