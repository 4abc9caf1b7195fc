import type { Metadata } from 'next'
import { staffText } from '../../../../text/staff.ts'
import { CustomerScreen } from './customer-screen.tsx'

export const metadata: Metadata = { title: staffText.customer.kind }

export default async function CustomerPage({ params }: { params: Promise<{ customerId: string }> }) {
  const { customerId } = await params
  return <CustomerScreen customerId={customerId.toLowerCase()} />
}
