import type { Metadata } from 'next'
import { engineRoomText } from '../text/engine-room.ts'
import { EngineRoomIndex } from './engine-room-index.tsx'

export const metadata: Metadata = { title: engineRoomText.title }

export default function EngineRoomPage() {
  return <EngineRoomIndex />
}
