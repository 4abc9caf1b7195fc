import type { Metadata } from 'next'
import { requestsText } from '../../../text/requests.ts'
import { AskScreen } from './ask-screen.tsx'

export const metadata: Metadata = { title: requestsText.form.title }

export default function AskPage() {
  return <AskScreen />
}
