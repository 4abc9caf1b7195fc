'use client'

/** When an order pays: how often, from when on, until when. */
import { NativeSelect, TextInput } from '@mantine/core'
import { mayMeanLastDay } from '../../../components/last-day-of-month.ts'
import { scheduledText } from '../../../text/scheduled.ts'
import { type ChangeDraft, type ChangeProblems, ends, frequencies } from './change.ts'
import classes from './order.module.css'

const { change: text } = scheduledText

export function DatesFields({
  draft,
  problems,
  onChange,
}: {
  draft: ChangeDraft
  problems: ChangeProblems
  onChange: (part: Partial<ChangeDraft>) => void
}) {
  return (
    <div className={classes.dates}>
      <p className={classes.note}>{text.otherNote}</p>
      <NativeSelect
        size="md"
        label={text.frequency}
        value={draft.frequency}
        onChange={({ currentTarget: { value } }) =>
          onChange({ frequency: value as ChangeDraft['frequency'] })
        }
        data={frequencies.map((value) => ({ value, label: text.frequencies[value] }))}
      />
      <div data-field="firstDate">
        <TextInput
          type="date"
          label={text.firstDate}
          value={draft.firstDate}
          onChange={({ currentTarget: { value } }) => onChange({ firstDate: value })}
          error={problems.firstDate}
        />
      </div>
      {mayMeanLastDay(draft) && (
        <label className={classes.check}>
          <input
            type="checkbox"
            checked={draft.isLastOfMonth}
            onChange={({ currentTarget: { checked } }) => onChange({ isLastOfMonth: checked })}
          />
          {text.lastOfMonth}
        </label>
      )}
      {draft.frequency !== 'once' && (
        <>
          <NativeSelect
            size="md"
            label={text.end}
            value={draft.end}
            onChange={({ currentTarget: { value } }) => onChange({ end: value as ChangeDraft['end'] })}
            data={ends.map((value) => ({ value, label: text.ends[value] }))}
          />
          {draft.end === 'date' && (
            <div data-field="lastDate">
              <TextInput
                type="date"
                label={text.lastDate}
                value={draft.lastDate}
                onChange={({ currentTarget: { value } }) => onChange({ lastDate: value })}
                error={problems.lastDate}
              />
            </div>
          )}
          {draft.end === 'count' && (
            <div data-field="count">
              <TextInput
                label={text.count}
                inputMode="numeric"
                autoComplete="off"
                value={draft.typedCount}
                maxLength={5}
                onChange={({ currentTarget: { value } }) => onChange({ typedCount: value })}
                error={problems.count}
              />
            </div>
          )}
        </>
      )}
    </div>
  )
}
