'use client'

/** The way in: in a demo bank its people are one click away; everybody else has email and password. */
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { type FormEvent, useState } from 'react'
import { api } from '../../api-client/api.ts'
import { type SignInProblem, signIn } from '../../api-client/sign-in.ts'
import { useIsHydrated } from '../../components/hydrated.ts'
import { PageHeading } from '../../components/page-heading.tsx'
import { authText } from '../../text/auth.ts'
import classes from '../auth.module.css'
import { DemoPeople } from './demo-people.tsx'

/** No secret: it stands in the documentation, and only demo banks have people with it. */
const DEMO_PASSWORD = 'passbook-demo'

const { signIn: text } = authText

export function SignInScreen({ returnPath }: { returnPath: string }) {
  const isHydrated = useIsHydrated()
  const { data: bank } = useQuery({
    queryKey: ['system'],
    queryFn: () => api.system.info.query(),
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: true,
  })
  const [problem, setProblem] = useState<SignInProblem | null>(null)
  /** The address that is being signed in: the form's own, or a demo person's. */
  const [entering, setEntering] = useState<string | null>(null)

  const enter = async (address: string, secret: string) => {
    setEntering(address)
    setProblem(null)
    const found = await signIn(address, secret)
    if (!found) return window.location.assign(returnPath)
    setProblem(found)
    setEntering(null)
  }

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    // Read from the form, not kept as state: what a browser fills in before this code runs counts too.
    const form = new FormData(event.currentTarget)
    const email = String(form.get('email') ?? '').trim()
    const password = String(form.get('password') ?? '')
    if (email === '') return setProblem({ message: authText.emailMissing, field: 'email' })
    if (password === '') return setProblem({ message: authText.passwordMissing, field: 'password' })
    void enter(email, password)
  }

  return (
    <>
      <PageHeading title={text.title} />
      {bank && bank.demoUsers.length > 0 && (
        <>
          <DemoPeople
            people={bank.demoUsers}
            entering={entering}
            onEnter={(address) => void enter(address, DEMO_PASSWORD)}
          />
          <p className={classes.rule}>{text.or}</p>
        </>
      )}
      <form onSubmit={submit} method="post" noValidate className={classes.form}>
        {problem && problem.field === null && (
          <p role="alert" className={classes.problem}>
            {problem.message}
          </p>
        )}
        <TextInput
          label={authText.email}
          type="email"
          name="email"
          autoComplete="username"
          error={problem?.field === 'email' ? problem.message : undefined}
        />
        <PasswordInput
          label={authText.password}
          name="password"
          autoComplete="current-password"
          error={problem?.field === 'password' ? problem.message : undefined}
          visibilityToggleButtonProps={{ 'aria-label': authText.showPassword }}
        />
        <Button type="submit" size="md" disabled={!isHydrated} loading={entering !== null}>
          {text.title}
        </Button>
      </form>
      <p className={classes.other}>
        {text.newHere} <Link href="/sign-up">{text.toSignUp}</Link>
      </p>
    </>
  )
}
