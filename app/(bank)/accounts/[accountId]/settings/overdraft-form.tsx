'use client'

/** How far below zero the account may go: its owner can lower that, and only the bank can raise it. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { formatDecimal } from '../../../../../server/domain/decimal.ts'
import { api } from '../../../../api-client/api.ts'
import { useCommand } from '../../../../api-client/give-command.ts'
import { minorUnits } from '../../../../api-client/pending-overlay.ts'
import type { ShownAccount } from '../../../../api-client/queries.ts'
import { readAmount } from '../../../../components/amount-input.ts'
import { formatMoney } from '../../../../components/money-format.ts'
import { showDone } from '../../../../components/notices.tsx'
import { accountSettingsText } from '../../../../text/account-settings.ts'
import { AmountField, SettingForm, SettingSheet } from './setting-sheet.tsx'
import classes from './settings.module.css'

const text = accountSettingsText.overdraft

export function OverdraftForm({
  account: { accountId, currency, overdraftLimit },
}: {
  account: ShownAccount
}) {
  const { give, isGiving, failure } = useCommand<{ version: number }>()
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const limit = formatMoney(overdraftLimit)
  if (minorUnits(overdraftLimit) === 0n)
    return (
      <SettingSheet title={text.title}>
        <p className={classes.quiet}>{text.none}</p>
      </SettingSheet>
    )

  const lowerTo = async (amount: string) => {
    const next = { amount, currency }
    const answer = await give((commandId) =>
      api.commands.setOverdraftLimit.mutate({ commandId, accountId, limit: next }),
    )
    if (answer)
      showDone(
        accountSettingsText.saved,
        minorUnits(next) === 0n ? text.doneEnd : text.done(formatMoney(next)),
      )
  }
  const save = async () => {
    const read = readAmount(typed, currency)
    const isLower = read.ok && minorUnits({ amount: read.amount, currency }) < minorUnits(overdraftLimit)
    setProblem(!read.ok ? read.reason : isLower ? undefined : text.tooHigh(limit))
    if (read.ok && isLower) await lowerTo(read.amount)
  }
  return (
    <SettingSheet title={text.title}>
      <p>{text.has(limit)}</p>
      <SettingForm
        onSave={save}
        isGiving={isGiving}
        failure={failure}
        save={text.save}
        isUnchanged={typed === ''}
        other={
          <Button
            variant="subtle"
            disabled={isGiving}
            onClick={() => void lowerTo(formatDecimal(0n, currency))}
          >
            {text.end}
          </Button>
        }
      >
        <AmountField
          label={text.label}
          description={text.hint}
          typed={typed}
          onTyped={setTyped}
          currency={currency}
          problem={problem}
        />
      </SettingForm>
    </SettingSheet>
  )
}
