'use client'

/**
 * The day at whose end the account is looked at: by date, by slider, or a day or a week at a time. What a hand slides over
 * is told at once, and looked up when it rests.
 */
import { ActionIcon, TextInput } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconChevronsLeft, IconChevronsRight } from '@tabler/icons-react'
import { type ComponentType, useEffect, useId, useState } from 'react'
import type { DayBalance } from '../../../../api-client/balance-queries.ts'
import { addDays, laterOf } from '../../../../components/calendar-days.ts'
import { fullDate } from '../../../../components/dates.ts'
import { formatMoney } from '../../../../components/money-format.ts'
import { accountText } from '../../../../text/account.ts'
import type { AsOf } from '../as-of.ts'
import { indexOfDay } from './day-index.ts'
import classes from './history.module.css'

const text = accountText.history
const RESTED_AFTER_MS = 150

export function DayChooser({ days, asOf }: { days: readonly DayBalance[]; asOf: AsOf }) {
  const { day, today, opened, setDay } = asOf
  const { slidTo, slide } = useSliding(setDay)
  const shownDay = slidTo ?? day ?? today
  const index = indexOfDay(days, slidTo ?? day)
  const point = days[index] as DayBalance
  const step = (by: number) => setDay(laterOf(addDays(day ?? today, by), opened))
  const isFirst = shownDay <= opened
  const isNow = shownDay >= today
  const dateId = useId()
  /** As it stands while it is typed: by keys a date passes through days that are none of this account, such as a year's first digit. */
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <>
      <div className={classes.sliding}>
        <div className={classes.track} style={{ marginInline: `calc(${50 / days.length}% - 0.75rem)` }}>
          <input
            type="range"
            className={classes.slider}
            aria-label={text.slider}
            aria-valuetext={`${point.date >= today ? text.now : fullDate(point.date)}, ${formatMoney(point.balance)}`}
            min={0}
            max={days.length - 1}
            value={index}
            onChange={(event) => slide((days[Number(event.currentTarget.value)] as DayBalance).date)}
          />
        </div>
      </div>
      <div className={classes.chooser}>
        <Step icon={IconChevronsLeft} label={text.weekEarlier} isOver={isFirst} onStep={() => step(-7)} />
        <Step icon={IconChevronLeft} label={text.dayEarlier} isOver={isFirst} onStep={() => step(-1)} />
        <div className={classes.date}>
          <label htmlFor={dateId} className={classes.dateLabel}>
            {text.day}
          </label>
          <TextInput
            id={dateId}
            type="date"
            size="md"
            min={opened}
            max={today}
            value={typed ?? shownDay}
            onChange={(event) => {
              const { value } = event.currentTarget
              setTyped(value)
              if (value >= opened && value <= today) setDay(value)
            }}
            onBlur={() => setTyped(null)}
          />
        </div>
        <Step icon={IconChevronRight} label={text.dayLater} isOver={isNow} onStep={() => step(1)} />
        <Step icon={IconChevronsRight} label={text.weekLater} isOver={isNow} onStep={() => step(7)} />
      </div>
    </>
  )
}

/** The address is not to be written with every step of a slide: browsers forbid it, and nobody reads the lists on the way. */
const useSliding = (setDay: (day: string) => void) => {
  const [slidTo, setSlidTo] = useState<string | undefined>(undefined)
  useEffect(() => {
    if (slidTo === undefined) return
    const timer = setTimeout(() => {
      setDay(slidTo)
      setSlidTo(undefined)
    }, RESTED_AFTER_MS)
    return () => clearTimeout(timer)
  }, [slidTo, setDay])
  return { slidTo, slide: setSlidTo }
}

/** At its end it stays where it is, so that whoever presses it by keyboard does not lose their place. */
function Step({
  icon: Icon,
  label,
  isOver,
  onStep,
}: {
  icon: ComponentType<{ size: number; 'aria-hidden': true }>
  label: string
  isOver: boolean
  onStep: () => void
}) {
  return (
    <ActionIcon
      variant="default"
      size={42}
      radius="xl"
      aria-label={label}
      aria-disabled={isOver}
      data-disabled={isOver || undefined}
      onClick={isOver ? undefined : onStep}
    >
      <Icon aria-hidden size={18} />
    </ActionIcon>
  )
}
