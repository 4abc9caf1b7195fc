'use client'

/** What came in above the line, what went out below it, hatched, and a mark where the two leave off. */
import { useElementSize } from '@mantine/hooks'
import { useState } from 'react'
import type { Currency } from '../../../server/domain/decimal.ts'
import { insightsText } from '../../text/insights.ts'
import type { CashFlowMonth } from './cash-flow-months.ts'
import classes from './figures.module.css'
import { type Cell, useGridFocus } from './grid-focus.ts'
import { LEAST_TARGET } from './hit-bands.ts'
import { MonthBars } from './month-bars.tsx'
import { fillOf } from './patterns.tsx'
import { frameOf, marksBetween } from './scale.ts'

const text = insightsText.cashFlow
const HEIGHT = 300
const THINNEST = 2
const IN_FILL = 0
const OUT_FILL = 1
/** As they lie above each other, for the arrow keys. */
const directions = ['out', 'in'] as const

export function CashFlowBars({
  flow,
  currency,
  wordsFor,
  onChoose,
}: {
  flow: readonly CashFlowMonth[]
  currency: Currency
  wordsFor: (month: CashFlowMonth, direction: 'in' | 'out') => string
  onChoose: (month: string, direction: 'in' | 'out') => void
}) {
  const { ref, width } = useElementSize()
  const [told, setTold] = useState<Cell | null>(null)
  const cells = flow.flatMap((month, column) =>
    directions.flatMap((direction, row) => (month[direction] > 0n ? [{ column, row }] : [])),
  )
  const focusOn = useGridFocus(cells)
  const marks = marksBetween(
    -Math.max(0, ...flow.map((month) => Number(month.out))),
    Math.max(0, ...flow.map((month) => Number(month.in))),
  )
  const columns = { columns: flow.length, leastStep: LEAST_TARGET }
  const frame = frameOf({ width, height: HEIGHT, ...columns, marks, currency })
  const toldMonth = told && flow[told.column]
  return (
    <>
      <p className={classes.told} aria-hidden>
        {toldMonth ? wordsFor(toldMonth, directions[told.row]!) : <Key />}
      </p>
      <MonthBars
        frame={width > 0 ? frame : undefined}
        height={HEIGHT}
        months={flow.map(({ month }) => month)}
        currency={currency}
        label={`${text.chart}. ${insightsText.spending.keys}`}
        measured={ref}
      >
        {flow.map((month, column) => {
          const x = frame.left + column * frame.step
          return directions.map((direction, row) => {
            if (month[direction] === 0n) return null
            const height = Math.max(THINNEST, frame.heightOf(month[direction]))
            const pressed = Math.max(LEAST_TARGET, height)
            const cell = { column, row }
            const isIn = direction === 'in'
            return (
              <g key={`${month.month} ${direction}`}>
                <rect
                  x={x + (frame.step - frame.barWidth) / 2}
                  y={isIn ? frame.bottom - height : frame.bottom}
                  width={frame.barWidth}
                  height={height}
                  fill={fillOf(isIn ? IN_FILL : OUT_FILL)}
                  className={classes.bar}
                  data-told={(told?.column === column && told.row === row) || undefined}
                />
                {/* biome-ignore lint/a11y/useSemanticElements: a place in a drawing cannot be a button element */}
                <rect
                  x={x}
                  y={isIn ? frame.bottom - pressed : frame.bottom}
                  width={frame.step}
                  height={pressed}
                  className={classes.press}
                  role="button"
                  aria-label={wordsFor(month, direction)}
                  onPointerEnter={() => setTold(cell)}
                  onPointerLeave={() => setTold(null)}
                  {...focusOn(cell, () => onChoose(month.month, direction), setTold)}
                />
              </g>
            )
          })
        })}
        <g aria-hidden className={classes.nets}>
          {flow.map((month, column) => (
            <NetMark
              key={month.month}
              x={frame.left + (column + 0.5) * frame.step}
              y={frame.yOf(Number(month.net))}
            />
          ))}
        </g>
      </MonthBars>
    </>
  )
}

function NetMark({ x, y }: { x: number; y: number }) {
  return <path d={`M${x} ${y - 5}l5 5l-5 5l-5-5z`} className={classes.net} />
}

/** What the fills and the mark mean. */
function Key() {
  return (
    <span className={classes.key}>
      <svg width={14} height={14} aria-hidden="true">
        <rect width={14} height={14} rx={3} fill={fillOf(IN_FILL)} />
      </svg>
      {text.in}
      <svg width={14} height={14} aria-hidden="true">
        <rect width={14} height={14} rx={3} fill={fillOf(OUT_FILL)} />
      </svg>
      {text.out}
      <svg width={14} height={14} aria-hidden="true">
        <NetMark x={7} y={7} />
      </svg>
      {text.net}
    </span>
  )
}
