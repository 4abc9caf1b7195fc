/**
 * What a page shows on top, drawn by the server from the bank's answers: it stands there before any script has come, and
 * until the page itself, which gets the same answers, takes its place. Drawn by the server alone: the browser, which may
 * write figures in another way, is handed the words.
 */
import { answerTo } from '../api-client/first-answers.ts'
import { emptyOverlay } from '../api-client/pending-overlay.ts'
import { shownAccounts } from '../api-client/shown-accounts.ts'
import { timeZoneOf } from '../components/preferences.ts'
import { AccountAtFirst } from './accounts/[accountId]/account-at-first.tsx'
import type { First } from './ask-first.ts'
import { accountIn } from './first-questions.ts'
import { OverviewAtFirst } from './overview/overview-at-first.tsx'
import { PagePlaceholder } from './page-placeholder.tsx'
import { FormPlaceholder } from './transfer/form-placeholder.tsx'

export function FirstPicture({ first, bankTimeZone }: { first: First; bankTimeZone: string }) {
  const { pathname, searchParams } = first.address
  const me = answerTo(first, 'session.me')
  const answer = answerTo(first, 'accounts.list')
  const accounts = answer && shownAccounts(answer, emptyOverlay)
  const version = answer?.version
  if (pathname === '/transfer') return <FormPlaceholder />
  if (pathname === '/' && me && accounts && accounts.length > 0)
    return (
      <OverviewAtFirst
        {...{ first, me, accounts, version, bankTimeZone, timeZone: timeZoneOf(bankTimeZone) }}
      />
    )
  const account = accounts?.find(({ accountId }) => accountId === accountIn(pathname))
  // A page that looks back shows other figures.
  if (account && !searchParams.has('at')) return <AccountAtFirst account={account} version={version} />
  return <PagePlaceholder />
}
