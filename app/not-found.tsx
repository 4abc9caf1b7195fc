import { Button } from '@mantine/core'
import type { Metadata } from 'next'
import { Shell } from './components/shell/shell.tsx'
import { EmptyState } from './components/states.tsx'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <Shell navigation={[]}>
      <EmptyState
        title="There is no such page"
        action={
          <Button component="a" href="/" variant="default">
            To the overview
          </Button>
        }
      >
        The address may be mistyped, or what was here is gone.
      </EmptyState>
    </Shell>
  )
}
