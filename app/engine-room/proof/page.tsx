import type { Metadata } from 'next'
import { engineRoomText } from '../../text/engine-room.ts'
import { ProofScreen } from './proof-screen.tsx'

export const metadata: Metadata = { title: engineRoomText.pages.proof.label }

export default function ProofPage() {
  return <ProofScreen />
}
