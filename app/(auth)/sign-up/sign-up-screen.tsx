'use client'

/** Becoming a customer. */
import { Button, PasswordInput, TextInput } from '@mantine/core'
import Link from 'next/link'
import { type FormEvent, useState } from 'react'
import { type SignInProblem, signUp } from '../../api-client/sign-in.ts'
import { useIsHydrated } from '../../components/hydrated.ts'
import { PageHeading } from '../../components/page-heading.tsx'
import classes from '../auth.module.css'

const MIN_PASSWORD = 10
type Person = { firstName: string; lastName: string; email: string; password: string }
type Field = keyof Person

const readForm = (form: FormData): Person => {
  const text = (name: Field) => String(form.get(name) ?? '')
  return {
    firstName: text('firstName').trim(),
    lastName: text('lastName').trim(),
    email: text('email').trim(),
    password: text('password'),
  }
}

const problemsOf = (person: Person): { [F in Field]?: string } => ({
  ...(person.firstName === '' && { firstName: 'Enter your first name.' }),
  ...(person.lastName === '' && { lastName: 'Enter your last name.' }),
  ...(!/^\S+@\S+\.\S+$/.test(person.email) && { email: 'Enter your email address.' }),
  ...(person.password.length < MIN_PASSWORD && { password: `Use at least ${MIN_PASSWORD} characters.` }),
})

export function SignUpScreen() {
  const isHydrated = useIsHydrated()
  const [problems, setProblems] = useState<{ [F in Field]?: string }>({})
  const [refused, setRefused] = useState<SignInProblem | null>(null)
  const [isSending, setSending] = useState(false)

  const field = (name: Field) => ({
    name,
    maxLength: name === 'email' ? 254 : name === 'password' ? 128 : 60,
    onChange: () => setProblems(({ [name]: _, ...others }) => others),
    error: problems[name] ?? (refused?.field === name ? refused.message : undefined),
  })

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const person = readForm(new FormData(form))
    const found = problemsOf(person)
    setProblems(found)
    setRefused(null)
    const [first] = Object.keys(found)
    if (first) return form.querySelector<HTMLInputElement>(`input[name="${first}"]`)?.focus()
    setSending(true)
    const problem = await signUp(person)
    if (!problem) return window.location.assign('/')
    setRefused(problem)
    setSending(false)
  }

  return (
    <>
      <PageHeading title="Become a customer" note="It takes a minute, and an account is free." />
      <form onSubmit={submit} method="post" noValidate className={classes.form}>
        {refused && refused.field === null && (
          <p role="alert" className={classes.problem}>
            {refused.message}
          </p>
        )}
        <div className={classes.names}>
          <TextInput label="First name" autoComplete="given-name" {...field('firstName')} />
          <TextInput label="Last name" autoComplete="family-name" {...field('lastName')} />
        </div>
        <TextInput label="Email" type="email" autoComplete="username" {...field('email')} />
        <PasswordInput
          label="Password"
          description={`At least ${MIN_PASSWORD} characters.`}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
          {...field('password')}
        />
        <Button type="submit" size="md" disabled={!isHydrated} loading={isSending}>
          Sign up
        </Button>
      </form>
      <p className={classes.other}>
        Already a customer? <Link href="/sign-in">Sign in</Link>
      </p>
    </>
  )
}
