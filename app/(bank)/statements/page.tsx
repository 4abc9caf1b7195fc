import type { Metadata } from 'next'
import { statementsText } from '../../text/statements.ts'
import { StatementsScreen } from './statements-screen.tsx'

export const metadata: Metadata = { title: statementsText.title }

export default async function StatementsPage({
  searchParams,
}: {
  searchParams: Promise<{ account?: string | string[] }>
}) {
  const { account } = await searchParams
  return <StatementsScreen accountId={typeof account === 'string' ? account.toLowerCase() : null} />
}
