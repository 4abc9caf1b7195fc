import type { Metadata } from 'next'
import { engineRoomText } from '../../text/engine-room.ts'
import { ProjectionsScreen } from './projections-screen.tsx'

export const metadata: Metadata = { title: engineRoomText.pages.projections.label }

export default function ProjectionsPage() {
  return <ProjectionsScreen />
}
