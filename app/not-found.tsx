import type { Metadata } from 'next'
import { LastResort } from './components/last-resort.tsx'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <LastResort title="There is no such page" action={<a href="/">To the overview</a>}>
      The address may be mistyped, or what was here is gone.
    </LastResort>
  )
}
