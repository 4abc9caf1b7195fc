import type { Metadata } from 'next'
import { engineRoomText } from '../../text/engine-room.ts'
import { BreakItScreen } from './break-it-screen.tsx'

export const metadata: Metadata = { title: engineRoomText.pages.breakIt.label }

export default function BreakItPage() {
  return <BreakItScreen />
}
