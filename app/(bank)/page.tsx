import type { Metadata } from 'next'
import { shellText } from '../text/shell.ts'
import { Overview } from './overview/overview.tsx'

export const metadata: Metadata = { title: shellText.pages.overview }

export default function OverviewPage() {
  return <Overview />
}
