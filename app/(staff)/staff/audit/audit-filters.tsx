'use client'

/** What an auditor can ask for. It is asked when the form is sent, so that half an id asks nothing. */
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { eventTypes } from '../../../components/event-types.ts'
import sheet from '../../../components/sheet.module.css'
import { staffText } from '../../../text/staff.ts'
import classes from '../staff.module.css'
import { type fields, noFilter, type TypedFilter } from './audit-filter.ts'

const { audit: text } = staffText

const typed = [
  { field: 'streamId', label: text.stream, hint: text.streamHint },
  { field: 'userId', label: text.person, hint: text.personHint },
  { field: 'correlationId', label: text.correlation, hint: text.correlationHint },
  { field: 'commandId', label: text.command, hint: text.commandHint },
] as const

export function AuditFilters({
  filter,
  problems,
  onShow,
}: {
  filter: TypedFilter
  /** The fields of which the bank has said that they are not right. */
  problems: ReadonlySet<string>
  onShow: (filter: TypedFilter) => void
}) {
  const [draft, setDraft] = useState(filter)
  const set = (field: (typeof fields)[number]) => (value: string) => setDraft({ ...draft, [field]: value })
  const problemOf = (field: keyof typeof text.wrong) => (problems.has(field) ? text.wrong[field] : undefined)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    onShow(draft)
  }

  return (
    <form onSubmit={submit} className={`${sheet.sheet} ${sheet.padded} ${classes.auditFilters}`}>
      <NativeSelect
        label={text.type}
        size="md"
        value={draft.type}
        onChange={(event) => set('type')(event.currentTarget.value)}
        data={[{ value: '', label: text.everyType }, ...eventTypes]}
        error={problemOf('type')}
      />
      {typed.map(({ field, label, hint }) => (
        <TextInput
          key={field}
          label={label}
          placeholder={hint}
          autoComplete="off"
          spellCheck={false}
          value={draft[field]}
          maxLength={100}
          onChange={(event) => set(field)(event.currentTarget.value)}
          error={problemOf(field)}
        />
      ))}
      {(['from', 'to'] as const).map((field) => (
        <TextInput
          key={field}
          type="date"
          label={text[field]}
          value={draft[field]}
          onChange={(event) => set(field)(event.currentTarget.value)}
          error={problemOf(field)}
        />
      ))}
      <NativeSelect
        label={text.order}
        size="md"
        value={draft.order}
        onChange={(event) => set('order')(event.currentTarget.value)}
        data={[
          { value: '', label: text.newest },
          { value: 'oldest', label: text.oldest },
        ]}
      />
      <div className={classes.buttons}>
        <Button type="submit">{text.apply}</Button>
        <Button
          variant="default"
          onClick={() => {
            setDraft(noFilter)
            onShow(noFilter)
          }}
        >
          {text.clear}
        </Button>
      </div>
    </form>
  )
}
