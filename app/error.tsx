'use client'

/** What a person sees when a page breaks: nothing has happened to their money, and a way on. */
import { Shell } from './components/shell/shell.tsx'
import { ErrorState } from './components/states.tsx'

export default function PageError({ retry }: { error: Error; retry: () => void }) {
  return (
    <Shell navigation={[]}>
      <ErrorState
        title="This page broke"
        message="It is the page, not your money: nothing has moved because of it."
        onRetry={retry}
      />
    </Shell>
  )
}
