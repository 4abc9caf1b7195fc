import type { Metadata } from 'next'
import { safeReturnPath } from '../../api-client/sign-in.ts'
import { authText } from '../../text/auth.ts'
import { SignInScreen } from './sign-in-screen.tsx'

export const metadata: Metadata = { title: authText.signIn.title }

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>
}) {
  const { next } = await searchParams
  return <SignInScreen returnPath={safeReturnPath(Array.isArray(next) ? next[0] : next)} />
}
