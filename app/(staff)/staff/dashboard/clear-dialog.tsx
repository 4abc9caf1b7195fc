'use client'

/** Ends what stands in suspense for a payment, by an account of the customer whose payment it was. */
import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api, type PaymentBetweenBanks } from '../../../api-client/api.ts'
import { useBankSession } from '../../../api-client/bank-session.tsx'
import { useCommand } from '../../../api-client/give-command.ts'
import { minorUnits } from '../../../api-client/pending-overlay.ts'
import { useBankAccounts, useStaffAccount } from '../../../api-client/staff-queries.ts'
import { tailOf } from '../../../components/account-number.tsx'
import { Choice, ChoiceGroup } from '../../../components/choice.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { Money } from '../../../components/money.tsx'
import { formatMoney } from '../../../components/money-format.ts'
import { showDone } from '../../../components/notices.tsx'
import { staffText } from '../../../text/staff.ts'
import classes from '../staff.module.css'

const { dashboard: text } = staffText

export function ClearDialog({
  payment,
  accountId,
  onClose,
}: {
  payment: PaymentBetweenBanks
  accountId: string
  onClose: () => void
}) {
  const { me } = useBankSession()
  const { give, isGiving, failure } = useCommand<{ version: number; isCleared: boolean }>()
  const { transferId, inSuspense, clearing } = payment
  const owner = useStaffAccount(accountId).data?.data.owner
  const { rows } = useBankAccounts(owner && { customerId: owner.customerId }, owner !== undefined)
  const accounts = rows.filter(
    ({ currency, status }) => currency === inSuspense.currency && status === 'open',
  )
  const [chosen, setChosen] = useState(clearing?.accountId ?? accountId)
  const isGivenBack = minorUnits(inSuspense) > 0n

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const answer = await give((commandId) =>
      api.commands.clearSuspense.mutate({ commandId, transferId, accountId: chosen }),
    )
    if (!answer) return
    const money = formatMoney(inSuspense)
    if (answer.isCleared) showDone(text.cleared, text.clearedDetail(money))
    else showDone(text.clearingProposed, text.clearingProposedDetail(money))
    onClose()
  }

  return (
    <Dialog title={text.clearTitle(formatMoney(inSuspense))} onClose={onClose}>
      <form onSubmit={submit} noValidate className={classes.form}>
        <p>{isGivenBack ? text.givesBack : text.takesFrom}</p>
        {clearing && <p className={classes.quiet}>{text.proposed(clearing.proposedBy === me.userId)}</p>}
        <ChoiceGroup legend={staffText.account.kind} field="accountId">
          {accounts.map(({ accountId: value, name, number, available }) => (
            <Choice
              key={value}
              name="accountId"
              value={value}
              isChosen={chosen === value}
              onChoose={() => setChosen(value)}
              label={name}
              detail={tailOf(number)}
              side={<Money value={available} />}
            />
          ))}
        </ChoiceGroup>
        {failure && (
          <p role="alert" className={classes.failure}>
            {failure.message}
          </p>
        )}
        <Button type="submit" loading={isGiving} disabled={accounts.length === 0}>
          {text.clear}
        </Button>
      </form>
    </Dialog>
  )
}
