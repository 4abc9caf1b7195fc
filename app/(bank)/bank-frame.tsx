'use client'

/** The customers' side of the bank: its navigation, and the person signed in. */
import { Skeleton } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { usePathname } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import type { BankSession } from '../api-client/bank-session.tsx'
import { type FirstAnswers, isUsable, keepAnswers, whoIsHere } from '../api-client/early-answers.ts'
import { answerTo } from '../api-client/first-answers.ts'
import { SignedIn } from '../api-client/signed-in.tsx'
import { AskEarly } from '../components/ask-early.tsx'
import { useIsHydrated } from '../components/hydrated.ts'
import { NotificationBell } from '../components/notifications/bell.tsx'
import { Keyboard } from '../components/shell/keyboard.tsx'
import { SessionWarning } from '../components/shell/session-warning.tsx'
import { Shell } from '../components/shell/shell.tsx'
import { UserMenu } from '../components/shell/user-menu.tsx'
import { readFirst } from './first-queries.ts'
import { firstQuestions } from './first-questions.ts'
import { LiveNotice } from './live-notice.tsx'
import { MoveMoneyTabs } from './move-money-tabs.tsx'
import { navigation, placesOf } from './navigation.ts'
import { PagePlaceholder } from './page-placeholder.tsx'
import { PendingNotice } from './pending-notice.tsx'
import { FormPlaceholder } from './transfer/form-placeholder.tsx'

export function BankFrame({
  bankTimeZone,
  answers,
  picture,
  children,
}: {
  /** As the server knows it, for what is asked before anything has been answered. */
  bankTimeZone: string
  /** What the document brings along; null when it brings nothing. */
  answers: FirstAnswers | null
  /** What the server has drawn of them. */
  picture: ReactNode
  children: ReactNode
}) {
  const pathname = usePathname()
  const { known, prepare } = useFirst(answers, pathname)
  return (
    <SignedIn audience="customers" known={known} prepare={prepare}>
      {(session) => (
        <Shell
          navigation={navigation}
          account={
            session ? (
              <>
                <Keyboard audience="customers" {...placesOf(session.me)} />
                <NotificationBell />
                <UserMenu />
              </>
            ) : (
              <Skeleton circle height={36} my="0.2rem" />
            )
          }
        >
          {!answers && <AskEarly questions={() => firstQuestions(pathname, bankTimeZone)} />}
          {session ? (
            <>
              <SessionWarning />
              <LiveNotice />
              <PendingNotice />
              {children}
            </>
          ) : (
            <>
              <MoveMoneyTabs />
              <OnItsWay pathname={pathname} picture={picture} />
            </>
          )}
        </Shell>
      )}
    </SignedIn>
  )
}

/** The page until it can be drawn: as the server drew it, where this is the document that it drew. */
function OnItsWay({ pathname, picture }: { pathname: string; picture: ReactNode }) {
  const isHydrated = useIsHydrated()
  const [drawnAt] = useState(isHydrated ? null : pathname)
  if (picture && drawnAt === pathname)
    return (
      <div data-first-picture style={{ display: 'contents' }}>
        {picture}
      </div>
    )
  return pathname === '/transfer' ? <FormPlaceholder /> : <PagePlaceholder />
}

/** What a document brought along is taken up once, by the page that came with it; later it would be of another time. */
const useFirst = (answers: FirstAnswers | null, pathname: string) => {
  const queryClient = useQueryClient()
  const [first] = useState(() => {
    if (!answers || typeof window === 'undefined' || !isUsable()) return {}
    const [me, bank] = [answerTo(answers, 'session.me'), answerTo(answers, 'system.info')]
    const known = me && bank && { me, bankTimeZone: bank.bankTimeZone }
    keepAnswers(answers, known ? whoIsHere : [])
    return {
      known,
      prepare: (session: BankSession) => (isUsable() ? readFirst(queryClient, session, pathname) : undefined),
    }
  })
  return first
}
