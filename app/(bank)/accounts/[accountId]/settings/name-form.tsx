'use client'

/** What one calls the account. */
import { TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import { api } from '../../../../api-client/api.ts'
import { useCommand } from '../../../../api-client/give-command.ts'
import type { ShownAccount } from '../../../../api-client/queries.ts'
import { showUndoable } from '../../../../components/notices.tsx'
import { useTakeBack } from '../../../../components/use-take-back.ts'
import { accountSettingsText } from '../../../../text/account-settings.ts'
import { SettingForm, SettingSheet } from './setting-sheet.tsx'

const text = accountSettingsText.name

export function NameForm({ account: { accountId, name } }: { account: ShownAccount }) {
  const { give, isGiving, failure } = useCommand<{ version: number }>()
  const takeBack = useTakeBack()
  const [typed, setTyped] = useState(name)
  const [isMissing, setMissing] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const cleaned = typed.normalize('NFC').trim()

  const save = async () => {
    setMissing(cleaned === '')
    if (cleaned === '') return input.current?.focus()
    const rename = (to: string) => (commandId: string) =>
      api.commands.renameAccount.mutate({ commandId, accountId, name: to })
    if (await give(rename(cleaned)))
      showUndoable(accountSettingsText.saved, text.done(cleaned), () => void takeBack(rename(name)))
  }
  return (
    <SettingSheet title={text.title}>
      <SettingForm onSave={save} isGiving={isGiving} failure={failure} isUnchanged={cleaned === name}>
        <TextInput
          ref={input}
          aria-label={text.title}
          description={text.hint}
          autoComplete="off"
          maxLength={60}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            setMissing(false)
          }}
          error={isMissing ? text.missing : undefined}
        />
      </SettingForm>
    </SettingSheet>
  )
}
