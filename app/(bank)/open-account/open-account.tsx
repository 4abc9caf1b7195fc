'use client'

/** A new account: which kind, which currency, and what one calls it. */
import { Button, TextInput } from '@mantine/core'
import { useRouter } from 'next/navigation'
import { type FormEvent, useRef, useState } from 'react'
import { api } from '../../api-client/api.ts'
import { useCommand } from '../../api-client/give-command.ts'
import { Choice, ChoiceGroup } from '../../components/choice.tsx'
import { showDone } from '../../components/notices.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import sheet from '../../components/sheet.module.css'
import classes from './open-account.module.css'

const products = [
  { value: 'current', label: 'Current account', detail: 'for every day' },
  { value: 'savings', label: 'Savings account', detail: 'for later' },
] as const

const currencyNames = {
  USD: 'US dollar',
  EUR: 'Euro',
  GBP: 'Pound sterling',
  CHF: 'Swiss franc',
  JPY: 'Japanese yen',
} as const
type Currency = keyof typeof currencyNames

export function OpenAccount() {
  const router = useRouter()
  const { give, isGiving, failure } = useCommand<{ version: number; accountId: string }>()
  const [product, setProduct] = useState<'current' | 'savings'>('current')
  const [currency, setCurrency] = useState<Currency>('USD')
  const [name, setName] = useState('')
  const [isMissing, setMissing] = useState(false)
  const nameInput = useRef<HTMLInputElement>(null)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const cleaned = name.normalize('NFC').trim()
    setMissing(cleaned === '')
    if (cleaned === '') return nameInput.current?.focus()
    const answer = await give((commandId) =>
      api.commands.openAccount.mutate({ commandId, product, currency, name: cleaned }),
    )
    if (!answer) return
    showDone('Account opened', `${cleaned} is ready.`)
    router.push(`/accounts/${answer.accountId}`)
  }

  return (
    <div className={classes.column}>
      <PageHeading title="Open an account" note="It is yours at once, and costs nothing." />
      <form onSubmit={submit} noValidate className={`${sheet.sheet} ${sheet.padded} ${classes.form}`}>
        <ChoiceGroup legend="Kind" field="product">
          {products.map(({ value, ...words }) => (
            <Choice
              key={value}
              name="product"
              value={value}
              isChosen={product === value}
              onChoose={() => setProduct(value)}
              {...words}
            />
          ))}
        </ChoiceGroup>
        <ChoiceGroup legend="Currency" field="currency">
          {(Object.keys(currencyNames) as Currency[]).map((code) => (
            <Choice
              key={code}
              name="currency"
              value={code}
              isChosen={currency === code}
              onChoose={() => setCurrency(code)}
              label={currencyNames[code]}
              side={code}
            />
          ))}
        </ChoiceGroup>
        <TextInput
          ref={nameInput}
          label="Name"
          description="Only you and the bank see it."
          placeholder="Everyday"
          autoComplete="off"
          maxLength={60}
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value)
            setMissing(false)
          }}
          error={isMissing ? 'Give the account a name.' : undefined}
        />
        {failure && (
          <p role="alert" className={classes.failure}>
            {failure.message}
          </p>
        )}
        <Button type="submit" size="md" loading={isGiving}>
          Open the account
        </Button>
      </form>
    </div>
  )
}
