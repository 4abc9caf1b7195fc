'use client'

/** The customers' side of the bank: its navigation, and the person signed in. */
import { Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import { SignedIn } from '../api-client/signed-in.tsx'
import { NotificationBell } from '../components/notifications/bell.tsx'
import { Keyboard } from '../components/shell/keyboard.tsx'
import { SessionWarning } from '../components/shell/session-warning.tsx'
import { Shell } from '../components/shell/shell.tsx'
import { UserMenu } from '../components/shell/user-menu.tsx'
import { LiveNotice } from './live-notice.tsx'
import { navigation, palettePages, shortcuts } from './navigation.ts'
import { PagePlaceholder } from './page-placeholder.tsx'
import { PendingNotice } from './pending-notice.tsx'

export function BankFrame({ children }: { children: ReactNode }) {
  const placeholder = (
    <Shell navigation={navigation} account={<Skeleton circle height={36} />}>
      <PagePlaceholder />
    </Shell>
  )
  return (
    <SignedIn audience="customers" placeholder={placeholder}>
      <Shell
        navigation={navigation}
        account={
          <>
            <Keyboard audience="customers" pages={palettePages} shortcuts={shortcuts} />
            <NotificationBell />
            <UserMenu />
          </>
        }
      >
        <SessionWarning />
        <LiveNotice />
        <PendingNotice />
        {children}
      </Shell>
    </SignedIn>
  )
}
