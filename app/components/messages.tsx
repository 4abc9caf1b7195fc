'use client'

/**
 * Where the messages of notices.tsx appear, on every page. What draws them is fetched when the page itself is there, and
 * not when the first one comes: that may be about a line that is gone.
 */
import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'

const Notifications = dynamic(() => import('@mantine/notifications').then((module) => module.Notifications), {
  ssr: false,
})

/** At the latest, however busy the page is. */
const FETCHED_WITHIN_MS = 2_000

export function Messages() {
  const [isDue, setDue] = useState(false)
  useEffect(() => whenIdle(() => setDue(true)), [])
  return isDue ? (
    <Notifications position="bottom-right" limit={4} containerWidth="min(26rem, calc(100vw - 2rem))" />
  ) : null
}

const whenIdle = (act: () => void): (() => void) => {
  // Safari does not tell.
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(act, FETCHED_WITHIN_MS)
    return () => clearTimeout(timer)
  }
  const request = requestIdleCallback(act, { timeout: FETCHED_WITHIN_MS })
  return () => cancelIdleCallback(request)
}
