import type { Metadata } from 'next'
import { requestsText } from '../../../text/requests.ts'
import { RequestScreen } from './request-screen.tsx'

export const metadata: Metadata = { title: requestsText.title }

export default async function RequestPage({ params }: { params: Promise<{ requestId: string }> }) {
  const { requestId } = await params
  return <RequestScreen requestId={requestId.toLowerCase()} />
}
