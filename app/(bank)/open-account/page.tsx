import type { Metadata } from 'next'
import { shellText } from '../../text/shell.ts'
import { OpenAccount } from './open-account.tsx'

export const metadata: Metadata = { title: shellText.pages.openAccount }

export default function OpenAccountPage() {
  return <OpenAccount />
}
