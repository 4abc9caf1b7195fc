'use client'

/** What the bank says about name and number, and what can be done about it. */
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconInfoCircle } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { NameCheck } from '../../api-client/payees-queries.ts'
import type { Failure } from '../../api-client/pending-overlay.ts'
import { payeesText } from '../../text/payees.ts'
import classes from './payees.module.css'

const { check: text, form } = payeesText

type Result = NameCheck | 'tooOften' | 'failed'

export function Verdict({
  result,
  failure,
  isSaving,
  onSave,
  onChange,
}: {
  result: Result
  failure: Failure | null
  isSaving: boolean
  /** Under another name than was typed, if one is given. */
  onSave: (name?: string) => void
  onChange: () => void
}) {
  const said = useRef<HTMLDivElement>(null)
  useEffect(() => said.current?.focus(), [])
  const { title, more } = wordsOf(result)
  const name = typeof result === 'object' && result.result === 'closeMatch' ? result.name : undefined
  const kind = typeof result === 'object' ? result.result : 'unknown'
  const Icon = kind === 'match' ? IconCheck : kind === 'unknown' ? IconInfoCircle : IconAlertTriangle
  return (
    <div className={classes.form}>
      <div ref={said} tabIndex={-1} className={classes.verdict} data-result={kind}>
        <Icon aria-hidden size={20} />
        <strong>{title}</strong>
        {more && <p>{more}</p>}
      </div>
      {failure && (
        <p role="alert" className={classes.failure}>
          {failure.message}
        </p>
      )}
      <div className={classes.actions}>
        {name !== undefined && (
          <Button onClick={() => onSave(name)} loading={isSaving}>
            {form.takeName(name)}
          </Button>
        )}
        {kind === 'noMatch' ? (
          <Button onClick={onChange}>{form.change}</Button>
        ) : (
          <Button
            variant={name === undefined ? 'filled' : 'default'}
            onClick={() => onSave()}
            loading={isSaving}
          >
            {kind === 'closeMatch' ? form.saveAnyway : form.save}
          </Button>
        )}
        {kind === 'noMatch' ? (
          <Button variant="default" onClick={() => onSave()} loading={isSaving}>
            {form.saveAnyway}
          </Button>
        ) : (
          <Button variant="default" onClick={onChange}>
            {form.change}
          </Button>
        )}
      </div>
    </div>
  )
}

const wordsOf = (result: Result): { title: string; more?: string } => {
  if (result === 'tooOften' || result === 'failed') return { title: text[result], more: text.unknownMore }
  switch (result.result) {
    case 'match':
      return { title: text.match }
    case 'closeMatch':
      return { title: text.closeMatch(result.name) }
    case 'noMatch':
      return { title: text.noMatch, more: text.noMatchMore }
    case 'unknown':
      return { title: text.unknown, more: text.unknownMore }
  }
}
