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
import classes from '../auth.module.css'
import { DemoPeople } from './demo-people.tsx'

/** No secret: it stands in the documentation, and only demo banks have people with it. */
const DEMO_PASSWORD = 'passbook-demo'

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
    if (email === '') return setProblem({ message: 'Enter your email address.', field: 'email' })
    if (password === '') return setProblem({ message: 'Enter your password.', field: 'password' })
    void enter(email, password)
  }

  return (
    <>
      <PageHeading title="Sign in" />
      {bank && bank.demoUsers.length > 0 && (
        <>
          <DemoPeople
            people={bank.demoUsers}
            entering={entering}
            onEnter={(address) => void enter(address, DEMO_PASSWORD)}
          />
          <p className={classes.rule}>or with your own account</p>
        </>
      )}
      <form onSubmit={submit} method="post" noValidate className={classes.form}>
        {problem && problem.field === null && (
          <p role="alert" className={classes.problem}>
            {problem.message}
          </p>
        )}
        <TextInput
          label="Email"
          type="email"
          name="email"
          autoComplete="username"
          error={problem?.field === 'email' ? problem.message : undefined}
        />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          error={problem?.field === 'password' ? problem.message : undefined}
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
        />
        <Button type="submit" size="md" disabled={!isHydrated} loading={entering !== null}>
          Sign in
        </Button>
      </form>
      <p className={classes.other}>
        New here? <Link href="/sign-up">Open an account with us</Link>
      </p>
    </>
  )
}
