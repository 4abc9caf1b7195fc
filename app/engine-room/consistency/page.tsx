import type { Metadata } from 'next'
import { engineRoomText } from '../../text/engine-room.ts'
import { ConsistencyScreen } from './consistency-screen.tsx'

export const metadata: Metadata = { title: engineRoomText.pages.consistency.label }

export default function ConsistencyPage() {
  return <ConsistencyScreen />
}
