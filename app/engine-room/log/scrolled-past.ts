'use client'

/** Whether the reader has scrolled past an element: what is put in there would move what they look at. */
import { type RefCallback, useCallback, useState } from 'react'

export const useScrolledPast = (): readonly [boolean, RefCallback<HTMLElement>] => {
  const [isPast, setPast] = useState(false)
  const follow = useCallback((element: HTMLElement) => {
    const observer = new IntersectionObserver(([entry]) => {
      if (entry) setPast(!entry.isIntersecting && entry.boundingClientRect.top < 0)
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, []) as RefCallback<HTMLElement>
  return [isPast, follow]
}
