import type { Metadata } from 'next'
import { engineRoomText } from '../../text/engine-room.ts'
import { ReplayScreen } from './replay-screen.tsx'

export const metadata: Metadata = { title: engineRoomText.pages.replay.label }

export default function ReplayPage() {
  return <ReplayScreen />
}
