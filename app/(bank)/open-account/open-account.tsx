'use client'

/** A new account: which kind, which currency, and what one calls it. */
import { Button, TextInput } from '@mantine/core'
import { useRouter } from 'next/navigation'
import { type FormEvent, useRef, useState } from 'react'
import { type Currency, currencyDecimals } from '../../../server/domain/decimal.ts'
import { api } from '../../api-client/api.ts'
import { useCommand } from '../../api-client/give-command.ts'
import { Choice, ChoiceGroup } from '../../components/choice.tsx'
import { showDone } from '../../components/notices.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import sheet from '../../components/sheet.module.css'
import { openingText as text } from '../../text/account-opening.ts'
import classes from './open-account.module.css'

const products = ['current', 'savings'] as const
const currencies = Object.keys(currencyDecimals) as Currency[]

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
    showDone(text.done, text.ready(cleaned))
    router.push(`/accounts/${answer.accountId}`)
  }

  return (
    <div className={classes.column}>
      <PageHeading title={text.title} note={text.note} />
      <form onSubmit={submit} noValidate className={`${sheet.sheet} ${sheet.padded} ${classes.form}`}>
        <ChoiceGroup legend={text.kind} field="product">
          {products.map((value) => (
            <Choice
              key={value}
              name="product"
              value={value}
              isChosen={product === value}
              onChoose={() => setProduct(value)}
              {...text.products[value]}
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
              label={text.currencies[code]}
              side={code}
            />
          ))}
        </ChoiceGroup>
        <TextInput
          ref={nameInput}
          label={text.name}
          description={text.nameHint}
          placeholder={text.namePlaceholder}
          autoComplete="off"
          maxLength={60}
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value)
            setMissing(false)
          }}
          error={isMissing ? text.nameMissing : undefined}
        />
        {failure && (
          <p role="alert" className={classes.failure}>
            {failure.message}
          </p>
        )}
        <Button type="submit" size="md" loading={isGiving}>
          {text.submit}
        </Button>
      </form>
    </div>
  )
}
