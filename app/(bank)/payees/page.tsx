import type { Metadata } from 'next'
import { payeesText } from '../../text/payees.ts'
import { PayeesScreen } from './payees-screen.tsx'

export const metadata: Metadata = { title: payeesText.title }

export default function PayeesPage() {
  return <PayeesScreen />
}
