import type { Metadata } from 'next'
import { SignUpScreen } from './sign-up-screen.tsx'

export const metadata: Metadata = { title: 'Sign up' }

export default function SignUpPage() {
  return <SignUpScreen />
}
