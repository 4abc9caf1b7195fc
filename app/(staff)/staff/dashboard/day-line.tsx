'use client'

/**
 * How a figure went from day to day, as a line in steps. A pointer upon it, or the slider below it by arrow keys, tells
 * the day above it in exact figures.
 */
import { type PointerEvent, useState } from 'react'
import { formatDecimal, type WireMoney } from '../../../../server/domain/decimal.ts'
import { minorUnits } from '../../../api-client/pending-overlay.ts'
import { areaOf, extremes, rulesFor, scaleOf, stepsOf } from '../../../components/balance-line/line.ts'
import { fullDate, shortDateAndYear } from '../../../components/dates.ts'
import { Money } from '../../../components/money.tsx'
import { formatMoney, formatMoneyShort } from '../../../components/money-format.ts'
import { staffText } from '../../../text/staff.ts'
import classes from './day-line.module.css'

const { dashboard: text } = staffText
/** The picture is stretched to its place; its lines keep their width. */
const FRAME = { width: 1_000, height: 200, inset: 6 } as const
const ABOUT_RULES = 3

export type Day = { readonly date: string; readonly value: WireMoney }

/** `days`: one at least. */
export function DayLine({ days, name }: { days: readonly Day[]; name: string }) {
  const [pointed, setPointed] = useState<number | null>(null)
  const [chosen, setChosen] = useState<number | null>(null)
  const at = Math.min(pointed ?? chosen ?? days.length - 1, days.length - 1)
  const [first, last, told] = [days[0], days.at(-1), days[at]] as [Day, Day, Day]
  const { currency } = first.value
  const values = days.map(({ value }) => minorUnits(value))
  const rules = rulesFor(extremes(values), ABOUT_RULES)
  const scale = scaleOf(values.length, { lowest: rules[0] as bigint, highest: rules.at(-1) as bigint }, FRAME)
  const base = scale.y((rules[0] as bigint) > 0n ? (rules[0] as bigint) : 0n)
  const percent = (part: number, whole: number) => `${(part / whole) * 100}%`
  const indexAt = ({ clientX, currentTarget }: PointerEvent): number => {
    const { left, width } = currentTarget.getBoundingClientRect()
    const index = Math.floor(((clientX - left) / width) * days.length)
    return Math.min(Math.max(index, 0), days.length - 1)
  }
  return (
    <figure className={classes.figure}>
      <p className={classes.told}>
        <span>{told === last ? text.now : fullDate(told.date)}</span>
        <Money value={told.value} className={classes.toldFigure} />
      </p>
      <div
        className={classes.plot}
        onPointerMove={(event) => {
          if (event.pointerType !== 'touch') setPointed(indexAt(event))
        }}
        onPointerLeave={() => setPointed(null)}
      >
        <svg
          className={classes.picture}
          viewBox={`0 0 ${FRAME.width} ${FRAME.height}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={text.line(
            name,
            fullDate(first.date),
            fullDate(last.date),
            formatMoney(first.value),
            formatMoney(last.value),
          )}
        >
          {rules.map((rule) => (
            <path key={String(rule)} d={`M0 ${scale.y(rule)}H${FRAME.width}`} className={classes.rule} />
          ))}
          <path d={areaOf(values, scale, base)} className={classes.area} />
          <path d={stepsOf(values, scale)} className={classes.line} />
        </svg>
        {rules.map((rule) => (
          <span
            key={String(rule)}
            aria-hidden
            className={classes.ruleName}
            style={{ top: percent(scale.y(rule), FRAME.height) }}
          >
            {formatMoneyShort({ amount: formatDecimal(rule, currency), currency })}
          </span>
        ))}
        <span
          aria-hidden
          className={classes.dot}
          style={{
            left: percent(scale.middle(at), FRAME.width),
            top: percent(scale.y(values[at] as bigint), FRAME.height),
          }}
        />
      </div>
      <input
        type="range"
        className={classes.slider}
        aria-label={text.dayOf(name)}
        aria-valuetext={`${fullDate(told.date)}, ${formatMoney(told.value)}`}
        min={0}
        max={days.length - 1}
        value={at}
        onChange={(event) => setChosen(Number(event.currentTarget.value))}
      />
      <figcaption className={classes.ends}>
        <span>{shortDateAndYear(first.date)}</span>
        <span>{shortDateAndYear(last.date)}</span>
      </figcaption>
    </figure>
  )
}
