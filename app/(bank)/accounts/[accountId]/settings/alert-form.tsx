'use client'

/** Below which balance one wants to be told. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import type { WireMoney } from '../../../../../server/domain/decimal.ts'
import { useLowBalanceAlert } from '../../../../api-client/account-settings-queries.ts'
import { api } from '../../../../api-client/api.ts'
import { describeReadFailure } from '../../../../api-client/failures.ts'
import { useCommand } from '../../../../api-client/give-command.ts'
import type { ShownAccount } from '../../../../api-client/queries.ts'
import { readAmount } from '../../../../components/amount-input.ts'
import { formatMoney } from '../../../../components/money-format.ts'
import { showDone } from '../../../../components/notices.tsx'
import { ErrorState, RowsPlaceholder } from '../../../../components/states.tsx'
import { accountSettingsText } from '../../../../text/account-settings.ts'
import { AmountField, asTyped, SettingForm, SettingSheet } from './setting-sheet.tsx'
import classes from './settings.module.css'

const text = accountSettingsText.alert

export function AlertForm({ account }: { account: ShownAccount }) {
  const { threshold, error, refetch } = useLowBalanceAlert(account.accountId)
  return (
    <SettingSheet title={text.title}>
      {threshold !== undefined ? (
        <Form key={threshold?.amount} account={account} threshold={threshold} />
      ) : error ? (
        <ErrorState title={text.failed} message={describeReadFailure(error)} onRetry={() => void refetch()} />
      ) : (
        <RowsPlaceholder rows={1} label={text.title} />
      )}
    </SettingSheet>
  )
}

function Form({
  account: { accountId, currency },
  threshold,
}: {
  account: ShownAccount
  threshold: WireMoney | null
}) {
  const { give, isGiving, failure } = useCommand<{ version: number }>()
  const [typed, setTyped] = useState(threshold ? asTyped(threshold) : '')
  const [problem, setProblem] = useState<string | undefined>(undefined)

  const set = async (next: WireMoney | null) => {
    const answer = await give((commandId) =>
      api.commands.setLowBalanceAlert.mutate({ commandId, accountId, threshold: next }),
    )
    if (answer) showDone(accountSettingsText.saved, next ? text.done(formatMoney(next)) : text.doneOff)
  }
  const save = async () => {
    const read = readAmount(typed, currency)
    setProblem(read.ok ? undefined : read.reason)
    if (read.ok) await set({ amount: read.amount, currency })
  }
  return (
    <SettingForm
      onSave={save}
      isGiving={isGiving}
      failure={failure}
      isUnchanged={typed === (threshold ? asTyped(threshold) : '')}
      other={
        threshold && (
          <Button variant="subtle" disabled={isGiving} onClick={() => void set(null)}>
            {text.off}
          </Button>
        )
      }
    >
      {!threshold && <p className={classes.quiet}>{text.isOff}</p>}
      <AmountField
        label={text.label}
        description={text.hint}
        typed={typed}
        onTyped={setTyped}
        currency={currency}
        problem={problem}
      />
    </SettingForm>
  )
}
