'use client'

/** The page's address as state: what is chosen replaces it; the lines behind a figure are a step that goes back. */
import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo, useRef } from 'react'
import { type InsightsAddress, readAddress, type Shown, writeAddress } from './address.ts'

const PATH = '/insights'

export const useAddress = () => {
  const params = useSearchParams()
  const address = useMemo(() => readAddress(new URLSearchParams(params)), [params])
  /** Whether the lines on show were opened here, so that going back closes them. */
  const wasOpened = useRef(false)
  const change = useCallback(
    (changes: Partial<InsightsAddress>) =>
      window.history.replaceState(null, '', `${PATH}${writeAddress({ ...address, ...changes })}`),
    [address],
  )
  const show = useCallback(
    (shown: Shown) => {
      wasOpened.current = true
      window.history.pushState(null, '', `${PATH}${writeAddress({ ...address, shown })}`)
    },
    [address],
  )
  const hide = useCallback(() => {
    if (wasOpened.current) window.history.back()
    else change({ shown: null })
    wasOpened.current = false
  }, [change])
  return { address, change, show, hide }
}
