'use client'

/** When a pending transfer has waited so long that a person should be told, and how to say how far behind the bank is. */
import { useEffect, useState } from 'react'
import { commonText } from '../text/common.ts'
import { formatCount } from './money-format.ts'

export const LATE_AFTER_MS = 5_000

/** Turns true five seconds after `since`, at once when that is already past. */
export const useIsLate = (since: string | undefined): boolean => {
  const [lateFor, setLateFor] = useState<string | null>(null)
  useEffect(() => {
    if (since === undefined) return
    const leftMs = new Date(since).getTime() + LATE_AFTER_MS - Date.now()
    const timer = setTimeout(() => setLateFor(since), Math.max(0, leftMs))
    return () => clearTimeout(timer)
  }, [since])
  return since !== undefined && lateFor === since
}

export const describeLag = (lag: number | null): string => {
  if (lag === null || lag === 0) return commonText.late.notYet
  return commonText.late.behind(formatCount(lag), lag === 1)
}
