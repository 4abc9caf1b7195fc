'use client'

import dynamic from 'next/dynamic'
/** Says in time that the session is about to end, and prolongs it at one press: nobody loses what they were writing. */
import { useSessionEnd } from '../../api-client/use-session-end.ts'

const SessionDialog = dynamic(() => import('./session-dialog.tsx').then((module) => module.SessionDialog), {
  ssr: false,
})

export function SessionWarning() {
  const { endsAt, isNear, prolong } = useSessionEnd()
  return isNear ? <SessionDialog endsAt={endsAt} onProlong={prolong} /> : null
}
