'use client'

/** A new account, opened at the counter for somebody else. */
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { type Currency, currencyDecimals } from '../../../../../server/domain/decimal.ts'
import { api } from '../../../../api-client/api.ts'
import { useCommand } from '../../../../api-client/give-command.ts'
import { Choice, ChoiceGroup } from '../../../../components/choice.tsx'
import { Dialog } from '../../../../components/dialog.tsx'
import { showDone } from '../../../../components/notices.tsx'
import { staffText } from '../../../../text/staff.ts'
import classes from '../../staff.module.css'

const { actions: text } = staffText
const products = ['current', 'savings'] as const
const currencies = Object.keys(currencyDecimals) as Currency[]

export function OpenAccountDialog({
  customerId,
  name: owner,
  onClose,
}: {
  customerId: string
  name: string
  onClose: () => void
}) {
  const { give, isGiving, failure } = useCommand<{ version: number; accountId: string }>()
  const [product, setProduct] = useState<(typeof products)[number]>('current')
  const [currency, setCurrency] = useState<Currency>('USD')
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<string | undefined>(undefined)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const cleaned = name.normalize('NFC').trim()
    setProblem(cleaned === '' ? text.nameMissing : undefined)
    if (cleaned === '') return
    const answer = await give((commandId) =>
      api.commands.openAccount.mutate({ commandId, customerId, product, currency, name: cleaned }),
    )
    if (!answer) return
    showDone(text.opened, text.on(cleaned, owner))
    onClose()
  }

  return (
    <Dialog title={text.openAccountFor(owner)} onClose={onClose}>
      <form onSubmit={submit} noValidate className={classes.form}>
        <TextInput
          label={text.name}
          placeholder={text.namePlaceholder}
          autoComplete="off"
          data-autofocus
          value={name}
          maxLength={60}
          onChange={(event) => setName(event.currentTarget.value)}
          error={problem}
        />
        <ChoiceGroup legend={text.product} field="product">
          {products.map((value) => (
            <Choice
              key={value}
              name="product"
              value={value}
              isChosen={product === value}
              onChoose={() => setProduct(value)}
              label={text.products[value]}
            />
          ))}
        </ChoiceGroup>
        <ChoiceGroup legend={text.currency} field="currency">
          {currencies.map((code) => (
            <Choice
              key={code}
              name="currency"
              value={code}
              isChosen={currency === code}
              onChoose={() => setCurrency(code)}
              label={code}
            />
          ))}
        </ChoiceGroup>
        {failure && (
          <p role="alert" className={classes.failure}>
            {failure.message}
          </p>
        )}
        <Button type="submit" loading={isGiving}>
          {text.openAccount}
        </Button>
      </form>
    </Dialog>
  )
}
