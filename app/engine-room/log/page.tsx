import type { Metadata } from 'next'
import { engineRoomText } from '../../text/engine-room.ts'
import { LogScreen } from './log-screen.tsx'

export const metadata: Metadata = { title: engineRoomText.pages.log.label }

export default function LogPage() {
  return <LogScreen />
}
