/** The two axes of a drawing over months. For the eye alone: everybody else has the table. */
import type { Currency } from '../../../server/domain/decimal.ts'
import { tinyNameOfMonth } from '../../components/months.ts'
import classes from './figures.module.css'
import { type Frame, nameEvery, roughly } from './scale.ts'

export function AmountNames({ frame, currency }: { frame: Frame; currency: Currency }) {
  return (
    <g aria-hidden>
      {frame.marks.map((mark) => (
        <text key={mark} x={frame.left - 8} y={frame.yOf(mark)} dy="0.35em" className={classes.amountName}>
          {roughly(mark, currency)}
        </text>
      ))}
    </g>
  )
}

export function AmountLines({ frame }: { frame: Frame }) {
  return (
    <g aria-hidden>
      {frame.marks.map((mark) => (
        <line
          key={mark}
          x1={frame.left}
          x2={frame.right}
          y1={frame.yOf(mark)}
          y2={frame.yOf(mark)}
          className={mark === 0 ? classes.zero : classes.mark}
        />
      ))}
    </g>
  )
}

const NAME_WIDTH = 34

export function MonthAxis({ frame, months }: { frame: Frame; months: readonly string[] }) {
  const every = nameEvery(months.length, frame.right - frame.left, NAME_WIDTH)
  return (
    <g aria-hidden>
      {months.map((month, column) => {
        // Counted from the newest, which is the one that is looked at.
        if ((months.length - 1 - column) % every !== 0) return null
        // The last name must not reach over the edge.
        const x = Math.min(frame.left + (column + 0.5) * frame.step, frame.right - 13)
        const isFirstShown = column < every
        return (
          <g key={month}>
            <text x={x} y={frame.floor + 18} className={classes.monthName}>
              {tinyNameOfMonth(month)}
            </text>
            {(isFirstShown || Number(month.slice(5)) <= every) && (
              <text x={x} y={frame.floor + 33} className={classes.monthName}>
                {month.slice(0, 4)}
              </text>
            )}
          </g>
        )
      })}
    </g>
  )
}
