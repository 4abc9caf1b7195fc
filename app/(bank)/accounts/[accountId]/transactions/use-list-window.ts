'use client'

/**
 * Which items of a long list are drawn: those in the window and some around them. Short lists are drawn whole, so that
 * the browser's own search finds everything in them; and so is every list on paper, which has no window. What comes in
 * above moves nothing that somebody is looking at.
 */
import {
  defaultRangeExtractor,
  measureElement,
  type Range,
  useWindowVirtualizer,
} from '@tanstack/react-virtual'
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { headingsOf, type ListItem } from './list-items.ts'

const DRAWN_WHOLE = 120
const DRAWN_AROUND = 12
/** As they come out mostly; each is measured when it is drawn. */
const HEIGHTS = { heading: 35, pending: 73, booked: 73 } as const
/** The page's header with a day's heading, and the navigation of a phone: nothing that is looked at lies below them. */
const ABOVE = 116
const BELOW = 84

export const useListWindow = (items: readonly ListItem[], list: RefObject<HTMLElement | null>) => {
  const top = useTopOf(list)
  const isPrinting = useIsPrinting()
  const headings = useMemo(() => headingsOf(items), [items])
  /** What has the focus stays, wherever one scrolls: it would lose it with its element. */
  const kept = useRef<string | null>(null)

  const rangeExtractor = useCallback(
    (range: Range) => {
      if (isPrinting || range.count <= DRAWN_WHOLE)
        return Array.from({ length: range.count }, (_, index) => index)
      const shown = defaultRangeExtractor(range)
      const focused = kept.current === null ? -1 : items.findIndex(({ key }) => key === kept.current)
      const more = focused < 0 ? [] : [focused, headings[focused] ?? 0]
      return [...new Set([headings[shown[0] ?? 0] ?? 0, ...more, ...shown])].toSorted((a, b) => a - b)
    },
    [items, headings, isPrinting],
  )
  /** At first all lines come at once: to ask each for its height would have the browser lay the page out meanwhile, and again after. */
  const isThere = useRef(false)
  useEffect(() => {
    isThere.current = true
  }, [])
  const [firstRect] = useState(windowRect)
  const virtualizer = useWindowVirtualizer<HTMLElement>({
    count: items.length,
    measureElement: (element, entry, instance) =>
      entry || isThere.current
        ? measureElement(element, entry, instance)
        : instance.options.estimateSize(instance.indexFromElement(element)),
    initialRect: firstRect,
    observeElementRect: onResize,
    initialOffset: () => (hasScrolled ? window.scrollY : 0),
    estimateSize: useCallback((index: number) => HEIGHTS[items[index]?.kind ?? 'booked'], [items]),
    getItemKey: useCallback((index: number) => items[index]?.key ?? index, [items]),
    rangeExtractor,
    overscan: DRAWN_AROUND,
    scrollMargin: top,
    scrollPaddingStart: ABOVE,
    scrollPaddingEnd: BELOW,
    // Whoever reads further down keeps their place; whoever looks at the top sees what comes in.
    anchorTo: hasScrolled && window.scrollY > top ? 'end' : 'start',
    scrollEndThreshold: -1,
  })
  const keep = useCallback((key: string | null) => {
    kept.current = key
  }, [])
  return {
    virtualizer,
    keep,
    drawn: virtualizer
      .getVirtualItems()
      .map(({ index, start, end }) => ({ index, start: start - top, end: end - top })),
    height: virtualizer.getTotalSize(),
    /** The last item in the window, drawn around it or not. */
    lastInWindow: virtualizer.range?.endIndex ?? 0,
  }
}

const windowRect = () =>
  typeof window === 'undefined'
    ? { width: 0, height: 0 }
    : { width: window.innerWidth, height: window.innerHeight }

/** What the library would do as well, and ask for the size at once besides. */
const onResize = (_: unknown, tell: (rect: { width: number; height: number }) => void) => {
  const tellSize = () => tell(windowRect())
  window.addEventListener('resize', tellSize)
  return () => window.removeEventListener('resize', tellSize)
}

/** Told by the browser right before it draws the sheets, so it is drawn at once. */
const useIsPrinting = (): boolean => {
  const [isPrinting, setPrinting] = useState(false)
  useEffect(() => {
    const before = () => flushSync(() => setPrinting(true))
    const after = () => setPrinting(false)
    window.addEventListener('beforeprint', before)
    window.addEventListener('afterprint', after)
    return () => {
      window.removeEventListener('beforeprint', before)
      window.removeEventListener('afterprint', after)
    }
  }, [])
  return isPrinting
}

/** To ask for where the page stands has the browser lay it out at once, which a page that was never scrolled can save. */
let hasScrolled = false
if (typeof window !== 'undefined')
  window.addEventListener('scroll', () => (hasScrolled = true), { passive: true, once: true })

/** How far down the page the list begins: whatever stands above it may grow and shrink. */
const useTopOf = (list: RefObject<HTMLElement | null>): number => {
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    const measure = () => {
      if (list.current) setTop(Math.round(list.current.getBoundingClientRect().top + window.scrollY))
    }
    // The observer tells as well, when the page has been laid out anyhow; but whoever comes back to a place must find it.
    if (hasScrolled) measure()
    const observer = new ResizeObserver(measure)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [list])
  return top
}
