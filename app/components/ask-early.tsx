'use client'

/** Asks the bank from within the document what the page will ask first: its scripts find the answers there. */
import { useMantineStyleNonce } from '@mantine/core'
import { askingScript, type EarlyQuestion } from '../api-client/early-answers.ts'
import { useIsHydrated } from './hydrated.ts'

export function AskEarly({ questions }: { questions: () => readonly EarlyQuestion[] }) {
  const nonce = useMantineStyleNonce()?.()
  // A page that comes later, without a document of its own, asks by itself.
  if (useIsHydrated()) return null
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a script has no other content, and nobody's words are in it.
  return <script nonce={nonce} dangerouslySetInnerHTML={{ __html: askingScript(questions()) }} />
}
