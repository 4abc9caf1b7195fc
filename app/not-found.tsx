import type { Metadata } from 'next'
import { LastResort } from './components/last-resort.tsx'
import { commonText } from './text/common.ts'

export const metadata: Metadata = { title: commonText.notFound.short }

export default function NotFound() {
  return (
    <LastResort title={commonText.notFound.title} action={<a href="/">{commonText.toOverview}</a>}>
      {commonText.notFound.detail}
    </LastResort>
  )
}
