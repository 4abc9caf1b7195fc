'use client'

/**
 * The page's own address, query and fragment, as state: read by whoever draws, and changed without a page load. The
 * router knows of queries only, so the fragment is followed here.
 */
import { useSearchParams } from 'next/navigation'
import { useCallback, useSyncExternalStore } from 'react'

export type PageAddress = { readonly query: string; readonly fragment: string }

const CHANGED = 'passbook:address'

const subscribe = (listener: () => void) => {
  const names = ['popstate', 'hashchange', CHANGED]
  for (const name of names) window.addEventListener(name, listener)
  return () => {
    for (const name of names) window.removeEventListener(name, listener)
  }
}

/** One text, so that it compares as what it says. */
const snapshot = () => `${window.location.search}${window.location.hash}`

const parsed = (text: string): PageAddress => {
  const [query = '', fragment = ''] = text.split('#', 2)
  return { query: query.replace(/^\?/, ''), fragment }
}

/** `push` makes a step that the back button undoes; `replace` does not, as for each letter of a search. */
export const goTo = ({ query, fragment }: PageAddress, how: 'push' | 'replace'): void => {
  const { pathname } = window.location
  const url = `${pathname}${query && `?${query}`}${fragment && `#${fragment}`}`
  if (how === 'push') window.history.pushState(null, '', url)
  else window.history.replaceState(null, '', url)
  window.dispatchEvent(new Event(CHANGED))
}

export const currentAddress = (): PageAddress => parsed(snapshot())

/** The server knows the query only: what hangs on the fragment comes with the page's own code. */
export const usePageAddress = (): PageAddress & {
  readonly change: (to: (from: PageAddress) => PageAddress, how: 'push' | 'replace') => void
} => {
  const asked = useSearchParams().toString()
  const text = useSyncExternalStore(subscribe, snapshot, () => `?${asked}`)
  // From what the address is now, not from what was drawn: two changes may come before the next drawing.
  const change = useCallback(
    (to: (from: PageAddress) => PageAddress, how: 'push' | 'replace') => goTo(to(currentAddress()), how),
    [],
  )
  return { ...parsed(text), change }
}
