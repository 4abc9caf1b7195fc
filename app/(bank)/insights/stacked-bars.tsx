'use client'

/** A bar for each month, a layer for each category. What is under the pointer, or has the focus, is told above the bars. */
import { useElementSize } from '@mantine/hooks'
import { useState } from 'react'
import { type Currency, formatDecimal } from '../../../server/domain/decimal.ts'
import { formatCount, formatMoney } from '../../components/money-format.ts'
import { nameOfMonth } from '../../components/months.ts'
import { insightsText } from '../../text/insights.ts'
import { AmountAxis, MonthAxis } from './axes.tsx'
import classes from './figures.module.css'
import { type Cell, useGridFocus } from './grid-focus.ts'
import { nameOfLayer } from './layer-names.ts'
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
  const frame = frameOf({ width, height: HEIGHT, columns: months.length, marks, currency })

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
      <div ref={ref} className={classes.drawing} style={{ height: HEIGHT }}>
        {width > 0 && (
          // biome-ignore lint/a11y/useSemanticElements: a drawing cannot be a fieldset
          <svg width={width} height={HEIGHT} role="group" aria-label={`${text.chart}. ${text.keys}`}>
            <AmountAxis frame={frame} currency={currency} />
            <MonthAxis frame={frame} months={months.map(({ month }) => month)} />
            {months.map(({ month, segments }, column) => {
              let top = frame.bottom
              return segments.map(({ amount, count }, row) => {
                if (count === 0) return null
                const height = Math.max(THINNEST, frame.heightOf(amount))
                top -= height
                const cell = { column, row }
                return (
                  // biome-ignore lint/a11y/useSemanticElements: a bar cannot be a button element
                  <rect
                    key={`${month} ${layers[row]!.key}`}
                    x={frame.left + column * frame.step + (frame.step - frame.barWidth) / 2}
                    y={top}
                    width={frame.barWidth}
                    height={height}
                    fill={fillOf(row)}
                    className={classes.bar}
                    role="button"
                    aria-label={wordsFor(cell)}
                    onPointerEnter={() => setTold(cell)}
                    onPointerLeave={() => setTold(null)}
                    {...focusOn(cell, () => onChoose(month, layers[row]!), setTold)}
                  />
                )
              })
            })}
          </svg>
        )}
      </div>
    </>
  )
}
