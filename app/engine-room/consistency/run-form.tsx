'use client'

/** Between which accounts and with how much the lanes are run; or why they cannot be. */
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react'
import { type FormEvent, useRef, useState } from 'react'
import { useBankSession } from '../../api-client/bank-session.tsx'
import type { RunWishes, useConsistencyLab } from '../../api-client/consistency-lab/use-consistency-lab.ts'
import { describeReadFailure } from '../../api-client/failures.ts'
import { type ShownAccount, useAccounts } from '../../api-client/queries.ts'
import { isCustomer } from '../../api-client/signed-in.tsx'
import { readAmount } from '../../components/amount-input.ts'
import { RowsPlaceholder, UnreadPart } from '../../components/states.tsx'
import { consistencyText } from '../../text/engine-room-consistency.ts'
import { Explanation } from '../explanation.tsx'
import { optionOf, possibleFrom, possibleTo } from '../own-accounts.ts'
import { Part } from '../part.tsx'
import { PassingButton } from '../passing-button.tsx'
import classes from './consistency.module.css'

const { form: text } = consistencyText
const USUAL_AMOUNT = '1'

type Lab = Pick<ReturnType<typeof useConsistencyLab>, 'phase' | 'problem' | 'runs' | 'stop'>
type Wishes = Omit<RunWishes, 'prepare'>

export function RunForm({ lab, onRun }: { lab: Lab; onRun: (wishes: Wishes) => void }) {
  const { me } = useBankSession()
  return (
    <Part title={text.title}>
      <Explanation of="app/api-client/consistency-lab/run-lanes.ts#runLanes">{text.explained}</Explanation>
      {!me.demo ? (
        <p className={classes.none}>{text.noDemo}</p>
      ) : isCustomer(me) ? (
        <OwnAccounts lab={lab} onRun={onRun} />
      ) : (
        <p className={classes.none}>{text.notCustomer}</p>
      )}
    </Part>
  )
}

function OwnAccounts({ lab, onRun }: { lab: Lab; onRun: (wishes: Wishes) => void }) {
  const { accounts, error, isFetching, refetch } = useAccounts()
  if (!accounts)
    return error ? (
      <UnreadPart onRetry={() => void refetch()} isRetrying={isFetching}>
        {describeReadFailure(error)}
      </UnreadPart>
    ) : (
      <RowsPlaceholder label={text.loading} rows={3} />
    )
  // While a run is under way money is between the two, so the form is not taken away from under it.
  if (possibleFrom(accounts).length === 0 && lab.phase === 'idle')
    return <p className={classes.none}>{text.noPair}</p>
  return <TheForm accounts={accounts} lab={lab} onRun={onRun} />
}

const partyOf = ({ accountId, number, name }: ShownAccount) => ({ accountId, number, name })

function TheForm({
  accounts,
  lab: { phase, problem, runs, stop },
  onRun,
}: {
  accounts: readonly ShownAccount[]
  lab: Lab
  onRun: (wishes: Wishes) => void
}) {
  const [fromId, setFrom] = useState<string | null>(null)
  const [toId, setTo] = useState<string | null>(null)
  const [typed, setTyped] = useState(USUAL_AMOUNT)
  const [wrong, setWrong] = useState<string | null>(null)
  const payers = possibleFrom(accounts)
  const from = payers.find(({ accountId }) => accountId === fromId) ?? payers[0]
  const receivers = from ? possibleTo(from, accounts) : []
  const to = receivers.find(({ accountId }) => accountId === toId) ?? receivers[0]
  const isIdle = phase === 'idle'
  const isRunning = !isIdle && phase !== 'puttingRight'
  const run = useRef<HTMLButtonElement>(null)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isIdle || !from || !to) return
    const read = readAmount(typed, from.currency)
    if (!read.ok) return setWrong(read.reason)
    setWrong(null)
    onRun({
      accounts: [partyOf(from), partyOf(to)],
      money: { amount: read.amount, currency: from.currency },
      description: text.description,
    })
  }
  return (
    <form onSubmit={submit} className={classes.form} noValidate>
      <div className={classes.pair}>
        <NativeSelect
          label={text.from}
          value={from?.accountId ?? ''}
          data={payers.map(optionOf)}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <NativeSelect
          label={text.to}
          value={to?.accountId ?? ''}
          data={receivers.map(optionOf)}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
      </div>
      <TextInput
        label={text.amount}
        description={text.amountHint}
        value={typed}
        inputMode="decimal"
        autoComplete="off"
        error={wrong}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {problem && (
        <p role="alert" className={classes.failure}>
          {text.failed} {problem}
        </p>
      )}
      <div className={classes.buttons}>
        {/* It keeps the focus while the lanes run. */}
        <Button
          ref={run}
          type="submit"
          leftSection={<IconPlayerPlay aria-hidden size={18} />}
          data-disabled={!isIdle || undefined}
          aria-disabled={!isIdle}
        >
          {isRunning ? text.running : runs.length === 0 ? text.run : text.again}
        </Button>
        {isRunning && (
          <PassingButton
            focusAfter={run}
            variant="default"
            leftSection={<IconPlayerStop aria-hidden size={18} />}
            data-disabled={phase === 'stopping' || undefined}
            aria-disabled={phase === 'stopping'}
            onClick={stop}
          >
            {text.stop}
          </PassingButton>
        )}
      </div>
      {phase === 'stopping' && <p className={classes.quiet}>{text.stopping}</p>}
    </form>
  )
}
