import type { Metadata } from 'next'
import { Suspense } from 'react'
import { engineRoomText } from '../../text/engine-room.ts'
import { SourceScreen } from './source-screen.tsx'

export const metadata: Metadata = { title: engineRoomText.source.title }

export default function SourcePage() {
  return (
    <Suspense>
      <SourceScreen />
    </Suspense>
  )
}
