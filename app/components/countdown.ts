'use client'

/** Seconds that are left until an instant, counted down as one watches. */
import { useEffect, useState } from 'react'

export const secondsUntil = (instant: string, now: number): number =>
  Math.max(0, Math.ceil((new Date(instant).getTime() - now) / 1_000))

export const useSecondsUntil = (instant: string): number => {
  const [seconds, setSeconds] = useState(() => secondsUntil(instant, Date.now()))
  useEffect(() => {
    const tick = () => setSeconds(secondsUntil(instant, Date.now()))
    tick()
    const timer = setInterval(tick, 250)
    return () => clearInterval(timer)
  }, [instant])
  return seconds
}
