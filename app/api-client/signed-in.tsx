'use client'

/** Lets in who is signed in and belongs here, and shows the page's frame while that is being found out. */
import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useRef } from 'react'
import { ErrorState } from '../components/states.tsx'
import { api, type Me } from './api.ts'
import { BankSessionProvider } from './bank-session.tsx'
import { describeReadFailure, httpStatusOf } from './failures.ts'
import { leaveForSignIn } from './sign-in.ts'

export const isCustomer = ({ role }: Me): boolean => role === 'customer'

export function SignedIn({
  audience,
  placeholder,
  children,
}: {
  audience: 'customers' | 'staff'
  placeholder: ReactNode
  children: ReactNode
}) {
  const router = useRouter()
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['session'],
    queryFn: async () => {
      const [me, bank] = await Promise.all([api.session.me.query(), api.system.info.query()])
      return { me, bankTimeZone: bank.bankTimeZone }
    },
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: 'always',
    structuralSharing: true,
  })
  const isSignedOut = httpStatusOf(error) === 401
  const belongsElsewhere = data !== undefined && isCustomer(data.me) !== (audience === 'customers')

  // Somebody else has signed in from another tab: nothing that this page remembers is theirs.
  const userId = data?.me.userId
  const firstUserId = useRef(userId)
  useEffect(() => {
    firstUserId.current ??= userId
    if (userId !== firstUserId.current) window.location.reload()
  }, [userId])

  useEffect(() => {
    if (isSignedOut) leaveForSignIn()
    else if (belongsElsewhere) router.replace(audience === 'customers' ? '/staff' : '/')
  }, [isSignedOut, belongsElsewhere, audience, router])

  if (error && !data && !isSignedOut)
    return (
      <ErrorState
        message={describeReadFailure(error)}
        onRetry={() => void refetch()}
        isRetrying={isFetching}
      />
    )
  if (!data || isSignedOut || belongsElsewhere) return placeholder
  return (
    <BankSessionProvider me={data.me} bankTimeZone={data.bankTimeZone}>
      {children}
    </BankSessionProvider>
  )
}
