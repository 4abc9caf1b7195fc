import type { Metadata } from 'next'
import { staffText } from '../../text/staff.ts'
import { Counter } from './counter.tsx'

export const metadata: Metadata = { title: staffText.pages.accounts }

export default function StaffPage() {
  return <Counter />
}
