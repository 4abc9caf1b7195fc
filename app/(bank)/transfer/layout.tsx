import type { ReactNode } from 'react'
import { MoveMoneyTabs } from '../move-money-tabs.tsx'

export default function TransferLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <MoveMoneyTabs />
      {children}
    </>
  )
}
