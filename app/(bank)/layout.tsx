import type { ReactNode } from 'react'
import { BankFrame } from './bank-frame.tsx'

export default function BankLayout({ children }: { children: ReactNode }) {
  return <BankFrame bankTimeZone={process.env.BANK_TIME_ZONE || 'UTC'}>{children}</BankFrame>
}
