'use client'

/** What a person sees when a page breaks: nothing has happened to their money, and a way on. */
import { LastResort } from './components/last-resort.tsx'
import { commonText } from './text/common.ts'

export default function PageError({ retry }: { error: Error; retry: () => void }) {
  const again = (
    <button type="button" onClick={retry}>
      {commonText.tryAgain}
    </button>
  )
  return (
    <LastResort title={commonText.broken.title} action={again}>
      {commonText.broken.detail}
    </LastResort>
  )
}
