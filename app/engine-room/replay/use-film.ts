'use client'

/**
 * Where in the film one is: by hand, by the arrow keys, or playing by itself. The place stands in the address once one
 * stays there; while it moves, nothing is written there.
 */
import { useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useState } from 'react'
import { isTypedInto } from '../../components/shell/shortcut-keys.ts'

/** So long one has stayed at a place before it is read, and written into the address. */
const SETTLED_MS = 150

export type Film = {
  readonly position: number
  /** The place that is worth reading: where a slider rests, not what it passes. */
  readonly settled: number
  readonly isPlaying: boolean
  readonly go: (position: number) => void
  readonly step: (by: number) => void
  readonly setPlaying: (isPlaying: boolean) => void
  /** One on, without an end to the playing. */
  readonly turn: () => void
}

export const useFilm = (end: number): Film => {
  const asked = Number(useSearchParams().get('event') ?? Number.NaN)
  const [position, setPosition] = useState(Number.isInteger(asked) && asked >= 0 ? Math.min(asked, end) : end)
  const [isPlaying, setPlaying] = useState(false)
  const [settled, setSettled] = useState(position)

  const go = useCallback(
    (to: number) => {
      setPlaying(false)
      setPosition(Math.max(0, Math.min(end, to)))
    },
    [end],
  )
  const step = useCallback((by: number) => go(position + by), [go, position])
  const turn = useCallback(() => {
    setPosition(position + 1)
    if (position + 1 >= end) setPlaying(false)
  }, [position, end])

  useEffect(() => {
    const timer = setTimeout(() => setSettled(position), SETTLED_MS)
    return () => clearTimeout(timer)
  }, [position])

  useEffect(() => {
    if (isPlaying) return
    const url = new URL(window.location.href)
    if (url.searchParams.get('event') === String(settled)) return
    url.searchParams.set('event', String(settled))
    window.history.replaceState(null, '', url)
  }, [settled, isPlaying])

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
      if (by === 0 || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return
      if (event.target instanceof HTMLElement) {
        const { tagName, isContentEditable } = event.target
        const type = event.target instanceof HTMLInputElement ? event.target.type : ''
        // A slider moves by itself, and what scrolls has these keys for that.
        if (isTypedInto({ tagName, type, isContentEditable }) || event.target.closest('[data-scrolls]'))
          return
      }
      event.preventDefault()
      step(by)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [step])

  return { position, settled, isPlaying, go, step, setPlaying, turn }
}

/** The next picture is not shown before it is there, so that nothing of the film is missed. */
export const usePlaying = (
  { isPlaying, turn }: Film,
  { everyMs, isNextThere }: { readonly everyMs: number; readonly isNextThere: boolean },
) =>
  useEffect(() => {
    if (!isPlaying || !isNextThere) return
    const timer = setTimeout(turn, everyMs)
    return () => clearTimeout(timer)
  }, [isPlaying, isNextThere, turn, everyMs])
