import type { Metadata } from 'next'
import { requestsText } from '../../text/requests.ts'
import { RequestsScreen } from './requests-screen.tsx'

export const metadata: Metadata = { title: requestsText.title }

export default function RequestsPage() {
  return <RequestsScreen />
}
