'use client'

/** Follows the end of the session while a page is open, in all tabs alike. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { askForSession, endOf, lastVisitAt, type SessionTimes, visited } from './session-end.ts'
import { leaveForSignIn } from './sign-in.ts'

/** Long enough to come back from another room; WCAG asks for twenty seconds. */
const WARN_BEFORE_MS = 5 * 60_000
const LOOK_EVERY_MS = 5_000

export const useSessionEnd = () => {
  const times = useRef<SessionTimes | undefined>(undefined)
  const channel = useRef<BroadcastChannel | null>(null)
  const [endsAt, setEndsAt] = useState(Number.POSITIVE_INFINITY)
  const [isNear, setNear] = useState(false)

  const learn = useCallback((next: SessionTimes) => {
    times.current = next
    setEndsAt(endOf(next))
    setNear(endOf(next) - Date.now() <= WARN_BEFORE_MS)
  }, [])

  const prolong = useCallback(async (): Promise<boolean> => {
    const answer = await askForSession()
    if (answer === 'signed-out') leaveForSignIn()
    if (typeof answer !== 'object') return false
    learn(answer)
    channel.current?.postMessage(answer)
    return endOf(answer) - Date.now() > WARN_BEFORE_MS
  }, [learn])

  useEffect(() => {
    const toOthers = new BroadcastChannel('passbook.session')
    toOthers.onmessage = ({ data }) => learn(data as SessionTimes)
    channel.current = toOthers
    let isAsking = false
    const ask = async () => {
      if (isAsking) return
      isAsking = true
      await prolong()
      isAsking = false
    }
    void ask()
    const timer = setInterval(() => {
      const before = times.current
      // Without a line when the page came.
      if (!before) return void ask()
      const now = visited(before, lastVisitAt())
      if (now !== before) toOthers.postMessage(now)
      learn(now)
      if (Date.now() > endOf(now)) leaveForSignIn()
    }, LOOK_EVERY_MS)
    return () => {
      clearInterval(timer)
      channel.current = null
      toOthers.close()
    }
  }, [prolong, learn])

  return { endsAt, isNear, prolong }
}
