'use client'

/** One action on one account: the sum where money moves, and always the reason. */
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { type Account, api } from '../../api-client/api.ts'
import { useCommand } from '../../api-client/give-command.ts'
import { readAmount } from '../../components/amount-input.ts'
import { Dialog } from '../../components/dialog.tsx'
import { formatMoney } from '../../components/money-format.ts'
import { showDone } from '../../components/notices.tsx'
import { type AccountAction, actionNames, movesMoney } from './account-actions.ts'
import classes from './staff.module.css'

export function ActionDialog({
  account,
  action,
  onClose,
}: {
  account: Account
  action: AccountAction
  onClose: () => void
}) {
  const { give, isGiving, failure } = useCommand<{ version: number }>()
  const [typedAmount, setTypedAmount] = useState('')
  const [reason, setReason] = useState('')
  const [problems, setProblems] = useState<{ amount?: string; reason?: string }>({})

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { accountId, currency } = account
    const amount = readAmount(typedAmount, currency)
    const words = reason.normalize('NFC').trim()
    const found = {
      ...(movesMoney(action) && !amount.ok && { amount: amount.reason }),
      ...(!movesMoney(action) && words === '' && { reason: 'Say why: it goes into the log.' }),
    }
    setProblems(found)
    if (Object.keys(found).length > 0) return
    const money = { amount: amount.ok ? amount.amount : '', currency }
    const answer = await give((commandId) =>
      movesMoney(action)
        ? api.commands[`${action}Money`].mutate({ commandId, accountId, money, description: words })
        : api.commands[`${action}Account`].mutate({ commandId, accountId, reason: words }),
    )
    if (!answer) return
    showDone(
      `${actionNames[action]}: done`,
      movesMoney(action)
        ? `${formatMoney(money)}, ${account.owner.name}`
        : `${account.name}, ${account.owner.name}`,
    )
    onClose()
  }

  return (
    <Dialog title={`${actionNames[action]}: ${account.name} of ${account.owner.name}`} onClose={onClose}>
      <form onSubmit={submit} noValidate className={classes.form}>
        {movesMoney(action) && (
          <TextInput
            label="Amount"
            inputMode="decimal"
            autoComplete="off"
            autoFocus
            value={typedAmount}
            maxLength={40}
            onChange={(event) => setTypedAmount(event.currentTarget.value)}
            rightSection={account.currency}
            rightSectionWidth={56}
            error={problems.amount}
          />
        )}
        <TextInput
          label={movesMoney(action) ? 'Description' : 'Reason'}
          autoComplete="off"
          autoFocus={!movesMoney(action)}
          value={reason}
          maxLength={movesMoney(action) ? 140 : 200}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={problems.reason}
        />
        {failure && (
          <p role="alert" className={classes.failure}>
            {failure.message}
          </p>
        )}
        <Button type="submit" loading={isGiving}>
          {actionNames[action]}
        </Button>
      </form>
    </Dialog>
  )
}
