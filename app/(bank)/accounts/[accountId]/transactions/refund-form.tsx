'use client'

/** Gives back all that is left of what has come, or a part of it. */
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { formatDecimal } from '../../../../../server/domain/decimal.ts'
import { api, type Transaction } from '../../../../api-client/api.ts'
import { useCommand } from '../../../../api-client/give-command.ts'
import { minorUnits } from '../../../../api-client/pending-overlay.ts'
import { readAmount } from '../../../../components/amount-input.ts'
import { Choice, ChoiceGroup } from '../../../../components/choice.tsx'
import { Money } from '../../../../components/money.tsx'
import { formatMoney } from '../../../../components/money-format.ts'
import { showDone } from '../../../../components/notices.tsx'
import { transactionText } from '../../../../text/transaction.ts'
import classes from './drawer.module.css'

const { refund: text } = transactionText
const MAX_DESCRIPTION = 140

export function RefundForm({ transaction, onEnd }: { transaction: Transaction; onEnd: () => void }) {
  const { give, isGiving, failure } = useCommand<{ version: number }>()
  const [isPart, setPart] = useState(false)
  const [typed, setTyped] = useState('')
  const [description, setDescription] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const left = leftOf(transaction)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { transferId } = transaction
    if (!transferId) return
    const checked = isPart ? checkPart(typed, left) : { amount: left.amount }
    setProblem('problem' in checked ? checked.problem : null)
    if ('problem' in checked) return
    const money = { amount: checked.amount, currency: left.currency }
    const words = description.normalize('NFC').trim()
    const answer = await give((commandId) =>
      // The whole is named as a sum, too: what is given back is what was read here, whatever comes in between.
      api.commands.refundTransfer.mutate({ commandId, transferId, money, description: words }),
    )
    if (!answer) return
    showDone(text.done, text.doneDetail(formatMoney(money), transaction.counterparty?.name ?? ''))
    onEnd()
  }
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <ChoiceGroup legend={text.howMuch} field="howMuch">
        <Choice
          name="howMuch"
          value="whole"
          isChosen={!isPart}
          onChoose={() => setPart(false)}
          label={transaction.refunded ? text.rest : text.whole}
          side={<Money value={left} />}
        />
        <Choice
          name="howMuch"
          value="part"
          isChosen={isPart}
          onChoose={() => setPart(true)}
          label={text.part}
        />
      </ChoiceGroup>
      {isPart && (
        <TextInput
          label={text.amount}
          inputMode="decimal"
          autoComplete="off"
          autoFocus
          value={typed}
          maxLength={40}
          onChange={(event) => setTyped(event.currentTarget.value)}
          rightSection={left.currency}
          rightSectionWidth={56}
          description={text.atMost(formatMoney(left))}
          error={problem}
        />
      )}
      <TextInput
        label={text.description}
        autoComplete="off"
        value={description}
        maxLength={MAX_DESCRIPTION}
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
      {failure && (
        <p role="alert" className={classes.failure}>
          {failure.message}
        </p>
      )}
      <div className={classes.buttons}>
        <Button type="submit" size="sm" loading={isGiving}>
          {text.submit}
        </Button>
        <Button size="sm" variant="subtle" onClick={onEnd} disabled={isGiving}>
          {transactionText.cancel}
        </Button>
      </div>
    </form>
  )
}

/** What of it can still be given back. */
export const leftOf = ({ money, refunded }: Pick<Transaction, 'money' | 'refunded'>): Transaction['money'] =>
  refunded === null
    ? money
    : { ...money, amount: formatDecimal(minorUnits(money) - minorUnits(refunded), money.currency) }

const checkPart = (
  typed: string,
  left: Transaction['money'],
): { readonly amount: string } | { readonly problem: string } => {
  const read = readAmount(typed, left.currency)
  if (!read.ok) return { problem: read.reason }
  const isTooMuch = minorUnits({ ...left, amount: read.amount }) > minorUnits(left)
  return isTooMuch ? { problem: text.atMost(formatMoney(left)) } : { amount: read.amount }
}
