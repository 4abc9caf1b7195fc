'use client'

/** A line over months. What is under the pointer, or chosen by the arrow keys, is told above it. */
import { useElementSize } from '@mantine/hooks'
import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import type { Currency } from '../../../server/domain/decimal.ts'
import { insightsText } from '../../text/insights.ts'
import { AmountLines, AmountNames, MonthAxis } from './axes.tsx'
import classes from './figures.module.css'
import type { Worth } from './net-worth-points.ts'
import { frameOf, marksBetween } from './scale.ts'

const HEIGHT = 250

export function WorthLine({
  points,
  currency,
  wordsFor,
}: {
  points: readonly Worth[]
  currency: Currency
  wordsFor: (point: Worth) => string
}) {
  const { ref, width } = useElementSize()
  const [chosen, setChosen] = useState<number | null>(null)
  const amounts = points.map(({ worth }) => Number(worth))
  const marks = marksBetween(Math.min(0, ...amounts), Math.max(0, ...amounts))
  const frame = frameOf({ width, height: HEIGHT, columns: points.length, marks, currency })
  const places = amounts.map((amount, column) => ({
    x: frame.left + (column + 0.5) * frame.step,
    y: frame.yOf(amount),
  }))
  const line = places.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('')
  const area = `${line}L${places.at(-1)?.x ?? 0} ${frame.bottom}L${places[0]?.x ?? 0} ${frame.bottom}Z`
  const at = chosen === null ? null : Math.min(chosen, points.length - 1)

  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
    if (step === 0) return
    event.preventDefault()
    setChosen(Math.max(0, Math.min(points.length - 1, (at ?? points.length - 1) + step)))
  }
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left
    setChosen(Math.max(0, Math.min(points.length - 1, Math.floor((x - frame.left) / frame.step))))
  }
  return (
    <>
      <p className={classes.told} aria-hidden>
        {at === null ? ' ' : wordsFor(points[at]!)}
      </p>
      <div
        ref={ref}
        role="slider"
        tabIndex={0}
        aria-label={insightsText.netWorth.chart}
        aria-orientation="horizontal"
        aria-valuemin={1}
        aria-valuemax={points.length}
        aria-valuenow={(at ?? points.length - 1) + 1}
        aria-valuetext={wordsFor(points[at ?? points.length - 1]!)}
        className={`${classes.drawing} ${classes.line}`}
        style={{ height: HEIGHT }}
        onKeyDown={onKeyDown}
        onFocus={() => setChosen(at ?? points.length - 1)}
        onBlur={() => setChosen(null)}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setChosen(null)}
      >
        {width > 0 && (
          <svg width={width} height={HEIGHT} aria-hidden="true" focusable="false">
            <AmountLines frame={frame} />
            <AmountNames frame={frame} currency={currency} />
            <MonthAxis frame={frame} months={points.map(({ month }) => month)} />
            <path d={area} className={classes.worthArea} />
            <path d={line} className={classes.worthLine} />
            {places.map(({ x, y }, index) => (
              <circle
                key={points[index]!.month}
                cx={x}
                cy={y}
                r={index === at ? 6 : points.length > 24 ? 2 : 3.5}
                className={classes.worthPoint}
              />
            ))}
          </svg>
        )}
      </div>
    </>
  )
}
