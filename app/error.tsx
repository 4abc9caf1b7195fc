'use client'

/** What a person sees when a page breaks: nothing has happened to their money, and a way on. */
import { LastResort } from './components/last-resort.tsx'

export default function PageError({ retry }: { error: Error; retry: () => void }) {
  const again = (
    <button type="button" onClick={retry}>
      Try again
    </button>
  )
  return (
    <LastResort title="This page broke" action={again}>
      It is the page, not your money: nothing has moved because of it.
    </LastResort>
  )
}
