'use client'

/** When a pending transfer has waited so long that a person should be told, and how to say how far behind the bank is. */
import { useEffect, useState } from 'react'
import { commonText } from '../text/common.ts'
import { formatCount } from './money-format.ts'

export const LATE_AFTER_MS = 5_000

/** Calls `tell` five seconds after `since`, at once when that is already past, and never after the returned function. */
export const whenLate = (since: string, tell: () => void): (() => void) => {
  const leftMs = new Date(since).getTime() + LATE_AFTER_MS - Date.now()
  const timer = setTimeout(tell, Math.max(0, leftMs))
  return () => clearTimeout(timer)
}

/** Turns true when it is late. */
export const useIsLate = (since: string | undefined): boolean => {
  const [lateFor, setLateFor] = useState<string | null>(null)
  useEffect(() => {
    if (since !== undefined) return whenLate(since, () => setLateFor(since))
  }, [since])
  return since !== undefined && lateFor === since
}

/** @param lag how many changes the bank is behind; null while nobody knows. */
export const describeLag = (lag: number | null): string => {
  if (lag === null || lag === 0) return commonText.late.notYet
  return commonText.late.behind(formatCount(lag), lag === 1)
}
