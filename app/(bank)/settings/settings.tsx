'use client'

/** What one chooses for oneself: for how long what one sends can be undone, and what this browser does. */
import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api } from '../../api-client/api.ts'
import { describeReadFailure } from '../../api-client/failures.ts'
import { useCommand } from '../../api-client/give-command.ts'
import { useSettings } from '../../api-client/queries.ts'
import { BrowserPreferences } from '../../components/browser-preferences.tsx'
import { Choice, ChoiceGroup } from '../../components/choice.tsx'
import { showDone } from '../../components/notices.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import sheet from '../../components/sheet.module.css'
import { ErrorState } from '../../components/states.tsx'
import { settingsText as text } from '../../text/settings.ts'
import { PagePlaceholder } from '../page-placeholder.tsx'
import classes from './settings.module.css'

const USUAL_CHOICES = [0, 5, 10, 20, 30, 60]

export function Settings() {
  const { data, settings, error, refetch, isFetching } = useSettings()
  if (!data)
    return error ? (
      <ErrorState
        message={describeReadFailure(error)}
        onRetry={() => void refetch()}
        isRetrying={isFetching}
      />
    ) : (
      <PagePlaceholder />
    )
  return (
    <div className={classes.column}>
      <PageHeading title={text.title} />
      <div className={classes.sheets}>
        <UndoWindow key={settings.undoSeconds} current={settings.undoSeconds} />
        <BrowserPreferences />
      </div>
    </div>
  )
}

function UndoWindow({ current }: { current: number }) {
  const { give, isGiving, failure } = useCommand<{ version: number }>()
  const [seconds, setSeconds] = useState(current)
  const choices = [...new Set([...USUAL_CHOICES, current])].toSorted((a, b) => a - b)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (await give((commandId) => api.commands.setUndoWindow.mutate({ commandId, seconds })))
      showDone(text.undo.saved, text.undo.savedDetail(seconds))
  }
  return (
    <form onSubmit={submit} className={`${sheet.sheet} ${sheet.padded} ${classes.form}`}>
      <ChoiceGroup legend={text.undo.title} field="seconds">
        {choices.map((choice) => (
          <Choice
            key={choice}
            name="seconds"
            value={String(choice)}
            isChosen={seconds === choice}
            onChoose={() => setSeconds(choice)}
            label={text.undo.choice(choice)}
            detail={choice === 0 ? text.undo.atOnce : undefined}
          />
        ))}
      </ChoiceGroup>
      {failure && (
        <p role="alert" className={classes.failure}>
          {failure.message}
        </p>
      )}
      <div>
        <Button type="submit" loading={isGiving} disabled={seconds === current}>
          {text.undo.save}
        </Button>
      </div>
    </form>
  )
}
