import type { Metadata } from 'next'
import { engineRoomText } from '../../text/engine-room.ts'
import { FlowScreen } from './flow-screen.tsx'

export const metadata: Metadata = { title: engineRoomText.pages.flow.label }

export default function FlowPage() {
  return <FlowScreen />
}
