'use client'

/** What can be looked for. It is asked when the form is sent, so that half an id asks nothing. */
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useBankSession } from '../../api-client/bank-session.tsx'
import { eventTypes } from '../../components/event-types.ts'
import sheet from '../../components/sheet.module.css'
import { logText } from '../../text/engine-room-log.ts'
import classes from './log.module.css'
import { noFilter, type TypedFilter } from './log-address.ts'

const { filters: text } = logText

const typed = [
  { field: 'streamId', hint: text.streamHint },
  { field: 'userId', hint: text.personHint },
  { field: 'correlationId', hint: text.correlationHint },
] as const

export function LogFilters({
  filter,
  problems,
  onShow,
}: {
  filter: TypedFilter
  /** The fields of which the bank has said that they are not right. */
  problems: ReadonlySet<string>
  onShow: (filter: TypedFilter) => void
}) {
  const { me } = useBankSession()
  const [draft, setDraft] = useState(filter)
  const set = (field: keyof TypedFilter) => (event: { currentTarget: { value: string } }) =>
    setDraft({ ...draft, [field]: event.currentTarget.value })
  const problemOf = (field: keyof TypedFilter) => (problems.has(field) ? text.wrong[field] : undefined)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    onShow(draft)
  }
  const showAtOnce = (next: TypedFilter) => {
    setDraft(next)
    onShow(next)
  }

  return (
    <form
      onSubmit={submit}
      aria-label={text.title}
      className={`${sheet.sheet} ${sheet.padded} ${classes.filters}`}
    >
      <NativeSelect
        label={text.type}
        value={draft.type}
        onChange={set('type')}
        data={[{ value: '', label: text.everyType }, ...eventTypes]}
        error={problemOf('type')}
      />
      {typed.map(({ field, hint }) => (
        <TextInput
          key={field}
          label={text[field]}
          placeholder={hint}
          autoComplete="off"
          spellCheck={false}
          value={draft[field]}
          maxLength={100}
          onChange={set(field)}
          error={problemOf(field)}
        />
      ))}
      {(['from', 'to'] as const).map((field) => (
        <TextInput
          key={field}
          type="date"
          label={text[field]}
          value={draft[field]}
          onChange={set(field)}
          error={problemOf(field)}
        />
      ))}
      <div className={classes.buttons}>
        <Button type="submit">{text.apply}</Button>
        <Button variant="default" onClick={() => showAtOnce({ ...draft, userId: me.userId })}>
          {text.mine}
        </Button>
        <Button variant="default" onClick={() => showAtOnce(noFilter)}>
          {text.clear}
        </Button>
      </div>
    </form>
  )
}
