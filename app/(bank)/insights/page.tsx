import type { Metadata } from 'next'
import { insightsText } from '../../text/insights.ts'
import { InsightsScreen } from './insights-screen.tsx'

export const metadata: Metadata = { title: insightsText.title }

export default function InsightsPage() {
  return <InsightsScreen />
}
