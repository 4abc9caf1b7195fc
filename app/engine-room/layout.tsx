import type { ReactNode } from 'react'
import { EngineRoomFrame } from './engine-room-frame.tsx'

export default function EngineRoomLayout({ children }: { children: ReactNode }) {
  return <EngineRoomFrame>{children}</EngineRoomFrame>
}
