'use client'

/** When: now, on a date, or again and again. */
import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core'
import { useDeferredValue, useId } from 'react'
import { TRIED_AT } from '../../../server/domain/standing-order/times.ts'
import { mayMeanLastDay } from '../../components/last-day-of-month.ts'
import { transferText } from '../../text/transfer.ts'
import type { Draft, DraftProblems } from './draft.ts'
import { Tick } from './tick.tsx'
import classes from './transfer.module.css'

const { when: text } = transferText

export function WhenFields({
  draft,
  today,
  onlyNow,
  problems,
  onChange,
}: {
  draft: Draft
  /** By the bank's calendar. */
  today: string
  /** Why there is nothing to choose, if so. */
  onlyNow: string | null
  problems: DraftProblems
  onChange: (change: Partial<Draft>) => void
}) {
  const when = onlyNow ? 'now' : draft.when
  // What is chosen stands at once; the fields that come with it follow, and another press is answered meanwhile.
  const detailed = useDeferredValue(when)
  return (
    <fieldset className={classes.fieldset}>
      <Segments
        legend={text.legend}
        value={when}
        choices={text.choices}
        isDisabled={onlyNow !== null}
        onChoose={(chosen) => onChange({ when: chosen })}
      />
      {onlyNow && <p className={classes.quiet}>{onlyNow}</p>}
      {detailed !== 'now' && (
        <TextInput
          wrapperProps={{ 'data-field': 'when' }}
          type="date"
          label={detailed === 'date' ? text.date : text.firstDate}
          description={text.hint(TRIED_AT[0])}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          min={today}
          max="2199-12-31"
          value={draft.firstDate}
          onChange={(event) => onChange({ firstDate: event.currentTarget.value })}
          error={problems.when}
        />
      )}
      {detailed === 'regularly' && <Rhythm draft={draft} problems={problems} onChange={onChange} />}
    </fieldset>
  )
}

function Rhythm({
  draft,
  problems,
  onChange,
}: {
  draft: Draft
  problems: DraftProblems
  onChange: (change: Partial<Draft>) => void
}) {
  return (
    <>
      <NativeSelect
        size="md"
        label={text.frequency}
        value={draft.frequency}
        onChange={({ currentTarget: { value } }) => onChange({ frequency: value as Draft['frequency'] })}
        data={Object.entries(text.frequencies).map(([value, label]) => ({ value, label }))}
      />
      {mayMeanLastDay(draft) && (
        <Tick isTicked={draft.isLastDay} onTick={(isLastDay) => onChange({ isLastDay })}>
          {text.lastDay}
        </Tick>
      )}
      <Segments
        legend={text.ends}
        value={draft.ends}
        choices={text.endings}
        onChoose={(ends) => onChange({ ends })}
      />
      {draft.ends === 'date' && (
        <TextInput
          wrapperProps={{ 'data-field': 'lastDate' }}
          type="date"
          label={text.lastDate}
          min={draft.firstDate}
          max="2199-12-31"
          value={draft.lastDate}
          onChange={(event) => onChange({ lastDate: event.currentTarget.value })}
          error={problems.lastDate}
        />
      )}
      {draft.ends === 'count' && (
        <TextInput
          wrapperProps={{ 'data-field': 'count' }}
          label={text.count}
          inputMode="numeric"
          autoComplete="off"
          maxLength={4}
          value={draft.typedCount}
          onChange={(event) => onChange({ typedCount: event.currentTarget.value })}
          error={problems.count}
        />
      )}
    </>
  )
}

function Segments<Choice extends string>({
  legend,
  value,
  choices,
  isDisabled = false,
  onChoose,
}: {
  legend: string
  value: Choice
  choices: Readonly<Record<Choice, string>>
  isDisabled?: boolean
  onChoose: (choice: Choice) => void
}) {
  const labelId = useId()
  return (
    <div>
      <span id={labelId} className={classes.label}>
        {legend}
      </span>
      <SegmentedControl<Choice>
        fullWidth
        size="md"
        withItemsBorders={false}
        aria-labelledby={labelId}
        value={value}
        disabled={isDisabled}
        onChange={onChoose}
        data={(Object.entries(choices) as [Choice, string][]).map(([choice, label]) => ({
          value: choice,
          label,
        }))}
      />
    </div>
  )
}
