import type { Metadata } from 'next'
import { authText } from '../../text/auth.ts'
import { SignUpScreen } from './sign-up-screen.tsx'

export const metadata: Metadata = { title: authText.signUp.short }

export default function SignUpPage() {
  return <SignUpScreen />
}
