'use client'

/** The time as it goes by, for what gets old while one looks. */
import { useEffect, useState } from 'react'

/** Milliseconds since 1970, anew every second. */
export const useNow = (): number => {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
