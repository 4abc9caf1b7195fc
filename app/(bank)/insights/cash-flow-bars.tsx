'use client'

/** What came in above the line, what went out below it, hatched, and a mark where the two leave off. */
import { useElementSize } from '@mantine/hooks'
import { useState } from 'react'
import type { Currency } from '../../../server/domain/decimal.ts'
import { insightsText } from '../../text/insights.ts'
import { AmountAxis, MonthAxis } from './axes.tsx'
import type { CashFlowMonth } from './cash-flow-months.ts'
import classes from './figures.module.css'
import { type Cell, useGridFocus } from './grid-focus.ts'
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
  const frame = frameOf({ width, height: HEIGHT, columns: flow.length, marks, currency })
  const toldMonth = told && flow[told.column]
  return (
    <>
      <p className={classes.told} aria-hidden>
        {toldMonth ? wordsFor(toldMonth, directions[told.row]!) : <Key />}
      </p>
      <div ref={ref} className={classes.drawing} style={{ height: HEIGHT }}>
        {width > 0 && (
          // biome-ignore lint/a11y/useSemanticElements: a drawing cannot be a fieldset
          <svg
            width={width}
            height={HEIGHT}
            role="group"
            aria-label={`${text.chart}. ${insightsText.spending.keys}`}
          >
            <AmountAxis frame={frame} currency={currency} />
            <MonthAxis frame={frame} months={flow.map(({ month }) => month)} />
            {flow.map((month, column) => {
              const x = frame.left + column * frame.step + (frame.step - frame.barWidth) / 2
              return directions.map((direction, row) => {
                if (month[direction] === 0n) return null
                const height = Math.max(THINNEST, frame.heightOf(month[direction]))
                const cell = { column, row }
                return (
                  // biome-ignore lint/a11y/useSemanticElements: a bar cannot be a button element
                  <rect
                    key={`${month.month} ${direction}`}
                    x={x}
                    y={direction === 'in' ? frame.bottom - height : frame.bottom}
                    width={frame.barWidth}
                    height={height}
                    fill={fillOf(direction === 'in' ? IN_FILL : OUT_FILL)}
                    className={classes.bar}
                    role="button"
                    aria-label={wordsFor(month, direction)}
                    onPointerEnter={() => setTold(cell)}
                    onPointerLeave={() => setTold(null)}
                    {...focusOn(cell, () => onChoose(month.month, direction), setTold)}
                  />
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
          </svg>
        )}
      </div>
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
