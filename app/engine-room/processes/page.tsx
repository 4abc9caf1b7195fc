import type { Metadata } from 'next'
import { engineRoomText } from '../../text/engine-room.ts'
import { ProcessesScreen } from './processes-screen.tsx'

export const metadata: Metadata = { title: engineRoomText.pages.processes.label }

export default function ProcessesPage() {
  return <ProcessesScreen />
}
