'use client'

/** Becoming a customer. */
import { Button, PasswordInput, TextInput } from '@mantine/core'
import Link from 'next/link'
import { type FormEvent, useState } from 'react'
import { type SignInProblem, signUp } from '../../api-client/sign-in.ts'
import { useIsHydrated } from '../../components/hydrated.ts'
import { PageHeading } from '../../components/page-heading.tsx'
import { authText } from '../../text/auth.ts'
import classes from '../auth.module.css'

const { signUp: text } = authText
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
  ...(person.firstName === '' && { firstName: text.firstNameMissing }),
  ...(person.lastName === '' && { lastName: text.lastNameMissing }),
  ...(!/^\S+@\S+\.\S+$/.test(person.email) && { email: authText.emailMissing }),
  ...(person.password.length < MIN_PASSWORD && { password: text.tooShort(MIN_PASSWORD) }),
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
      <PageHeading title={text.title} note={text.note} />
      <form onSubmit={submit} method="post" noValidate className={classes.form}>
        {refused && refused.field === null && (
          <p role="alert" className={classes.problem}>
            {refused.message}
          </p>
        )}
        <div className={classes.names}>
          <TextInput label={text.firstName} autoComplete="given-name" {...field('firstName')} />
          <TextInput label={text.lastName} autoComplete="family-name" {...field('lastName')} />
        </div>
        <TextInput label={authText.email} type="email" autoComplete="username" {...field('email')} />
        <PasswordInput
          label={authText.password}
          description={text.atLeast(MIN_PASSWORD)}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': authText.showPassword }}
          {...field('password')}
        />
        <Button type="submit" size="md" disabled={!isHydrated} loading={isSending}>
          {text.submit}
        </Button>
      </form>
      <p className={classes.other}>
        {text.already} <Link href="/sign-in">{authText.signIn.title}</Link>
      </p>
    </>
  )
}
