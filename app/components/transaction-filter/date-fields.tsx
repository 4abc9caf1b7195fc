'use client'

/** When: a quick range that moves along with today, or two days of one's own. */
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useBankSession } from '../../api-client/bank-session.tsx'
import { transactionsText } from '../../text/transactions.ts'
import { isDate } from '../calendar-days.ts'
import { dayOf } from '../dates.ts'
import { daysOf, type QuickRange, quickRanges } from './date-ranges.ts'
import { OnePill } from './pills.tsx'
import classes from './transaction-filter.module.css'
import type { ListFilterState } from './use-list-filter.ts'

const { filter: text } = transactionsText

type Choice = QuickRange | 'any' | 'own'

export function DateFields({ filter: { dates }, narrow }: ListFilterState) {
  const { timeZone } = useBankSession()
  // Own days are on show before either of them is filled in.
  const [isOwn, setOwn] = useState(dates?.kind === 'days')
  const today = dayOf(new Date(), timeZone)
  const choice: Choice = dates?.kind === 'quick' ? dates.range : dates || isOwn ? 'own' : 'any'
  const { from, to } = dates ? daysOf(dates, today) : { from: null, to: null }

  const choose = (chosen: Choice) => {
    setOwn(chosen === 'own')
    if (chosen === 'any') narrow({ dates: null })
    else if (chosen !== 'own') narrow({ dates: { kind: 'quick', range: chosen } })
    // The range that was chosen before is where one begins.
    else if (from !== null || to !== null) narrow({ dates: { kind: 'days', from, to } })
  }
  const setDay = (end: 'from' | 'to', typed: string) => {
    if (typed !== '' && !isDate(typed)) return
    const days = { from, to, [end]: typed || null }
    const isOpen = days.from === null && days.to === null
    narrow({ dates: isOpen ? null : { kind: 'days', ...days } }, 'replace')
  }
  const isCrossed = from !== null && to !== null && from > to
  return (
    <>
      <OnePill<Choice>
        legend={text.dates}
        name="dates"
        value={choice}
        onChoose={choose}
        options={[
          { value: 'any', label: text.anyTime },
          ...quickRanges.map((range) => ({ value: range, label: transactionsText.quickRanges[range] })),
          { value: 'own', label: text.ownDates },
        ]}
      />
      {choice === 'own' && (
        <div className={classes.pair}>
          <TextInput
            type="date"
            size="sm"
            label={text.firstDay}
            max={today}
            value={from ?? ''}
            onChange={(event) => setDay('from', event.currentTarget.value)}
          />
          <TextInput
            type="date"
            size="sm"
            label={text.lastDay}
            value={to ?? ''}
            onChange={(event) => setDay('to', event.currentTarget.value)}
            error={isCrossed ? text.daysCrossed : undefined}
          />
        </div>
      )}
    </>
  )
}
