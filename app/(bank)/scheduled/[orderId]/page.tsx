import type { Metadata } from 'next'
import { scheduledText } from '../../../text/scheduled.ts'
import { OrderScreen } from './order-screen.tsx'

export const metadata: Metadata = { title: scheduledText.title }

export default async function OrderPage({ params }: { params: Promise<{ orderId: string }> }) {
  const { orderId } = await params
  return <OrderScreen orderId={orderId.toLowerCase()} />
}
