'use client'

/** Saying yes, which pays at once from the account that one chooses, or no. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../api-client/api.ts'
import { useCommand } from '../../../api-client/give-command.ts'
import { minorUnits } from '../../../api-client/pending-overlay.ts'
import { useAccounts } from '../../../api-client/queries.ts'
import type { PaymentRequest } from '../../../api-client/requests-queries.ts'
import { tailOf } from '../../../components/account-number.tsx'
import { Choice, ChoiceGroup } from '../../../components/choice.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { Money } from '../../../components/money.tsx'
import { formatMoney } from '../../../components/money-format.ts'
import { showDone } from '../../../components/notices.tsx'
import sheet from '../../../components/sheet.module.css'
import { requestsText } from '../../../text/requests.ts'
import classes from '../requests.module.css'

const { one: text } = requestsText

export function Answer({ request }: { request: PaymentRequest }) {
  const { requestId, money, to } = request
  const { accounts = [] } = useAccounts()
  const payable = accounts.filter(({ currency, status }) => currency === money.currency && status === 'open')
  // The first that has enough, unless one chooses another.
  const usual = payable.find(({ available }) => minorUnits(available) >= minorUnits(money)) ?? payable[0]
  const [chosen, setChosen] = useState<string | null>(null)
  const fromAccountId = chosen ?? usual?.accountId
  const paying = useCommand<{ version: number; status: string }>()
  const [isDeclining, setDeclining] = useState(false)

  const pay = async () => {
    if (!fromAccountId) return
    const answer = await paying.give((commandId) =>
      api.commands.acceptRequest.mutate({ commandId, requestId, fromAccountId }),
    )
    if (!answer) return
    if (answer.status === 'completed') showDone(text.paidDone, text.paidText(formatMoney(money), to.name))
    else showDone(text.held, text.heldText)
  }
  return (
    <div className={`${sheet.sheet} ${sheet.padded} ${classes.answer}`}>
      {payable.length === 0 ? (
        <p>{text.noAccount(money.currency)}</p>
      ) : (
        <ChoiceGroup legend={text.from} field="from">
          {payable.map((account) => (
            <Choice
              key={account.accountId}
              name="from"
              value={account.accountId}
              isChosen={account.accountId === fromAccountId}
              onChoose={() => setChosen(account.accountId)}
              label={account.name}
              detail={tailOf(account.number)}
              side={<Money value={account.available} />}
            />
          ))}
        </ChoiceGroup>
      )}
      {paying.failure && (
        <p role="alert" className={classes.failure}>
          {paying.failure.message}
        </p>
      )}
      <div className={classes.actions}>
        {payable.length > 0 && (
          <Button size="md" onClick={() => void pay()} loading={paying.isGiving}>
            {text.pay(formatMoney(money))}
          </Button>
        )}
        <Button size="md" variant="default" onClick={() => setDeclining(true)} disabled={paying.isGiving}>
          {text.decline}
        </Button>
      </div>
      {isDeclining && <DeclineDialog request={request} onClose={() => setDeclining(false)} />}
    </div>
  )
}

function DeclineDialog({ request, onClose }: { request: PaymentRequest; onClose: () => void }) {
  const { requestId, to } = request
  const { give, isGiving, failure } = useCommand<{ version: number }>()
  const decline = async () => {
    if (!(await give((commandId) => api.commands.declineRequest.mutate({ commandId, requestId })))) return
    showDone(text.declined, text.told(to.name))
    onClose()
  }
  return (
    <Dialog title={text.declineTitle} onClose={onClose}>
      <p>{text.declineText(to.name)}</p>
      {failure && (
        <p role="alert" className={classes.failure}>
          {failure.message}
        </p>
      )}
      <div className={`${classes.actions} ${classes.dialogActions}`}>
        <Button onClick={() => void decline()} loading={isGiving}>
          {text.decline}
        </Button>
        <Button variant="default" onClick={onClose}>
          {text.keep}
        </Button>
      </div>
    </Dialog>
  )
}
