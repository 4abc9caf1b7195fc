'use client'

/** A transfer that is sent from here, from one's own account to any other, and followed. */
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useBankSession } from '../../api-client/bank-session.tsx'
import { findAccount, type Sent, useMeasuredTransfer } from '../../api-client/engine-room-flow-queries.ts'
import { describeReadFailure, httpStatusOf } from '../../api-client/failures.ts'
import { type ShownAccount, useAccounts } from '../../api-client/queries.ts'
import { isCustomer } from '../../api-client/signed-in.tsx'
import { readAmount } from '../../components/amount-input.ts'
import { RowsPlaceholder } from '../../components/states.tsx'
import { flowText } from '../../text/engine-room-flow.ts'
import { Explanation } from '../explanation.tsx'
import { optionOf, receiversOf } from '../own-accounts.ts'
import { Part } from '../part.tsx'
import classes from './flow.module.css'

const { send: text } = flowText
const ANOTHER = 'another'
const USUAL_AMOUNT = '1.00'

export function SendTransfer({ onSent }: { onSent: (sent: Sent) => void }) {
  const { me } = useBankSession()
  return (
    <Part title={text.title}>
      {isCustomer(me) ? <OwnTransfer onSent={onSent} /> : <p className={classes.none}>{text.notCustomer}</p>}
    </Part>
  )
}

function OwnTransfer({ onSent }: { onSent: (sent: Sent) => void }) {
  const { accounts } = useAccounts()
  if (!accounts) return <RowsPlaceholder label={text.loading} rows={3} />
  const open = accounts.filter(({ status }) => status === 'open')
  if (open.length === 0) return <p className={classes.none}>{text.noAccounts}</p>
  return (
    <>
      <Explanation of="app/engine-room/flow/send-transfer.tsx#SendTransfer">{text.explained}</Explanation>
      <TransferForm accounts={open} onSent={onSent} />
    </>
  )
}

type Problem = { readonly field: 'amount' | 'number' | 'form'; readonly message: string }

function TransferForm({
  accounts,
  onSent,
}: {
  accounts: readonly ShownAccount[]
  onSent: (sent: Sent) => void
}) {
  const [fromId, setFrom] = useState(accounts[0]?.accountId ?? '')
  const [toId, setTo] = useState<string | null>(null)
  const [number, setNumber] = useState('')
  const [typed, setTyped] = useState(USUAL_AMOUNT)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isLooking, setLooking] = useState(false)
  const { mutate, isPending } = useMeasuredTransfer((sent) => onSent(sent))

  const from = accounts.find(({ accountId }) => accountId === fromId) ?? accounts[0]
  if (!from) return null
  const others = receiversOf(from, accounts)
  const to =
    others.find(({ accountId }) => accountId === toId)?.accountId ??
    (toId === ANOTHER ? ANOTHER : (others[0]?.accountId ?? ANOTHER))

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const read = readAmount(typed, from.currency)
    if (!read.ok) return setProblem({ field: 'amount', message: read.reason })
    setProblem(null)
    const receiver = to === ANOTHER ? await receiverOf(number) : to
    if (typeof receiver !== 'string') return setProblem(receiver)
    mutate(
      {
        clickedAt: performance.now(),
        transfer: {
          fromAccountId: from.accountId,
          toAccountId: receiver,
          money: { amount: read.amount, currency: from.currency },
          description: text.description,
        },
      },
      { onError: (error) => setProblem({ field: 'form', message: describeReadFailure(error) }) },
    )
  }

  const receiverOf = async (typedNumber: string): Promise<string | Problem> => {
    if (typedNumber.trim() === '') return { field: 'number', message: text.missingNumber }
    setLooking(true)
    try {
      return (await findAccount(typedNumber)).data.accountId
    } catch (error) {
      const isNone = [400, 404].includes(httpStatusOf(error) ?? 0)
      return { field: 'number', message: isNone ? text.noSuchAccount : describeReadFailure(error) }
    } finally {
      setLooking(false)
    }
  }

  const errorOf = (field: Problem['field']) => (problem?.field === field ? problem.message : null)
  return (
    <form onSubmit={(event) => void submit(event)} className={classes.form} noValidate>
      <NativeSelect
        label={text.from}
        value={from.accountId}
        data={accounts.map(optionOf)}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <NativeSelect
        label={text.to}
        value={to}
        data={[...others.map(optionOf), { value: ANOTHER, label: text.other }]}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      {to === ANOTHER && (
        <TextInput
          label={text.number}
          value={number}
          autoComplete="off"
          spellCheck={false}
          maxLength={40}
          error={errorOf('number')}
          onChange={(event) => setNumber(event.currentTarget.value)}
        />
      )}
      <TextInput
        label={text.amount}
        description={text.amountHint}
        value={typed}
        inputMode="decimal"
        autoComplete="off"
        error={errorOf('amount')}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {errorOf('form') && (
        <p role="alert" className={classes.failure}>
          {errorOf('form')}
        </p>
      )}
      <Button type="submit" loading={isPending || isLooking}>
        {text.send}
      </Button>
    </form>
  )
}
