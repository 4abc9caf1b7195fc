'use client'

/**
 * The line of an account's balance. A pointer upon it tells the day below it, and a press looks back at that day; for
 * keyboards the slider below does the same, and the table holds every figure.
 */
import type { MouseEvent } from 'react'
import { formatDecimal } from '../../../../../server/domain/decimal.ts'
import type { DayBalance } from '../../../../api-client/balance-queries.ts'
import { minorUnits } from '../../../../api-client/pending-overlay.ts'
import { areaOf, extremes, rulesFor, scaleOf, stepsOf } from '../../../../components/balance-line/line.ts'
import { fullDate, shortDateAndYear } from '../../../../components/dates.ts'
import { Money } from '../../../../components/money.tsx'
import { formatMoney, formatMoneyShort } from '../../../../components/money-format.ts'
import { accountText } from '../../../../text/account.ts'
import { indexOfDay } from './day-index.ts'
import classes from './history.module.css'

const text = accountText.history
/** The picture is stretched to its place; its lines keep their width. */
const FRAME = { width: 1_000, height: 240, inset: 6 } as const
const ABOUT_RULES = 3

export function BalanceChart({
  days,
  chosen,
  pointed,
  onPoint,
  onChoose,
}: {
  /** Two at least. */
  days: readonly DayBalance[]
  chosen: string | undefined
  pointed: number | undefined
  onPoint: (index: number | undefined) => void
  onChoose: (date: string) => void
}) {
  const values = days.map(({ balance }) => minorUnits(balance))
  const [first, last] = [days[0], days.at(-1)] as [DayBalance, DayBalance]
  const { currency } = first.balance
  const rules = rulesFor(extremes(values), ABOUT_RULES)
  const scale = scaleOf(values.length, { lowest: rules[0] as bigint, highest: rules.at(-1) as bigint }, FRAME)
  const base = scale.y((rules[0] as bigint) > 0n ? (rules[0] as bigint) : 0n)
  const shown = pointed !== undefined && pointed < days.length ? pointed : indexOfDay(days, chosen)
  const marked = days[shown] as DayBalance
  const left = `${(scale.middle(shown) / FRAME.width) * 100}%`
  const top = (minor: bigint) => `${(scale.y(minor) / FRAME.height) * 100}%`

  const indexAt = ({ clientX, currentTarget }: MouseEvent): number => {
    const { left, width } = currentTarget.getBoundingClientRect()
    const index = Math.floor(((clientX - left) / width) * days.length)
    return Math.min(Math.max(index, 0), days.length - 1)
  }
  return (
    <figure className={classes.figure}>
      <p className={classes.readout}>
        <span>{marked === last ? text.now : fullDate(marked.date)}</span>
        <Money value={marked.balance} className={classes.readoutFigure} />
      </p>
      <div className={classes.plot}>
        <svg
          className={classes.picture}
          viewBox={`0 0 ${FRAME.width} ${FRAME.height}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={wordsFor(days)}
        >
          {rules.map((rule) => (
            <path
              key={String(rule)}
              d={`M0 ${scale.y(rule)}H${FRAME.width}`}
              className={rule === 0n ? classes.zero : classes.rule}
            />
          ))}
          <path d={areaOf(values, scale, base)} className={classes.area} />
          <path d={stepsOf(values, scale)} className={classes.line} />
        </svg>
        {rules.map((rule) => (
          <span key={String(rule)} aria-hidden className={classes.ruleName} style={{ top: top(rule) }}>
            {formatMoneyShort({ amount: formatDecimal(rule, currency), currency })}
          </span>
        ))}
        <span aria-hidden className={classes.marker} style={{ left }} />
        <span
          aria-hidden
          className={classes.dot}
          style={{ left, top: top(values[shown] as bigint) }}
          data-then={marked !== last || undefined}
        />
        <button
          type="button"
          aria-hidden
          tabIndex={-1}
          className={classes.pointing}
          onPointerMove={(event) => {
            if (event.pointerType !== 'touch') onPoint(indexAt(event))
          }}
          onPointerLeave={() => onPoint(undefined)}
          onClick={(event) => onChoose((days[indexAt(event)] as DayBalance).date)}
        />
      </div>
      <figcaption className={classes.ends}>
        <span>{shortDateAndYear(first.date)}</span>
        <span>{shortDateAndYear(last.date)}</span>
      </figcaption>
    </figure>
  )
}

const wordsFor = (days: readonly DayBalance[]): string => {
  const sorted = days.toSorted((a, b) => (minorUnits(a.balance) < minorUnits(b.balance) ? -1 : 1))
  const [first, last, lowest, highest] = [days[0], days.at(-1), sorted[0], sorted.at(-1)] as [
    DayBalance,
    DayBalance,
    DayBalance,
    DayBalance,
  ]
  return [
    text.picture(
      fullDate(first.date),
      fullDate(last.date),
      formatMoney(first.balance),
      formatMoney(last.balance),
    ),
    text.bounds(
      formatMoney(lowest.balance),
      fullDate(lowest.date),
      formatMoney(highest.balance),
      fullDate(highest.date),
    ),
  ].join(' ')
}
