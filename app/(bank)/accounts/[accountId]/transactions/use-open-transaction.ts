'use client'

/** Which line is open in the drawer, by its place in the page's address: `?tx=<position>`. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { usePageAddress } from '../../../../components/page-address.ts'

export const useOpenTransaction = () => {
  const { query, change } = usePageAddress()
  const position = positionIn(query)
  /** Opening it was a step of its own, which closing takes back; a page that came with an open one has no such step. */
  const isOwnStep = useRef(false)
  /** The line that was open last: whoever closes the drawer goes on from there. */
  const [last, setLast] = useState<number | null>(null)
  const shown = useRef(position)
  useEffect(() => {
    if (position === null) {
      isOwnStep.current = false
      setLast(shown.current)
    }
    shown.current = position
  }, [position])

  const go = useCallback(
    (to: number | null, how: 'push' | 'replace') =>
      change(({ query, fragment }) => {
        const params = new URLSearchParams(query)
        if (to === null) params.delete('tx')
        else params.set('tx', String(to))
        return { query: params.toString().replaceAll('%2C', ','), fragment }
      }, how),
    [change],
  )
  const open = useCallback(
    (to: number) => {
      isOwnStep.current = true
      setLast(null)
      go(to, 'push')
    },
    [go],
  )
  const move = useCallback((to: number) => go(to, 'replace'), [go])
  const close = useCallback(() => {
    if (isOwnStep.current) window.history.back()
    else go(null, 'replace')
  }, [go])
  return { position, last, open, move, close }
}

const positionIn = (query: string): number | null => {
  const text = new URLSearchParams(query).get('tx') ?? ''
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null
}
