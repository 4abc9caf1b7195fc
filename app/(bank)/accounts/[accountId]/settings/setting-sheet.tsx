'use client'

/** One setting: its title, its fields, what the bank has said about it, and the button that saves it. */
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useId } from 'react'
import type { WireMoney } from '../../../../../server/domain/decimal.ts'
import type { Failure } from '../../../../api-client/pending-overlay.ts'
import { numberMarks } from '../../../../components/money-format.ts'
import sheet from '../../../../components/sheet.module.css'
import { accountSettingsText } from '../../../../text/account-settings.ts'
import classes from './settings.module.css'

export function SettingSheet({ title, children }: { title: string; children: ReactNode }) {
  const titleId = useId()
  return (
    <section className={`${sheet.sheet} ${sheet.padded} ${classes.setting}`} aria-labelledby={titleId}>
      <h2 id={titleId} className={sheet.title}>
        {title}
      </h2>
      {children}
    </section>
  )
}

export function SettingForm({
  onSave,
  isGiving,
  failure,
  isUnchanged = false,
  save = accountSettingsText.save,
  other,
  children,
}: {
  onSave: () => Promise<unknown> | undefined
  isGiving: boolean
  failure: Failure | null
  isUnchanged?: boolean
  save?: string
  /** Another way to end it, beside the button. */
  other?: ReactNode
  children: ReactNode
}) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void onSave()
  }
  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      {children}
      {failure && (
        <p role="alert" className={classes.failure}>
          {failure.message}
        </p>
      )}
      <div className={classes.buttons}>
        <Button type="submit" loading={isGiving} disabled={isUnchanged}>
          {save}
        </Button>
        {other}
      </div>
    </form>
  )
}

/** An amount as one would type it: without groups, with the reader's own decimal mark. */
export const asTyped = ({ amount }: WireMoney): string => amount.replace('.', numberMarks().decimal)

export function AmountField({
  label,
  description,
  typed,
  onTyped,
  currency,
  problem,
}: {
  label: string
  description?: ReactNode
  typed: string
  onTyped: (typed: string) => void
  currency: string
  problem?: string | undefined
}) {
  return (
    <TextInput
      label={label}
      description={description}
      inputMode="decimal"
      autoComplete="off"
      maxLength={40}
      value={typed}
      onChange={(event) => onTyped(event.currentTarget.value)}
      rightSection={<span className={classes.currency}>{currency}</span>}
      rightSectionWidth={56}
      error={problem}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      classNames={{ input: 'money' }}
    />
  )
}
