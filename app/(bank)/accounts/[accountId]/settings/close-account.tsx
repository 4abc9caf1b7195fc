'use client'

/** Ends an account: what is in the way is named first, and what is done cannot be undone, so it is asked once more. */
import { Button, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { useActiveOrders, useInterest, useLimits } from '../../../../api-client/account-settings-queries.ts'
import { api } from '../../../../api-client/api.ts'
import { useCommand } from '../../../../api-client/give-command.ts'
import type { ShownAccount } from '../../../../api-client/queries.ts'
import { tailOf } from '../../../../components/account-number.tsx'
import { Choice, ChoiceGroup } from '../../../../components/choice.tsx'
import { Dialog } from '../../../../components/dialog.tsx'
import { formatMoney } from '../../../../components/money-format.ts'
import { showDone } from '../../../../components/notices.tsx'
import { RowsPlaceholder, UnreadPart } from '../../../../components/states.tsx'
import { accountSettingsText } from '../../../../text/account-settings.ts'
import { type Closing, closingOf, type Obstacle } from './closing.ts'
import { SettingSheet } from './setting-sheet.tsx'
import classes from './settings.module.css'

const text = accountSettingsText.close

export function CloseAccount({
  account,
  accounts,
}: {
  account: ShownAccount
  accounts: readonly ShownAccount[]
}) {
  const interest = useInterest(account.accountId)
  const orders = useActiveOrders(account.accountId)
  const limits = useLimits(account.accountId)
  const asked = [interest, orders, limits]
  const isUnread = asked.some(({ data, isError }) => isError && data === undefined)
  return (
    <SettingSheet title={text.title}>
      <p className={classes.quiet}>{text.intro}</p>
      {isUnread ? (
        <UnreadPart
          onRetry={() => {
            for (const query of asked) if (query.isError) void query.refetch()
          }}
          isRetrying={asked.some(({ isFetching }) => isFetching)}
        >
          {text.failed}
        </UnreadPart>
      ) : interest.interest && limits.limits && orders.orders !== undefined ? (
        <Steps
          account={account}
          closing={closingOf(account, accounts, interest.interest, limits.limits)}
          orders={orders.orders}
        />
      ) : (
        <RowsPlaceholder rows={2} label={text.title} />
      )}
    </SettingSheet>
  )
}

function Steps({ account, closing, orders }: { account: ShownAccount; closing: Closing; orders: number }) {
  const { obstacles } = closing
  return (
    <>
      <h3 className={classes.subtitle}>{text.todo}</h3>
      <ul className={classes.steps}>
        {obstacles.length === 0 && (
          <li className={classes.step}>
            <IconCheck aria-hidden size={18} className={classes.done} />
            {text.ready}
          </li>
        )}
        {obstacles.map((obstacle) => (
          <li key={obstacle.kind} className={classes.step}>
            <IconAlertTriangle aria-hidden size={18} className={classes.obstacle} />
            {sentenceFor(obstacle)}
          </li>
        ))}
        {orders > 0 && (
          <li className={classes.step}>
            <IconAlertTriangle aria-hidden size={18} className={classes.obstacle} />
            <span>
              {text.orders(orders)} <Link href="/scheduled">{text.toOrders}</Link>
            </span>
          </li>
        )}
      </ul>
      {obstacles.length === 0 && <Form account={account} closing={closing} />}
    </>
  )
}

const sentenceFor = (obstacle: Obstacle): string => {
  switch (obstacle.kind) {
    case 'frozen':
    case 'pending':
      return text.obstacles[obstacle.kind]
    case 'noTarget':
      return text.obstacles.noTarget(formatMoney(obstacle.amount), obstacle.amount.currency)
    default:
      return text.obstacles[obstacle.kind](formatMoney(obstacle.amount))
  }
}

function Form({ account, closing: { left, targets } }: { account: ShownAccount; closing: Closing }) {
  const [targetId, setTargetId] = useState<string | undefined>(undefined)
  const [reason, setReason] = useState('')
  const [problems, setProblems] = useState<{ target?: string; reason?: string }>({})
  const [isAsked, setAsked] = useState(false)
  const target = left ? targets.find(({ accountId }) => accountId === targetId) : undefined
  const words = reason.normalize('NFC').trim()

  const ask = (event: FormEvent) => {
    event.preventDefault()
    const found = {
      ...(left && !target && { target: text.choose }),
      ...(words === '' && { reason: text.reasonMissing }),
    }
    setProblems(found)
    setAsked(Object.keys(found).length === 0)
  }
  return (
    <>
      <form onSubmit={ask} noValidate className={classes.form}>
        {left && (
          <ChoiceGroup legend={text.target} field="target" problem={problems.target}>
            {targets.map((one) => (
              <Choice
                key={one.accountId}
                name="target"
                value={one.accountId}
                isChosen={one.accountId === targetId}
                onChoose={() => setTargetId(one.accountId)}
                label={one.name}
                detail={tailOf(one.number)}
              />
            ))}
          </ChoiceGroup>
        )}
        {left && <p className={classes.quiet}>{text.about(formatMoney(left))}</p>}
        <TextInput
          label={text.reason}
          description={text.reasonHint}
          autoComplete="off"
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={problems.reason}
        />
        <div className={classes.buttons}>
          <Button type="submit" variant="default" className={classes.danger}>
            {text.start}
          </Button>
        </div>
      </form>
      {isAsked && (
        <Confirm
          account={account}
          pays={left && target ? text.confirm.paysOut(formatMoney(left), target.name) : text.confirm.empty}
          closing={{ reason: words, ...(target && { toAccountId: target.accountId }) }}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  )
}

function Confirm({
  account: { accountId, name },
  pays,
  closing,
  onClose,
}: {
  account: ShownAccount
  pays: string
  closing: { reason: string; toAccountId?: string }
  onClose: () => void
}) {
  const router = useRouter()
  const { give, isGiving, failure } = useCommand<{ version: number }>()
  const close = async () => {
    const answer = await give((commandId) =>
      api.commands.closeAccount.mutate({ commandId, accountId, ...closing }),
    )
    if (!answer) return
    showDone(text.done, text.doneMore(name))
    router.push('/')
  }
  return (
    <Dialog title={text.confirm.title(name)} onClose={onClose}>
      <p className={classes.confirm}>{pays}</p>
      {failure && (
        <p role="alert" className={classes.failure}>
          {failure.message}
        </p>
      )}
      <div className={classes.buttons}>
        <Button color="red" loading={isGiving} onClick={() => void close()}>
          {text.confirm.yes}
        </Button>
        <Button variant="default" onClick={onClose}>
          {text.confirm.no}
        </Button>
      </div>
    </Dialog>
  )
}
