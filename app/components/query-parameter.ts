'use client'

/**
 * A part of the page's address: what one would share, or come back to after a reload. Changing it asks the server for
 * nothing, leaves the other parts as they are, and adds no step for the way back.
 */
import { useSearchParams } from 'next/navigation'
import { useCallback } from 'react'

export const useQueryParameter = (
  name: string,
): readonly [value: string | null, set: (value: string | null) => void] => {
  const value = useSearchParams().get(name)
  const set = useCallback(
    (next: string | null) => {
      const url = new URL(window.location.href)
      if (next === null) url.searchParams.delete(name)
      else url.searchParams.set(name, next)
      window.history.replaceState(null, '', url)
    },
    [name],
  )
  return [value, set]
}
