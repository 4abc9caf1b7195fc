import type { Metadata } from 'next'
import { payeesText } from '../../../text/payees.ts'
import { PayeeScreen } from './payee-screen.tsx'

export const metadata: Metadata = { title: payeesText.title }

export default async function PayeePage({ params }: { params: Promise<{ payeeId: string }> }) {
  const { payeeId } = await params
  return <PayeeScreen payeeId={payeeId.toLowerCase()} />
}
