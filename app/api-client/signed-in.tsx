'use client'

/** Lets in who is signed in and belongs here; the page's frame is there while that is being found out. */
import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useRef } from 'react'
import { ErrorState } from '../components/states.tsx'
import { api, type Me } from './api.ts'
import { type BankSession, BankSessionProvider, type Prepare } from './bank-session.tsx'
import { describeReadFailure, httpStatusOf } from './failures.ts'
import { leaveForSignIn } from './sign-in.ts'

export const isCustomer = ({ role }: Me): boolean => role === 'customer'

export type Audience = 'customers' | 'staff' | 'engine-room'

const belongsTo = (audience: Audience, me: Me): boolean =>
  audience === 'engine-room' ? me.engineRoom : isCustomer(me) === (audience === 'customers')

export type Who = { readonly me: Me; readonly bankTimeZone: string }

export function SignedIn({
  audience,
  known,
  prepare,
  children,
}: {
  audience: Audience
  /** Where the document says it. */
  known?: Who | undefined
  prepare?: Prepare | undefined
  /** Draws the frame all along, so that nothing of it is drawn twice; without a session while that is being found out. */
  children: (session: BankSession | null) => ReactNode
}) {
  const router = useRouter()
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['session'],
    initialData: known,
    queryFn: async (): Promise<Who> => {
      const [me, bank] = await Promise.all([api.session.me.query(), api.system.info.query()])
      return { me, bankTimeZone: bank.bankTimeZone }
    },
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: 'always',
    structuralSharing: true,
  })
  const isSignedOut = httpStatusOf(error) === 401
  const belongsElsewhere = data !== undefined && !belongsTo(audience, data.me)
  const home = data !== undefined && !isCustomer(data.me) ? '/staff' : '/'

  // Somebody else has signed in from another tab: nothing that this page remembers is theirs.
  const userId = data?.me.userId
  const firstUserId = useRef(userId)
  useEffect(() => {
    firstUserId.current ??= userId
    if (userId !== firstUserId.current) window.location.reload()
  }, [userId])

  useEffect(() => {
    if (isSignedOut) leaveForSignIn()
    else if (belongsElsewhere) router.replace(home)
  }, [isSignedOut, belongsElsewhere, home, router])

  if (error && !data && !isSignedOut)
    return (
      <ErrorState
        message={describeReadFailure(error)}
        onRetry={() => void refetch()}
        isRetrying={isFetching}
      />
    )
  return (
    <BankSessionProvider who={isSignedOut || belongsElsewhere ? undefined : data} prepare={prepare}>
      {children}
    </BankSessionProvider>
  )
}
