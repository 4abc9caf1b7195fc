import type { ReactNode } from 'react'
import { StaffFrame } from './staff-frame.tsx'

export default function StaffLayout({ children }: { children: ReactNode }) {
  return <StaffFrame>{children}</StaffFrame>
}
