import type { Metadata } from 'next'
import { shellText } from '../../text/shell.ts'
import { Settings } from './settings.tsx'

export const metadata: Metadata = { title: shellText.pages.settings }

export default function SettingsPage() {
  return <Settings />
}
