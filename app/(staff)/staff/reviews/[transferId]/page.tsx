import type { Metadata } from 'next'
import { staffText } from '../../../../text/staff.ts'
import { ReviewScreen } from './review-screen.tsx'

export const metadata: Metadata = { title: staffText.reviews.title }

export default async function ReviewPage({ params }: { params: Promise<{ transferId: string }> }) {
  const { transferId } = await params
  return <ReviewScreen transferId={transferId.toLowerCase()} />
}
