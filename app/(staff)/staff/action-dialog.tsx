'use client'

/** One action on one account: the sum where money moves, and otherwise the reason. */
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { type Account, api } from '../../api-client/api.ts'
import { useCommand } from '../../api-client/give-command.ts'
import { useBankAccounts } from '../../api-client/staff-queries.ts'
import { tailOf } from '../../components/account-number.tsx'
import { readAmount } from '../../components/amount-input.ts'
import { Choice, ChoiceGroup } from '../../components/choice.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { formatMoney } from '../../components/money-format.ts'
import { showDone } from '../../components/notices.tsx'
import { staffText } from '../../text/staff.ts'
import { type AccountAction, movesMoney } from './account-actions.ts'
import classes from './staff.module.css'

const { actions: text } = staffText
type Problems = { readonly amount?: string | undefined; readonly reason?: string | undefined }

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
  const [toAccountId, setToAccountId] = useState<string | undefined>(undefined)
  const [problems, setProblems] = useState<Problems>({})
  const { accountId, currency, owner } = account
  const hasAmount = movesMoney(action) || action === 'overdraft'
  const hasReason = action !== 'overdraft'

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const amount = readTyped(typedAmount, account, action)
    const words = reason.normalize('NFC').trim()
    const found: Problems = {
      amount: hasAmount && !amount.ok ? amount.reason : undefined,
      reason: hasReason && !movesMoney(action) && words === '' ? text.reasonMissing : undefined,
    }
    setProblems(found)
    if (found.amount ?? found.reason) return
    const money = { amount: amount.ok ? amount.amount : '', currency }
    const answer = await give(async (commandId) => {
      switch (action) {
        case 'deposit':
        case 'withdraw':
          return api.commands[`${action}Money`].mutate({ commandId, accountId, money, description: words })
        case 'overdraft':
          return api.commands.setOverdraftLimit.mutate({ commandId, accountId, limit: money })
        case 'close':
          return api.commands.closeAccount.mutate({ commandId, accountId, reason: words, toAccountId })
        case 'freeze':
        case 'unfreeze':
          return api.commands[`${action}Account`].mutate({ commandId, accountId, reason: words })
      }
    })
    if (!answer) return
    showDone(
      text.done(text[action]),
      hasAmount ? text.paid(formatMoney(money), owner.name) : text.on(account.name, owner.name),
    )
    onClose()
  }

  return (
    <Dialog title={text.titleOf(text[action], account.name, owner.name)} onClose={onClose}>
      <form onSubmit={submit} noValidate className={classes.form}>
        {hasAmount && (
          <TextInput
            label={action === 'overdraft' ? text.limit : text.amount}
            description={
              action === 'overdraft' ? text.limitHint(formatMoney(account.overdraftLimit)) : undefined
            }
            inputMode="decimal"
            autoComplete="off"
            data-autofocus
            value={typedAmount}
            maxLength={40}
            onChange={(event) => setTypedAmount(event.currentTarget.value)}
            rightSection={currency}
            rightSectionWidth={56}
            error={problems.amount}
          />
        )}
        {hasReason && (
          <TextInput
            label={movesMoney(action) ? text.description : text.reason}
            autoComplete="off"
            data-autofocus={!hasAmount || undefined}
            value={reason}
            maxLength={movesMoney(action) ? 140 : 200}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={problems.reason}
          />
        )}
        {action === 'close' && (
          <WhereTheRestGoes account={account} chosen={toAccountId} onChoose={setToAccountId} />
        )}
        {failure && (
          <p role="alert" className={classes.failure}>
            {failure.message}
          </p>
        )}
        <Button type="submit" loading={isGiving}>
          {text[action]}
        </Button>
      </form>
    </Dialog>
  )
}

/** An overdraft may be taken away altogether; nothing else may be nothing. */
const readTyped = (typed: string, { currency }: Account, action: AccountAction) => {
  const isNothing = action === 'overdraft' && /^\s*0+([.,]0*)?\s*$/.test(typed)
  return isNothing
    ? { ok: true as const, amount: currency === 'JPY' ? '0' : '0.00' }
    : readAmount(typed, currency)
}

/** What is left, interest included, goes to another account of the owner's in the same currency. */
function WhereTheRestGoes({
  account,
  chosen,
  onChoose,
}: {
  account: Account
  chosen: string | undefined
  onChoose: (accountId: string | undefined) => void
}) {
  const { rows } = useBankAccounts({ customerId: account.owner.customerId })
  const others = rows.filter(
    ({ accountId, currency, status }) =>
      accountId !== account.accountId && currency === account.currency && status === 'open',
  )
  if (others.length === 0) return null
  return (
    <ChoiceGroup legend={text.rest} field="toAccountId">
      <Choice
        name="toAccountId"
        value=""
        isChosen={chosen === undefined}
        onChoose={() => onChoose(undefined)}
        label={text.restNowhere}
        detail={text.restNowhereDetail}
      />
      {others.map(({ accountId, name, number }) => (
        <Choice
          key={accountId}
          name="toAccountId"
          value={accountId}
          isChosen={chosen === accountId}
          onChoose={() => onChoose(accountId)}
          label={name}
          detail={tailOf(number)}
        />
      ))}
    </ChoiceGroup>
  )
}
