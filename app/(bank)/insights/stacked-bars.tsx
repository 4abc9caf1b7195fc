'use client'

/** A bar for each month, a layer for each category. What is under the pointer, or has the focus, is told above the bars. */
import { useElementSize } from '@mantine/hooks'
import { useState } from 'react'
import { type Currency, formatDecimal } from '../../../server/domain/decimal.ts'
import { formatCount, formatMoney } from '../../components/money-format.ts'
import { nameOfMonth } from '../../components/months.ts'
import { insightsText } from '../../text/insights.ts'
import classes from './figures.module.css'
import { type Cell, useGridFocus } from './grid-focus.ts'
import { bandEdges, LEAST_TARGET } from './hit-bands.ts'
import { nameOfLayer } from './layer-names.ts'
import { MonthBars } from './month-bars.tsx'
import { fillOf } from './patterns.tsx'
import { frameOf, marksUpTo } from './scale.ts'
import type { Layer, SpendingBars } from './spending-bars.ts'

const text = insightsText.spending
const HEIGHT = 280
/** So that it can be seen at all. */
const THINNEST = 2

export function StackedBars({
  bars: { layers, months },
  currency,
  onChoose,
}: {
  bars: SpendingBars
  currency: Currency
  onChoose: (month: string, layer: Layer) => void
}) {
  const { ref, width } = useElementSize()
  const [told, setTold] = useState<Cell | null>(null)
  const cells = months.flatMap(({ segments }, column) =>
    segments.flatMap(({ count }, row) => (count > 0 ? [{ column, row }] : [])),
  )
  const focusOn = useGridFocus(cells)
  const marks = marksUpTo(Math.max(0, ...months.map(({ total }) => Number(total))))
  const columns = { columns: months.length, leastStep: LEAST_TARGET }
  const frame = frameOf({ width, height: HEIGHT, ...columns, marks, currency })
  const isTold = ({ column, row }: Cell) => told?.column === column && told.row === row

  const wordsFor = ({ column, row }: Cell) => {
    const { month, segments } = months[column]!
    const { amount, count } = segments[row]!
    const money = formatMoney({ amount: formatDecimal(amount, currency), currency })
    return text.segment(
      nameOfLayer(layers[row]!),
      nameOfMonth(month),
      money,
      insightsText.count(count, formatCount(count)),
    )
  }

  return (
    <>
      <p className={classes.told} aria-hidden>
        {told && months[told.column]?.segments[told.row] ? wordsFor(told) : ' '}
      </p>
      <MonthBars
        frame={width > 0 ? frame : undefined}
        height={HEIGHT}
        months={months.map(({ month }) => month)}
        currency={currency}
        label={`${text.chart}. ${text.keys}`}
        measured={ref}
      >
        {months.map(({ month, segments }, column) => {
          const there = segments.flatMap(({ amount, count }, row) =>
            count === 0 ? [] : [{ row, height: Math.max(THINNEST, frame.heightOf(amount)) }],
          )
          const edges = bandEdges(
            there.map(({ height }) => height),
            frame.bottom - frame.yOf(marks.at(-1) ?? 0),
          )
          const x = frame.left + column * frame.step
          let top = frame.bottom
          return [
            ...there.map(({ row, height }) => {
              top -= height
              return (
                <rect
                  key={`${month} ${layers[row]!.key}`}
                  x={x + (frame.step - frame.barWidth) / 2}
                  y={top}
                  width={frame.barWidth}
                  height={height}
                  fill={fillOf(row)}
                  className={classes.bar}
                  data-told={isTold({ column, row }) || undefined}
                />
              )
            }),
            ...there.map(({ row }, index) => {
              const cell = { column, row }
              return (
                // biome-ignore lint/a11y/useSemanticElements: a place in a drawing cannot be a button element
                <rect
                  key={`press ${month} ${layers[row]!.key}`}
                  x={x}
                  y={frame.bottom - edges[index + 1]!}
                  width={frame.step}
                  height={edges[index + 1]! - edges[index]!}
                  className={classes.press}
                  role="button"
                  aria-label={wordsFor(cell)}
                  onPointerEnter={() => setTold(cell)}
                  onPointerLeave={() => setTold(null)}
                  {...focusOn(cell, () => onChoose(month, layers[row]!), setTold)}
                />
              )
            }),
          ]
        })}
      </MonthBars>
    </>
  )
}
