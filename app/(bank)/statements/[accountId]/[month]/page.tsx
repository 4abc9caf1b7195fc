import type { Metadata } from 'next'
import { statementsText } from '../../../../text/statements.ts'
import { StatementScreen } from './statement-screen.tsx'

export const metadata: Metadata = { title: statementsText.title }

export default async function StatementPage({
  params,
}: {
  params: Promise<{ accountId: string; month: string }>
}) {
  const { accountId, month } = await params
  return <StatementScreen accountId={accountId.toLowerCase()} month={month} />
}
