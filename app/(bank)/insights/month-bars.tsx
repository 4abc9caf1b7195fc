/**
 * What bars over months stand on: as wide as there is room, and where each month would be too narrow to be pressed, wider
 * and scrolled below the names of the amounts, beginning at the newest month.
 */
import type { ReactNode, Ref } from 'react'
import type { Currency } from '../../../server/domain/decimal.ts'
import { AmountLines, AmountNames, MonthAxis } from './axes.tsx'
import classes from './figures.module.css'
import type { Frame } from './scale.ts'

export function MonthBars({
  frame,
  height,
  months,
  currency,
  label,
  measured,
  children,
}: {
  /** Undefined until it is known how much room there is. */
  frame: Frame | undefined
  height: number
  months: readonly string[]
  currency: Currency
  label: string
  measured: Ref<HTMLDivElement>
  children: ReactNode
}) {
  return (
    <div
      ref={measured}
      className={`${classes.drawing} ${classes.wide}`}
      style={{ height, scrollPaddingInlineStart: frame?.left }}
    >
      {frame && (
        <>
          <svg width={frame.left} height={height} className={classes.amounts} aria-hidden focusable="false">
            <AmountNames frame={frame} currency={currency} />
          </svg>
          {/* biome-ignore lint/a11y/useSemanticElements: a drawing cannot be a fieldset */}
          <svg
            ref={beginAtNewest}
            width={frame.right}
            height={height}
            style={{ marginInlineStart: -frame.left }}
            role="group"
            aria-label={label}
          >
            <AmountLines frame={frame} />
            <MonthAxis frame={frame} months={months} />
            {children}
          </svg>
        </>
      )}
    </div>
  )
}

const beginAtNewest = (svg: SVGSVGElement | null) => {
  if (svg?.parentElement) svg.parentElement.scrollLeft = svg.parentElement.scrollWidth
}
