import type { Metadata } from 'next'
import { transferText } from '../../../text/transfer.ts'
import { TransferStatus } from './transfer-status.tsx'

export const metadata: Metadata = { title: transferText.statusTitle }

export default async function TransferStatusPage({ params }: { params: Promise<{ transferId: string }> }) {
  const { transferId } = await params
  return <TransferStatus transferId={transferId.toLowerCase()} />
}
