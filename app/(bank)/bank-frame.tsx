'use client'

/** The customers' side of the bank: its navigation, and the person signed in. */
import { Skeleton } from '@mantine/core'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { SignedIn } from '../api-client/signed-in.tsx'
import { AskEarly } from '../components/ask-early.tsx'
import { NotificationBell } from '../components/notifications/bell.tsx'
import { Keyboard } from '../components/shell/keyboard.tsx'
import { SessionWarning } from '../components/shell/session-warning.tsx'
import { Shell } from '../components/shell/shell.tsx'
import { UserMenu } from '../components/shell/user-menu.tsx'
import { firstQuestions } from './first-questions.ts'
import { LiveNotice } from './live-notice.tsx'
import { MoveMoneyTabs } from './move-money-tabs.tsx'
import { navigation, placesOf } from './navigation.ts'
import { PagePlaceholder } from './page-placeholder.tsx'
import { PendingNotice } from './pending-notice.tsx'
import { FormPlaceholder } from './transfer/form-placeholder.tsx'

export function BankFrame({
  bankTimeZone,
  children,
}: {
  /** As the server knows it, for what is asked before anything has been answered. */
  bankTimeZone: string
  children: ReactNode
}) {
  const pathname = usePathname()
  return (
    <SignedIn audience="customers">
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
              <Skeleton circle height={36} />
            )
          }
        >
          <AskEarly questions={() => firstQuestions(pathname, bankTimeZone)} />
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
              {pathname === '/transfer' ? <FormPlaceholder /> : <PagePlaceholder />}
            </>
          )}
        </Shell>
      )}
    </SignedIn>
  )
}
