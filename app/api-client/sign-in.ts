/** Signing in, up and out at `/api/auth`. Each ends with a full page load, so that no state of one person meets another. */

import { authText } from '../text/auth.ts'

const text = authText.problems

export type SignInProblem = { readonly message: string; readonly field: 'email' | 'password' | null }

const post = async (path: string, body: object): Promise<Response> =>
  fetch(`/api/auth${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(15_000),
  })

const send = async (path: string, body: object): Promise<SignInProblem | null> => {
  try {
    const response = await post(path, body)
    return response.ok ? null : await problemOf(response)
  } catch {
    return { message: text.unreachable, field: null }
  }
}

const problemOf = async (response: Response): Promise<SignInProblem> => {
  const { code, message }: { code?: string; message?: string } = await response.json().catch(() => ({}))
  if (response.status === 429) {
    const seconds = Number(response.headers.get('retry-after') ?? response.headers.get('x-retry-after'))
    return { message: text.tooMany(seconds), field: null }
  }
  if (code?.startsWith('USER_ALREADY_EXISTS')) return { message: text.emailTaken, field: 'email' }
  if (code === 'PASSWORD_TOO_SHORT') return { message: text.passwordTooShort, field: 'password' }
  if (code === 'PASSWORD_TOO_LONG') return { message: text.passwordTooLong, field: 'password' }
  if (code === 'INVALID_EMAIL') return { message: text.notAnEmail, field: 'email' }
  if (response.status === 401) return { message: text.doNotMatch, field: null }
  if (response.status >= 500) return { message: text.fault, field: null }
  return { message: message ?? text.other, field: null }
}

export const signIn = (email: string, password: string) => send('/sign-in/email', { email, password })

export const signUp = (person: { firstName: string; lastName: string; email: string; password: string }) =>
  send('/sign-up/email', { ...person, name: `${person.firstName} ${person.lastName}`.trim() })

export const endSession = () => send('/sign-out', {})

const HERE = 'http://here.invalid'

/** Only paths of this site: whoever writes a link must not choose where a person lands after signing in. */
export const safeReturnPath = (next: string | null | undefined): string => {
  // Parsed as the browser will parse it, which reads "/\\" and a tab between two slashes in its own way.
  const url = next && URL.canParse(next, HERE) ? new URL(next, HERE) : undefined
  return url?.origin === HERE ? `${url.pathname}${url.search}` : '/'
}

/** Left in the tab by a session that has ended: whoever signs in again there goes on with what they were writing. */
export const CUT_SHORT = 'passbook.cut-short'

export const leaveForSignIn = () => {
  window.sessionStorage.setItem(CUT_SHORT, 'yes')
  const { pathname } = window.location
  window.location.replace(pathname === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(pathname)}`)
}
